"""One maker for each scoring rule: the entries of 评分 and the points that follow, worked out independently.

`weak` asks for less than 60 % of the weight, otherwise at least that much is earned.
"""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from tools.bench.prose import Drawn

Written = dict[str, Any]
Scored = tuple[Written, Decimal]
Maker = Callable[[Drawn, int, bool], Scored]
CENT = Decimal("0.01")


def rounded(exact: Fraction) -> Decimal:
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(CENT, ROUND_HALF_UP)


def _made(method: str, exact: Fraction, **said: Any) -> Scored:
    return {"方法": method, **said}, rounded(exact)


def assessed(say: Drawn, weight: int, weak: bool) -> Scored:
    low, high = (2, 5) if weak else (7, 10)
    points = rounded(Fraction(weight * say.chance.randint(low, high), 10))
    basis = say.fill("查阅{office}提供的材料{d3_19}份，{area}的{d1_6}份要素不够完整")
    text = f"{points:f}".rstrip("0").rstrip(".")
    return {"方法": "评定", "得分": text, "依据": basis}, Decimal(text)


def criteria(say: Drawn, weight: int, weak: bool) -> Scored:
    texts = say.chance.sample(POINTS, 4)
    words = say.chance.choice((("是", "部分", "否", "否"), ("部分", "是", "否", "否"))) if weak else (
        "是", "是", say.chance.choice("是部"), "是")  # fmt: skip
    met = ["部分" if word == "部" else word for word in words]
    share = Fraction(sum({"是": 2, "部分": 1, "否": 0}[word] for word in met), 8)
    items = [{"内容": text, "满足": word} for text, word in zip(texts, met, strict=True)]
    return _made("要点", share * weight, 要点=items)


def deductions(say: Drawn, weight: int, weak: bool) -> Scored:
    half = weight if weak else say.chance.randint(0, max(weight // 2 - 1, 0))
    if not half:
        return _made("扣分", Fraction(weight))
    cause = say.fill(say.chance.choice(SLIPS))
    return _made("扣分", Fraction(weight) - Fraction(half, 2), 扣分=[{"事由": cause, "每次": "0.5", "次数": str(half)}])


def execution(say: Drawn, weight: int, weak: bool) -> Scored:
    """执行率, of the budget of the project."""
    return _made("执行率", Fraction(say["spent"]) / Fraction(say["budget"]) * weight)


def experts(say: Drawn, weight: int, weak: bool) -> Scored:
    low, high = (42, 58) if weak else (70, 98)
    given = [say.chance.randint(low, high) for _ in range(5)]
    kept = sorted(given)[1:-1]
    scores = [str(score) for score in given]
    return _made("专家", Fraction(sum(kept), 300) * weight, 打分=scores, 满分="100", 去掉最高最低="是")


def interpolation(say: Drawn, weight: int, weak: bool) -> Scored:
    target = say.chance.randint(20, 400) * 5
    part = say.chance.randint(65, 80) if weak else say.chance.randint(85, 104)
    actual = target * part // 100
    exact = min(Fraction(1), max(Fraction(0), (Fraction(actual, target) - Fraction(3, 5)) / Fraction(2, 5))) * weight
    return _made("插值", exact, 目标=str(target), 实际=str(actual), 单位=say.chance.choice(COUNTED))


def qualitative(say: Drawn, weight: int, weak: bool) -> Scored:
    step, part = ("未达成", say.chance.randint(40, 58)) if weak else say.chance.choice(
        (("达成", 100), ("达成", 90), ("达成", 85), ("部分达成", 70), ("部分达成", 75)))  # fmt: skip
    points = rounded(Fraction(weight * part, 100))
    text = f"{points:f}".rstrip("0").rstrip(".")
    return {"方法": "定性", "程度": step, "得分": text, "依据": say.fill("{area}、{area}两地的{works}记录")}, points


def questionnaire(say: Drawn, weight: int, weak: bool) -> Scored:
    valid = say.chance.randint(60, 300)
    agreeing = valid * (say.chance.randint(35, 55) if weak else say.chance.randint(72, 99)) // 100
    asked = say.fill("您认为{works}是否做到位")
    return _made("问卷", Fraction(agreeing, valid) * weight, 肯定=str(agreeing), 有效=str(valid), 问题=asked)


def ratio(say: Drawn, weight: int, weak: bool) -> Scored:
    """比例, more being better."""
    target = say.chance.randint(20, 900)
    actual = target * (say.chance.randint(35, 55) if weak else say.chance.randint(85, 118)) // 100
    exact = min(Fraction(1), Fraction(actual, target)) * weight
    return _made("比例", exact, 目标=str(target), 实际=str(actual), 单位=say.chance.choice(COUNTED))


def limit(say: Drawn, weight: int, weak: bool) -> Scored:
    """比例, less being better."""
    target = say.chance.randint(10, 60)
    actual = target * (say.chance.randint(150, 190) if weak else say.chance.randint(70, 125)) // 100
    exact = 1 - Fraction(max(0, actual - target), target)
    return _made("比例", exact * weight, 目标=str(target), 实际=str(actual), 方向="≤", 单位="分钟")


def received(say: Drawn, weight: int, weak: bool) -> Scored:
    """比例 of percentages."""
    return _made("比例", Fraction(weight), 目标="100%", 实际="100%")


def bands(say: Drawn, weight: int, weak: bool) -> Scored:
    whole = say.chance.randint(62, 78) if weak else say.chance.randint(81, 99)
    actual = Fraction(whole * 100 + say.chance.randint(0, 99), 100)
    share = Fraction(100 if actual >= 95 else 80 if actual >= 80 else 50 if actual >= 60 else 0, 100)
    steps = (("95%", "", "100%"), ("80%", "95%", "80%"), ("60%", "80%", "50%"), ("", "60%", "0%"))
    rows = []
    for lower, upper, worth in steps:
        row = {"下限": lower, "含下限": "是"} if lower else {}
        rows.append({**row, **({"上限": upper, "含上限": "否"} if upper else {}), "比例": worth})
    return _made("分档", share * weight, 实际=f"{rounded(actual)}%", 档=rows)


def completion(say: Drawn, weight: int, weak: bool) -> Scored:
    rate = Decimal(say.chance.randint(3500, 5500) if weak else say.chance.randint(7200, 10400)).scaleb(-2)
    return _made("完成率", min(Fraction(1), Fraction(rate) / 100) * weight, 完成率=f"{rate}%")


def shortfall(say: Drawn, weight: int, weak: bool) -> Scored:
    """按差扣分: so many percent of the weight for every point of a percentage below the target."""
    actual = Decimal(say.chance.randint(6000, 7000) if weak else say.chance.randint(8800, 9990)).scaleb(-2)
    exact = weight * (1 - Fraction(2, 100) * max(Fraction(0), 95 - Fraction(actual)))
    return _made("按差扣分", exact, 目标="95%", 实际=f"{actual}%", 扣权重="2%")


def satisfaction(say: Drawn, weight: int, weak: bool) -> Scored:
    """满意度 as a percentage against a target."""
    actual = Decimal(say.chance.randint(4200, 5000) if weak else say.chance.randint(7600, 9890)).scaleb(-2)
    target = say.chance.choice((85, 90))
    exact = min(Fraction(1), Fraction(actual) / target) * weight
    return _made("满意度", exact, 实际=f"{actual}%", 目标=f"{target}%", 计分="达标满分")


def answers(say: Drawn, weight: int, weak: bool) -> Scored:
    """满意度 from the answers given."""
    many, few = (30, 90) if weak else (90, 30)
    counts = [say.chance.randint(many // 2, many), say.chance.randint(20, 60), say.chance.randint(few // 2, few), 4]
    worth = (100, 80, 60, 0) if not weak else (60, 40, 20, 0)
    names = ("很满意", "满意", "一般", "不满意")
    exact = Fraction(sum(w * c for w, c in zip(worth, counts, strict=True)), 100 * sum(counts))
    options = [
        {"名称": name, "分值": str(value), "份数": str(count)}
        for name, value, count in zip(names, worth, counts, strict=True)
    ]
    return _made("满意度", exact * weight, 选项=options, 计分="指数乘权重")


def yes_no(say: Drawn, weight: int, weak: bool) -> Scored:
    demand = say.fill("{m10_11}月底前完成全部验收")
    if weak:
        return _made("是否", Fraction(0), 达成="否", 要求=demand)
    basis = say.fill("{office}出具的验收单{d3_30}份")
    return _made("是否", Fraction(weight), 达成="是", 要求=demand, 依据=basis)


POINTS = (
    "与本单位职责和上级要求相符", "经过集体研究并有会议记录", "测算依据和标准写明出处", "目标细化为可以衡量的数值",
    "与同级其他项目不重复", "支出范围符合资金办法", "合同、票据、验收单齐全", "建立按月更新的台账",
    "变更事项履行了审批手续", "档案按年度装订归档", "事前征求过服务对象意见", "预算与任务量相匹配",
)  # fmt: skip
SLIPS = ("{area}的验收单缺签认日期", "{firm}公司月报迟交", "{works}没有留存影像", "{office}台账与合同数量不一致")
COUNTED = ("次", "处", "户", "件", "人次")
MAKERS: Mapping[str, Maker] = {
    "评定": assessed, "要点": criteria, "扣分": deductions, "执行率": execution, "专家": experts, "插值": interpolation,
    "定性": qualitative, "问卷": questionnaire, "比例": ratio, "不超过": limit, "到位": received, "分档": bands,
    "完成率": completion, "按差扣分": shortfall, "满意度": satisfaction, "选项": answers, "是否": yes_no,
}  # fmt: skip
