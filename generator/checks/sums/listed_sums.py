"""一句话里逐项列出的金额（如“甲25万元、乙25万元、丙24.98万元，共75万元”），应与写明的合计或“预算”里的金额相等。"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from generator.checks import Violation
from generator.checks._signs import IN_YUAN
from generator.checks._text_index import text_index
from generator.checks.protocol import Value
from generator.checks.sums._money_in_prose import NO_PART, MoneyInProse, added, amounts, sentences, side_by_side
from generator.core.diagnostic import Severity
from generator.core.number import Amount
from generator.core.record import FieldName
from generator.model.project import Project

NAME = "分项不符"
SEVERITY: Severity = "警告"
REQUIRES_CLEAN = ("合计不符", "资金不符")
TOTAL = re.compile(r"[，,；;、]?\s*(?:以上|上述|[三四五六七八九]项)?(?:共计|合计|总计|共)[^\d。，,；;、：:每均]{0,8}")
OF_WHICH = re.compile(
    r"[^\d。，,；;、：:]{0,10}[，,；;：:（(]?\s*(?P<word>其中|包括|分别为|分别是)[：:，,]?"
    r"\s*[^\d。，,；;、：:]{1,16}[为计是：:]?\s*"
)
ABOUT = re.compile("约|近|左右|余元|多万")
FAR = 10  # a difference of more than one in so many is no slip of addition: the amounts are about something else
FAR_FROM_BUDGET = 50


def check(project: Project) -> Iterator[Violation]:
    """Add up every sentence that lists amounts."""
    budget = project.budget
    for record, field, text, is_remark in text_index(project).matching(IN_YUAN):
        for sentence in sentences(text) if not is_remark else ():
            found = amounts(sentence) if not ABOUT.search(sentence) else []
            message = _before_total(sentence, found) or _after_total(sentence, found)
            if message:
                yield record, field, message
            elif record is budget and isinstance(field, tuple) and field[0] in ("approval", "usage"):
                yield from _of_budget(project, field, sentence, found)


def _before_total(sentence: str, found: list[MoneyInProse]) -> str:
    """Amounts one after another, then the total."""
    for at in range(2, len(found)):
        whole = found[at]
        if not TOTAL.fullmatch(sentence[found[at - 1].end : whole.start]):
            continue
        first = at - 1
        while first and side_by_side(sentence, found[first - 1], found[first]):
            first -= 1
        runs = [found[begin:at] for begin in range(first, at - 1)]
        if runs and not any(whole.shows(Fraction(added(run)), run) for run in runs):
            nearest = min(runs, key=lambda run: abs(added(run) - whole.value))
            if _is_near(nearest, whole.value, FAR):
                return _message(nearest, f"写明的合计 {whole.text}")
    return ""


def _after_total(sentence: str, found: list[MoneyInProse]) -> str:
    """The total, then what it consists of; what is named as 其中 may be only some of it."""
    for at in range(len(found) - 2):
        whole, first = found[at], found[at + 1]
        link = OF_WHICH.fullmatch(sentence[whole.end : first.start])
        if not link:
            continue
        last = at + 1
        while last + 1 < len(found) and side_by_side(sentence, found[last], found[last + 1]):
            last += 1
        run = found[at + 1 : last + 1]
        if len(run) < 2 or any(whole.shows(Fraction(added(run[:n])), run[:n]) for n in range(2, len(run) + 1)):
            continue
        partly = link["word"] in ("其中", "包括") and added(run) < whole.value
        if _is_near(run, whole.value, FAR_FROM_BUDGET if partly else FAR):
            return _message(run, f"写明的合计 {whole.text}")
    return ""


def _of_budget(project: Project, field: FieldName, sentence: str, found: list[MoneyInProse]) -> Iterator[Violation]:
    """A sentence that is nothing but a list of three amounts or more beside the spending, or the budget."""
    together = all(side_by_side(sentence, one, other) for one, other in pairwise(found))
    if len(found) < 3 or not together or NO_PART.search(sentence[found[-1].end :]):
        return
    budget, name = project.budget, field[0]
    known: dict[str, Amount | None] = {n: getattr(budget, n) for n in ("amount", "initial", "received", "spent")}
    whole = known["spent" if name == "usage" else "amount"]
    word = "支出" if name == "usage" else "金额"
    if whole is None or added(found) in [amount.value for amount in known.values() if amount]:
        return
    if _is_near(found, whole.value, FAR_FROM_BUDGET):
        uses: list[Value] = [(budget, "spent" if name == "usage" else "amount")]
        yield budget, field, _message(found, f"“预算”的{word} {whole.text}"), uses


def _is_near(parts: Sequence[MoneyInProse], whole: Decimal, far: int) -> bool:
    return abs(added(parts) - whole) * far <= whole


def _message(parts: Sequence[MoneyInProse], whole: str) -> str:
    terms = " + ".join(part.text for part in parts)
    return f"{terms} = {added(parts).normalize():f}万元，与{whole} 不等，请对照原件核对"
