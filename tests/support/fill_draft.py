"""Plays the clerk: fills every 待填 of a drafted file with something plausible, so that all points are earned."""

import re
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import yaml

UNFILLED = "待填"
PLAUSIBLE = {
    "文件": "《示例报告》", "类别": "报告", "方式": "第三方评价", "机构": "上海科技咨询有限公司", "日期": "2021-06",
    "时间": "2021-06", "报告日期": "2021-06", "开始日期": "2021-05", "金额": "10万元", "支出": "10万元",
    "到位金额": "10万元", "预算金额": "10万元", "实际支出": "10万元", "年末数": "20", "本年新增": "8", "数量": "1",
    "年初预算": "10万元", "年初预算数": "10万元", "全年预算数": "10万元", "全年执行数": "10万元",
    "执行率": "100%", "发放": "20", "有效": "20", "回收率": "100%", "评价分值": "100",
    "得分率": "100%", "实际": "100%", "目标": "100%", "计分": "达标满分", "满足": "是", "状态": "已完成",
    "情况": "已按建议办结。", "目标值": "≥90%", "实际值": "100%",
    "主管部门": "上海市人民政府合作交流办公室",
}  # fmt: skip


def fill(file: Path, grade: str) -> None:
    """Put something plausible in the place of every 待填; `grade` is the word for full marks."""
    tree = yaml.load(file.read_text("utf-8"), Loader=yaml.CBaseLoader)
    _share(tree.get("指标体系", []), 100)
    _fill(tree, {"评价结论": grade, "问题": "没有发现问题"}, count(1))  # full marks leave room for none
    money = tree.get("预算", {})
    whole = f"{10 * len(money.get('子项目', [])) or 10}万元"
    money |= {key: whole for key in ("金额", "支出") if key in money}
    file.write_text(yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), "utf-8")


def _share(indicators: list[Any], weight: int) -> None:
    """Give out what is left of a weight among those that have none yet, in whole points; a branch may do without."""
    open_ = [node for node in indicators if _is_open(node)]
    known = sum(_known(node) for node in indicators if node not in open_)
    for place, node in enumerate(open_):
        quotient, more = divmod(weight - known, len(open_))
        share = quotient + (place < more)
        if "权重" in node:
            node["权重"] = str(share)
        _share(node.get("下级", []), share)
    for node in indicators:
        if node not in open_:
            _share(node.get("下级", []), _known(node))


def _is_open(node: Any) -> bool:
    """Whether the weight is still to come, its own or, where it has none, one below it."""
    if "权重" in node:
        return bool(node["权重"] == UNFILLED)
    return any(map(_is_open, node.get("下级", [])))


def _known(node: Any) -> int:
    """The weight an indicator has, its own or of those below it."""
    return int(node["权重"]) if "权重" in node else sum(map(_known, node.get("下级", [])))


def _fill(node: Any, values: dict[str, str], numbers: "count[int]") -> Any:
    if isinstance(node, list):
        for before, item in pairwise(node):
            if isinstance(item, dict) and item.get("编号") == UNFILLED:
                item["编号"] = re.sub(r"[0-9]+$", lambda last: str(int(last[0]) + 1), before["编号"])
        return [f"事项{next(numbers)}" if item == UNFILLED else _fill(item, values, numbers) for item in node]
    if not isinstance(node, dict):
        return node
    if "权重" in node:
        values = values | {"得分": node["权重"]}
    for key, value in node.items():
        if key == "主管部门" and value == [UNFILLED]:
            node[key] = [PLAUSIBLE[key]]
            continue
        given = values.get(key) or PLAUSIBLE.get(key) or f"示例{next(numbers)}"
        node[key] = given if value == UNFILLED else _fill(value, values, numbers)
    return node
