"""Text turns into records: everything under `content/` is read, and every mistake of every file is told at once."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.cache import Memory
from generator.diagnostic import Diagnostic, Place, Severity
from generator.load.attachment import FOLDER, attach, unnamed
from generator.load.source import open_text
from generator.load.whole import Read, record, records
from generator.model.book import Book, RatingScheme, SensitiveWord, Site, Text, Unit
from generator.model.framework import Framework
from generator.model.project import Project
from generator.record import Marks, Record

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
YEAR = re.compile(r"(19|20)\d\d")
WORDS = "sensitive.yml"
OWN_FILES = ("site.yml", "units.yml", WORDS)
NO_MEMORY = Memory()
NO_SITE = Site(name="绩效公开", summary="", host="")


@dataclass
class _Shelf:
    """What has been read so far."""

    home: Path
    memory: Memory
    found: list[Diagnostic] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def say(self, file: str, text: str, check: str, severity: Severity = "错误") -> None:
        self.found.append(Diagnostic(Place(file), text, check, severity))

    def shown(self, path: Path) -> str:
        """A path as the user knows it: from the folder that holds `content/`."""
        return (Path(self.home.name) / path.relative_to(self.home)).as_posix()

    def text(self, path: Path) -> str | None:
        """The text of a file, None where it could not be read."""
        text = open_text(path, self.shown(path), self.home)
        if isinstance(text, Diagnostic):
            self.found.append(text)
            self.unread.add(self.shown(path))
            return None
        return text

    def record(self, noun: type[Record], path: Path, slug: str = "") -> Any:
        """The one record of a file, None where it has mistakes."""
        text = self.text(path)
        return None if text is None else self._settle(path, record(noun, text, self.shown(path), slug, self.memory))

    def records(self, noun: type[Record], path: Path) -> tuple[Any, ...]:
        """The records of a file that is a list, empty where it has mistakes."""
        text = self.text(path)
        if text is None:
            return ()
        return self._settle(path, records(noun, text, self.shown(path), path.stem, self.memory)) or ()

    def _settle(self, path: Path, read: Read) -> Any:
        value, found = read
        self.found.extend(found)
        if value is None:
            self.unread.add(self.shown(path))
        return value


def load(home: Path, memory: Memory = NO_MEMORY) -> tuple[Book, tuple[Diagnostic, ...]]:
    """Read `content/`; a file with mistakes is left out of the book and told in the diagnostics.

    Files that `memory` knows are not parsed again.
    """
    shelf = _Shelf(home, memory)
    if not home.is_dir():
        shelf.say(home.name, "没有找到这个文件夹，请在项目所在的文件夹里运行", "文件")
        return Book(NO_SITE, (), (), {}), tuple(shelf.found)
    site = _required(shelf, "site.yml")
    units = shelf.records(Unit, home / "units.yml") if _required(shelf, "units.yml") else ()
    projects = tuple(sorted(_projects(shelf), key=lambda p: (p.year, p.slug)))
    book = Book(
        site=(site and shelf.record(Site, site)) or NO_SITE,
        units=units,
        schemes={path.stem: scheme for path, scheme in _by_slug(shelf, "schemes", RatingScheme)},
        frameworks={path.stem: framework for path, framework in _by_slug(shelf, "frameworks", Framework)},
        projects=projects,
        texts=tuple(_texts(shelf)),
        sensitive=shelf.records(SensitiveWord, home / WORDS) if (home / WORDS).exists() else (),
        files=attach(home, projects, shelf.found, memory),
        unread=frozenset(shelf.unread),
    )
    _strays(shelf)
    if not any(file.startswith(f"{home.name}/projects/") for file in shelf.unread):  # these may name files as well
        shelf.found.extend(unnamed(home, projects, _is_junk))
    return book, tuple(shelf.found)


def _required(shelf: _Shelf, name: str) -> Path | None:
    path = shelf.home / name
    if path.exists() or path.is_symlink():
        return path
    shelf.say(shelf.shown(path), "缺少这个文件，请补上（可照“使用说明”中的样例）", "文件")
    shelf.unread.add(shelf.shown(path))
    return None


def _by_slug(shelf: _Shelf, folder: str, noun: type[Record]) -> Iterator[tuple[Path, Any]]:
    for path in _files(shelf, folder, (".yml", ".yaml")):
        one = shelf.record(noun, path, slug=path.stem)
        if one is not None:
            yield path, one


def _texts(shelf: _Shelf) -> Iterator[Text]:
    for path in _files(shelf, "pages", (".md",)):
        if (text := shelf.text(path)) is not None:
            yield Text(slug=path.stem, markdown=text, marks=Marks(shelf.shown(path)))


def _projects(shelf: _Shelf) -> Iterator[Project]:
    for folder in _entries(shelf.home / "projects"):
        if folder.is_dir() and not YEAR.fullmatch(folder.name):
            shelf.say(shelf.shown(folder), "projects 下的文件夹应以四位年份命名，如 2017", "年度不符")
        elif folder.is_dir():
            for path in _files(shelf, f"projects/{folder.name}", (".yml", ".yaml")):
                project = shelf.record(Project, path, slug=path.stem)
                if project is None:
                    continue
                if str(project.year) == folder.name:
                    yield project
                else:
                    text = f"文件在 {folder.name} 年的文件夹里，“年度”却是 {project.year}，请改“年度”或移动文件"
                    shelf.found.append(Diagnostic(project.at("year"), text, "年度不符"))


def _files(shelf: _Shelf, folder: str, endings: tuple[str, ...]) -> Iterator[Path]:
    """The data files of a folder, in order; names that make no address, or the same one, are told and left out."""
    addresses: dict[str, str] = {}
    for path in _entries(shelf.home / folder):
        if path.suffix.lower() not in endings:
            continue
        file, address = shelf.shown(path), path.stem.lower()
        if address in addresses:
            shelf.say(file, f"与 {addresses[address]} 的网页地址相同，请改其中一个的文件名", "地址冲突")
        elif not SLUG.fullmatch(path.stem):
            shelf.say(
                file,
                f"文件名“{path.stem}”要用作网页地址，只能用小写字母、数字和连字符，如 shipin-huiyi",
                "文件名",
            )
        else:
            addresses[address] = file
            yield path


def _strays(shelf: _Shelf) -> None:
    """Files that lie where nothing reads them are told, so that nobody wonders where a project went."""
    for root, folders, names in os.walk(shelf.home):
        folders[:] = sorted(folder for folder in folders if not _is_junk(folder))
        spot = Path(root).relative_to(shelf.home).parts
        for name in sorted(names):
            path = Path(root) / name
            if not _is_junk(name) and not _is_read(spot, path):
                text = "这个文件放在这里不会被读取；项目数据请放进 projects/年份/ 下，扩展名用 .yml"
                shelf.say(shelf.shown(path), text, "多余文件", "警告")


def _is_read(spot: tuple[str, ...], path: Path) -> bool:
    ending = path.suffix.lower()
    match spot:
        case ():
            return path.name in OWN_FILES
        case ("schemes",) | ("frameworks",) | ("projects", _):
            return ending in (".yml", ".yaml")
        case ("pages",):
            return ending == ".md"
        case (first, *_) if first == FOLDER:  # told apart, by whether a source names them
            return True
    return False


def _is_junk(name: str) -> bool:
    return name.startswith((".", "~$")) or name in ("Thumbs.db", "desktop.ini") or name.endswith(("~", ".bak", ".swp"))


def _entries(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if not _is_junk(path.name))
