"""Saving: one file changes at the lines concerned, or not at all.

What is on the disk is held against what the page was made from; the text is spliced; what comes out is read again and
must say exactly the old data with this change. Each save can be taken back, on the day it was made.
"""

import json
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.core.diagnostic import Diagnostic
from generator.core.files import write_atomic
from generator.desk.changes import Step
from generator.intake.comparison import FieldChange
from generator.intake.drafted import Node as Value
from generator.intake.drafted import draft_lines
from generator.intake.edits import changed, content_end, plain_tree
from generator.load.data_file import COMMENT
from generator.load.source import MOST_BYTES, OpenedFile, SequenceNode, decode, inside, node_at, parse, position

UNSAFE = "这个文件的写法不能自动改这一处，没有保存，文件没有动。请用“按文本修改”改，填的都还在下面。"
NO_MARK = "这一处已经没有待核对的记号了，没有改动。请刷新这一页。"
NO_ROW = "这一行已经不在了，没有改动。请刷新这一页。"
TOO_BIG = "内容超过 1 MB，不像一个项目的数据，没有保存。"
NOTHING_BACK = "今天没有可以撤销的保存。"
CHANGED_SINCE = "保存以后文件又在别处改过，撤销会丢掉那些改动，没有撤销。"
GONE = "文件不在了（可能已移走或改名），没有保存。填的都还在下面；请恢复文件，再按保存。"
NO_LIST = "{} 不是一个列表，没有保存。请先照“检查”里说的改好。"
LINK = "这个文件是链接，不能从这里改。请把文件本身放进 content 文件夹。"


class Refused(Exception):
    """Nothing was written; the message says why and what to do."""


class Conflict(Exception):
    """The file was changed elsewhere since the page was made; `raw` is how it is now."""

    def __init__(self, raw: bytes) -> None:
        super().__init__()
        self.raw = raw


def checksum(raw: bytes) -> str:
    """Return what tells one state of a file from another."""
    return sha256(raw).hexdigest()


def opened(raw: bytes, name: str) -> OpenedFile | Diagnostic:
    """Return the tree of a file, or why there is none."""
    text = decode(raw, name)
    return text if isinstance(text, Diagnostic) else parse(text, name)


def with_changes(raw: bytes, name: str, changes: Sequence[FieldChange]) -> bytes:
    """Return the bytes with changes made, and the marks of values that were changed taken away."""
    before = tree_of(raw, name)
    new = changed(raw, before, changes)
    if new is None:
        raise Refused(UNSAFE)
    for change in changes:
        if change.how == "改":
            node = node_at(tree_of(new, name).root, change.path)
            if node is not None:
                new = _unmarked(new, name, position(node)[0] - 1) or new
    return new


def confirmed(raw: bytes, name: str, line: int) -> bytes:
    """Return the bytes without the mark on a line, from 1: somebody has held the value against the paper."""
    new = _unmarked(raw, name, line - 1)
    if new is None:
        raise Refused(NO_MARK)
    return new


def _unmarked(raw: bytes, name: str, line: int) -> bytes | None:
    lines = raw.decode().split("\n")
    ending = "\r" if lines[line].endswith("\r") else ""
    marks = list(COMMENT.finditer(lines[line].removesuffix("\r")))
    if not marks:
        return None
    rest = lines[line][: marks[-1].start()].rstrip()
    lines[line : line + 1] = [rest + ending] if rest else []
    new = "\n".join(lines).encode()
    after = opened(new, name)
    same = isinstance(after, OpenedFile) and plain_tree(after.root) == plain_tree(tree_of(raw, name).root)
    return new if same else None


def swapped(raw: bytes, name: str, path: Sequence[Step]) -> bytes:
    """Return the bytes with the item of a list at a path and the one before it in each other's place."""
    before = tree_of(raw, name)
    rows, last = node_at(before.root, path[:-1]), path[-1]
    if not isinstance(rows, SequenceNode) or not isinstance(last, int) or not 0 < last < len(rows.value):
        raise Refused(NO_ROW)
    text = before.text
    first, second = (_lines_of(text, rows, number) for number in (last - 1, last))
    new = "".join((
        text[: first[0]], text[second[0] : second[1]], text[first[1] : second[0]], text[first[0] : first[1]],
        text[second[1] :],
    ))  # fmt: skip
    wanted = plain_tree(before.root)
    above: Any = wanted
    for step in path[:-1]:
        above = above[step]
    above[last - 1], above[last] = above[last], above[last - 1]
    after = parse(new, name)
    if isinstance(after, Diagnostic) or plain_tree(after.root) != wanted:
        raise Refused(UNSAFE)
    marked = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    return marked + (new.replace("\n", "\r\n") if b"\r\n" in raw else new).encode()


def _lines_of(text: str, rows: SequenceNode, number: int) -> tuple[int, int]:
    """Return where the lines of an item begin and end; in brackets, where its text does."""
    node: Any = rows.value[number]
    if text[rows.start_mark.index] == "[":
        return node.start_mark.index, content_end(text, node)
    start = text.rfind("\n", 0, node.start_mark.index) + 1
    if number == 0 and text[start : rows.start_mark.index].strip():  # behind the dash of an outer item
        raise Refused(UNSAFE)
    end = text.find("\n", content_end(text, node))
    if end < 0:
        raise Refused(UNSAFE)  # the last line of the file has no end
    return start, end + 1


def tree_of(raw: bytes, name: str) -> OpenedFile:
    """Return the tree of a file. Raises `Refused` where there is none."""
    tree = opened(raw, name)
    if isinstance(tree, Diagnostic):
        raise Refused(f"{tree.text}。没有保存，请先按文本改正。")
    return tree


def text_to_bytes(text: str) -> bytes:
    """Return a text that was typed as the bytes of a file."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    raw = f"{lines}\n".encode("utf-8", "replace")
    if len(raw) > MOST_BYTES:
        raise Refused(TOO_BIG)
    return raw


@dataclass(frozen=True)
class Document:
    """A file that is edited: where it lies, below which folder it may be written, and where its saves are kept."""

    path: Path
    home: Path
    saves: Path

    def read(self) -> bytes:
        """Return its bytes. Raises `Refused` where it is gone, or no file of its own."""
        try:
            facts = self.path.lstat()
        except OSError:
            raise Refused(GONE) from None
        if not stat.S_ISREG(facts.st_mode) or not inside(self.path, self.home):
            raise Refused(LINK)
        if facts.st_size > MOST_BYTES:
            raise Refused(TOO_BIG)
        return self.path.read_bytes()

    def write(self, new: bytes, expected: str, what: str) -> None:
        """Replace it, if it is still as it was when the page was made. Raises `Conflict` or `Refused`."""
        now = self.read()
        if checksum(now) != expected:
            raise Conflict(now)
        if new == now:
            return
        steps = self.steps()
        number = steps[-1]["number"] + 1 if steps else 1
        write_atomic(self.saves / f"{number}.yml", now)
        steps.append({"number": number, "day": str(date.today()), "what": what, "after": checksum(new)})
        self._note(steps)
        write_atomic(self.path, new)

    def steps(self) -> list[dict[str, Any]]:
        """Return the saves of today that were not taken back, oldest first."""
        try:
            noted = json.loads((self.saves / "steps.json").read_text("utf-8"))
        except (OSError, ValueError):
            return []
        return [step for step in noted if step["day"] == str(date.today())]

    def step_back(self) -> str:
        """Take the last save back and return what it was. Raises `Refused`."""
        steps = self.steps()
        if not steps:
            raise Refused(NOTHING_BACK)
        last = steps.pop()
        if checksum(self.read()) != last["after"]:
            raise Refused(CHANGED_SINCE)
        before = self.saves / f"{last['number']}.yml"
        write_atomic(self.path, before.read_bytes())
        self._note(steps)
        return str(last["what"])

    def _note(self, steps: Sequence[Mapping[str, object]]) -> None:
        write_atomic(self.saves / "steps.json", json.dumps(steps, ensure_ascii=False).encode())


def create(path: Path, home: Path, raw: bytes) -> None:
    """Write a file that is not there yet. Raises `Refused` where it is, or where a link leads out."""
    if path.exists() or path.is_symlink() or not inside(path, home):
        raise Refused(f"{path.name} 已经有了，没有改动它。")
    write_atomic(path, raw)


def append(path: Path, home: Path, values: Mapping[str, Value], saves: Path) -> None:
    """Add an item to a file that is a list, which need not be there yet. Raises `Refused`."""
    if not path.exists() and not path.is_symlink():
        lines = (line.text for line in draft_lines({"-": [values]}) if line.path[1:])
        create(path, home, "".join(f"{line}\n" for line in lines).encode())
        return
    document = Document(path, home, saves / "saves" / path.stem)
    raw = document.read()
    rows = tree_of(raw, path.name).root
    if not isinstance(rows, SequenceNode):
        raise Refused(NO_LIST.format(path.name))
    change = FieldChange("加", (len(rows.value),), path.name, values)
    document.write(with_changes(raw, path.name, [change]), checksum(raw), f"加进 {path.name}")
