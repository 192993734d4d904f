"""分档: points by the interval of the observed value."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from generator.core.formula import Formula, RuleCells
from generator.core.number import Measure, fraction_of
from generator.core.record import field
from generator.rules import Rule, WeightedContext, Working
from generator.rules._bands import Band, bands_formula, bands_refused, by_bands, direction

LIMITS = ("bands.lower", "bands.upper")


class Bands(Rule):
    """把可能的实际值分成几档，实际落在哪一档，就得哪一档的分。

    - 每一档写下限、上限，并写明含不含；最低一档可以不写下限，最高一档可以不写上限。
    - 每一档的得分写成分数，或写成权重的百分之几，各档写法要一致，都不得超过权重。
    - 各档不能重叠，中间不能有空档；实际值不在任何一档里的，不计分，须补上。

    例：满意度 90%（含）以上得 10 分，80%（含）至 90%（不含）得 8 分，60%（含）至 80%（不含）得 5 分，60%（不含）以下
    得 0 分；满意度 85%，得 8 分。

    例中的四档据财预〔2021〕101号满意度赋分的通行做法，尚未核对原文；各地各项目自定的，以评价方案为准。
    """

    method: ClassVar[str] = "分档"

    actual: Measure = field("实际")
    bands: tuple[Band, ...] = field("档")
    unit: str = field("单位", default="")

    def monotonic(self) -> Mapping[str, Literal[1, -1]]:
        """Return the direction of the declared bands: rising, falling, or neither."""
        leaning = direction(self.bands)
        return {"actual": leaning} if leaning else {}

    @property
    def actual_text(self) -> str:
        return f"{self.actual.text}{self.unit}"

    @property
    def printed_actual(self) -> str:
        return self.actual_text

    def score(self, context: WeightedContext) -> Working:
        observed = fraction_of(self.actual.value)
        return by_bands(context, self.bands, observed, self.actual.is_percent, f"实际 {self.actual_text}")

    @classmethod
    def formula(cls, cells: RuleCells) -> Formula:
        actual = cells.value("actual")
        limits = [f"AND({cells.given(name)},{cells.percent(name)}<>{cells.percent('actual')})" for name in LIMITS]
        unlike = (f"OR({','.join(limits)})", "实际与各档的上下限不是同一种数")
        return Formula(bands_formula(cells, actual), (unlike, *bands_refused(cells, actual)), (actual,))
