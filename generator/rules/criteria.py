"""要点: points by how many of the listed criteria (评价要点) are met."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from generator.core.formula import Formula, RuleCells, guarded
from generator.core.number import Percent, fraction_of, total
from generator.core.record import Record, field
from generator.rules import Rule, WeightedContext, Working
from generator.rules._explain import counted, outside, refused


class Criterion(Record):
    """要点: criterion, met or not, and its points if criteria differ in value.

    `done` is the printed share of completion of one met in part.
    """

    labels: ClassVar[tuple[str, ...]] = ("内容",)

    text: str = field("内容")
    met: Literal["是", "部分", "否"] = field("满足")
    points: Decimal | None = field("分值", default=None)
    done: Percent | None = field("完成比例", default=None)

    def flaw(self) -> str:
        """Return the message on a faulty share of completion; empty if there is none."""
        if self.done is None:
            return ""
        if self.met != "部分":
            return f"要点“{self.text}”写了“完成比例”，只有“满足: 部分”的才写，请核对“满足”和“完成比例”"
        return outside(f"要点“{self.text}”的完成比例", fraction_of(self.done.value), self.done.text)


class Criteria(Rule):
    """列出评价要点，逐条看是否满足，满足几条得几条的分。

    - 各要点不写分值的，每条同等：得分 =（满足条数 + 部分满足条数 × 50%）÷ 总条数 × 权重。
    - 各要点写分值的，分值之和应等于权重：得分 = 满足的分值之和 + 部分满足的分值 × 50%。
    - 部分满足不按 50% 计的，写明“部分计”百分之几；各条不同、原文印有各条完成比例的，在该条写“完成比例”，按它计。
    - 要么都写分值，要么都不写。

    例：4 个要点，满足 2 个、部分满足 1 个，权重 2，（2 + 1 × 50%）÷ 4 × 2 = 1.25 分；部分满足的一个写“完成比例: 80%”，
    （2 + 80%）÷ 4 × 2 = 1.4 分。

    评价要点见财预〔2020〕10号附件 2，尚未核对原文；各条同等计分、部分满足计一半为通行做法。
    """

    method: ClassVar[str] = "要点"

    items: tuple[Criterion, ...] = field("要点")
    part: Percent = field("部分计", default=Percent.read("50%"))

    def monotonic(self) -> Mapping[str, Literal[1, -1]]:
        """Return the direction of fields; later words of 满足 are worse."""
        return {"items.met": -1, "items.done": 1, "part": 1}

    @property
    def target_text(self) -> str:
        return f"{len(self.items)} 个要点"

    @property
    def actual_text(self) -> str:
        met, part, missed = (sum(item.met == word for item in self.items) for word in ("是", "部分", "否"))
        words = ((met, "满足"), (part, "部分满足"), (missed, "不满足"))
        return "、".join(f"{word} {count} 个" for count, word in words if count)

    def score(self, context: WeightedContext) -> Working:
        if not self.items:
            return refused("没有写“要点”，请逐条写明内容和是否满足")
        if wrong := outside("部分计", fraction_of(self.part.value), self.part.text):
            return refused(wrong)
        if wrong := next((flaw for item in self.items if (flaw := item.flaw())), ""):
            return refused(wrong)
        own = [item.points for item in self.items if item.points is not None]
        if own and len(own) < len(self.items):
            return refused("有的要点写了“分值”，有的没有，请全部写上，或全部不写")
        words = f"{self.target_text}，{self.actual_text}"
        return self._own(context, words, own) if own else self._equal(context, words)

    def _equal(self, context: WeightedContext, words: str) -> Working:
        count, met = len(self.items), sum(item.met == "是" for item in self.items)
        parts = [item for item in self.items if item.met == "部分"]
        own = [item.done.text for item in parts if item.done]
        alike = [f"{len(parts) - len(own)} × {self.part.text}"] if len(own) < len(parts) else []
        summed = f"（{' + '.join((f'{met}', *own, *alike))}）" if parts else f"{met} "
        earned = met + sum((self._share(item) for item in parts), Fraction(0))
        exact = earned / count * fraction_of(context.weight)
        return counted(context, words, f"{summed}÷ {count} × {context.weight}", exact)

    def _share(self, item: Criterion) -> Fraction:
        if item.met == "部分":
            return fraction_of((item.done or self.part).value)
        return Fraction(item.met == "是")

    def _own(self, context: WeightedContext, words: str, own: list[Decimal]) -> Working:
        if low := next((points for points in own if points < 0), None):
            return refused(f"要点分值 {low} 小于 0，请对照原件核对；扣分的，用“扣分”")
        if total(own) != context.weight:
            return refused(f"各要点分值合计 {total(own)}，与权重 {context.weight} 不等，请核对分值和权重")
        terms, exact = [], Fraction(0)
        for points, item in zip(own, self.items, strict=True):
            exact += fraction_of(points) * self._share(item)
            part = item.done or self.part
            terms.append({"是": f"{points}", "部分": f"{points} × {part.text}", "否": "0"}[item.met])
        return counted(context, words, " + ".join(terms), exact)

    @classmethod
    def formula(cls, cells: RuleCells) -> Formula:
        met, points, done = (cells.column("items", name) for name in ("met", "points", "done"))
        part, weight = cells.value("part"), cells.weight
        share = f'(({met}="是")+({met}="部分")*(({done}<>"")*{done}+({done}="")*{part}))'
        equal, own = f"SUMPRODUCT({share})/COUNTA({met})*{weight}", f"SUMPRODUCT({points}*{share})"
        return Formula(
            f"IF(COUNT({points})=0,{equal},{own})",
            (
                (f"COUNTA({met})=0", ""),
                (f"OR({part}<0,{part}>1)", "部分计不在 0% 至 100% 之间"),
                (f'SUMPRODUCT(({done}<>"")*({met}<>"部分"))>0', "只有部分满足的才写完成比例"),
                (f"OR(MIN({done})<0,MAX({done})>1)", "完成比例不在 0% 至 100% 之间"),
                (f"AND(COUNT({points})>0,COUNT({points})<COUNTA({met}))", "分值请全部写上或全部不写"),
                (f"MIN({points})<0", "要点分值小于 0"),
                (f"AND(COUNT({points})>0,{guarded(f'SUM({points})')}<>{weight})", "要点分值之和不等于权重"),
            ),
        )
