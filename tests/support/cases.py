"""Reads the case files under tests/cases: what a clerk wrote above, what the check answers below.

tests/cases/README.md tells the form.
"""

import base64
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

HOME = Path(__file__).parents[1] / "cases"
BASE = HOME / "base"
FILE = re.compile(r"=== (?P<path>\S+)(?: (?P<how>改|删|照|二进制)(?: (?P<model>\S+))?)?")
CHECK = re.compile(r"--- check(?P<options>( \S+)*)")


@dataclass(frozen=True)
class Change:
    """One file of a case: its path, the file of the base it begins as ("" for a new one), and its lines."""

    path: str
    lines: tuple[str, ...]
    model: str = ""
    deleted: bool = False
    binary: bool = False

    def apply(self, root: Path) -> None:
        """Write the file under `root`, which already holds the base."""
        target = root / self.path
        if self.deleted:
            target.unlink()
            return
        if self.binary:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(base64.b64decode("".join(self.lines)))
            return
        text = patched((root / self.model).read_text("utf-8"), self.lines) if self.model else joined(self.lines)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


@dataclass(frozen=True)
class Case:
    """A case file: its place, what it says of itself, the files it changes, how check is called, what it answers."""

    path: Path
    title: str
    changes: tuple[Change, ...]
    options: tuple[str, ...]
    expected: str

    @property
    def name(self) -> str:
        """The place under tests/cases, without ending."""
        return self.path.relative_to(HOME).with_suffix("").as_posix()

    def lay_out(self, root: Path) -> Path:
        """Write the base and the changes under `root`; gives the content folder."""
        shutil.copytree(BASE, root, dirs_exist_ok=True)
        for change in self.changes:
            change.apply(root)
        return root / "content"

    def rewrite(self, answer: str) -> None:
        """Put another answer below the line `--- check`."""
        above = self.path.read_text("utf-8").split("\n--- check")[0]
        self.path.write_text(f"{above}\n{' '.join(('--- check', *self.options))}\n{answer}", "utf-8")


def read(path: Path) -> Case:
    """Read a case file."""
    lines = path.read_text("utf-8").splitlines()
    number = next((number for number, line in enumerate(lines) if CHECK.fullmatch(line)), None)
    assert number is not None, f"{path}: 缺少“--- check”一行"
    match = CHECK.fullmatch(lines[number])
    options = tuple(match["options"].split()) if match else ()
    return replace(read_above(path, lines[:number]), options=options, expected=joined(tuple(lines[number + 1 :])))


def read_above(path: Path, lines: Sequence[str]) -> Case:
    """Read the part of a case file that says what a clerk wrote."""
    title: list[str] = []
    changes: list[Change] = []
    for line in lines:
        if header := FILE.fullmatch(line):
            changes.append(_change(header))
        elif changes:
            changes[-1] = replace(changes[-1], lines=(*changes[-1].lines, line))
        else:
            assert line.startswith("# "), f"{path}: 文件开头应是以“# ”开头的标题"
            title.append(line[2:])
    return Case(path, " ".join(title), tuple(changes), (), "")


def _change(header: re.Match[str]) -> Change:
    path, how = header["path"], header["how"]
    model = {"改": path, "照": header["model"] or ""}.get(how, "")
    return Change(path, (), model, how == "删", how == "二进制")


def patched(text: str, lines: tuple[str, ...]) -> str:
    """Put the lines marked `>` in the place of those marked `<`; each block of the latter stands there just once."""
    blocks: list[tuple[list[str], list[str]]] = []
    previous = ""
    for line in lines:
        mark = line[:1]
        if mark == "<" and previous != "<":
            blocks.append(([], []))
        if mark:
            assert mark in "<>" and blocks, f"改动应以“< ”和“> ”开头：{line}"
            blocks[-1][mark == ">"].append(line[2:])
        previous = mark
    for old, new in blocks:
        block = joined(tuple(old))
        assert f"\n{text}".count(f"\n{block}") == 1, f"这一段在原文件中应正好出现一次：\n{block}"
        text = f"\n{text}".replace(f"\n{block}", f"\n{joined(tuple(new))}", 1)[1:]
    return text


def replaced(text: str, changes: Mapping[str, str]) -> str:
    """A text in which others stand in the place of some words, each of which is there."""
    for old, new in changes.items():
        assert old in text, f"原文里没有：{old}"
        text = text.replace(old, new)
    return text


def joined(lines: tuple[str, ...]) -> str:
    """Lines as a text that ends with a line break."""
    return "".join(f"{line}\n" for line in lines)


def table(file: str, name: str) -> list[tuple[str, ...]]:
    """The rows of a table under tests/cases/tables, cell by cell; only the first cell keeps blanks at its ends."""
    _, _, below = (HOME / "tables" / f"{file}.txt").read_text("utf-8").partition(f"\n=== {name}：")
    _, *rows = below.partition("\n===")[0].rstrip("\n").split("\n")
    assert rows, f"{file}.txt 里没有“{name}”这张表"
    return [(first.removesuffix(" "), *map(str.strip, rest)) for first, *rest in (row.split("|") for row in rows)]


def all_cases(folder: str) -> list[Case]:
    """The case files of a folder under tests/cases, in order."""
    return [read(path) for path in sorted((HOME / folder).rglob("*.case"))]


Run = Callable[..., tuple[int, str, str]]
