"""每一栏应填入实际内容，不应只有模板的提示语（如“简要说明，200字以内”“请填写”“XX单位”）。"""

from collections.abc import Iterator

from generator.checks.wording._hints import SIGN, is_whole
from generator.core.diagnostic import Severity

NAME = "没有填写"
SEVERITY: Severity = "错误"
TRIGGERS = (SIGN,)


def check_text(text: str) -> Iterator[str]:
    """Quote the hint."""
    if is_whole(text):
        yield f"“{text[:30]}”是模板的提示语，请换成实际内容；没有内容的，把这一行删去"
