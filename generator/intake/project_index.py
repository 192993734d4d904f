"""Project index: the data files that there are, found by the paper they were drafted from, or by year, name and unit.

Twenty units have a project of the same name, so that a name alone is no project; a new one gets an address of its own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.core.diagnostic import Diagnostic
from generator.intake.draft_file import Origin, origin_of
from generator.load import SLUG, ProjectFile
from generator.load.source import MappingNode, Node, OpenedFile, ScalarNode, decode, parse
from generator.model.book import Book, without_code
from generator.search.fold import fold
from generator.search.pinyin import initials

YEAR_IN_NAME = re.compile(r"[（(〔]?(?:19|20)\d\d(?:[-—–~至](?:19|20)?\d\d)?年?度?[）)〕]?")
NOT_IN_SLUG = re.compile(r"[^a-z0-9]")
LONGEST_SLUG = 24
NAME, UNIT = "项目名称", "项目单位"
PLAIN = {key: re.compile(rf"^{key}:[ \t]+([^\s'\"|>#&*!{{\[][^#\n]*)$", re.M) for key in (NAME, UNIT)}


@dataclass
class IndexedProject:
    """A data file as it will be when the run is over: where it lies, its bytes, which paper it came from."""

    file: ProjectFile
    raw: bytes
    origin: Origin | None = None
    name: str = ""
    unit: str = ""

    @property
    def root(self) -> Node | None:
        """Its tree, None where it cannot be read."""
        opened = self.opened()
        return None if isinstance(opened, Diagnostic) else opened.root

    def opened(self) -> OpenedFile | Diagnostic:
        """The file as `load` reads it, or what is wrong with it."""
        text = decode(self.raw, self.file.file)
        return text if isinstance(text, Diagnostic) else parse(text, self.file.file)


class ProjectIndex:
    """All data files of the content, and those drafted in this run."""

    def __init__(self, book: Book, home: str, files: Iterable[tuple[ProjectFile, bytes | Diagnostic]]) -> None:
        self.book, self.home = book, home
        self.by_id: dict[str, IndexedProject] = {}
        self.by_origin: dict[Origin, IndexedProject] = {}
        self.by_name: dict[tuple[str, str], list[IndexedProject]] = {}
        self.taken: set[str] = set()
        for file, raw in files:
            self.taken.add(file.id)
            if isinstance(raw, bytes):
                self.put(file, raw)

    def put(self, file: ProjectFile, raw: bytes) -> IndexedProject:
        """Note a file, new or changed."""
        known = self.by_id.get(file.id)
        if known:
            known.raw = raw
            return known
        one = IndexedProject(file, raw, origin_of(raw))
        one.name, one.unit = _said(one, NAME), _said(one, UNIT)
        self.by_id[file.id] = one
        self.taken.add(file.id)
        if one.origin:
            self.by_origin.setdefault(one.origin, one)
        self.by_name.setdefault((file.year, self._key(one.name, one.unit)), []).append(one)
        return one

    def find(self, year: str, name: str, unit: str) -> IndexedProject | None:
        """The file of a project of this year, name and unit; where no unit is named, the only one of the name."""
        if not name:
            return None
        found = self.by_name.get((year, self._key(name, unit)), [])
        same = [one for one in found if not unit or self._body(one.unit) in ("", self._body(unit))]
        exact = [one for one in same if fold(one.name) == fold(name)]
        return exact[0] if exact else same[0] if len(same) == 1 else None

    def free_address(self, year: str, name: str, unit: str) -> str:
        """An address for a new project: the initials of its name without year and unit."""
        letters = NOT_IN_SLUG.sub("", initials(self.bare(name, unit)))[:LONGEST_SLUG]
        slug = letters if SLUG.fullmatch(letters) and letters != "index" else "xiangmu"
        number, made = 1, slug
        while f"{year}/{made}" in self.taken:
            number += 1
            made = f"{slug}-{number}"
        return made

    def bare(self, name: str, unit: str = "") -> str:
        """A name without its year and, in front, the name of its unit."""
        short = YEAR_IN_NAME.sub("", name).strip()
        known = self.book.unit(unit) if unit else None
        for word in (*(known.names if known else ()), *([without_code(unit)] if unit else [])):
            short = short.removeprefix(word) or short
        return fold(short)

    def _key(self, name: str, unit: str) -> str:
        """What papers and data files have in common of a name: some say 运维项目, some 运维."""
        bare, word = self.bare(name, unit), fold("项目")
        return bare.removesuffix(word) or bare

    def _body(self, name: str) -> str:
        """One key for a body, whichever of its names is written."""
        known = self.book.unit(name) if name else None
        return known.slug if known else fold(without_code(name))


def _said(one: IndexedProject, key: str) -> str:
    """A text at the top of a file; most are written so plainly that nothing else need be read."""
    found = PLAIN[key].search(one.raw.decode("utf-8", "replace"))
    if found:
        return found[1].strip()
    root = one.root
    pairs = root.value if isinstance(root, MappingNode) else []
    return next((str(v.value).strip() for k, v in pairs if k.value == key and isinstance(v, ScalarNode)), "")
