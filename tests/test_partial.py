"""Files of which one value cannot be read: that is told, and so is everything else that is wrong in them."""

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.core.diagnostic import Diagnostic
from generator.core.paths import Paths
from generator.load import ProjectFile
from generator.pipeline.context import BuildContext
from generator.pipeline.examination import FileExamination, examine
from tests.support.cases import BASE, Case

HOME = Path(__file__).parent.parent
FILE = ProjectFile("content/projects/2017/menhu.yml", "2017", "menhu")
# Faults that have nothing to do with each other: where each stands, and what all it follows from.
FAULTS: dict[tuple[str, str], tuple[str, ...]] = {
    ("标点", "背景"): ("背景",),
    ("标点", "预算.使用情况.2"): ("预算.使用情况",),
    ("标点", "主要绩效.2.内容"): ("主要绩效",),
    ("回收率不符", "评价.数据采集.问卷.1.回收率"): ("评价.数据采集.问卷",),
    ("执行率不符", "预算.子项目.2.执行率"): ("预算",),
    ("得分率不符", "指标体系.A.公布"): ("指标体系", "预算", "公布"),
    ("等级不符", "公布.评价结论"): ("公布", "指标体系", "预算", "评价.评级办法"),
}
MORE = {
    "背景": "门户网站需要日常运维，。",
    "收录日期": "2019-01-05",
    "主要绩效": ["网站全年稳定。", {"内容": "完成巡检，，没有中断。", "详情": ["巡检四十六次。"]}],
    "问题整改": [
        {"问题": "巡检偏少。", "建议": "补足巡检。", "整改": {"情况": "已补足。", "状态": "已完成", "时间": "2018-09"}}
    ],
    "业务数据": [{"名称": "页面", "量词": "个", "年末数": "120", "本年新增": "20"}],
    "自评表": {
        "资金": [{"名称": "年度资金总额", "全年预算数": "50万元", "全年执行数": "49万元", "执行率": "98%"}],
        "照录指标": [{"指标": ["产出", "巡检"], "目标值": "50", "实际值": "46"}],
    },
    "总分规则": {"封顶": [{"执行率低于": "50%", "最高": "80"}]},
}
BROKEN: dict[str, Any] = {"a mapping": {"甲": "乙"}, "words": "？？不是", "a blank": "", "lists": [["甲"], {"乙": []}]}
Steps = tuple[str | int, ...]


@cache
def _faulty() -> dict[str, Any]:
    data = yaml.load((BASE / FILE.file).read_text("utf-8"), Loader=yaml.CBaseLoader)
    data.update(deepcopy(MORE))
    data["评价"]["数据采集"]["问卷"][0]["回收率"] = "80%"
    data["预算"]["使用情况"] = ["按合同支付。", "年底付清，。"]
    data["预算"]["子项目"][1]["执行率"] = "90%"
    data["指标体系"][0]["公布"]["得分率"] = "70.00%"
    data["公布"]["评价结论"] = "优秀"
    assert isinstance(data, dict)
    return data


def faulty() -> dict[str, Any]:
    """A file that can be read, with all those faults."""
    return deepcopy(_faulty())


def places(data: Any, *above: str | int) -> Iterator[Steps]:
    """The way to every value."""
    below = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in below:
        yield (*above, key)
        yield from places(value, *above, key)


PLACES = list(places(faulty()))


def changed(steps: Steps, value: Any) -> dict[str, Any]:
    """The file with another value in one place; None leaves the place out."""
    data = faulty()
    holder: Any = data
    for step in steps[:-1]:
        holder = holder[step]
    if value is None:
        del holder[steps[-1]]
    else:
        holder[steps[-1]] = deepcopy(value)
    return data


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> BuildContext:
    return BuildContext.open(Paths(Case(BASE, "", (), (), "").lay_out(tmp_path_factory.mktemp("partial"))))


def examined(context: BuildContext, data: dict[str, Any]) -> FileExamination:
    text = json.dumps(data, ensure_ascii=False, indent=1)  # which is YAML
    return examine(context, FILE, text.encode()).examination


def diagnostics(examination: FileExamination) -> list[Diagnostic]:
    """What was said of form and by the checks."""
    return [*examination.diagnostics, *(examination.checks.standing if examination.checks else ())]


def faults(examination: FileExamination) -> set[tuple[str, str]]:
    return {(diagnostic.check, diagnostic.place.field) for diagnostic in diagnostics(examination)}


def path_of(steps: Steps, data: Any) -> str:
    """The path of a place as diagnostics have it."""
    words: list[str] = []
    for step in steps:
        if isinstance(step, int):
            item = data[step] if isinstance(data[step], dict) and words[0] != "预算" else {}
            labels = [item[key] for key in ("编号", "名称") if isinstance(item.get(key), str)]
            words.append(labels[0] if labels else str(step + 1))
        elif step == "下级":
            words.pop()
        else:
            words.append(step)
        data = data[step]
    return ".".join(words)


def apart(path: str, others: tuple[str, ...]) -> bool:
    return not any(f"{path}.".startswith(f"{other}.") or f"{other}.".startswith(f"{path}.") for other in others)


def test_the_file_has_just_these_faults(context: BuildContext) -> None:
    examination = examined(context, faulty())
    assert not examination.unread
    assert faults(examination) == set(FAULTS)


@pytest.mark.parametrize("how", [*BROKEN, "nothing at all"])
def test_one_broken_value_is_told_where_it_stands_and_hides_and_brings_no_other_fault(
    how: str, context: BuildContext
) -> None:
    for steps in PLACES:
        data = changed(steps, BROKEN.get(how))
        path, examination = path_of(steps, faulty()), examined(context, data)
        left = {fault for fault, sources in FAULTS.items() if apart(path, sources)}
        assert not examination.publishable, path
        assert examination.checks, path
        assert left <= faults(examination), path
        if how in ("a mapping", "lists"):
            path = path_of(steps, data)
            checks = {
                diagnostic.check for diagnostic in diagnostics(examination) if diagnostic not in examination.diagnostics
            }
            assert checks <= {check for check, _ in FAULTS}, path
            assert any(not apart(diagnostic.place.field, (path,)) for diagnostic in examination.diagnostics), path
            assert examination.unread, path
