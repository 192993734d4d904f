"""数值后面的单位只写一个：不写“95%%”“100百分比”“30万元万元”，也不在目标值、实际值里写与度量单位不同的单位。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._signs import CHARACTER_TWICE, WORD_TWICE
from generator.checks._texts import every
from generator.checks.wording._quote import HAN, hits
from generator.core.diagnostic import Severity
from generator.model.project import Indicator, Project
from generator.model.selfeval import PlainRow, SubRow

NAME = "单位重复"
SEVERITY: Severity = "警告"
PASTED = re.compile(
    r"\d\s*(?:百分比|[%％]\s*[%％]+|[%％]\s*百分[比点之]|(?:元万元|万元元|亿元元|万万元|亿万元)"
    rf"|(万元|亿元|个百分点|公里|小时|分钟|[元万个次户家人份台套件期场篇册本条项处座辆米吨])\1(?![{HAN}])"
    rf"|(?:个|次|户|家|份|台|套|件|万元|元)[%％](?![{HAN}]))"
)
# Pieces of which every such unit has one: two equal characters or words side by side, a percent sign behind a measure.
TRIGGERS = (
    CHARACTER_TWICE,
    WORD_TWICE,
    *map(re.compile, ("百分比", "元万元", "亿万元", r"%\s*[%％百]", r"％\s*[%％百]")),
    *(re.compile(f"{sign}(?<=[个次户家份台套件元].)") for sign in "%％"),
)
VALUE = re.compile(r"\s*[^\d\s.,-]{0,3}\s*[\d.,]{1,30}\s*(?P<unit>[^\d\s.,。，；、（）()/]{1,6})\s*")
NOUNS: tuple[type[Indicator | SubRow | PlainRow], ...] = (Indicator, SubRow, PlainRow)
SAME = str.maketrans({"％": "%"})
PERCENT = ("%", "百分比", "百分数", "百分点", "个百分点")
ROUGH = ("以上", "以下", "以内", "左右", "及以上", "及以下", "多", "余")


def check_text(text: str) -> Iterator[str]:
    """Units one behind the other."""
    for _, quoted in hits(PASTED, text):
        yield f"“{quoted}”的单位写重了，请只留一个"


def check(project: Project) -> Iterator[Violation]:
    """A value with another unit than the column 度量单位 gives it."""
    for record in (record for noun in NOUNS for record in every(noun, project)):
        if record.unit:
            for field, text in (("target", record.target), ("actual", record.actual)):
                unit = _unit(text)
                if unit and not _agree(unit, record.unit.translate(SAME).strip()):
                    message = f"“{text}”带单位“{unit}”，度量单位却是“{record.unit}”，请核对，只留一个单位"
                    yield record, field, message, ((record, "unit"),)


def _unit(text: str) -> str:
    """The unit a bare value carries; of a sentence none."""
    found = VALUE.fullmatch(text)
    unit = found["unit"].translate(SAME) if found else ""
    for word in ROUGH:
        unit = unit.removesuffix(word)
    return unit


def _agree(one: str, other: str) -> bool:
    """人次 and 人, 次 and 次/年 may mean one thing; a unit in Latin letters is not judged."""
    if one in PERCENT and other in PERCENT:
        return True
    return one in other or other in one or (one.isascii() != other.isascii() and "%" not in one + other)
