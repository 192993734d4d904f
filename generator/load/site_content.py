"""Site content: everything under `content/` beside the projects is read, and the project files there are listed."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.core.diagnostic import Diagnostic, Place, Severity
from generator.core.record import Marks, Record
from generator.load.attachment import FOLDER
from generator.load.data_file import PROJECTS, ProjectFile, Read, read_record, read_records
from generator.load.handwritten import excess
from generator.load.source import inside, open_text
from generator.load.timestamps import read_timestamps
from generator.model.book import Book, RatingScheme, SensitiveWord, Site, Text, Unit
from generator.model.category import ProblemCategory
from generator.model.correction import Correction, Withdrawal
from generator.model.glossary import Term
from generator.model.overview import Overview
from generator.model.regulation import Framework
from generator.model.result_use import ResultRule
from generator.model.sample import Sample
from generator.model.timestamp import Timestamp

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
YEAR = re.compile(r"(19|20)\d\d")
WORDS, GLOSSARY, WITHDRAWN, CATEGORIES = "sensitive.yml", "glossary.yml", "withdrawn.yml", "categories.yml"
CORRECTIONS = "corrections.yml"
OWN_FILES = ("site.yml", "units.yml", WORDS, GLOSSARY, WITHDRAWN, CORRECTIONS, CATEGORIES)
DATA = (".yml", ".yaml")
FOLDERS = {  # what is read of each folder beside the projects
    "schemes": DATA,
    "frameworks": DATA,
    "actions": DATA,
    "overviews": DATA,
    "samples": DATA,
    "pages": (".md",),
}
INBOX = "inbox"  # files that were sent in: read when they are imported, and no part of the content before
RELEASES = "releases"  # the record of what was published; no part of the content
CHAIN = "chain.txt"  # in it, from the first publication on
BY_PROJECT = (PROJECTS, FOLDER)  # looked at project by project: a change there concerns single projects
ENTRY = os.R_OK | os.X_OK
NO_ENTRY = "打不开这个文件夹，请检查是否有读取权限、磁盘是否连上"
NO_SITE = Site(name="绩效公开", summary="", host="")


@dataclass(frozen=True)
class SiteContent:
    """All of the content that is no project, what is wrong with it, and the project files, by year and address."""

    book: Book
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[ProjectFile, ...] = ()


@dataclass
class _ContentScan:
    """Site content parsed so far."""

    home: Path
    diagnostics: list[Diagnostic] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def report(self, file: str, text: str, check: str, severity: Severity = "错误") -> None:
        self.diagnostics.append(Diagnostic(Place(file), text, check, severity))

    def refuse(self, folder: Path, text: str) -> None:
        """Tell that nothing in a folder can be read."""
        self.report(self.shown(folder), text, "文件")
        self.unread.add(self.shown(folder))

    def shown(self, path: Path) -> str:
        """Return a path as the user knows it: from the folder that holds `content/`."""
        return (Path(self.home.name) / path.relative_to(self.home)).as_posix()

    def text(self, path: Path) -> str | None:
        """Return the text of a file, None where it could not be read."""
        text = open_text(path, self.shown(path), self.home)
        if isinstance(text, Diagnostic):
            self.diagnostics.append(text)
            self.unread.add(self.shown(path))
            return None
        return text

    def record(self, noun: type[Record], path: Path, slug: str = "") -> Any:
        """Return the one record of a file, None where it has mistakes."""
        text = self.text(path)
        return None if text is None else self._settle(path, read_record(noun, text, self.shown(path), slug=slug))

    def records(self, noun: type[Record], path: Path) -> tuple[Any, ...]:
        """Return the records of a file that is a list, empty where it has mistakes."""
        text = self.text(path)
        if text is None:
            return ()
        return self._settle(path, read_records(noun, text, self.shown(path), path.stem)) or ()

    def _settle(self, path: Path, read: Read) -> Any:
        value, diagnostics = read
        self.diagnostics.extend(diagnostics)
        if value is None:
            self.unread.add(self.shown(path))
        return value


def read_site(home: Path) -> SiteContent:
    """Read what stands beside the projects; a file with mistakes is left out of the book and told."""
    scan = _ContentScan(home)
    if not home.is_dir():
        scan.report(home.name, "没有找到这个文件夹，请在项目所在的文件夹里运行", "文件")
        return SiteContent(Book(NO_SITE, (), {}), tuple(scan.diagnostics))
    if not os.access(home, ENTRY):
        scan.refuse(home, NO_ENTRY)
        return SiteContent(Book(NO_SITE, (), {}), tuple(scan.diagnostics))
    site = _required(scan, "site.yml")
    units = scan.records(Unit, home / "units.yml") if _required(scan, "units.yml") else ()
    files = tuple(sorted(_project_files(scan), key=lambda file: (file.year, file.slug)))
    stamps = _timestamps(scan)
    book = Book(
        site=(site and scan.record(Site, site)) or NO_SITE,
        units=units,
        schemes={path.stem: scheme for path, scheme in _by_slug(scan, "schemes", RatingScheme)},
        frameworks={path.stem: framework for path, framework in _by_slug(scan, "frameworks", Framework)},
        result_rules={path.stem: rule for path, rule in _by_slug(scan, "actions", ResultRule)},
        overviews=tuple(_overviews(scan)),
        samples=tuple(sample for _, sample in _by_slug(scan, "samples", Sample)),
        texts=tuple(_texts(scan)),
        sensitive=_optional(scan, WORDS, SensitiveWord),
        terms=_optional(scan, GLOSSARY, Term),
        categories=_optional(scan, CATEGORIES, ProblemCategory),
        withdrawn=_optional(scan, WITHDRAWN, Withdrawal),
        corrections=_optional(scan, CORRECTIONS, Correction),
        released=bool(stamps) or (home / RELEASES / CHAIN).is_file(),
        timestamps=stamps,
        unread=frozenset(scan.unread),
    )
    _stray_files(scan)
    return SiteContent(book, tuple(scan.diagnostics), files)


def _timestamps(scan: _ContentScan) -> tuple[Timestamp, ...]:
    releases = scan.home / RELEASES
    if releases.is_dir() and not os.access(releases, ENTRY):
        scan.refuse(releases, NO_ENTRY)
        return ()
    stamps, wrong = read_timestamps(releases, scan.shown(releases))
    scan.diagnostics += wrong
    return stamps


def _required(scan: _ContentScan, name: str) -> Path | None:
    path = scan.home / name
    if path.exists() or path.is_symlink():
        return path
    scan.report(scan.shown(path), "缺少这个文件，请补上（可照“使用说明”中的样例）", "文件")
    scan.unread.add(scan.shown(path))
    return None


def _optional(scan: _ContentScan, name: str, noun: type[Record]) -> tuple[Any, ...]:
    path = scan.home / name
    return scan.records(noun, path) if path.exists() else ()


def _by_slug(scan: _ContentScan, folder: str, noun: type[Record]) -> Iterator[tuple[Path, Any]]:
    for path in _files(scan, folder):
        record = scan.record(noun, path, slug=path.stem)
        if record is not None:
            yield path, record


def _overviews(scan: _ContentScan) -> Iterator[Overview]:
    """Yield the overviews whose year can be the address of a page."""
    for path, overview in _by_slug(scan, "overviews", Overview):
        if YEAR.fullmatch(str(overview.year)):
            yield overview
        else:
            text = f"年度“{overview.year}”应是四位年份，如 2017"
            scan.diagnostics.append(Diagnostic(overview.at("year"), text, "年度不符"))
            scan.unread.add(scan.shown(path))


def _texts(scan: _ContentScan) -> Iterator[Text]:
    for path in _files(scan, "pages"):
        text = scan.text(path)
        if text is not None and (limit := excess(text, scan.shown(path))):
            scan.diagnostics.append(limit)
            scan.unread.add(scan.shown(path))
        elif text is not None:
            yield Text(slug=path.stem, markdown=text, marks=Marks(scan.shown(path)))


def _project_files(scan: _ContentScan) -> Iterator[ProjectFile]:
    """Yield the project files that can be read by themselves; a folder that leads elsewhere is told, file by file."""
    home = scan.home / PROJECTS
    if not home.exists() and not home.is_symlink():
        text = "没有找到这个文件夹，项目的数据都在里面；误删、改名或磁盘没有连上的请恢复，还没有项目的请新建这个文件夹"
        scan.refuse(home, text)
    for folder in map(home.joinpath, _entries(scan, home)):
        is_folder, is_file = _kind(folder)
        if is_folder and not YEAR.fullmatch(folder.name):
            scan.report(scan.shown(folder), "projects 下的文件夹应以四位年份命名，如 2017", "年度不符")
        elif is_folder:
            is_inside, shown = inside(folder, scan.home), scan.shown(folder)
            for slug, name in _addresses(scan, folder, DATA):
                if is_inside or scan.text(folder / name):
                    yield ProjectFile(f"{shown}/{name}", folder.name, slug)
        elif YEAR.fullmatch(folder.name) or not is_file:
            _entries(scan, folder)  # tells why it cannot be looked into


def _kind(path: Path) -> tuple[bool, bool]:
    """Return whether a path is a folder, and whether a file; neither if that cannot be known."""
    try:
        return path.is_dir(), path.is_file()
    except OSError:
        return False, False


def _files(scan: _ContentScan, folder: str) -> Iterator[Path]:
    """Return the data files of a folder, in order."""
    return (scan.home / folder / name for _, name in _addresses(scan, scan.home / folder, FOLDERS[folder]))


def _addresses(scan: _ContentScan, folder: Path, endings: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Addresses and names of data files, in order; names that make no address, or the same one, are told and left out.

    They stay texts: making a path of each takes longer than all the rest.
    """
    addresses: dict[str, str] = {}
    for name in _entries(scan, folder):
        slug, dot, ending = name.rpartition(".")
        if f"{dot}{ending}".lower() not in endings:
            continue
        if slug.lower() in addresses:
            text = f"与 {scan.shown(folder / addresses[slug.lower()])} 的网页地址相同，请改其中一个的文件名"
            scan.report(scan.shown(folder / name), text, "地址冲突")
        elif not SLUG.fullmatch(slug):
            text = f"文件名“{slug}”要用作网页地址，只能用小写字母、数字和连字符，如 shipin-huiyi"
            scan.report(scan.shown(folder / name), text, "文件名")
        else:
            addresses[slug.lower()] = name
            yield slug, name


def _stray_files(scan: _ContentScan) -> None:
    """Files that lie where nothing reads them are told, so that nobody wonders where a project went."""
    for root, folders, names in os.walk(scan.home):
        folders[:] = sorted(name for name in folders if not is_junk(name))
        folder = Path(root).relative_to(scan.home).parts
        for name in sorted(names):
            if not is_junk(name) and not _is_read(folder, name) and scan.shown(Path(root, name)) not in scan.unread:
                text = "这个文件放在这里不会被读取；项目数据请放进 projects/年份/ 下，扩展名用 .yml"
                scan.report(scan.shown(Path(root, name)), text, "多余文件", "警告")


def _is_read(folders: tuple[str, ...], name: str) -> bool:
    match folders:
        case ():
            return name in OWN_FILES
        case (folder,) if folder in FOLDERS:
            return name.lower().endswith(FOLDERS[folder])
        case (first, _) if first == PROJECTS:
            return name.lower().endswith(DATA)
        case (first, *_) if first in (FOLDER, INBOX, RELEASES):  # told apart, or no part of the content; not looked at
            return True
    return False


def is_junk(name: str) -> bool:
    """True for files that programs leave behind."""
    return name.startswith((".", "~$")) or name in ("Thumbs.db", "desktop.ini") or name.endswith(("~", ".bak", ".swp"))


def _entries(scan: _ContentScan, folder: Path) -> list[str]:
    """Return the names in a folder that may be data, in order; one that is there and cannot be looked into is told."""
    try:
        names = sorted(path.name for path in folder.iterdir() if not is_junk(path.name))
        if os.access(folder, ENTRY):
            return names
        scan.refuse(folder, NO_ENTRY)
    except FileNotFoundError:
        if folder.is_symlink():
            scan.refuse(folder, "这个链接断了，请把文件夹本身放进来；磁盘没有连上的，连上再试")
    except NotADirectoryError:
        scan.refuse(folder, "这里应是文件夹，现在是一个文件；请改名或移走，再新建文件夹")
    except OSError:
        scan.refuse(folder, NO_ENTRY)
    return []
