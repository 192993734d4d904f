"""The 整改台账 of a synthetic problem: closed in time, put off, overdue, reopened or refused, as chance has it."""

from datetime import date, timedelta
from random import Random
from typing import Any

CUTOFF = date(2025, 12, 31)
CATEGORIES = ("目标设定", "预算执行", "资金管理", "采购与合同", "过程管理", "验收与档案", "满意度", "后期管护")
ENDS = ("已销号",) * 6 + ("整改中", "整改中", "申请销号", "持续整改", "重开", "不采纳")


def item(number: str, year: int, unit: str) -> dict[str, Any]:
    """One item, the same for the same number and unit."""
    chance = Random(f"ledger {unit} {number}")
    issued = date(year + 1, 6, 1) + timedelta(chance.randrange(60))
    due = issued + timedelta(chance.choice((60, 90, 180)))
    end = chance.choice(ENDS)
    began, ended = issued + timedelta(chance.randint(3, 25)), due + timedelta(chance.randint(-30, 60))
    states = [(began, "整改中")]
    if end == "重开":
        states += [(ended, "已销号"), (ended + timedelta(40), "重开")]
    elif end != "整改中":
        states.append((ended, end))
    told = [(day, state) for day, state in states if day <= CUTOFF] or [(issued, "待反馈")]
    put_off = chance.random() < 0.2 and ended > due
    later = due + timedelta(90)
    done = told[-1][1] == "已销号"
    money = chance.random() < 0.1
    return {
        "编号": number,
        "来源": chance.choice(("部门评价", "财政评价", "审计")),
        "类型": chance.choice(("立行立改", "立行立改", "分阶段整改", "持续整改")),
        "下达日期": f"{issued}",
        "责任单位": [unit],
        "原定期限": f"{due}",
        **({"延期": [{"原期限": f"{due}", "新期限": f"{later}", "理由": "招标推迟。"}]} if put_off else {}),
        "状态记录": [
            {"日期": f"{day}", "状态": state, **({"情况": "复查时又有发现。"} if state in ("重开", "不采纳") else {})}
            for day, state in told
        ],
        **({"应整改金额": "8.00万元", "已整改金额": "8.00万元" if done else "3.50万元"} if money else {}),
        **({"核实": {"结论": "已完成", "方式": "查阅资料", "日期": f"{told[-1][0]}"}} if done else {}),
    }
