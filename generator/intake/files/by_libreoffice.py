"""Formats that LibreOffice reads for us where it is installed: .doc, .wps, .et, .xlsb, .ods, .odt, .rtf."""

from dataclasses import replace

from generator.intake.files import docx, xls, xlsx
from generator.intake.files._libreoffice import converted, program
from generator.intake.files._received import OLE, NotReadable, Received
from generator.intake.files._unsuitable import why_unsuitable
from generator.intake.paper import Paper

TEXT, TABLE = ".docx", ".xlsx"
OPEN_DOCUMENT = {b"opendocument.text": TEXT, b"opendocument.spreadsheet": TABLE}
WORKS = {
    ".wps": TEXT,
    ".wpt": TEXT,
    ".et": TABLE,
    ".ett": TABLE,
}  # of WPS before it wrote those of Office
SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"


def opens(file: Received) -> bool:
    return bool(_target(file)) and program() is not None


def read(file: Received) -> Paper:
    """Read what LibreOffice makes of the file."""
    target = _target(file)
    made = converted(file, target)
    if made is None or not made.parts:
        raise NotReadable(f"{why_unsuitable(file)}（试过用 LibreOffice 转换，没有成功）")
    paper = docx.read(made) if target == TEXT else xlsx.read(made)
    return replace(paper, told=("由 LibreOffice 转换，样子可能与原件略有出入，请核对", *paper.told))


def _target(file: Received) -> str:
    """What a file is converted to, "" for one that is not converted."""
    if "EncryptedPackage" in file.streams:
        return ""
    if "WordDocument" in file.streams:
        return TEXT
    if file.data.startswith(OLE) and file.streams.isdisjoint(xls.STREAMS):
        return WORKS.get(file.ending, "")
    if "xl/workbook.bin" in file.parts or SPREADSHEET_XML in file.data[:2000]:
        return TABLE
    if file.data.startswith(b"{\\rtf"):
        return TEXT
    if "mimetype" in file.parts and file.archive and file.archive.getinfo("mimetype").file_size < 200:
        kind = file.archive.read("mimetype")
        return next((target for word, target in OPEN_DOCUMENT.items() if word in kind), "")
    return ""
