"""Reasons (偏差原因, or a column 扣分原因) of a row, and whether one says anything."""

import re

from generator.checks.mapping._form_rows import columns_named
from generator.model.project import Indicator
from generator.model.selfeval import PlainRow, SubRow

COLUMN = re.compile("原因|偏差(?!率|度)|扣分(?!标准|办法|规则|方法)")
HOLLOW = re.compile(
    r"[\W_]*|[\W_]*(?:暂?无|没有|不存在|未发生)?(?:偏差|偏离|差异)?(?:原因|情况)?[\W_]*|正常|[\d.,%％－-]+\s?分?|[否]"
)


def reason_of(record: Indicator | SubRow | PlainRow) -> str:
    """What the row gives as the reason, in its own cell or in a column of that name; what says something first."""
    if not record.columns:
        return record.reason
    given = [record.reason, *(entry.text for entry in columns_named(record, COLUMN))]
    return next((reason for reason in given if not is_hollow(reason)), "".join(given))


def is_hollow(reason: str) -> bool:
    """Whether a reason is only a number, a dash, or a word for nothing; so is one that is not given."""
    return not reason or bool(HOLLOW.fullmatch(reason.strip()))


def explained(record: Indicator | SubRow | PlainRow) -> bool:
    """Whether the row tells why: a reason that says something."""
    return not is_hollow(reason_of(record))
