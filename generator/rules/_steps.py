"""Steps (每差一个扣几分): a deduction for every step by which a target is missed, for 按差扣分 and 执行率."""

import dataclasses
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from generator.core.formula import RuleCells, guarded
from generator.core.number import Percent, Rounding, approx, fraction_of
from generator.core.record import field
from generator.rules import Rule, WeightedContext, Working
from generator.rules._explain import counted, nothing

POINTS = "个百分点"


class Steps(Rule):
    """Size of a step, its deduction, handling of incomplete steps, and minimum points."""

    step: Decimal = field("每", default=Decimal(1))
    deduction: Decimal | None = field("扣", default=None)
    share: Percent | None = field("扣权重", default=None)
    incomplete: Literal["按比例扣", "按一个扣", "不扣"] = field("不足一个", default="按比例扣")
    floor: Decimal = field("保底", default=Decimal(0))

    @property
    def declared(self) -> bool:
        """True if any of the fields was written."""
        own = (part for part in dataclasses.fields(Steps) if part.name != "marks")
        return any(getattr(self, part.name) != part.default for part in own)

    def flaw(self, weight: Decimal) -> str:
        """Return the message on faulty steps; empty if there is none."""
        if (self.deduction is None) == (self.share is None):
            return "请写“扣”（每个扣几分）或“扣权重”（每个扣权重的百分之几），写一样"
        if self.step <= 0:
            return f"每 {self.step} 不大于 0，请写每差多少扣一次，写成正数"
        if self.deduction is not None and self.deduction <= 0:
            return f"扣 {self.deduction} 不大于 0，扣几分请写成正数"
        if self.share is not None and not 0 < self.share.value <= 1:
            return f"扣权重“{self.share.text}”不在 0%（不含）至 100% 之间，请核对"
        if not 0 <= self.floor <= weight:
            return f"保底 {self.floor} 不在 0 至权重 {weight} 之间，请核对"
        return ""

    @property
    def cost(self) -> str:
        """Describe the deduction of a step."""
        return f"{self.deduction} 分" if self.share is None else f"权重的 {self.share.text}"

    def per_step(self, weight: Decimal) -> tuple[Fraction, str]:
        """Return the points deducted for a step, and their calculation."""
        if self.share is None:
            return fraction_of(self.deduction or Decimal(0)), f"{self.deduction}"
        return fraction_of(self.share.value) * fraction_of(weight), f"{self.share.text} × {weight}"


@dataclasses.dataclass(frozen=True)
class Gap:
    """Positive difference from a target; `formula` is needed if the size has no finite decimal expansion."""

    size: Fraction
    word: Literal["差", "超"]
    unit: str
    formula: str = ""

    def in_words(self, step: Decimal) -> str:
        """Describe the size and the step; rounding of the size never changes the number of steps."""
        size = self._size(step)
        if self.unit == POINTS:
            return f"{self.word}{size} {POINTS}，每 {step} 个"
        return f"{self.word}{size}{self.unit}，每 {step}{self.unit or ' '}"

    def _size(self, step: Decimal) -> str:
        for places in (4, 6, 8, 12):
            shown = Rounding(places=places)(self.size)
            if fraction_of(shown) == self.size:
                return f" {shown.normalize():f}"
            if _around(fraction_of(shown), step) == _around(self.size, step):
                return f"约 {shown:f}"
        return f"约 {Rounding('截尾', 16)(self.size):f}"

    def in_steps(self, step: Decimal) -> str:
        """Return the number of steps, fractions included, as an expression."""
        size = approx(self.size, 12)
        times = size.removeprefix("= ") if size.startswith("=") else self.formula
        return times if step == 1 else f"{times} ÷ {step}"


def by_steps(context: WeightedContext, steps: Steps, gap: Gap, words: str) -> Working:
    """Return the weight minus the deduction of the steps, at least the floor."""
    words = f"{words}，{gap.in_words(steps.step)}扣{' ' * (steps.share is None)}{steps.cost}"
    number = gap.size / fraction_of(steps.step)
    if number.denominator != 1 and steps.incomplete != "按比例扣":
        below, above = _around(gap.size, steps.step)
        number = Fraction(below if steps.incomplete == "不扣" else above)
        words = f"{words}，不足一个的{steps.incomplete}，共 {number} 个"
    times = f"{number}" if number.denominator == 1 else gap.in_steps(steps.step)
    per_step, how = steps.per_step(context.weight)
    left = fraction_of(context.weight) - number * per_step
    formula = f"{context.weight} − {times} × {how}".replace(" （", "（").replace("） ", "）")
    if left >= steps.floor:
        return counted(context, words, formula, left)
    if not steps.floor:
        return nothing(context, f"{words}；{formula} 小于 0，扣完为止")
    points = context.points(steps.floor)
    return Working(points, f"{words}；{formula} 小于保底的 {steps.floor}，得 {points}")


def _around(size: Fraction, step: Decimal) -> tuple[int, int]:
    """Return the number of whole steps, rounded down and up."""
    return floor(size / fraction_of(step)), ceil(size / fraction_of(step))


def steps_formula(cells: RuleCells, size: str) -> str:
    """Return the weight minus the deduction of steps, as a formula; `size` is 0 or less if the target is reached."""
    number = guarded(f"{size}/{cells.value('step')}", 9)
    incomplete = cells.value("incomplete")
    whole = f'IF({incomplete}="不扣",INT({number}),IF({incomplete}="按一个扣",-INT(-{number}),{number}))'
    share = cells.value("share")
    per_step = f'IF({share}="",{cells.value("deduction")},{share}*{cells.weight})'
    return f"IF({size}<=0,{cells.weight},MAX({cells.value('floor')},{cells.weight}-{whole}*{per_step}))"


def steps_refused(cells: RuleCells) -> tuple[tuple[str, str], ...]:
    """Return conditions and messages on faulty steps, as formulas."""
    off, share, least = cells.value("deduction"), cells.value("share"), cells.value("floor")
    return (
        (f'({off}="")=({share}="")', "“扣”和“扣权重”写一样"),
        (f"{cells.value('step')}<=0", "“每”要大于 0"),
        (f'AND({off}<>"",{off}<=0)', "“扣”要大于 0"),
        (f'AND({share}<>"",OR({share}<=0,{share}>1))', "“扣权重”不在 0% 至 100% 之间"),
        (f"OR({least}<0,{least}>{cells.weight})", "保底不在 0 至权重之间"),
    )
