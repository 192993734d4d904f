"""收表 refuses what it cannot read with one plain sentence, and hostile files do no harm."""

import io
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from generator.forms.published import EXCERPT
from generator.intake.files import open_paper
from generator.intake.files.text import paper_of_text
from generator.intake.kinds import recognise
from generator.intake.paper import Paper, Refused
from generator.load import NO_SITE, read_site
from generator.model.book import Book
from tests.support.sent_files import (
    HARMLESS,
    HOSTILE,
    HUNGRIEST,
    compound_file,
    ordinary_form,
    packed,
    paragraph,
    raw_document,
    raw_workbook,
    sent,
    small_pdf,
    workbook,
)  # fmt: skip

ROOT = Path(__file__).resolve().parent.parent
PNG = b"\x89PNG\r\n\x1a\n"
# What is sent, under which name, and words of the sentence that comes back.
UNSUITABLE: dict[str, tuple[str, bytes, str]] = {
    "空文件": ("a.xlsx", b"", "0 字节"),
    "GBK 的文件名": ("\udcd6\udcd0.txt", b"", "文件名的编码读不懂"),
    "有密码的工作簿": ("a.xlsx", compound_file("EncryptionInfo", "EncryptedPackage"), "去掉密码"),
    "演示文稿": ("a.ppt", compound_file("PowerPoint Document"), "演示文稿"),
    "新演示文稿": ("a.pptx", packed({"ppt/presentation.xml": ""}), "演示文稿"),
    "版式文件": ("a.ofd", packed({"OFD.xml": ""}), "OFD"),
    "压缩包": ("a.zip", packed({"表.txt": "1"}), "压缩包"),
    "别的压缩包": ("a.rar", b"Rar!\x1a\x07", "压缩包"),
    "图片": ("a.png", PNG, "图片"),
    "图片充工作簿": ("a.xlsx", PNG, "图片"),
    "网页归档": ("a.mht", b"MIME-Version: 1.0\r\n", "单个文件的网页"),
    "别的旧文件": ("a.msg", compound_file("__properties"), "旧格式"),
    "什么也不是": ("a.xlsx", b"\0\1\2\3", "认不出这是什么文件（扩展名是“.xlsx”）"),
    "没有扩展名": ("a", b"\0\1\2\3", "没有扩展名"),
    "没有工作表": ("a.xlsx", packed({"_rels/.rels": "<x/>", "xl/workbook.xml": "<x/>"}), "压缩包"),
    "二进制充逗号表": ("a.csv", b"\xff\0\0", "不是文本"),
}


@pytest.mark.parametrize(("name", "data", "words"), UNSUITABLE.values(), ids=UNSUITABLE)
def test_what_is_no_form_is_refused_in_one_plain_sentence(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    result = open_paper(sent(tmp_path, name, data))
    assert isinstance(result, Refused)
    assert words in result.reason
    assert "\n" not in result.reason and "Error" not in result.reason


def test_only_a_file_itself_is_opened(tmp_path: Path) -> None:
    (tmp_path / "文件夹").mkdir()
    (tmp_path / "链接.xlsx").symlink_to(sent(tmp_path, "真.xlsx", workbook(ordinary_form)))
    for name, words in (("文件夹", "文件夹"), ("链接.xlsx", "快捷方式"), ("没有.xlsx", "打不开")):
        result = open_paper(tmp_path / name)
        assert isinstance(result, Refused) and words in result.reason


OPEN_LIMITED = """
import resource, sys
from pathlib import Path
from generator.intake.files import _office, _sheet, open_paper, xlsx

folder, memory, share = Path(sys.argv[1]), int(sys.argv[2]) << 20, int(sys.argv[3])
for module, names in {
    _office: ("MOST_UNPACKED", "MOST_STREAMED", "MOST_ELEMENTS"), _sheet: ("MOST_CELLS",),
    xlsx: ("MOST_TEXT", "MOST_STRINGS"),
}.items():
    vars(module).update({name: vars(module)[name] // share for name in names})
resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
for file in sorted(folder.rglob("a.*")):
    paper = open_paper(file)
    print(file.parent.name, type(paper).__name__, getattr(paper, "reason", ""), sep="\t")
"""


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="这样限制内存只有 Linux 能做")
@pytest.mark.parametrize(
    ("kinds", "memory", "share"),
    [(HOSTILE.keys() - {HUNGRIEST}, 60, 5), ({HUNGRIEST}, 300, 1)],
    ids=["a fifth of it all", "the hungriest"],
)
def test_hostile_files_take_no_more_memory_than_allowed_and_nothing_is_written(
    kinds: set[str], memory: int, share: int, tmp_path: Path
) -> None:
    for kind in kinds:
        (tmp_path / kind).mkdir()
        name, make = HOSTILE[kind]
        sent(tmp_path / kind, name, make())
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    ran = subprocess.run(
        [sys.executable, "-c", OPEN_LIMITED, str(tmp_path), str(memory), str(share)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    outcomes = dict(line.split("\t", 1) for line in ran.stdout.splitlines())
    assert ran.stderr == "" and set(outcomes) == kinds
    assert {kind for kind, what in outcomes.items() if what.startswith("Paper")} == HARMLESS & kinds
    assert not [what for what in outcomes.values() if "已经损坏" in what], "each is refused for what it is"
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


GOOD: dict[str, Callable[[], bytes]] = {
    "a.xlsx": lambda: workbook(ordinary_form),
    "b.xlsx": lambda: raw_workbook("<row><c><v>1</v></c></row>", formats=("0.00",), strings="<si><t>a</t></si>"),
    "a.docx": lambda: raw_document(f"<w:tbl><w:tr><w:tc>{paragraph('甲')}</w:tc></w:tr></w:tbl>"),
    "a.doc": lambda: compound_file("Other", "Data"),
    "a.csv": lambda: "甲,乙\n1,2\n".encode("gb18030"),
    "a.xls": lambda: b"<html><table><tr><td>1</td></tr></table></html>",
}


@pytest.fixture(autouse=True, scope="module")
def no_programs() -> Iterator[None]:
    """LibreOffice takes its time over every odd file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "")
        yield


def opens_or_refuses(folder: Path, name: str, data: bytes) -> None:
    result = open_paper(sent(folder, name, data))
    assert isinstance(result, Paper | Refused)
    if isinstance(result, Refused):
        assert result.reason and "\n" not in result.reason


@given(data=st.data())
def test_whatever_bytes_come_they_are_a_paper_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    start = data.draw(
        st.sampled_from(
            [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\x08", b"<html>", b"{\\rtf", b"\xff\xfe"]
        )
    )
    name = data.draw(st.sampled_from(["a.xlsx", "a.xls", "a.csv", "a.et", "a"]))
    opens_or_refuses(tmp_path_factory.getbasetemp(), name, start + data.draw(st.binary(max_size=600)))


@pytest.mark.parametrize("name", GOOD)
def test_a_file_cut_short_or_with_a_byte_changed_is_a_paper_or_refused(tmp_path: Path, name: str) -> None:
    whole, chance = GOOD[name](), random.Random(14)
    for _ in range(60):
        opens_or_refuses(tmp_path, name, whole[: chance.randrange(len(whole))])
        changed = bytearray(whole)
        for _ in range(chance.choice((1, 1, 5, 50))):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        opens_or_refuses(tmp_path, name, bytes(changed))


PARTS = ("xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "_rels/.rels")


@given(part=st.sampled_from(PARTS), place=st.integers(0, 400), text=st.text(alphabet='<>/="&;1-x %', max_size=12))
def test_a_part_with_odd_xml_is_a_paper_or_refused(
    tmp_path_factory: pytest.TempPathFactory, part: str, place: int, text: str
) -> None:
    rows = '<row r="1"><c r="A1" s="1"><f>B1</f><v>1.5</v></c></row>'
    after = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    sound = raw_workbook(rows, after, strings="<si><t>a</t></si>", formats=("0.00",))
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    xml = parts[part].decode()
    parts[part] = (xml[:place] + text + xml[place + len(text) :]).encode()
    opens_or_refuses(tmp_path_factory.getbasetemp(), "a.xlsx", packed(parts))


def test_a_small_pdf_cut_short_is_a_paper_or_refused(tmp_path: Path) -> None:
    whole = small_pdf("BT /F1 12 Tf 60 780 Td (Report) Tj ET")
    for size in (9, 200, len(whole) - 40):
        opens_or_refuses(tmp_path, "a.pdf", whole[:size])


PAGE = """2022年白鹭镇路灯维护#
绩效评价结果信息表
评价分值\t
84.5分

据公开文件摘编：《白鹭镇2022年度绩效评价结果》。{}
得分#

评价分值 84.5 分，评价结论 良。

{}#
《白鹭镇2022年度绩效评价结果》（信息表）
"""


def test_text_copied_from_a_project_page_is_refused_with_the_download_to_send_instead() -> None:
    book = read_site(ROOT / "content").book
    result = recognise(paper_of_text("网页.txt", PAGE.format(EXCERPT, "来源与下载")), book)
    assert isinstance(result, Refused)
    assert "本站项目网页复制" in result.reason and "信息表或自评表（Word）" in result.reason
    for words in ((EXCERPT, "附件"), ("", "来源与下载")):  # a download, any text
        other = recognise(paper_of_text("网页.txt", PAGE.format(*words)), book)
        assert isinstance(other, Refused) and other.reason != result.reason


NOBODY = Book(NO_SITE, (), {})
PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489") + bytes(20)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("甲项目绩效评价报告\n\n一、项目基本情况\n项目名称：甲项目。\n二、存在的问题\n1.制度不全。\n", "评价报告"),
        ("甲项目情况\n\n一、项目概况\n甲。\n四、存在的问题\n1.制度不全。\n五、有关建议\n1.补。\n", "评价报告"),
        ("关于召开会议的通知\n\n一、时间\n明天。\n二、地点\n会议室。\n", ""),
    ],
    ids=["by its title", "by two headings", "neither"],
)
def test_a_report_is_known_by_its_title_or_two_headings(text: str, kind: str) -> None:
    result = recognise(paper_of_text("甲.txt", text), NOBODY)
    assert ([reading.kind for reading in result] if isinstance(result, tuple) else []) == ([kind] if kind else [])


def test_a_paper_of_more_lines_than_any_form_has_is_refused_at_once() -> None:
    refused = recognise(paper_of_text("a.txt", "甲\n\n" * 20_001), NOBODY)
    assert isinstance(refused, Refused) and "20001 行" in refused.reason


def test_what_holds_pictures_alone_is_called_a_scan(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "图.xlsx")) as book:
        book.add_worksheet().insert_image("A1", "图.png", {"image_data": BytesIO(PIXEL)})
    paper = open_paper(tmp_path / "图.xlsx")
    assert isinstance(paper, Paper)
    result = recognise(paper, NOBODY)
    assert isinstance(result, Refused) and "是扫描件或图片；请交有文字的文件" in result.reason
