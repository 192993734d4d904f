"""The 整改台账 of a synthetic problem: closed, put off, overdue, verified or not, reopened, refused, by chance."""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

CUTOFF = date(2025, 12, 31)
VERIFIER = "绩效评价中心"  # whoever verifies, of the place the unit belongs to
OLD = ("已销号",) * 10 + ("重开后销号", "重开", "整改中", "申请销号", "持续整改", "不采纳")
NEW = ("已销号",) * 5 + ("整改中",) * 3 + ("申请销号",) * 2 + ("待反馈", "持续整改", "重开", "不采纳")
STEPS = {  # the states after each other until the last one
    "已销号": ("整改中", "申请销号", "已销号"),
    "重开后销号": ("整改中", "已销号", "重开", "整改中", "已销号"),
    "重开": ("整改中", "申请销号", "已销号", "重开"),
    "待反馈": ("待反馈",),
    "不采纳": ("不采纳",),
}
SAID = {
    "重开": "复查时又有发现，原来的做法没有坚持下来。",
    "不采纳": "所涉事项已随机构职能调整移交，本单位不再承担。",
    "持续整改": "制度已经建立，按月检查、长期坚持。",
}
EVIDENCE = (
    ("制度文件", "修订后的专项资金使用细则"), ("凭证", "退款入账凭证"), ("批复", "合同变更的批复"),
    ("证明", "验收单和签认记录"), ("照片", "整改前后的现场照片"), ("其他", "会议纪要"),
)  # fmt: skip
MEASURES = ("明确专人负责，一周内列出清单。", "逐项核对原始记录，补齐手续。", "修订制度并组织培训。", "按月通报进度。")
PUT_OFF = ("招标推迟。", "汛期不能施工。", "配套资金没有到位。", "相关系统正在升级。")


def items(number: str, year: int, unit: str, place: str, kept: bool, recurs: str) -> list[dict[str, Any]]:
    """The items of one problem, the same for the same number and unit.

    A problem that may come again the year after is `kept`: it has just one item, of its own number; `recurs` is the
    number of such a one in an earlier year.
    """
    chance = Random(f"ledger {unit} {number}")
    if chance.random() < 1 / 8 and not kept:
        return []
    if chance.random() < 1 / 6 and not kept:
        asked = ("查明原因，列出清单。", "修订制度，落实到人。")
        numbers = ((f"{number}.{part}", advice) for part, advice in enumerate(asked, 1))
        return [{**_item(code, year, unit, place), "建议": advice} for code, advice in numbers]
    return [{**_item(number, year, unit, place), **({"上年同类": recurs} if recurs else {})}]


def answered(made: list[dict[str, Any]]) -> str:
    """What the unit says of the problem itself (整改状态): done where all of its items are, or are said to be."""
    last = {item["状态记录"][-1]["状态"] for item in made} or {"已销号"}
    if last <= {"已销号", "申请销号", "重开"}:
        return "已完成"
    return "计划中" if last == {"待反馈"} else "推进中"


def _item(number: str, year: int, unit: str, place: str) -> dict[str, Any]:
    chance = Random(f"item {unit} {number}")
    issued = date(year + 1, 6, 1) + timedelta(chance.randrange(60))
    due = issued + timedelta(chance.choice((60, 90, 180)))
    end = chance.choice(OLD if year + 2 < CUTOFF.year else NEW)
    states = list(_states(chance, issued, due, end)) or [(issued, "待反馈")]
    last, state = states[-1]
    late = last > due or state in ("整改中", "重开")
    put_off = list(_extensions(chance, due, place)) if late and chance.random() < 0.5 else []
    kind = "持续整改" if end == "持续整改" else chance.choice(("立行立改", "立行立改", "分阶段整改"))
    return {
        "编号": number,
        "来源": chance.choice(("部门评价", "财政评价", "财政评价", "复核", "审计", "人大", "监控")),
        "类型": kind,
        "下达日期": f"{issued}",
        "责任单位": [unit],
        **({"协办单位": [f"{place}财政局"]} if chance.random() < 0.2 else {}),
        **({"整改措施": chance.sample(MEASURES, 2)} if chance.random() < 0.4 else {}),
        "原定期限": f"{due}",
        **({"延期": put_off} if put_off else {}),
        "状态记录": [
            {"日期": f"{day}", "状态": word, **({"情况": SAID[word]} if word in SAID else {})} for day, word in states
        ],
        **(_money(chance, state) if chance.random() < 0.1 else {}),
        **_proved(chance, number, unit, state),
        **_verified(chance, place, last, state),
        **({"不公开理由": "涉及正在办理的案件。"} if chance.random() < 1 / 60 else {}),
    }


def _states(chance: Random, issued: date, due: date, end: str) -> Iterator[tuple[date, str]]:
    """The states with their days, none after the 数据截止日; the last but one before or after the due date."""
    steps = STEPS.get(end, ("整改中",) if end == "整改中" else ("整改中", end))
    day = issued + timedelta(chance.randint(3, 25))
    for place, word in enumerate(steps):
        if day > CUTOFF:
            return
        yield day, word
        ended = due + timedelta(chance.randint(-30, 60)) if place == 0 else day + timedelta(chance.randint(5, 45))
        day = max(day + timedelta(1), ended)


def _extensions(chance: Random, due: date, place: str) -> Iterator[dict[str, str]]:
    """One or two, agreed before the due date they put off."""
    for _ in range(chance.choice((1, 1, 2))):
        agreed, later = due - timedelta(chance.randint(1, 14)), due + timedelta(chance.choice((30, 60, 90)))
        if agreed > CUTOFF:
            return
        yield {
            "原期限": f"{due}",
            "新期限": f"{later}",
            "理由": chance.choice(PUT_OFF),
            "批准单位": f"{place}财政局",
            "批准日期": f"{agreed}",
        }
        due = later


def _money(chance: Random, state: str) -> dict[str, str]:
    asked = chance.randint(50, 4000)
    done = asked if state == "已销号" else asked * chance.randint(0, 90) // 100
    return {"应整改金额": f"{asked // 100}.{asked % 100:02}万元", "已整改金额": f"{done // 100}.{done % 100:02}万元"}


def _proved(chance: Random, number: str, unit: str, state: str) -> dict[str, Any]:
    """佐证, in words or with the checksum of a paper that is not published."""
    if state not in ("已销号", "申请销号", "重开", "持续整改") or chance.random() < 0.15:
        return {}
    evidence = []
    for kind, text in chance.sample(EVIDENCE, chance.choice((1, 1, 2))):
        digest = hashlib.sha256(f"{unit} {number} {kind}".encode()).hexdigest()
        evidence.append({"类型": kind, "内容": text, **({"校验和": digest} if chance.random() < 0.3 else {})})
    return {"佐证": evidence}


def _verified(chance: Random, place: str, last: date, state: str) -> dict[str, Any]:
    """核实: always found done where closed, else sometimes that it is not."""
    result = "已完成" if state == "已销号" else chance.choice(("部分完成", "未完成"))
    if state not in ("已销号", "申请销号", "整改中") or chance.random() < (0.2 if state == "已销号" else 0.7):
        return {}
    return {
        "核实": {
            "结论": result,
            "单位": f"{place}{VERIFIER}",
            "方式": chance.choice(("现场核查", "查阅资料", "抽查访谈")),
            "日期": f"{last}",
        }
    }
