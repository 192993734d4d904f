"""小数应按规定的位数写，不应带着表格软件算出的尾数（如 0.0900000762939453）。"""

import re
from collections.abc import Iterator
from fractions import Fraction

from generator.checks._signs import LONG_NUMBER
from generator.checks.wording._quote import hits
from generator.core.diagnostic import Severity
from generator.core.number import HALF_UP
from generator.core.number_advice import tidied

NAME = "浮点尾数"
SEVERITY: Severity = "警告"
MANY_DECIMALS = re.compile(r"(?<![\d.,])-?\d{1,15}\.\d{8,40}(?![\d.])")
QUOTIENT = re.compile(r"-?\d+\.\d{12,}")
TRIGGERS = (LONG_NUMBER,)


def check_text(text: str) -> Iterator[str]:
    """Say what the number was before a program got hold of it."""
    for found, _ in hits(MANY_DECIMALS, text, lambda found: bool(tidied(found[0]) or QUOTIENT.fullmatch(found[0]))):
        if clean := tidied(found[0]):
            yield f"“{found[0]}”像是表格软件带出的尾数，请写成 {clean}"
        else:
            yield f"“{found[0]}”像是除出来没有取舍的数，请四舍五入，如 {HALF_UP(Fraction(found[0]))}"
