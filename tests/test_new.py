"""`new` writes a file that only wants filling in: nothing wrong but 待填, and nothing at all once it is filled."""

import json
import re
import shutil
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.core.paths import Paths
from generator.draft.form import quoted
from generator.draft.new import Answers, InvalidAnswer, new
from generator.load.source import UNPRINTABLE
from generator.pipeline.check import known_projects
from tests.support.cases import Run
from tests.support.drawing import drawing
from tests.support.fill_draft import fill
from tests.support.inspection import inspection_of

HOME = Path(__file__).parent.parent
REAL = inspection_of(HOME / "content")
BOOK, WAIVED = REAL.book, REAL.waived
PROJECTS = [project.id for project in BOOK.projects]
OPTIONAL = re.compile(r"^#(?! \S)", re.M)
UNIT = "市合作交流办"
SPOKEN = ("--slug", "xin", "--name", "2020年新项目", "--unit", UNIT, "--scheme", "sh-2014")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Our own content without the projects."""
    return shutil.copytree(HOME / "content", tmp_path / "content", ignore=shutil.ignore_patterns("20*"))


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """Our own content."""
    return shutil.copytree(HOME / "content", tmp_path / "content")


def complaints(run: Run, content: Path) -> list[str]:
    """What check says about this year's files, but for waivers and for what is only worth a look."""
    _, out, _ = run("check", "--content", content, "--format", "json")  # the terminal shows fifty of a kind
    diagnostics = (
        diagnostic
        for diagnostic in json.loads(out)["diagnostics"]
        if "/2020/" in diagnostic["file"] and diagnostic["severity"] != "提示"
    )
    return [f"{diagnostic['text']}  [{diagnostic['check']}]" for diagnostic in diagnostics]


def top_word(scheme: str) -> str:
    grades = BOOK.schemes[scheme].grades if scheme in BOOK.schemes else ()
    return grades[0].word if grades else "优"


# Scheme and framework fill different parts of a draft: each scheme meets one framework, each framework several schemes.
SCHEMES, FRAMEWORKS = ("无", *BOOK.schemes), ("无", *BOOK.frameworks)


@pytest.mark.parametrize(("scheme", "framework"), list(zip(SCHEMES, cycle(FRAMEWORKS), strict=False)))
def test_a_draft_is_complete_but_for_what_is_to_be_filled_in(
    scheme: str, framework: str, content: Path, run: Run
) -> None:
    words = ("--slug", "xin", "--name", "2020年新项目", "--unit", UNIT, "--scheme", scheme, "--framework", framework)
    status, said, _ = run("new", "--content", content, "--year", "2020", *words)
    assert status == 0
    lines = complaints(run, content)
    assert lines and all(line.endswith("[待填]") for line in lines)
    assert f"待填 {len(lines)} 处" in said
    fill(content / "projects/2020/xin.yml", top_word(scheme))
    assert run("check", "--content", content, "--strict") == (0, "", "")


def rows(nodes: list[dict[str, object]]) -> list[tuple[object, object]]:
    return [row for node in nodes for row in ((node["名称"], node.get("权重")), *rows(node.get("下级", [])))]  # type: ignore[arg-type]


@pytest.mark.parametrize("last", PROJECTS)
def test_a_draft_from_an_earlier_year_has_its_names_and_weights_no_facts_and_is_complete_but_for_these(
    last: str, full: Path, run: Run
) -> None:
    status, said, _ = run("new", "--content", full, "--year", "2020", "--from", last)
    assert status == 0
    file = full / f"projects/2020/{last[5:]}.yml"
    drafted = yaml.load(file.read_text("utf-8"), Loader=yaml.CBaseLoader)
    before = next(project for project in BOOK.projects if project.id == last)
    assert (drafted["系列"], drafted["项目单位"], drafted["年度"]) == (before.series, before.unit, "2020")
    assert drafted["项目名称"] == before.name.replace(str(before.year), "2020")
    weights = [(node.name, node.written("weight") or None) for node in before.nodes()]
    assert rows(drafted.get("指标体系", [])) == weights
    text = str(drafted)
    for fact in (before.budget.amount, before.budget.spent, before.evaluation.report_date, before.evaluation.began):
        assert fact is None or f"'{fact.text}'" not in text
    assert not any(finding.problem in text for finding in before.findings)
    assert not any(done.text in text for done in before.achievements)
    assert "'得分': '待填'" in text or not before.indicators

    slips = {waived.diagnostic.check for waived in WAIVED if f"{last}.yml" in waived.diagnostic.place.file}
    inherited = re.compile(rf"\[({'|'.join(slips)})\]$")  # last year's slip is carried over, the answer to it is not
    lines = [line for line in complaints(run, full) if not inherited.search(line)]
    assert lines and all(line.endswith("[待填]") for line in lines)
    assert f"待填 {len(lines)} 处" in said
    fill(file, "优")
    assert [line for line in complaints(run, full) if not inherited.search(line)] == []


@pytest.mark.parametrize("framework", ["无", *BOOK.frameworks])
def test_what_may_be_left_out_is_right_once_its_first_sign_is_deleted(framework: str, content: Path, run: Run) -> None:
    run("new", "--content", content, "--year", "2020", *SPOKEN, "--framework", framework)
    file = content / "projects/2020/xin.yml"
    text = file.read_text("utf-8")
    assert OPTIONAL.search(text)
    file.write_text(OPTIONAL.sub("", text), "utf-8")
    lines = complaints(run, content)
    assert lines and all(line.endswith("[待填]") for line in lines)


def test_every_block_of_a_draft_begins_with_a_word_on_what_it_is_for(content: Path, run: Run) -> None:
    run("new", "--content", content, "--year", "2020", *SPOKEN)
    _, *blocks = (content / "projects/2020/xin.yml").read_text("utf-8").split("\n\n")
    for block in blocks:
        if block.startswith("# ────"):
            continue
        words, row, *_ = block.splitlines()
        assert words.startswith("# ") and re.match(r"#?\w+:", row), f"这一块的字段还没有写 meaning：\n{block}"


def test_criteria_of_the_framework_stand_in_the_draft_and_are_not_scored_before_they_are_judged(
    content: Path, run: Run
) -> None:
    run("new", "--content", content, "--year", "2020", *SPOKEN, "--framework", "mof-2020")
    lines = complaints(run, content)
    assert sum("满足待填，请从中选一个：是、部分、否" in line for line in lines) == 31
    assert "得分 0" not in "".join(lines)


def test_a_file_that_is_there_is_never_touched(full: Path, run: Run) -> None:
    file = full / "projects/2018/laihu-touzi.yml"
    text = file.read_bytes()
    words = ("--slug", "laihu-touzi", "--name", "甲", "--unit", UNIT, "--scheme", "sh-2014")
    file.with_name("xin.yaml").write_text("年度: 2018\n", "utf-8")
    for slug in ("laihu-touzi", "xin"):
        status, out, side = run("new", "--content", full, "--year", "2018", *words[2:], "--slug", slug)
        assert (status, out) == (2 if slug == "laihu-touzi" else 1, "")
        assert "已有" in side or "已经有了" in side
    assert file.read_bytes() == text
    assert not (full / "projects/2018/xin.yml").exists()


WRONG = {
    ("--year", "18"): "--year：“18”不是年度，请写四位数字，如 2018。",
    ("--year", "２０２０"): "--year：“２０２０”不是年度，请写四位数字，如 2018。",
    ("--slug", "新项目"): "--slug：“新项目”不能作文件名，只能用小写字母、数字和连字符，如 shipin-huiyi。",
    ("--slug", "index"): "--slug：“index”不能作文件名，只能用小写字母、数字和连字符，如 shipin-huiyi。",
    ("--name", "甲\n乙"): "--name：项目名称请写成一行文字，1 到 100 个字。",
    ("--unit", "某局"): "--unit：units.yml 里没有“某局”，请改正，或先在 units.yml 登记；现有：上海市人民政府",
    ("--framework", "mof"): "--framework：没有“mof”这个指标体系框架；现有：mof-2013 ",
    ("--scheme", "sh"): "--scheme：没有“sh”这个评级办法；现有：bj ",
    ("--from", "2017/meiyou"): "--from：“2017/meiyou”找不到；现有：",
    ("--from", "2020/xin"): "--from：“2020/xin”找不到；现有：",
}


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_an_option_that_cannot_be_used_ends_with_2_and_says_what_can(
    words: tuple[str, str], content: Path, run: Run
) -> None:
    status, out, side = run("new", "--content", content, "--year", "2020", *SPOKEN, *words)
    assert (status, out) == (2, "")
    assert side.startswith(WRONG[words])
    assert not (content / "projects/2020").exists()


def test_what_is_missing_is_named_where_nobody_can_be_asked(content: Path, run: Run) -> None:
    status, out, side = run("new", "--content", content, "--year", "2020", "--slug", "xin")
    assert (status, out, side) == (2, "", "请用 --name 写明项目名称（全称）。\n")


def test_last_years_file_must_be_of_an_earlier_year_and_free_of_errors(full: Path, run: Run) -> None:
    status, _, side = run("new", "--content", full, "--year", "2018", "--from", "2018/laihu-touzi")
    assert (status, side.startswith("--from：“2018/laihu-touzi”不在 2018 年之前，请选较早年度的")) == (2, True)
    (full / "projects/2017/xin.yml").write_text("年度: 待填\n", "utf-8")
    status, _, side = run("new", "--content", full, "--year", "2018", "--from", "2017/xin")
    assert (status, side.startswith("--from：“2017/xin”还有错误或待填，请先改正")) == (2, True)


def test_a_series_has_one_project_a_year(full: Path, run: Run) -> None:
    words = ("--year", "2018", "--from", "2017/laihu-touzi", "--slug", "laihu-touzi-er")
    status, _, side = run("new", "--content", full, *words)
    assert (status, side) == (2, "2018 年已有系列“laihu-touzi”的项目 2018/laihu-touzi，请换一个年度或文件名。\n")


def test_a_folder_that_is_not_there_or_cannot_be_written_to_is_told(tmp_path: Path, content: Path, run: Run) -> None:
    status, _, side = run("new", "--content", tmp_path / "没有", "--year", "2020", *SPOKEN)
    assert (status, side) == (1, f"没有找到文件夹 {tmp_path / '没有'}，请在项目所在的文件夹里运行。\n")
    (content / "projects").mkdir(exist_ok=True)
    (content / "projects/2020").write_text("", "utf-8")
    status, _, side = run("new", "--content", content, "--year", "2020", *SPOKEN)
    assert (status, side.startswith("写不了 ")) == (1, True)


def clerk(*answers: str) -> tuple[Callable[[str], str], list[str]]:
    """Someone at a terminal: what they type, and what they were asked."""
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return answers[len(asked) - 1]

    return ask, asked


def test_on_a_terminal_everything_is_asked_and_a_wrong_answer_is_asked_again(content: Path) -> None:
    ask, asked = clerk("今年", "2020", "", "xin", "甲项目", UNIT, "self-2020", "mof-2020")
    file, unfilled = new(content, known_projects(Paths(content)), Answers(), ask)
    assert file == content / "projects/2020/xin.yml"
    assert unfilled > 20
    assert asked[1].startswith("“今年”不是年度，请写四位数字，如 2018。\n年度")
    assert [re.split("[（，]", question)[0] for question in (asked[0], *asked[2:])] == [
        "年度", "上年文件", "文件名", "项目名称", "项目单位", "指标体系", "评级办法",
    ]  # fmt: skip
    assert "\n  self-2020 项目支出绩效自评表\n" in asked[6]


def test_on_a_terminal_an_empty_answer_takes_over_what_last_years_file_says(full: Path) -> None:
    ask, asked = clerk("2019", "2017/shipin-huiyi", "", "", "", "", "")
    file, _ = new(full, known_projects(Paths(full)), Answers(), ask)
    assert file.name == "shipin-huiyi.yml"
    assert asked[2].endswith("[shipin-huiyi]：") and asked[6].endswith("[sh-2014]：")


def test_what_is_said_as_an_option_is_not_asked(content: Path) -> None:
    ask, asked = clerk("甲项目")
    new(content, known_projects(Paths(content)), Answers("2020", "无", "xin", "", UNIT, "无", "sh-2014"), ask)
    assert len(asked) == 1
    with pytest.raises(InvalidAnswer):
        new(content, known_projects(Paths(content)), Answers("2020", "无", "Xin", "甲", UNIT, "无", "sh-2014"), ask)


texts = (
    st.text(min_size=1, max_size=30)
    .map(str.strip)
    .filter(lambda t: t and t.isprintable() and not UNPRINTABLE.search(t))
)
tricky = st.text("甲: #-?,[]{}&*!|>'\"%@`~=\\<a1.", min_size=1, max_size=8).map(str.strip).filter(bool)


@given(texts | tricky | st.sampled_from(["null", "~", "- 甲", "甲: 乙", "甲 #乙", "是", "2.00", "---", "<<", "="]))
def test_any_text_is_written_so_that_it_is_read_back(text: str) -> None:
    for line in (
        f"键: {quoted(text)}  # 注",
        f"键: {{子: {quoted(text, flow=True)}, 丑: 1}}",
        f"键:\n- {quoted(text)}",
    ):
        tree = yaml.load(line, Loader=yaml.CBaseLoader)["键"]
        value = tree["子"] if isinstance(tree, dict) else tree[0] if isinstance(tree, list) else tree
        assert value == text, line


@drawing(20)
@given(texts | tricky)
def test_any_name_makes_a_draft_without_mistakes(text: str) -> None:
    from generator.draft import DraftPlan, draft

    drafted = draft(DraftPlan("2020", "xin", text, UNIT, BOOK.schemes["sh-2014"]))
    assert yaml.load(drafted, Loader=yaml.CBaseLoader)["项目名称"] == text


def test_check_tells_how_many_are_still_to_be_filled_in(content: Path, run: Run) -> None:
    run("new", "--content", content, "--year", "2020", *SPOKEN)
    count = len(complaints(run, content))
    file = content / "projects/2020/xin.yml"
    file.write_text(file.read_text("utf-8").replace("年度: 2020", "年度: 二〇二〇"), "utf-8")
    status, _, side = run("check", "--content", content)
    assert (status, side) == (1, f"共 {count + 1} 处：错误 {count + 1}（其中待填 {count}）。请改正错误后再生成网站。\n")


def test_a_self_evaluation_follows_the_official_form(content: Path, run: Run) -> None:
    run("new", "--content", content, "--year", "2020", *SPOKEN, "--framework", "self-2020")
    drafted = yaml.load((content / "projects/2020/xin.yml").read_text("utf-8"), Loader=yaml.CBaseLoader)
    assert list(drafted) == [
        "年度", "项目名称", "主管部门", "项目单位", "预算", "自评表", "指标体系", "公布", "系列", "来源", "评价",
    ]  # fmt: skip
    assert list(drafted["预算"]) == ["年初预算", "金额", "支出"]
    total, *parts = drafted["自评表"]["资金"]
    assert list(total) == ["名称", "年初预算数", "全年预算数", "全年执行数"]
    assert parts == [{"名称": "当年财政拨款"}, {"名称": "上年结转资金"}, {"名称": "其他资金"}]
    assert drafted["自评表"]["年度目标"] == [{"预期目标": ["待填"], "实际完成情况": ["待填"]}]
    assert (drafted["评价"]["方式"], drafted["来源"][0]["类别"]) == ("单位自评", "自评表")
    assert [(top["名称"], top["权重"]) for top in drafted["指标体系"]] == [
        (name, "待填") for name in ("预算执行率", "产出指标", "效益指标", "满意度指标")
    ]
    execution, output, *_ = drafted["指标体系"]
    assert (execution["评分"], execution["公布"]) == ({"方法": "执行率"}, {"得分": "待填"})
    assert output["下级"][0] == {
        "名称": "数量指标",
        "下级": [{"名称": "待填", "权重": "待填", "目标值": "待填", "实际值": "待填", "公布": {"得分": "待填"}}],
    }
    assert drafted["公布"] == {"评价分值": "待填"}


def test_a_report_begins_with_the_official_table_of_results(content: Path, run: Run) -> None:
    run("new", "--content", content, "--year", "2020", *SPOKEN)
    drafted = yaml.load((content / "projects/2020/xin.yml").read_text("utf-8"), Loader=yaml.CBaseLoader)
    assert list(drafted) == [
        "年度", "项目名称", "项目单位", "预算", "公布", "主要绩效", "问题整改", "系列", "来源", "评价",
    ]  # fmt: skip
    assert (drafted["预算"], drafted["公布"]) == ({"金额": "待填"}, {"评价分值": "待填", "评价结论": "待填"})
    assert drafted["问题整改"] == [{"问题": "待填", "建议": "待填", "整改": {"情况": "待填", "状态": "待填"}}]


NAMES = ("文件", "类别", "名称", "内容", "要点")  # what a row is, without which there is no row


def without_figures(node: Any) -> Any:
    """A drafted file of which the clerk leaves out all that the paper left blank."""
    if isinstance(node, list):
        return [left for item in node if (left := without_figures(item))]
    if not isinstance(node, dict):
        return "" if node == "待填" else node
    kept = {key: value if key in NAMES else without_figures(value) for key, value in node.items()}
    if node.get("方法") and ("待填" in node.values() or node["方法"] in ("执行率", "要点", "满意度", "比例")):
        return {}
    return {key: value for key, value in kept.items() if value}


@pytest.mark.parametrize("framework", ["无", *BOOK.frameworks])
def test_nothing_is_asked_for_as_if_a_paper_had_to_print_it(framework: str, content: Path, run: Run) -> None:
    words = ("--slug", "xin", "--name", "2020年新项目", "--unit", UNIT, "--scheme", "无", "--framework", framework)
    run("new", "--content", content, "--year", "2020", *words)
    file = content / "projects/2020/xin.yml"
    drafted = without_figures(yaml.load(file.read_text("utf-8"), Loader=yaml.CBaseLoader))
    file.write_text(yaml.dump(drafted, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), "utf-8")
    fill(file, "优")
    text = file.read_text("utf-8")
    assert not any(key in text for key in ("金额:", "支出:", "得分:", "评价分值:", "评价结论:", "评级办法:", "实际值:"))
    assert complaints(run, content) == []


def test_a_paper_that_names_no_scheme_is_given_none_whatever_last_years_named(full: Path, run: Run) -> None:
    ask, asked = clerk("无")
    file, _ = new(full, known_projects(Paths(full)), Answers("2020", "无", "jia", "甲", UNIT, "无"), ask)
    assert asked[0].startswith("评级办法，可写：\n  无（原文没有写明）\n  bj ")
    assert "评价" not in yaml.load(file.read_text("utf-8"), Loader=yaml.CBaseLoader)
    words = ("--slug", "xin", "--name", "2020年新项目", "--unit", UNIT, "--framework", "mof-2020")
    for slug, more in (("xin", words), ("shipin-huiyi", ("--from", "2017/shipin-huiyi"))):
        assert run("new", "--content", full, "--year", "2020", "--scheme", "无", *more)[0] == 0
        text = (full / f"projects/2020/{slug}.yml").read_text("utf-8")
        assert "评级办法" not in yaml.load(text, Loader=yaml.CBaseLoader)["评价"]
        assert slug != "xin" or "\n#  评级办法: 待填\n" in text


LAST_FORM = """\
项目名称: 2019年示例系统运维
项目单位: 市合作交流办
来源: [{文件: 《示例自评表》, 类别: 自评表}]
得分写法: {小数位数: 1}
自评表:
  其他栏目: [{名称: 项目性质, 内容: 经常性}]
  资金:
  - {名称: 年度资金总额, 年初预算数: 10.00万元, 全年执行数: —}
  附注: [定性指标分三档。]
指标体系:
- {名称: 预算执行率, 权重: 10, 公布: {得分: 9}}
- 名称: 产出
  权重: 90
  下级:
  - 名称: 巡检次数
    权重: —
    实际值: /
    其他栏目:
    - {名称: 评分标准, 内容: 每少一次扣一分}
    - {名称: 佐证材料, 内容: 巡检记录}
"""


def test_what_last_years_form_left_blank_is_offered_and_not_asked_for(content: Path, run: Run) -> None:
    (content / "projects/2019").mkdir(parents=True)
    (content / "projects/2019/xitong.yml").write_text(LAST_FORM, "utf-8")
    assert run("new", "--content", content, "--year", "2020", "--from", "2019/xitong")[0] == 0
    text = (content / "projects/2020/xitong.yml").read_text("utf-8")
    drafted = yaml.load(text, Loader=yaml.CBaseLoader)
    assert drafted["自评表"] == {
        "其他栏目": [{"名称": "项目性质", "内容": "经常性"}],
        "资金": [{"名称": "年度资金总额", "年初预算数": "待填"}],
        "附注": ["定性指标分三档。"],
    }
    assert "#    全年执行数: 待填  # 上年 —\n" in text
    assert drafted["得分写法"] == {"小数位数": "1"}
    execution, output = drafted["指标体系"]
    assert execution == {"名称": "预算执行率", "权重": "10", "公布": {"得分": "待填"}}
    assert output["下级"] == [
        {
            "名称": "巡检次数",
            "权重": "—",
            "其他栏目": [{"名称": "评分标准", "内容": "每少一次扣一分"}, {"名称": "佐证材料", "内容": "待填"}],
        }
    ]
    assert all(line.endswith("[待填]") for line in complaints(run, content))
