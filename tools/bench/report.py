"""Everything one synthetic data file says, in the order of the official form."""

from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from tools.bench import uses
from tools.bench.problems import findings
from tools.bench.prose import Drawn
from tools.bench.reexamination import own_score, reexamination, self_evaluated
from tools.bench.tree import WEIGHTS, Leaf, tree
from tools.bench.words import AGENCIES, SENTENCES, Programme

CENT = Decimal("0.01")
SCHEMES = {  # by the first year: which, the lowest score of each grade and its word
    2015: ("sh-2014", ((90, "优"), (75, "良"), (60, "合格"), (0, "不合格"))),
    2020: ("mof-2020", ((90, "优"), (80, "良"), (60, "中"), (0, "差"))),
}
REGULATIONS = (
    "《财政部关于印发〈项目支出绩效评价管理办法〉的通知》（财预〔2020〕10号）",
    "《关于印发〈预算绩效评价共性指标体系框架〉的通知》（财预〔2013〕53号）",
    "《中共中央 国务院关于全面实施预算绩效管理的意见》（中发〔2018〕34号）",
)


def report(programme: Programme, year: int) -> dict[str, Any]:
    chance = Random(f"{programme.number} {year}")
    body, name = programme.body, f"{programme.area}{programme.thing}{programme.action}项目"
    unit = body.name
    cents = uses.amount(programme.number, year)
    spent = cents - cents * chance.choice((0, 1, 4, 9, 25, 60, 110)) // 1000
    third, own = programme.number % 2 == 0, self_evaluated(programme)
    agency = AGENCIES[(programme.number // 2) % len(AGENCIES)]
    facts = {
        "year": str(year), "last": str(year - 1), "next": str(year + 1), "before": str(year - 5),
        "five": "十二五" if year < 2016 else "十三五" if year < 2021 else "十四五",
        "budget": f"{Decimal(cents).scaleb(-2)}", "spent": f"{Decimal(spent).scaleb(-2)}",
        "unit": unit, "client": unit, "author": agency if third else "评价工作组", "place": body.place,
        "thing": programme.thing, "action": programme.action, "title": f"{year}年{name}",
    }  # fmt: skip
    say = Drawn(chance, facts, body)
    say.update(_steady(programme))
    style = Random(body.slug).randrange(len(WEIGHTS))
    dotted = AGENCIES.index(agency) % 2 == 0 if third else style % 2 == 0
    weak = chance.choices((0, 1, 2, 3, 7, 18), (20, 40, 20, 13, 4, 3))[0]
    indicators, leaves = tree(say, style, dotted, weak, printed=programme.number % 3 != 0)
    total = sum((leaf.points for leaf in leaves), Decimal("0.00"))
    scheme, grades = SCHEMES[2015 if year < 2020 else 2020]
    rank, grade = next((n, word) for n, (least, word) in enumerate(grades, 1) if total >= least)
    collection = _collection(say) if programme.number % 3 else None
    again = reexamination(programme, year, total, indicators, leaves)
    return {
        "年度": str(year),
        "项目名称": f"{year}年{name}",
        "简称": f"{programme.area}{programme.thing}{programme.action}",
        **({"系列": programme.slug} if len(programme.years) > 1 else {}),
        "项目单位": unit,
        "主管部门": unit,
        "收录日期": f"{year + 1}-12-{chance.randint(1, 28):02}",
        "来源": [
            {"文件": f"《{unit}{year}年度项目支出绩效评价结果》", "类别": "信息表", "日期": f"{year + 1}-11",
             "发布单位": unit},
            {"文件": f"《{year}年{name}绩效评价报告》", "类别": "自评表" if own else "报告", "日期": f"{year + 1}-06"},
        ],
        "评价": {
            "方式": "第三方评价" if third else "单位自评" if own else "部门评价",
            "评级办法": scheme,
            **({"机构": agency} if third else {}),
            "委托单位": unit,
            "开始日期": f"{year + 1}-03",
            "报告标题": "项目支出绩效评价报告",
            "报告日期": f"{year + 1}-06",
            "工作情况": say.some(SENTENCES["origin"], 2),
            "目的": say.some(SENTENCES["purpose"], 2),
            "依据": list(REGULATIONS[1 if year < 2018 else 0 :][:2]),
            **({"数据采集": collection} if collection else {}),
        },
        "预算": _budget(say, cents, spent),
        "公布": {"评价分值": f"{total:.2f}", **own_score(programme, year, total), "评价结论": grade},
        "背景": say.some(SENTENCES["background"], 3),
        "立项依据": say.some(SENTENCES["grounds"], 3),
        "项目内容": say.some(SENTENCES["content"], 3),
        "实施情况": say.some(SENTENCES["progress"], 3),
        "绩效目标": {
            "总目标": say.some(SENTENCES["overall"], 1),
            "年度目标": say.some(SENTENCES["annual"], 2),
            "分解": [
                {"目标": [f"{leaf.levels[0]}目标", leaf.levels[1], leaf.name], "目标值": leaf.target}
                for leaf in leaves
                if leaf.is_result
            ],
        },
        "组织管理": {
            "架构": say.rows(SENTENCES["duties"], ("角色", "单位", "职责")),
            "实施流程": say.rows(SENTENCES["steps"], ("环节", "内容")),
        },
        "指标体系": indicators,
        "主要绩效": _gains(say),
        "问题整改": findings(say, _lowest(leaves, max(3, weak)), programme, year),
        **again,
        **uses.use(programme, year, rank),
    }  # fmt: skip


def _steady(programme: Programme) -> dict[str, str]:
    """What the indicators are called by, the same in each year."""
    named = Drawn(Random(f"names {programme.number}"), {}, programme.body)
    return {f"{kind}{n}": named[kind] for kind, most in (("works", 3), ("served", 2), ("need", 1)) for n in range(most)}


def _collection(say: Drawn) -> dict[str, Any]:
    issued = say.chance.randint(120, 520)
    valid = issued - say.chance.randint(3, 40)
    rate = (Decimal(valid * 100) / issued).quantize(CENT, ROUND_HALF_UP)
    survey = {"对象": say["served0"], "时间": f"{say['next']}-04", "发放": str(issued), "有效": str(valid)}
    return {
        "案卷研究": [say.fill("查阅{office}、{office}保管的立项、合同、支付和验收材料，按{works}的批次逐一核对。")],
        "问卷": [{**survey, "回收率": f"{rate}%"}],
    }


def _budget(say: Drawn, cents: int, spent: int) -> dict[str, Any]:
    parts, left, paid = [], cents, spent
    count = say.chance.randint(3, 4)
    for number in range(count):
        last = number == count - 1
        amount = left if last else cents * say.chance.randint(15, 100 // count) // 100
        used = paid if last else min(amount, paid * amount // left)
        left, paid = left - amount, paid - used
        parts.append({
            "名称": say[f"works{number}"] if number < 3 else "技术服务与验收",
            "类型": say["action"],
            "金额": f"{Decimal(amount).scaleb(-2)}万元",
            "支出": f"{Decimal(used).scaleb(-2)}万元",
            "主要实施内容": [say.fill("在{area}、{area}等地{action}，由{office}逐批下达任务单。")],
            "实际完成内容": [say.fill("完成{d20_400}批次，{area}另行追加{d2_9}批次，均已验收。")],
        })  # fmt: skip
    rate = (Decimal(spent * 100) / cents).quantize(CENT, ROUND_HALF_UP)
    return {
        "金额": f"{say['budget']}万元",
        "支出": f"{say['spent']}万元",
        "执行率": "100%" if spent == cents else f"{rate}%",
        "来源": "本级财政资金",
        "使用情况": [say.fill("截至{year}年12月31日，{unit}按合同和验收单支付，用于{works0}、{works1}等。")],
        "子项目": parts,
    }


def _gains(say: Drawn) -> list[dict[str, Any]]:
    chosen = sorted(say.chance.sample(range(len(SENTENCES["gains"])), 3))
    return [
        {"内容": say.fill(title), "详情": [say.fill(line) for line in lines]}
        for title, lines in (SENTENCES["gains"][place] for place in chosen)
    ]


def _lowest(leaves: list[Leaf], count: int) -> list[Leaf]:
    """The indicators that the problems explain: the worst, in the order of the tree."""
    worst = sorted(leaves, key=lambda leaf: leaf.points / leaf.weight)[:count]
    return [leaf for leaf in leaves if leaf in worst]
