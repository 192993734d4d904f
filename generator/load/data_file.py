"""Data files: where those of projects lie, and how the text of one becomes its record, or all that is wrong with it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from generator.core.diagnostic import UNFILLED, UNVERIFIED, Diagnostic, Place, in_order
from generator.core.record import Record
from generator.load.reader import INVALID, RecordReader
from generator.load.schema import TypeSpec, plan_of, type_spec
from generator.load.source import (
    MappingNode,
    Mark,
    Node,
    OpenedFile,
    ScalarNode,
    decode,
    join,
    label,
    open_bytes,
    parse,
    position,
)
from generator.model.project import Project
from generator.model.report import Attachment
from generator.rules import rules

PROJECTS = "projects"
MOST_TOLD = 50  # of one file: more than that is no data file, or one mistake with many faces
MOST_OPEN = 500  # 待填 or 待核对 of one file, told apart from mistakes: a whole drafted file is listed
COMMENT = re.compile(rf"(?<!\S)#[ \t]*{UNVERIFIED}[：:]?[ \t]*(.*)")
LOST = re.compile(rf"^[^#\n]*\S[ \t]+(#(?!{UNVERIFIED})[^\s#].*)", re.M)
BLOCK_STYLES = ("|", ">")
MOST_LINES = 8  # of the same key written otherwise
LONGEST_VALUE = 40  # of a value that is quoted in a message
BEHIND = f"请对照来件核对这一处，无误后删去行尾的“# {UNVERIFIED}…”"
ALONE = f"请对照来件核对，无误后删去这一行“# {UNVERIFIED}…”"

Read = tuple[Any, tuple[Diagnostic, ...]]  # what a file holds, None where it has mistakes; the mistakes


@dataclass(frozen=True)
class ProjectFile:
    """A project's file: the path as the user knows it (from the folder that holds `content/`), year and address."""

    file: str
    year: str
    slug: str

    @property
    def id(self) -> str:
        """Year and slug, as the project's own."""
        return f"{self.year}/{self.slug}"

    @property
    def address(self) -> str:
        """Its path in `content/`."""
        return f"{PROJECTS}/{self.year}/{self.file.rpartition('/')[2]}"

    def path(self, home: Path) -> str:
        """Return the path of the file; `home` is `content/`, under whatever path this process knows it."""
        return f"{home}/{self.address}"


@dataclass(frozen=True)
class ReadProject:
    """Result of reading a project's file: the project, the mistakes, the files it names.

    The project is `partial` where there are mistakes: `unread_places` are the paths of what it lacks for them; a
    `hollow` one lacks a number that it must have, so that it cannot be scored. A file that gave none is `unread`.
    """

    project: Project | None
    diagnostics: tuple[Diagnostic, ...] = ()
    unread: bool = False
    unread_places: frozenset[str] = frozenset()
    hollow: bool = False

    @property
    def partial(self) -> bool:
        """True if anything in the file is wrong or missing; values to verify (待核对) are not."""
        return bool(self.project) and any(diagnostic.check != UNVERIFIED for diagnostic in self.diagnostics)

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """附件: the files under `content/files` it names, in the order it names them."""
        return self.project.attachments if self.project else ()


class _Word(NamedTuple):
    """A key or a value, the path of its field, and where in the text it begins and ends."""

    node: ScalarNode
    path: str
    start: Mark
    end: Mark
    is_key: bool = False

    def holds(self, index: int, line: int) -> bool:
        """True if a place in the text is part of the word; a comment may follow the sign of a block."""
        heading = self.node.style in BLOCK_STYLES and line == self.start.line
        return not heading and bool(self.start.index <= index < self.end.index)

    def ends_on(self, line: int) -> bool:
        """True if the word ends on a line, or is a block that begins there."""
        return bool((self.start if self.node.style in BLOCK_STYLES else self.end).line == line)


def read_bytes(file: ProjectFile, home: Path) -> bytes | Diagnostic:
    """Return the bytes of a project's file, or why it cannot be read."""
    return open_bytes(file.path(home), file.file, home)


def read_project(file: ProjectFile, raw: bytes | Diagnostic) -> ReadProject:
    """Read one project's file by itself: nothing but its bytes and where it lies decides what comes out."""
    text = raw if isinstance(raw, Diagnostic) else decode(raw, file.file)
    if isinstance(text, Diagnostic):
        return ReadProject(None, (text,), unread=True)
    opened = parse(text, file.file)
    if isinstance(opened, Diagnostic):
        return ReadProject(None, (opened,), unread=True)
    reader = RecordReader(file.file)
    project = reader.record(Project, opened.root, "", slug=file.slug, folder=file.year)
    if project is INVALID:
        return ReadProject(None, _mistakes(reader, opened, Project), unread=True)
    if not project.body and not {"项目单位", "主管部门"} & set(reader.unread):
        reader.unread.append("项目单位")
        reader.report(opened.root, "", "缺少“项目单位”，请补上一行“项目单位: …”；原文没有的，写“主管部门: …”", "缺项")
    if project.printed_year and int(file.year) not in project.printed_year:
        wrong = f"文件在 {file.year} 年的文件夹里，“年度”却是 {project.printed_year}，请改“年度”或移动文件"
        reader.diagnostics.append(Diagnostic(project.at("printed_year"), wrong, "年度不符"))
        reader.unread.append("年度")
        project = replace(project, printed_year=None)
    return ReadProject(
        project,
        _mistakes(reader, opened, Project),
        unread=False,
        unread_places=frozenset(reader.unread),
        hollow=reader.hollow,
    )


def read_record(noun: type[Record], text: str, file: str, **given: str) -> Read:
    """Read a file that is one record; a noun is `given` what its file's name and place say of it."""
    given = {name: value for name, value in given.items() if value}
    return _read(text, file, noun, lambda reader, root: reader.record(noun, root, "", **given))


def read_records(noun: type[Record], text: str, file: str, name: str) -> Read:
    """Read a file that is a list of records."""
    hint = tuple[noun, ...]  # type: ignore[valid-type]
    return _read(text, file, hint, lambda reader, root: reader.value(hint, root, "", name))


def _read(text: str, file: str, hint: object, how: Callable[[RecordReader, Node], object]) -> Read:
    opened = parse(text, file)
    if isinstance(opened, Diagnostic):
        return None, (opened,)
    reader = RecordReader(file)
    value = how(reader, opened.root)
    return (None if reader.diagnostics else value), _mistakes(reader, opened, hint)


def _mistakes(reader: RecordReader, opened: OpenedFile, hint: object) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a file in order, each kind cut off at its limit."""
    lost = {diagnostic.place.line: diagnostic for diagnostic in _lost(opened, type_spec(hint))}
    told = [item for item in reader.diagnostics if item.check != "空项" or item.place.line not in lost]
    diagnostics = _once(in_order((*told, *lost.values(), *_unverified(opened, type_spec(hint)))))
    listed = list[Diagnostic]()
    for most, word, group in (
        (MOST_TOLD, "错误", [item for item in diagnostics if item.check not in (UNFILLED, UNVERIFIED)]),
        (MOST_OPEN, UNFILLED, [item for item in diagnostics if item.check == UNFILLED]),
        (MOST_OPEN, UNVERIFIED, [item for item in diagnostics if item.check == UNVERIFIED]),
    ):
        if len(group) > most:
            many = f"这个文件有 {len(group)} 处{word}，先列出前 {most} 处，改正后再查其余"
            listed.append(Diagnostic(Place(reader.file), many, "格式"))
        listed.extend(group[:most])
    return tuple(listed)


def _once(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics; those on the same key written otherwise are one, with the lines of all of them."""
    once: dict[object, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        alike = diagnostic.check == "未知项" and diagnostic.text.endswith("，请改")
        once.setdefault(diagnostic.text if alike else diagnostic, []).append(diagnostic)
    return [_with_lines(first, [other.place.line for other in others]) for first, *others in once.values()]


def _with_lines(diagnostic: Diagnostic, others: Sequence[int]) -> Diagnostic:
    if not others:
        return diagnostic
    lines = "、".join(map(str, dict.fromkeys(others[:MOST_LINES])))
    lines += "" if len(others) <= MOST_LINES else "……"
    return replace(diagnostic, text=f"{diagnostic.text}；第 {lines} 行还有 {len(others)} 处")


def _unverified(opened: OpenedFile, kind: TypeSpec) -> tuple[Diagnostic, ...]:
    """Return the values that wait for verification (待核对): comments behind what was read from a paper by guessing.

    Comments are no part of what YAML reads, so they are looked for in the text itself, outside of its values.
    """
    if UNVERIFIED not in opened.text:
        return ()
    comments = list(COMMENT.finditer(opened.text))
    words = tuple(_words(opened.root, kind, "")) if comments else ()
    return tuple(doubt for comment in comments if (doubt := _doubt(opened, words, comment)))


def _lost(opened: OpenedFile, kind: TypeSpec) -> Iterator[Diagnostic]:
    """Yield the comments behind values that begin as text does (#3 机组): if they were meant as text, it is lost."""
    comments = list(LOST.finditer(opened.text)) if " #" in opened.text else []
    words = tuple(_words(opened.root, kind, "")) if comments else ()
    for comment in comments:
        start, line = comment.start(1), opened.text.count("\n", 0, comment.start(1))
        if not any(word.holds(start, line) for word in words):
            path = next((word.path for word in reversed(words) if word.start.index < start), "")
            place = Place(opened.file, line + 1, start - opened.text.rfind("\n", 0, start), path)
            advice = "是内容的请给整段加上引号，是说明的请在“#”后加一个空格"
            yield Diagnostic(place, f"“{_short(comment[1])}”前面有空格，会被当作说明而丢掉：{advice}", "格式")


def _doubt(opened: OpenedFile, words: tuple[_Word, ...], comment: "re.Match[str]") -> Diagnostic | None:
    line = opened.text.count("\n", 0, comment.start())
    if any(word.holds(comment.start(), line) for word in words):
        return None
    reason = comment[1].strip().rstrip("。") or "没有写明要核对什么"
    before = [word for word in words if word.ends_on(line) and word.start.index < comment.start()]
    if before:
        word = before[-1]
        shown = "" if word.is_key else f"“{_short(word.node.value)}”"
        place = Place(opened.file, *position(word.node), word.path)
        return Diagnostic(place._replace(line=line + 1), f"{shown}{UNVERIFIED}：{reason}；{BEHIND}", UNVERIFIED)
    after = next((word for word in words if word.start.index > comment.start()), None)
    column = comment.start() - opened.text.rfind("\n", 0, comment.start())
    place = Place(opened.file, line + 1, column, after.path if after else "")
    return Diagnostic(place, f"{UNVERIFIED}：{reason}；{ALONE}", UNVERIFIED)


def _short(text: str) -> str:
    line = "".join(part.strip() for part in text.split("\n"))
    return line if len(line) <= LONGEST_VALUE else f"{line[:LONGEST_VALUE]}…"


def _words(node: Node, kind: TypeSpec | None, path: str) -> Iterator[_Word]:
    """Yield every key and value in the order of the text, with the path that the reader has for it."""
    if isinstance(node, ScalarNode):
        yield _Word(node, path, node.start_mark, node.end_mark)
    elif isinstance(node, MappingNode):
        noun = _noun(node, kind)
        fields = plan_of(noun).fields if noun else {}
        for key, value in node.value:
            name = key.value.strip() if type(key) is ScalarNode else ""
            schema = fields.get(name)
            transparent = schema is not None and schema.transparent
            where = path.removesuffix(f".{label(noun, node, 0)}") if transparent else join(path, name)
            if type(key) is ScalarNode:
                yield _Word(key, where, key.start_mark, key.end_mark, is_key=True)
            yield from _words(value, schema.type if schema else None, where)
    else:
        item_type = kind.each if kind else None
        for number, item in enumerate(node.value, 1):
            yield from _words(item, item_type, join(path, label(item_type.noun if item_type else None, item, number)))


def _noun(node: MappingNode, kind: TypeSpec | None) -> type | None:
    """Return the record type that a mapping is read as."""
    if kind is None or kind.kind != "rule":
        return kind.noun if kind else None
    methods = [value.value for key, value in node.value if key.value == "方法" and type(value) is ScalarNode]
    return rules().get(methods[0]) if methods else None
