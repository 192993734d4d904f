"""The desk's 项目 and 检查: a form of the field table, saved at the lines concerned or not at all."""

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from generator.desk import saving
from generator.desk.changes import changes_of, removal, way_of
from generator.desk.form import FormBuilder, Group, Input
from generator.load.source import OpenedFile
from generator.pipeline.build import build_site
from generator.pipeline.examination import Examination
from tests.support.cases import BASE
from tests.support.desk import Visitor, desk_of

ROOT = Path(__file__).parents[1]
MENHU = "/projects/2017/menhu"
FILE = "content/projects/2017/menhu.yml"
SUM = re.compile(r'name="checksum" value="(\w+)"')
LAWS = [
    ROOT / "content/projects/2017/xinxi-fuwu-pingtai.yml",
    ROOT / "tests/examples/self-evaluation/content/projects/2024/hubei.yml",
    ROOT / "tests/examples/ledger/content/projects/2023/hedao-guanhu.yml",
    BASE / "content/projects/2017/menhu.yml",
]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def visitor(home: Path) -> Iterator[Visitor]:
    with desk_of(home) as visitor:
        yield visitor


def sent(
    visitor: Visitor, typed: Mapping[str, str], address: str = MENHU, expected: str = "", **more: str
) -> TestResponse:
    """What a form of the page as it is now is answered, with these values typed."""
    match = SUM.search(visitor.text(address))
    assert match
    fields = {f"f:{way}": value for way, value in typed.items()}
    return visitor.post(address, {"checksum": expected or match[1], **fields, **more})


def differences(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


# ---- the form and the file ----


@pytest.mark.parametrize("file", LAWS, ids=lambda path: path.stem)
def test_every_input_saves_itself_and_every_row_moves_and_goes(file: Path) -> None:
    """What is left as it was changes nothing; each other value, row and section, just itself: it is read again."""
    raw, name = file.read_bytes(), file.name
    tree = saving.opened(raw, name)
    assert isinstance(tree, OpenedFile)
    form = FormBuilder(tree.root, ()).form()
    inputs = {part.way: part.value for part in form.all_parts() if isinstance(part, Input)}
    assert len(inputs) > 20 and changes_of(tree.root, inputs) == []
    for way, value in list(inputs.items())[:: max(len(inputs) // 20, 1)]:
        for new in (f"{value}甲", ""):
            if new != value:
                done = saving.with_changes(raw, name, changes_of(tree.root, {way: new})).decode()
                assert 0 < len(differences(raw.decode(), done)) <= 2 * (3 + value.count("\n")), way
    rows = [part for part in form.all_parts() if isinstance(part, Group) and part is not form]
    for part in rows[:: max(len(rows) // 10, 1)]:
        assert saving.with_changes(raw, name, removal(tree.root, way_of(part.way))) != raw
        if part.is_row and not part.first:
            assert sorted(saving.swapped(raw, name, way_of(part.way)).split(b"\n")) == sorted(raw.split(b"\n"))


def test_a_save_changes_the_lines_concerned_and_says_which(visitor: Visitor, home: Path) -> None:
    file = home / FILE
    text = (
        file.read_text()
        .replace("  支出: 49万元\n", "  支出: 49万元   # 照决算表\n")
        .replace("- 编号: A\n", "# 甲\n- 编号: A\n")
    )
    file.write_text(text)
    answer = sent(
        visitor, {"预算/支出": "48万元", "简称": "门户运维", "问题整改/0/问题": "更新慢", "问题整改/0/建议": "勤更新"}
    )
    assert answer.status_code == 303
    assert differences(text, file.read_text()) == [
        "-  支出: 49万元   # 照决算表",
        "+  支出: 48万元   # 照决算表",
        "+简称: 门户运维",
        "+问题整改:",
        "+- 问题: 更新慢",
        "+  建议: 勤更新",
    ]
    page = visitor.text(MENHU)
    assert "已保存：预算/支出：49万元 → 48万元" in page and "撤销上一次保存（今天 1 次）" in page


def test_each_save_of_the_day_is_taken_back_one_by_one(visitor: Visitor, home: Path) -> None:
    states = [(home / FILE).read_bytes()]
    for value in ("48万元", "47万元", "46万元"):
        sent(visitor, {"预算/支出": value})
        states.append((home / FILE).read_bytes())
    for state in reversed(states[:-1]):
        assert sent(visitor, {}, undo="1").status_code == 303
        assert (home / FILE).read_bytes() == state
    assert "没有可以撤销的保存" in sent(visitor, {}, undo="1").text
    sent(visitor, {"预算/支出": "45万元"})
    (home / FILE).write_bytes(states[0] + "# 别处\n".encode())
    assert "没有撤销" in sent(visitor, {}, undo="1").text and (home / FILE).read_bytes().endswith("# 别处\n".encode())


def test_rows_are_added_moved_and_removed(visitor: Visitor, home: Path) -> None:
    page = sent(visitor, {}, add="预算/子项目")
    assert 'name="f:预算/子项目/2/名称"' in visitor.text(page.headers["Location"].partition("#")[0])
    sent(visitor, {"预算/子项目/2/名称": "安全测评", "预算/子项目/2/金额": "1万元"})
    sent(visitor, {}, up="预算/子项目/2")
    sent(visitor, {}, remove="预算/子项目/0")
    text = (home / FILE).read_text()
    assert re.findall("- 名称: (.*)", text) == ["安全测评", "网站运维"]
    sent(visitor, {"预算/子项目/0/名称": "", "预算/子项目/0/金额": ""})
    sent(visitor, {}, remove="预算/子项目/0")
    assert "子项目" not in (home / FILE).read_text(), "a list without rows goes"
    assert "已经不在了" in sent(visitor, {}, up="预算/子项目/7").text


# ---- nothing is lost ----


def test_what_was_changed_elsewhere_is_shown_beside_what_was_typed_and_not_overwritten(
    visitor: Visitor, home: Path
) -> None:
    first, second = (SUM.search(visitor.text(MENHU)) for _ in range(2))
    assert first and second
    assert sent(visitor, {"预算/支出": "48万元"}, expected=first[1]).status_code == 303
    everything = {
        "预算/支出": "49万元",
        "预算/金额": "51万元",
        "项目名称": "2017年门户网站运维",
    }  # a window opened before
    answer = sent(visitor, everything, expected=second[1])
    assert answer.status_code == 409 and "支出: 48万元" in (home / FILE).read_text()
    assert "文件现在的内容" in answer.text and 'value="51万元"' in answer.text
    assert 'name="f:预算/支出" value="48万元"' in answer.text, "what was not typed is as it is now"
    third = SUM.search(answer.text)
    assert third and sent(visitor, {"预算/金额": "51万元"}, expected=third[1]).status_code == 303
    assert "支出: 48万元" in (home / FILE).read_text() and "金额: 51万元" in (home / FILE).read_text()
    answer = visitor.post(MENHU, {"checksum": first[1], "f:预算/金额": "52万元"}, **{"X-Desk-Script": "1"})
    assert answer.json and answer.json["conflict"] and "51万元" in (home / FILE).read_text()


def test_a_value_that_cannot_be_is_kept_and_told_beside_it(visitor: Visitor, home: Path) -> None:
    sent(visitor, {"预算/支出": "四十九"})
    page = visitor.text(MENHU)
    field = page[page.index('name="f:预算/支出"') :]
    assert field.startswith('name="f:预算/支出" value="四十九"')
    assert "四十九" in field[: field.index("预算/执行率")].partition('class="wrong"')[2]


def test_a_file_that_is_gone_or_no_place_to_write_loses_nothing(
    visitor: Visitor, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, visited = (home / FILE).read_bytes(), visitor.text("/projects")
    assert visited
    given = {"checksum": saving.checksum(before), "f:简称": "填了很久"}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(saving, "write_atomic", full)
        answer = visitor.post(MENHU, given)
        assert answer.status_code == 507 and "磁盘" in answer.text and (home / FILE).read_bytes() == before
    visitor.app.desk.take(_examination(visitor))
    (home / FILE).unlink()
    answer = visitor.post(MENHU, given)
    assert answer.status_code == 409 and "填了很久" in answer.text and "文件不在了" in answer.text
    (home / FILE).symlink_to("/etc/hostname")
    answer = visitor.post(MENHU, given)
    assert answer.status_code == 409 and "链接" in answer.text


def test_a_file_that_cannot_be_read_is_mended_as_text(visitor: Visitor, home: Path) -> None:
    good = (home / FILE).read_text()
    (home / FILE).write_text(good.replace("公布:", "公布：", 1))
    page = visitor.text(MENHU)
    assert re.search(r"第 \d+ 行第 \d+ 列：冒号要用半角", page) and "公布：" in page
    wrong = visitor.post(f"{MENHU}/text", {"checksum": "old", "text": good})
    assert wrong.status_code == 409 and "在别处改过" in wrong.text and "公布：" in (home / FILE).read_text()
    match = SUM.search(page)
    assert match
    answer = visitor.post(f"{MENHU}/text", {"checksum": match[1], "text": good.replace("\n", "\r\n")})
    assert answer.status_code == 303 and (home / FILE).read_text() == good
    assert 'name="f:项目名称"' in visitor.text(MENHU)


# ---- marks, waivers, units ----


def test_a_mark_goes_when_somebody_has_looked_or_changed_the_value(visitor: Visitor, home: Path) -> None:
    text = (home / FILE).read_text()
    marked = text.replace("金额: 50万元", "金额: 50万元  # 待核对：字迹不清").replace(
        "系列: menhu", "系列: menhu  # 待核对：猜的"
    )
    (home / FILE).write_text(marked)
    page = visitor.text(MENHU)
    numbers = re.findall(r'name="confirm" value="(\d+)"', page)
    assert len(numbers) == 2 and "字迹不清" in page
    sent(visitor, {}, confirm=numbers[0])
    sent(visitor, {"预算/金额": "51万元"})
    assert (home / FILE).read_text() == text.replace("50万元", "51万元")


def test_what_the_paper_says_so_is_answered_with_a_reason(visitor: Visitor, home: Path) -> None:
    sent(visitor, {"公布/得分率": "87%"})
    page = visitor.text(MENHU)
    match = re.search(r'name="waive" value="(\d+)(\|[^"]+)"', page)
    assert match, page
    assert "请写明理由和处室" in sent(visitor, {}, waive=match[1] + match[2]).text
    sent(visitor, {}, waive=match[1] + match[2], **{f"reason:{match[1]}": "原文如此", f"office:{match[1]}": "绩效处"})
    assert "理由: 原文如此" in (home / FILE).read_text()
    assert f'value="{match[1]}{match[2]}"' not in visitor.text(MENHU)


def test_a_unit_is_registered_from_where_it_is_missing(visitor: Visitor, home: Path) -> None:
    sent(visitor, {"项目单位": "某市图书馆"})
    page = visitor.text(MENHU)
    assert 'name="register" value="项目单位" formaction="/units"' in page
    asked = visitor.post("/units", {"register": "项目单位", "f:项目单位": "某市图书馆", "back": MENHU})
    assert 'value="某市图书馆"' in asked.text
    given = {"name": "某市图书馆", "short": "市图书馆", "slug": "dangan-guan", "kind": "预算单位", "back": MENHU}
    assert visitor.post("/units/new", given).status_code == 422, "another unit has it"
    assert visitor.post("/units/new", {**given, "slug": "tushuguan"}).headers["Location"] == MENHU
    assert (
        (home / "content/units.yml")
        .read_text()
        .endswith("- 标识: tushuguan\n  名称: 某市图书馆\n  简称:\n  - 市图书馆\n")
    )
    assert 'name="register"' not in visitor.text(MENHU)


# ---- the receipt, the list, the checks ----


def test_a_figure_that_is_typed_recounts_the_receipt_and_is_not_saved(visitor: Visitor, home: Path) -> None:
    before = (home / FILE).read_bytes()
    given = {"checksum": saving.checksum(before), "f:指标体系/0/下级/1/评分/得分": "26", "try": "1"}
    answer = visitor.post(MENHU, given, **{"X-Desk-Script": "1"}).json
    assert answer and "3.92 + 26 = 29.92" in answer["receipt"] and answer["saved"] == ""
    assert "指标体系/0/公布" in answer["diagnostics"], "what no longer agrees is told there"
    assert (home / FILE).read_bytes() == before


def _examination(visitor: Visitor) -> Examination:
    return build_site(visitor.app.desk.paths)


def test_the_list_is_searched_by_words_year_unit_and_state(visitor: Visitor, home: Path) -> None:
    (home / FILE).write_text((home / FILE).read_text().replace("50万元", "50"))
    (home / "content/projects/2018/kong.yml").write_text("项目名称：甲\n")
    visitor.app.desk.take(_examination(visitor))
    everything = visitor.text("/projects")
    assert everything.index("kong") < everything.index("门户") < everything.index("档案展览"), (
        "what is wrong comes first"
    )
    for query, shown in {
        "q=门户": "门户",
        "q=市档案馆+2018": "档案展览",
        "state=读不了": "kong",
        "year=2018": "档案展览",
    }.items():
        page = visitor.text(f"/projects?{query}")
        assert shown in page and page.count('<th scope="row">') < 3
    assert "没有这样的项目" in visitor.text("/projects?q=没有")
    assert visitor.get("/projects/2017/meiyou").status_code == 404
    assert visitor.get("/projects/2017/..%2f..%2fsite").status_code == 404


def test_a_diagnostic_leads_to_its_field(visitor: Visitor, home: Path) -> None:
    (home / FILE).write_text((home / FILE).read_text().replace("金额: 50万元", "金额: 50"))
    visitor.app.desk.take(_examination(visitor))
    page = visitor.text("/checks?kind=错误")
    address = re.search(r'href="(/projects/2017/menhu\?at=[\d.]+)#at">预算.金额</a>', page)
    assert address
    field = visitor.text(address[1])
    assert field.index('name="f:预算/金额"') < field.index('id="at"') < field.index('name="f:预算/年初预算"')


def test_text_of_data_is_text(visitor: Visitor, home: Path) -> None:
    bad = '"><script>alert(1)</script>'
    sent(visitor, {"项目名称": bad, "简称": f"</textarea>{bad}"})
    visitor.app.desk.take(_examination(visitor))
    for address in (MENHU, f"{MENHU}/text", "/projects", "/checks", "/projects/new", f"/projects?q={bad}"):
        assert "<script>alert" not in visitor.text(address)


def test_a_project_is_begun_from_last_years_or_empty(visitor: Visitor, home: Path) -> None:
    visitor.app.desk.take(_examination(visitor))
    answer = visitor.post("/projects/new", {"last": "2017/menhu", "framework": "无", "scheme": "shifan"})
    assert answer.headers["Location"] == "/projects/2018/menhu"
    assert "待填" in (home / "content/projects/2018/menhu.yml").read_text()
    assert "待填" in visitor.text("/projects/2018/menhu")
    empty = {"year": "2019", "name": "读者服务", "unit": "某市档案馆", "slug": "A B", "framework": "无", "scheme": "无"}
    refused = visitor.post("/projects/new", empty)
    assert refused.status_code == 422 and "不能作文件名" in refused.text and 'value="读者服务"' in refused.text
    assert visitor.post("/projects/new", {**empty, "slug": "duzhe"}).headers["Location"] == "/projects/2019/duzhe"
    assert (home / "content/projects/2019/duzhe.yml").exists()
