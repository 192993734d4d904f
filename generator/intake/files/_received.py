"""Received file: its name and bytes, what kind of container or text they are, and why an unsuitable one is refused."""

import stat
import struct
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

MOST_BYTES = 50 * 1024 * 1024
MOST_PARTS = 5000
ENCRYPTED = 1  # the bit of a part of an archive
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SAVE_AS = "请用 Word、Excel 或 WPS 打开，另存为"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic")
PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
BY_STREAM = {
    "EncryptedPackage": "文件有打开密码，读不出里面的内容；请去掉密码再交来",
    "WordDocument": f"这是旧的 Word 或 WPS 文档格式，不能直接读；{SAVE_AS} .docx 再交来",
    "PowerPoint Document": f"这是演示文稿，不是表或报告；{SAVE_AS}表或文档（.xlsx、.docx）再交来",
}
BY_PART = {
    "OFD.xml": "这是 OFD 版式文件，不能读；请交来它的 Word、Excel 原件（.docx、.xlsx）",
    "xl/workbook.bin": f"这是 .xlsb 二进制工作簿，不能直接读；{SAVE_AS} .xlsx 再交来",
    "mimetype": f"这是 OpenDocument 格式，不能直接读；{SAVE_AS} .xlsx 或 .docx 再交来",
    "ppt/presentation.xml": f"这是演示文稿，不是表或报告；{SAVE_AS}表或文档（.xlsx、.docx）再交来",
}
BY_START = {
    PACKED: "这是一个压缩包，不是表或文档；请解开后把里面的文件逐个交来",
    PICTURES: "这是图片，读不出里面的字；请交来 Word、Excel 原件（.docx、.xlsx）",
    (b"{\\rtf",): f"这是 RTF 文档，不能直接读；{SAVE_AS} .docx 再交来",
    (b"<?xml", b"\xef\xbb\xbf<?xml"): f"这是 XML 文件，不能直接读；{SAVE_AS} .xlsx 或 .docx 再交来",
    (b"MIME-Version",): f"这是单个文件的网页，不能直接读；{SAVE_AS} .xlsx 或 .docx 再交来",
}


class NotReadable(Exception):
    """A file that is not taken: one plain sentence, in Chinese, that says why and what to do."""


@dataclass
class Effort:
    """Bytes unpacked and elements read of a file so far, all its parts together."""

    unpacked: int = 0
    elements: int = 0


@dataclass(frozen=True)
class Received:
    """A file somebody sent: its name, its ending (`.xlsx`, in small letters) and its bytes."""

    name: str
    ending: str
    data: bytes
    effort: Effort = field(default_factory=Effort, compare=False)

    @cached_property
    def archive(self) -> zipfile.ZipFile | None:
        """The archive that Word, Excel and their like are; none where the file is no archive."""
        if not self.data.startswith(ZIP):
            return None
        try:
            archive = zipfile.ZipFile(BytesIO(self.data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error) as trouble:
            raise NotReadable("文件不完整或已损坏，打不开；请在原来的软件里打开、另存一份，再交来") from trouble
        parts = archive.infolist()
        if len(parts) > MOST_PARTS:
            raise NotReadable(f"文件里有 {len(parts)} 个部件，多得不寻常，不会读取；请在原来的软件里另存一份，再交来")
        if any(part.flag_bits & ENCRYPTED for part in parts):
            raise NotReadable("文件有密码，请去掉密码再交来")
        return archive

    @cached_property
    def parts(self) -> frozenset[str]:
        """The names of the parts of an archive."""
        return frozenset(self.archive.namelist() if self.archive else ())

    @cached_property
    def compound(self) -> Any:
        """The container that files of Office before 2007 are; none where the file is none, or is damaged."""
        if not self.data.startswith(OLE):
            return None
        from xlrd.compdoc import CompDoc, CompDocError

        try:
            return CompDoc(self.data, logfile=StringIO())
        except (CompDocError, struct.error, IndexError, RecursionError):
            return None

    @cached_property
    def streams(self) -> frozenset[str]:
        """The names of what lies at the top of such a container."""
        entries = self.compound.dirlist if self.compound else ()
        return frozenset(entries[place].name for place in entries[0].children) if entries else frozenset()


def received(path: Path) -> Received:
    """Take in a file; nothing but a regular file of ordinary size is opened."""
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            raise NotReadable("这是一个快捷方式（链接），不是文件本身；请把文件本身放进来")
        if stat.S_ISDIR(status.st_mode):
            raise NotReadable("这是一个文件夹，不是文件；请把里面的文件逐个放进来")
        if not stat.S_ISREG(status.st_mode):
            raise NotReadable("这不是普通文件，不会打开；请把文件本身放进来")
        if not status.st_size:
            raise NotReadable("文件是空的（0 字节），可能没有传完整；请重新发送")
        if status.st_size > MOST_BYTES:
            raise NotReadable(f"文件有 {status.st_size >> 20} MB，超过 {MOST_BYTES >> 20} MB；请删去其中的图片再交来")
        return Received(path.name, path.suffix.lower(), path.read_bytes())
    except OSError as trouble:
        raise NotReadable(f"文件打不开（{trouble.strerror}）；请看看它是否还在、有没有读取的权限") from trouble


def decoded(data: bytes) -> str | None:
    """Return the text that bytes hold, none where they are no text."""
    for codec in ("utf-16",) if data.startswith(UTF_16) else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def why_unsuitable(file: Received) -> str:
    """One sentence: what the file is and what to do."""
    if file.data.startswith(OLE):
        return (
            _first(BY_STREAM, file.streams)
            or f"这种旧格式（扩展名“{file.ending}”）不能读；{SAVE_AS} .xlsx 或 .docx 再交来"
        )
    if file.parts:
        return _first(BY_PART, file.parts) or "这是一个压缩包，不是表或文档；请解开后把里面的文件逐个交来"
    for starts, words in BY_START.items():
        if file.data.startswith(starts):
            return words
    if file.ending in PICTURE_ENDINGS:
        return BY_START[PICTURES]
    named = f"扩展名是“{file.ending}”" if file.ending else "没有扩展名"
    return f"认不出这是什么文件（{named}）；请交来 .xlsx、.xls 或 .docx 文件"


def _first(reasons: Mapping[str, str], names: Collection[str]) -> str:
    return next((words for name, words in reasons.items() if name in names), "")
