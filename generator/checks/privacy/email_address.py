"""项目和一览的文字里不写电子邮箱：单位公开的联系邮箱写在网站设置和手写页面里。"""

import re
from collections.abc import Iterator

from generator.checks.privacy._digits import plain
from generator.core.diagnostic import Severity

NAME = "电子邮箱"
SEVERITY: Severity = "错误"
REVIEWED = True
ADDRESS = re.compile(
    r"(?<![A-Za-z0-9._%+\-])([A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}) ?@ ?((?:[A-Za-z0-9\-]+\.)+[A-Za-z]{2,})"
)
TRIGGERS = (re.compile("@"), re.compile("＠"))


def check_text(text: str) -> Iterator[str]:
    """Look for addresses."""
    if "@" not in text and "＠" not in text:
        return
    for found in ADDRESS.finditer(plain(text)):
        yield f"写有电子邮箱“{found[1][0]}***@{found[2]}”，个人信息不能公开，请删去；单位公开邮箱可经审查后豁免"
