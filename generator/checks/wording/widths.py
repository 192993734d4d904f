"""汉字之间的标点用全角，数字和字母用半角。"""

import re
import unicodedata
from collections.abc import Iterator

from generator.checks.wording._quote import HAN, hits
from generator.core.diagnostic import Severity
from generator.core.record import keys_of
from generator.model.project import Project

NAME = "全角半角"
SEVERITY: Severity = "提示"
FULL = str.maketrans(",;:!.", "，；：！。")
HALF_MARK = re.compile(f"(?<=[{HAN}])[,;:!.](?=[{HAN}])")
FULL_LETTER = re.compile("(?<![〔﹝〕﹞０-９])[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)*")
PRINTED_LABEL = re.compile("其中$")  # forms print “其中:” before the rows of a total
TRIGGERS = (re.compile(f"[,;:!.](?=[{HAN}])"), re.compile("[０-９Ａ-Ｚａ-ｚ]"))


def check_text(text: str) -> Iterator[str]:
    """Each with what it should be."""
    path = text.partition(".")[0] in keys_of(Project)  # 更正 names a field as messages do: 公布.评价分值
    for found, quoted in hits(
        HALF_MARK, text, lambda found: not (path or PRINTED_LABEL.search(text, 0, found.start()))
    ):
        yield f"“{quoted}”中的“{found[0]}”是半角标点，请改为“{found[0].translate(FULL)}”"
    for found, _ in hits(FULL_LETTER, text):
        yield f"“{found[0][:20]}”是全角字符，请改为半角“{unicodedata.normalize('NFKC', found[0])[:20]}”"
