"""内容里不应留着模板的提示语和没填的空（如“不超过200字”“（请简要说明）”“XX市”“单位（盖章）”“年 月 日”）。"""

from collections.abc import Iterator
from itertools import islice

from generator.checks.wording._hints import SIGN, is_whole, left
from generator.checks.wording._quote import MOST_PER_TEXT
from generator.core.diagnostic import Severity

NAME = "模板提示语"
SEVERITY: Severity = "警告"
TRIGGERS = (SIGN,)


def check_text(text: str) -> Iterator[str]:
    """Quote what the template said."""
    if not is_whole(text):
        for hint in islice(dict.fromkeys(left(text)), MOST_PER_TEXT):
            yield f"“{hint[:30]}”像是模板的提示语或没填的空，请删去或填上实际内容"
