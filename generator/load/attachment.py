"""Attached files under `content/files`: which source names each, whether it is what it says, and what it hides."""

import hashlib
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

from generator.core.diagnostic import Diagnostic, Place
from generator.load.metadata import UnreadableFile, hidden_content
from generator.model.attached import AttachedFile, HiddenContent
from generator.model.report import Attachment

FOLDER = "files"
NAME = re.compile(r"([a-z0-9]+(-[a-z0-9]+)*/)*[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+")
MOST_BYTES = 20 * 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word and Excel before 2007, and any of theirs with a password
OLD = {".doc": ".docx", ".wps": ".docx", ".xls": ".xlsx", ".et": ".xlsx", ".docm": ".docx", ".xlsm": ".xlsx"}


def _is_text(data: bytes) -> bool:
    return b"\0" not in data and not data.startswith((b"%PDF-", b"PK\x03\x04", b"{\\rtf"))


def _is_archive_with(data: bytes, part: bytes) -> bool:
    """True for a zip archive that lists a part; the list is at its end."""
    return data.startswith(b"PK\x03\x04") and part in data


KINDS: Mapping[str, tuple[str, Callable[[bytes], bool]]] = {
    ".pdf": ("PDF", lambda data: b"%PDF-" in data[:1024]),
    ".docx": ("Word 文档", lambda data: _is_archive_with(data, b"word/document.xml")),
    ".xlsx": ("Excel 表格", lambda data: _is_archive_with(data, b"xl/workbook.xml")),
    ".ofd": ("OFD", lambda data: _is_archive_with(data, b"OFD.xml")),
    ".png": ("PNG 图片", lambda data: data.startswith(b"\x89PNG\r\n\x1a\n")),
    ".jpg": ("JPG 图片", lambda data: data.startswith(b"\xff\xd8\xff")),
    ".csv": ("CSV", _is_text),
    ".txt": ("文本", _is_text),
}


def attach(home: Path, attachments: Iterable[Attachment]) -> tuple[Mapping[str, AttachedFile], tuple[Diagnostic, ...]]:
    """Look at files that sources name; what is wrong with one is told at the line that names it."""
    files: dict[str, AttachedFile | str] = {}
    diagnostics = []
    for attachment in attachments:
        name = attachment.name
        if not name:  # still to come, which is told already
            continue
        if name not in files:
            files[name] = _look(home, name)
        if isinstance(trouble := files[name], str):
            diagnostics.append(Diagnostic(attachment.at("name"), f"“{name}”{trouble}", "附件"))
    return {name: file for name, file in files.items() if isinstance(file, AttachedFile)}, tuple(diagnostics)


def unnamed(home: Path, named: Collection[str], is_junk: Callable[[str], bool]) -> Iterator[Diagnostic]:
    """Files that no source names: they would not be published, and nobody would wonder why."""
    for root, folders, names in os.walk(home / FOLDER):
        folders[:] = sorted(folder for folder in folders if not is_junk(folder))
        for path in (Path(root, name) for name in sorted(names) if not is_junk(name)):
            name = path.relative_to(home / FOLDER).as_posix()
            if name not in named:
                text = f"没有“来源”写到这个文件，不会公开；请在来源里写上“附件: {name}”，或移走它"
                yield Diagnostic(Place(f"{home.name}/{FOLDER}/{name}"), text, "多余文件", "警告")


def _look(home: Path, name: str) -> AttachedFile | str:
    """Return the facts of a file, or what is wrong with it, in words that follow its name."""
    path, ending = home / FOLDER / name, Path(name).suffix.lower()
    if ending in OLD:
        return f"是旧格式或带宏的文件，请另存为 {OLD[ending]} 或 PDF 后放入"
    if ending not in KINDS:
        return f"不是可以公开的文件类型，请换成其中一种：{'、'.join(kind.removeprefix('.') for kind in KINDS)}"
    if not NAME.fullmatch(name):
        return "要用作网址，文件夹和文件名只能用小写字母、数字和连字符，如 2017/jieguo.pdf"
    data = _read(path, home / FOLDER)
    if isinstance(data, str):
        return data
    if not KINDS[ending][1](data):
        return _really(data, ending)
    digest = hashlib.sha256(data).hexdigest()
    hidden = _traces(ending, data)
    return hidden if isinstance(hidden, str) else AttachedFile(name, path, size=len(data), digest=digest, hidden=hidden)


def _traces(ending: str, data: bytes) -> tuple[HiddenContent, ...] | str:
    try:
        return hidden_content(ending, data)
    except UnreadableFile as trouble:
        return f"{trouble}"


def _read(path: Path, folder: Path) -> bytes | str:
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            return "是一个指向别处的链接，不会读取；请把文件本身放进来"
        if not path.is_file():
            return f"不在 content/{FOLDER} 里，请放入这个文件或改正文件名"
        if (size := path.stat().st_size) > MOST_BYTES:
            return f"有 {size // 1024 // 1024} MB，超过 {MOST_BYTES // 1024 // 1024} MB 的上限，请压缩或拆分后放入"
        return path.read_bytes() or "是空文件，请换成有内容的文件"
    except (OSError, RuntimeError):
        return "打不开，请检查是否有读取权限"


def _really(data: bytes, ending: str) -> str:
    if data.startswith(OLE):
        return f"是旧格式或加了密码的文件，请去掉密码，另存为 {OLD.get(ending, ending)} 或 PDF 后放入"
    really = next((name for name, is_kind in KINDS.values() if is_kind(data)), "")
    if really and really not in (KINDS[".txt"][0], KINDS[".csv"][0]):
        return f"的内容其实是 {really}，与扩展名 {ending} 不符，请改扩展名"
    return f"的内容不是 {KINDS[ending][0]}，请换成正确的文件"
