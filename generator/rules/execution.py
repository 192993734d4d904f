"""执行率: points for spending the budget."""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar, Literal, NamedTuple

from generator.core.formula import Formula, RuleCells, guarded
from generator.core.number import Amount, Percent, Rate, fraction_of, parts_of, share
from generator.core.record import field
from generator.rules import WeightedContext, Working
from generator.rules._bands import Band, bands_formula, bands_refused, by_bands, direction
from generator.rules._explain import counted, full, outside, rate, refused
from generator.rules._steps import POINTS, Gap, Steps, by_steps, steps_formula, steps_refused

Base = Literal["全年预算", "年初预算", "到位金额"]
FIELDS: Mapping[Base, str] = {"全年预算": "budget", "年初预算": "initial", "到位金额": "received"}
ALL = Percent.read("100%")


class Execution(Steps):
    """预算执行率 = 实际支出 ÷ 预算（下称基数）× 100%，达到或超过 100% 得满分；金额取自本项目的“预算”。

    基数：不写即“全年预算”（预算的“金额”，含年中调整），也可以是“年初预算”或“到位金额”。各地所用不同，须与评价方案一致。

    - 按比例（不写即此）：得分 = 实际支出 ÷ 基数 × 权重。按原始金额计算，只在得分处舍入一次，不先把执行率舍入再相乘。
      例：按比例，19.000 ÷ 19.369 × 3 ≈ 2.9428，得 2.94 分。
    - 按整百分点：执行率只取整数部分，得分 = 整数百分点 × 权重，即每差 1 个百分点（不足 1 个的按 1 个）扣权重的 1%。
      例：按整百分点，152.49 ÷ 153.04 = 99.64%，取 99%，99% × 4 = 3.96 分；按比例则得 3.99 分。
    - 分档：执行率落在哪一档得哪一档的分，档的写法同“分档”，超过 100% 的按 100% 查档。

    - 按差扣分：执行率每低于“目标”（不写即 100%）“每”个百分点（不写即 1）扣几分，写法同“按差扣分”。
      例：按差扣分，执行率 92%，目标 95%，每低于 1 个百分点扣 0.5 分，权重 10，10 − 3 × 0.5 = 8.5，得 8.50 分。

    基数为 0 时算不出执行率，不计分。原文没有印金额、只印了执行率的，按公布的执行率计（基数限全年预算）；
    都没有印的不计分。

    “按比例”为财预〔2020〕10号所附自评表的通行做法，条文尚未核对原文；“按整百分点”由公开报告的得分推算，没有见到条文；
    “分档”见财预〔2021〕101号，档次尚未核对原文。“到位金额”作基数见财预〔2020〕10号附件 2，尚未核对原文。
    """

    method: ClassVar[str] = "执行率"
    formulas: ClassVar[tuple[str, ...]] = ("base", "way", "incomplete")

    base: Base = field("基数", default="全年预算")
    way: Literal["按比例", "按整百分点", "分档", "按差扣分"] = field("计分", default="按比例")
    bands: tuple[Band, ...] = field("档", default=())
    target: Percent | None = field("目标", default=None)

    def monotonic(self) -> Mapping[str, Literal[1, -1]]:
        """Return the direction of fields: more spending is better, with bands only if they rise."""
        if self.way == "分档" and direction(self.bands) != 1:
            return {}
        directions: dict[str, Literal[1, -1]] = {"spent": 1, FIELDS[self.base]: -1}
        if self.base == "全年预算":
            directions["rate"] = 1
        if self.way == "按差扣分":
            directions |= {"target": -1, "step": 1, "deduction": -1, "share": -1, "floor": 1}
        return directions

    @property
    def target_text(self) -> str:
        return self.target.text if self.target else ""

    @property
    def printed_target(self) -> str:
        return self.target_text

    def score(self, context: WeightedContext) -> Working:
        """Score the ratio of spending to base, in the declared way."""
        if wrong := self._misplaced():
            return refused(wrong)
        observed = self._observed(context)
        if isinstance(observed, Working):
            return observed
        ratio, words, quotient = observed
        if self.way == "分档":
            return by_bands(context, self.bands, min(ratio, Fraction(1)), True, words)
        if self.way == "按差扣分":
            return self._by_steps(context, observed)
        if ratio >= 1:
            return full(context, f"{words}，达到 100%")
        if self.way == "按比例":
            return counted(context, words, f"{quotient} × {context.weight}", ratio * fraction_of(context.weight))
        whole = ratio * 100 // 1
        exact = whole * fraction_of(context.weight) / 100
        return counted(context, f"{words}，取整 {whole}%", f"{whole}% × {context.weight}", exact)

    @classmethod
    def formula(cls, cells: RuleCells) -> Formula:
        """Return the points as a formula: from spending and base, else from the printed rate of 全年预算."""
        base, way, weight = cells.value("base"), cells.value("way"), cells.weight
        money = cells.step(
            f'IF({base}="年初预算",{cells.initial},IF({base}="到位金额",{cells.received},{cells.budget}))'
        )
        missing = f'OR({cells.spent}="",{money}="")'
        printed = f'AND({missing},{base}="全年预算",{cells.rate}<>"")'
        ratio = cells.step(guarded(f"IF({printed},{cells.rate},{cells.spent}/{money})", 13))
        target = f"IF({cells.given('target')},{cells.value('target')},1)"
        size = cells.step(guarded(f"({target}-{ratio})*100"))
        capped = cells.step(f"MIN(1,{ratio})")
        ways = {
            "按整百分点": f"IF({ratio}>=1,{weight},INT({guarded(f'{ratio}*100', 9)})*{weight}/100)",
            "分档": bands_formula(cells, capped),
            "按差扣分": steps_formula(cells, size),
        }
        points = f"{capped}*{weight}"
        for word, formula in ways.items():
            points = f'IF({way}="{word}",{formula},{points})'
        steps = [cells.given(name) for name in ("step", "deduction", "share", "incomplete", "floor", "target")]
        return Formula(
            points,
            (
                (f"AND({missing},NOT({printed}))", ""),
                (f"AND({printed},{cells.rate}<0)", "公布的执行率小于 0"),
                (f"IF({missing},FALSE,{money}=0)", "预算为 0，算不出执行率"),
                (f'AND({way}<>"按差扣分",OR({",".join(steps)}))', "“扣”等各项只用于按差扣分"),
                (
                    f'AND({way}<>"分档",COUNTA({cells.column("bands", "points")},{cells.column("bands", "share")})>0)',
                    "“档”只用于分档",
                ),
                *((f'IF({way}="按差扣分",{condition},FALSE)', message) for condition, message in steps_refused(cells)),
                *(
                    (f'IF({way}="分档",{condition},FALSE)', message)
                    for condition, message in bands_refused(cells, capped)
                ),
                (f'AND({way}="按差扣分",OR({target}<0,{target}>1))', "目标不在 0% 至 100% 之间"),
            ),
        )

    def _misplaced(self) -> str:
        """Return the message on a field that 计分 does not use; empty if there is none."""
        if self.bands and self.way != "分档":
            return "写了“档”，请同时写“计分: 分档”；不分档的请删去“档”"
        if self.way != "按差扣分" and (self.declared or self.target):
            keys = "“目标”“每”“扣”“扣权重”“不足一个”“保底”"
            return f"{keys}只用于“计分: 按差扣分”，请补写；不这样计分的请删去，原文的目标写在指标的“目标值”"
        return ""

    def _observed(self, context: WeightedContext) -> "ExecutionRate | Working":
        """Return the rate from the amounts, else the printed rate of 全年预算, else the refusal."""
        base: Amount | None = getattr(context, FIELDS[self.base])
        of_year = self.base == "全年预算"
        if context.spent is None or base is None:
            if context.rate and of_year:
                return _as_printed(context.rate)
            missing = "支出金额" if context.spent is None else self.base
            key = "支出" if context.spent is None else "金额" if of_year else self.base
            keys = f"“{key}”或“执行率”" if of_year else f"“{key}”"
            advice = f"原文印有的，在“预算”下补写{keys}；没有印而印有得分的，写“公布: {{得分: …}}”"
            return refused(f"没有{missing}，算不出执行率；{advice}")
        name = "预算金额" if of_year else self.base
        ratio = share(context.spent.value, base.value)
        if ratio is None:
            return refused(f"{name}为 0，算不出执行率，请对照原件核对{name}；原件确是 0 的，用“评定”照录得分")
        quotient = _quotient(context.spent, base)
        label = "执行率 " if of_year else f"执行率（按{self.base}）"
        return ExecutionRate(ratio, f"{label}{quotient} = {rate(ratio)}", quotient)

    def _by_steps(self, context: WeightedContext, observed: "ExecutionRate") -> Working:
        target = self.target or ALL
        aim = fraction_of(target.value)
        if wrong := self.flaw(context.weight) or outside("目标", aim, target.text):
            return refused(wrong)
        words = f"{observed.words}，目标 {target.text}"
        if observed.ratio >= aim:
            return full(context, f"{words}，达到目标")
        formula = f"（{target.text.removesuffix('%').strip()} − {observed.quotient} × 100）"
        return by_steps(context, self, Gap((aim - observed.ratio) * 100, "差", POINTS, formula), words)


def _as_printed(printed: Rate) -> "ExecutionRate | Working":
    words = f"公布的执行率 {printed.text}"
    if printed.number < 0:
        return refused(f"{words} 小于 0，请核对")
    return ExecutionRate(printed.readings[0], words, printed.text)


def _quotient(spent: Amount, base: Amount) -> str:
    """Write the division with the printed numbers if they are in one unit, else in 万元."""
    (number, unit), (base_number, base_unit) = parts_of(spent.text), parts_of(base.text)
    return f"{number} ÷ {base_number}" if unit == base_unit else f"{spent.number} ÷ {base.number}"


class ExecutionRate(NamedTuple):
    """Execution rate, its description, and the quotient it comes from."""

    ratio: Fraction
    words: str
    quotient: str
