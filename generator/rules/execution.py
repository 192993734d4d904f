"""执行率: points for spending the budget."""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar, Literal

from generator.core.number import Amount, share
from generator.core.record import field
from generator.rules import Rule, RuleContext, Working
from generator.rules._bands import Band, by_bands, direction
from generator.rules._explain import counted, full, rate, refused

Base = Literal["全年预算", "年初预算", "到位金额"]
FIELDS: Mapping[Base, str] = {"全年预算": "budget", "年初预算": "initial", "到位金额": "received"}


class Execution(Rule):
    """预算执行率 = 实际支出 ÷ 基数 × 100%，达到或超过 100% 得满分；金额取自本项目的“预算”。

    基数：不写即“全年预算”（预算的“金额”，含年中调整），也可以是“年初预算”或“到位金额”。各地所用不同，须与评价方案一致。

    - 按比例（不写即此）：得分 = 实际支出 ÷ 基数 × 权重。按原始金额计算，只在得分处舍入一次，不先把执行率舍入再相乘。
      例：19.000 ÷ 19.369 × 3 ≈ 2.9428，得 2.94 分。
    - 按整百分点：执行率只取整数部分，得分 = 整数百分点 × 权重，即每差 1 个百分点（不足 1 个的按 1 个）扣权重的 1%。
      例：152.49 ÷ 153.04 = 99.64%，取 99%，99% × 4 = 3.96 分；按比例则得 3.99 分。
    - 分档：执行率落在哪一档得哪一档的分，档的写法同“分档”，超过 100% 的按 100% 查档。

    基数为 0 时算不出执行率，不计分。没有支出金额的也不计分。

    “按比例”为财预〔2020〕10号所附自评表的通行做法，条文尚未核对原文；“按整百分点”由公开报告的得分推算，没有见到条文；
    “分档”见财预〔2021〕101号，档次尚未核对原文。“到位金额”作基数见财预〔2020〕10号附件 2，尚未核对原文。
    """

    method: ClassVar[str] = "执行率"

    base: Base = field("基数", default="全年预算")
    way: Literal["按比例", "按整百分点", "分档"] = field("计分", default="按比例")
    bands: tuple[Band, ...] = field("档", default=())

    def monotonic(self) -> Mapping[str, Literal[1, -1]]:
        """Spending more of the same money; by bands only where they rise."""
        if self.way == "分档" and direction(self.bands) != 1:
            return {}
        return {"spent": 1, "budget" if self.base == "全年预算" else FIELDS[self.base]: -1}

    def score(self, context: RuleContext) -> Working:
        """Spent over base, and the points of that as declared."""
        base: Amount | None = getattr(context, FIELDS[self.base])
        if context.spent is None:
            return refused("没有支出金额，算不出执行率，请在“预算”下补写“支出”")
        if base is None:
            key = "金额" if self.base == "全年预算" else self.base
            return refused(f"没有{self.base}，算不出执行率，请在“预算”下补写“{key}”，或改用别的“基数”")
        if self.bands and self.way != "分档":
            return refused("写了“档”，请同时写“计分: 分档”；不分档的请删去“档”")
        name = "预算金额" if self.base == "全年预算" else self.base
        ratio = share(context.spent.value, base.value)
        if ratio is None:
            return refused(f"{name}为 0，算不出执行率，请核对{name}，或改用“评定”")
        quotient = f"{context.spent.number} ÷ {base.number}"
        label = "执行率 " if self.base == "全年预算" else f"执行率（按{self.base}）"
        told = f"{label}{quotient} = {rate(ratio)}"
        if self.way == "分档":
            return by_bands(context, self.bands, min(ratio, Fraction(1)), True, told)
        if ratio >= 1:
            return full(context, f"{told}，达到 100%")
        if self.way == "按比例":
            return counted(context, told, f"{quotient} × {context.weight}", ratio * Fraction(context.weight))
        whole = ratio * 100 // 1
        exact = whole * Fraction(context.weight) / 100
        return counted(context, f"{told}，取整 {whole}%", f"{whole}% × {context.weight}", exact)
