"""汉字之间不应夹着空格（并列的机关名称之间、书名号里的空格，日期里待填的空格不算）。"""

import re
from collections.abc import Iterator

from generator.checks.wording._quote import HAN, hits
from generator.core.diagnostic import Severity

NAME = "夹空格"
SEVERITY: Severity = "提示"
# Two bodies that issue a paper together are set apart by a blank: 中共中央 国务院, 市委 市政府.
BODY = "[央院府委办厅局部会]"
TITLE = re.compile("《[^《》]*》")
GAP = re.compile(
    f"(?<=[{HAN}，。；：])(?<!{BODY})(?<![年月])[ \u3000\u00a0]+(?![年月日])(?=[{HAN}，。；：])"
    f"|(?<={BODY})[ \u3000\u00a0]+(?=[，。；：、的了和在与及])"
)
TRIGGERS = tuple(map(re.compile, " \u3000\u00a0"))


def check_text(text: str) -> Iterator[str]:
    """Quote the words on both sides."""
    if " " in text or "\u3000" in text or "\u00a0" in text:
        for _, quoted in hits(GAP, TITLE.sub("《》", text)):
            yield f"“{quoted}”中间有空格，请删去或改用标点；原来有字的，请补上"
