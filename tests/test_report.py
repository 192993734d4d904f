"""How findings are told: for people, for programs, for CI, and as a list to tick off; whatever stands in the data."""

import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import report as telling
from generator.core.diagnostic import SEVERITIES, Diagnostic, Place, Severity, Waived, in_order
from generator.report import Report, make_report, report_formats, summary
from generator.report.checklist import clipped, masked, render_checklist
from tests.support.building import THEME
from tests.support.cases import BASE, Run, read
from tests.support.inspection import Inspection, inspect, inspection_of

CASES = BASE.parent
GOOD = BASE / "content"
BASIS = inspection_of(GOOD)
TEMPLATES = THEME / "templates"
BITE = "%0A::error::甲,乙:丙</script><script>alert(1)</script><!--&lt;\"'"
SCATTERED: tuple[tuple[str, int, Severity], ...] = (
    ("a", 1, "提示"),
    ("b", 9, "警告"),
    ("c", 5, "错误"),
    ("c", 2, "提示"),
    ("c", 7, "错误"),
    ("a", 3, "警告"),
)
KEYS = {"file", "line", "column", "field", "check", "family", "severity", "text", "waivable"}

words = (
    st.text(max_size=30) | st.just(BITE) | st.sampled_from(("a\nb", "\r\n::warning::x", "%25", "\x1b[31m", "\udcd5"))
)
places = st.builds(
    Place,
    words.map(lambda word: f"content/projects/2018/{word.replace(chr(0), '')}.yml"),
    st.integers(0, 99),
    st.integers(0, 99),
    words,
)
diagnostics = st.builds(Diagnostic, places, words, words | st.just("编号重复"), st.sampled_from(SEVERITIES))
waivers = st.builds(Waived, diagnostics, words, words)


def telling_of(findings: list[Diagnostic], waived: tuple[Waived, ...] = (), content: Path = GOOD) -> Report:
    return Report(content, in_order(findings), waived, waivable=frozenset({"编号重复"}))


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Content with a warning in a file that comes first by name, and errors in one that comes later."""
    content = read(CASES / "load/odd-amounts.case").lay_out(tmp_path)
    (content / "aaa.docx").write_text("", "utf-8")
    return content


@pytest.fixture
def answered(tmp_path: Path) -> Path:
    """Content in which all that is odd is waived."""
    return read(CASES / "checks/编号重复/waived.case").lay_out(tmp_path)


# ---- the lines and the line under them ----


def test_a_garbled_list_hides_no_other_file(mixed: Path, run: Run) -> None:
    with (mixed / "projects/2017/menhu.yml").open("a", encoding="utf-8") as file:
        file.write("问题整改:\n" + "- {问题: 没有签字。}\n" * 3000)
    _, printed, stderr = run("check", "--content", mixed)
    lines = [line for line in printed.splitlines() if line.endswith("[问题无建议]")]
    assert len(lines) == 51 and "（警告）问题“没有签字”没有建议" in lines[-2]
    more = "这一种还有 2,950 处没有列出，全部的见校验清单（HTML=文件）或 FORMAT=json"
    assert lines[-1] == f"content/projects/2017/menhu.yml: {more}  [问题无建议]"
    assert "aaa.docx" in printed and "警告 3001" in stderr


def test_files_with_errors_come_first_then_files_by_name_then_the_most_serious() -> None:
    findings = [Diagnostic(Place(file, line), "甲", "乙", severity) for file, line, severity in SCATTERED]
    order = [(finding.place.file, finding.place.line) for finding in in_order(findings)]
    assert order == [("c", 5), ("c", 7), ("c", 2), ("a", 3), ("a", 1), ("b", 9)]


def test_waivers_alone_are_counted_and_listed_when_asked_for(run: Run, answered: Path) -> None:
    status, out, side = run("check", "--strict", "--waived", "--content", answered)
    assert status == 0
    assert "（已豁免）" in out
    assert side == f"已豁免 {len(out.splitlines())} 处。\n"
    status, quiet, side = run("check", "--strict", "--content", answered)
    assert (status, quiet) == (0, "")
    assert side == f"已豁免 {len(out.splitlines())} 处（加 --waived 可以列出）。\n"


def test_the_summary_says_how_to_waive_what_can_be_waived() -> None:
    place = Place("content/units.yml", 1, 1)
    text = summary(telling_of([Diagnostic(place, "甲", "编号重复"), Diagnostic(place, "待填", "待填")]))
    assert text.startswith("共 2 处：错误 2（其中待填 1）。请改正错误后再生成网站；原文如此的，在旁边写“说明: {")
    assert "说明" not in summary(telling_of([Diagnostic(place, "甲", "格式")]))
    assert summary(telling_of([])) == ""


def test_only_the_files_asked_for_are_told(run: Run, mixed: Path) -> None:
    status, out, side = run("check", "--content", mixed, mixed / "aaa.docx")
    assert (status, len(out.splitlines())) == (0, 1)
    assert side == "共 1 处：警告 1。请逐处核对。其他文件另有错误 5 处。\n"
    status, out, _ = run("check", "--content", mixed, mixed / "projects")
    assert (status, len(out.splitlines())) == (1, 5)
    assert run("check", "--content", mixed, mixed, "--strict")[1] == run("check", "--content", mixed)[1]
    status, out, side = run("check", "--content", mixed, mixed / "units.yml")
    assert (status, out, side) == (0, "", "其他文件另有错误 5 处。\n")


def test_a_file_that_is_not_there_or_not_among_the_data_is_wrong_use(run: Run, tmp_path: Path) -> None:
    assert run("check", "--content", GOOD, GOOD / "没有.yml") == (2, "", f"没有找到“{GOOD}/没有.yml”，请检查文件名。\n")
    status, out, side = run("check", "--content", GOOD, tmp_path)
    assert (status, out) == (2, "") and side.startswith(f"“{tmp_path}”不在数据文件夹 {GOOD} 里")


# ---- for programs ----


def test_json_is_one_object_with_the_same_findings_in_the_same_order(run: Run, mixed: Path) -> None:
    _, plain, side = run("check", "--content", mixed)
    status, out, same = run("check", "--content", mixed, "--format", "json")
    report = json.loads(out)
    assert (status, same) == (1, side)
    assert list(report) == ["ok", "counts", "diagnostics", "waived"]
    assert report["ok"] is False
    assert [set(record) for record in report["diagnostics"]] == [KEYS] * 6
    for record, line in zip(report["diagnostics"], plain.splitlines(), strict=True):
        assert line.startswith(
            f"{record['file']}:{record['line']}:{record['column']}: " if record["line"] else record["file"]
        )
        assert record["text"] in line and line.endswith(f"[{record['check']}]")
    assert "警告" in out and "\\u" not in out


def test_json_tells_waivers_with_reason_and_office(run: Run, answered: Path) -> None:
    report = json.loads(run("check", "--content", answered, "--format", "json")[1])
    assert report["ok"] is True and report["diagnostics"] == []
    assert report["counts"] == {"错误": 0, "警告": 0, "提示": 0, "已豁免": len(report["waived"])}
    for waiver in report["waived"]:
        assert set(waiver) == KEYS | {"reason", "office"}
        assert waiver["waivable"] is True and waiver["family"] == "编号与名称" and waiver["reason"] and waiver["office"]


@given(st.lists(diagnostics, max_size=4), st.lists(waivers, max_size=2))
def test_json_gives_back_whatever_stood_in_the_data(findings: list[Diagnostic], waived: list[Waived]) -> None:
    report = json.loads("\n".join(report_formats()["json"].lines(telling_of(findings, tuple(waived)))))
    assert {record["text"] for record in report["diagnostics"]} == {finding.text for finding in findings}
    assert [record["reason"] for record in report["waived"]] == [waiver.reason for waiver in waived]


# ---- for CI ----


def decoded(text: str) -> str:
    for code, sign in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, sign)
    return text


@given(st.lists(diagnostics, max_size=4))
def test_an_annotation_is_one_line_and_one_command_whatever_stands_in_it(findings: list[Diagnostic]) -> None:
    report = telling_of(findings)
    lines = list(report_formats()["github"].lines(report))
    assert len(lines) == len(report.diagnostics)
    for line, finding in zip(lines, report.diagnostics, strict=True):
        assert not re.search(r"[\r\n]", line)
        read = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line, re.S)
        assert read, line
        properties = dict(part.split("=", 1) for part in read[2].split(","))
        assert set(properties) == {"file", "title"} | ({"line", "col"} if finding.place.line else set())
        assert decoded(properties["title"]) == finding.check
        assert decoded(properties["file"]).endswith("yml")
        assert "%0A" not in read[3].replace("%25", "")


def test_an_annotation_stands_at_the_file_as_the_checkout_knows_it(
    run: Run, mixed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mixed.parent.parent)
    _, out, _ = run("check", "--content", mixed, "--format", "github")
    commands = [line.partition(" ")[0] for line in out.splitlines()]
    assert commands == ["::error"] * 5 + ["::warning"]
    home = f"{mixed.parent.name}/content"
    assert all(line.partition(" file=")[2].startswith(f"{home}/") for line in out.splitlines())
    assert out.splitlines()[-1].startswith(f"::warning file={home}/aaa.docx,title=多余文件::这个文件放在这里")


def test_what_is_waived_is_not_annotated(run: Run, answered: Path) -> None:
    status, out, side = run("check", "--content", answered, "--format", "github")
    assert (status, out) == (0, "") and side.startswith("已豁免")


# ---- to tick off ----


class Reading(HTMLParser):
    """What a browser would make of a page: its elements with their attributes, its text, scripts apart."""

    VOID = ("meta", "link", "input", "br")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.open):
            self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def shown(report: Report, inspected: Inspection = BASIS) -> Reading:
    return Reading(render_checklist(report, inspected, TEMPLATES))


@given(st.lists(diagnostics, max_size=3), st.lists(waivers, max_size=2))
def test_nothing_of_the_data_becomes_markup(findings: list[Diagnostic], waived: list[Waived]) -> None:
    reading = shown(telling_of(findings, tuple(waived)))
    assert reading.open == []
    tags = Counter(tag for tag, _ in reading.elements)
    assert tags["script"] == tags["style"] == 1
    assert not set(tags) & {"img", "iframe", "object", "a"}
    assert all("src" not in attributes and attributes.get("href", "data:,") == "data:,"
               for _, attributes in reading.elements)  # fmt: skip
    for text in [finding.text for finding in findings] + [waiver.reason for waiver in waived]:
        assert " ".join(text.replace("\x00", "\ufffd").split()) in " ".join(
            reading.text.replace("\x00", "\ufffd").split()
        )


def test_every_remark_has_its_box_its_place_and_the_line_it_is_about(run: Run, mixed: Path, tmp_path: Path) -> None:
    file = tmp_path / "清单.html"
    status, out, side = run("check", "--content", mixed, "--html", file)
    assert status == 1 and "清单.html" in side
    html = file.read_text("utf-8")
    reading = Reading(html)
    boxes = [attributes["data-key"] for tag, attributes in reading.elements if tag == "input"]
    assert len(set(boxes)) == len(boxes) == len(out.splitlines()) == 6
    for finding in inspect(mixed).diagnostics:
        assert finding.text in reading.text and finding.check in reading.text
        if finding.place.line:
            row = (mixed.parent / finding.place.file).read_text("utf-8").splitlines()[finding.place.line - 1].strip()
            assert f"{finding.place.line}{row}" in re.sub(r"(?<=\d) +", "", reading.text)
            assert re.search(rf'<th scope="row">{finding.place.line}</th><td><mark> *{re.escape(row[:2])}', html)
    assert "审核人：" in reading.text and "日期：" in reading.text
    assert "http" not in re.sub(r"http-equiv", "", html)


def test_the_list_is_the_same_whenever_it_is_made(mixed: Path) -> None:
    inspected = inspect(mixed)
    report = make_report(inspected, mixed)
    assert render_checklist(report, inspected, TEMPLATES) == render_checklist(report, inspected, TEMPLATES)


def test_waivers_are_listed_with_reason_and_office_and_have_no_box(answered: Path) -> None:
    inspected = inspect(answered)
    reading = shown(make_report(inspected, answered), inspected)
    assert all(tag != "input" for tag, _ in reading.elements)
    for waiver in inspected.waived:
        assert waiver.reason in reading.text and waiver.office in reading.text
    assert "没有要改的" in reading.text


def test_personal_data_are_not_spread_by_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = tmp_path / "content/projects/2018"
    content.mkdir(parents=True)
    (content / "x.yml").write_text(
        "甲: 1\n电话: 138-0013-8000，zhang.san@example.com\n账号: 6222021234567890123\n", "utf-8"
    )
    place = Place("content/projects/2018/x.yml", 2, 1, "电话")
    monkeypatch.setattr(
        telling, "_listed", lambda: {"电话号码": type("A", (), {"reviewed": True, "family": "不宜公开"})}
    )
    findings = [Diagnostic(place, "有电话 13800138000", "电话号码"), Diagnostic(place, "甲", "格式")]
    html = render_checklist(telling_of(findings, content=tmp_path / "content"), BASIS, TEMPLATES)
    assert "电话: ＊＊＊" in html and "账号: ＊＊＊" in html
    assert not re.search(r"8000|zhang|6222", html)


def test_masks_take_long_numbers_and_addresses_and_leave_years_and_amounts() -> None:
    assert masked("2018年 19.369万元 沪财〔2018〕12号") == "2018年 19.369万元 沪财〔2018〕12号"
    assert masked("身份证31010119900307123X") == f"身份证{'＊' * 18}"
    assert masked("邮箱li.si+a@b.cn") == "邮箱＊＊＊@b.cn"
    assert masked("联系人张三、李四", ["张*"]) == "联系人＊＊、李四"


@given(st.text(max_size=2000), st.integers(1, 2100))
def test_a_line_of_data_is_short_and_holds_the_column_that_is_meant(text: str, column: int) -> None:
    piece = clipped(text, column)
    assert len(piece) <= 242
    assert piece.strip("…") in text or len(text) <= 240


@pytest.mark.parametrize("name", ["没有/清单.html", "清单.yml", "是文件夹.html"])
def test_a_list_that_cannot_be_written_is_told_in_a_plain_line(name: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "是文件夹.html").mkdir()
    status, out, side = run("check", "--content", GOOD, "--html", tmp_path / name)
    assert (status, out, side.count("\n")) == (2, "", 1)
    assert re.match("写不了|校验清单是网页", side)
    assert [path.name for path in tmp_path.rglob("*")] == ["是文件夹.html"]


def test_what_cannot_be_read_is_left_out_and_the_rest_is_told(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "a.yml").write_bytes("名称: 甲".encode("gbk"))
    (tmp_path / "secret").write_text("秘密", "utf-8")
    (content / "b.yml").symlink_to(tmp_path / "secret")
    findings = [Diagnostic(Place(f"content/{name}.yml", 1, 1), f"{name}不好", "编码") for name in "abc"]
    reading = shown(telling_of(findings, content=content))
    assert all(f"{name}不好" in reading.text for name in "abc")
    assert "秘密" not in reading.text


@pytest.mark.parametrize("form", report_formats())
def test_every_format_is_silent_or_valid_when_all_is_well(form: str, run: Run) -> None:
    status, out, side = run("check", "--content", GOOD, "--format", form)
    assert (status, side) == (0, "")
    whole: Any = json.loads(out) if form == "json" else {"ok": out == ""}
    assert whole["ok"] is True
