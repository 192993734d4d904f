"""Source files: from bytes on disk to a tree of texts with lines and columns; one that is no good gets one line.

The tree is made from libyaml's events, which are its texts: a tree of YAML's own nodes takes twice as long to make, and
making it falls over on a bomb of brackets. What would vanish from the text, or put it twice, is refused.
"""

import os
import re
import stat
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, final

import yaml

from generator.core.diagnostic import Diagnostic, Place

MOST_BYTES = 1024 * 1024
# Control characters, line separators that no editor counts, and marks that are invisible and make equal names differ.
UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200e\u200f\u2028-\u202e\u2060\ufeff\ud800-\udfff\ufffe\uffff]"
)
UTF_16 = (b"\xff\xfe", b"\xfe\xff")

DEEPEST = 60
SIGNS = "&*!"  # what anchors, what repeats them, and tags begin with

TROUBLES = (
    ("did not find expected <document start>", "这一行没有与上面各行对齐，请检查缩进"),
    ("did not find expected key", "缩进没有对齐，或引号、括号没有成对，请与上下行比较"),
    ("did not find expected '-' indicator", "列表的缩进没有对齐，每一项都应以“- ”开头并上下对齐"),
    ("did not find expected ',' or", "花括号或方括号里的各项要用半角逗号分开，括号要成对"),
    ("block sequence entries are not allowed", "“- ”不能写在这里，请换到下一行并缩进"),
    ("found unexpected end of stream", "从这里开始的引号没有成对，请补上结尾的引号"),
    ("cannot start any token", "这里有不能直接开头的符号（制表符、@、%、` 等）：缩进请用空格，内容请加引号"),
    ("while scanning an anchor", "“&”开头的内容请加引号"),
    ("while scanning an alias", "“*”开头的内容请加引号"),
    ("while scanning a tag", "“!”开头的内容请加引号"),
    ("tag handle", "“!”开头的内容请加引号"),
    ("while scanning a block scalar", "“|”或“>”后面不能再写内容，请另起一行"),
    ("unknown escape character", "双引号里的“\\”有特殊含义，请改用单引号"),
    ("found a tab character", "缩进里有制表符，请改为空格"),
)
NO_COLON = "这一行没有写成“项目: 内容”，请检查是否漏了冒号，或冒号后少了空格；是上一行没写完的，请接到上一行末尾"
COLON = re.compile(r":([ \t]|$)")
BEGINS = re.compile("quoted scalar|flow (mapping|sequence)|simple key")
BRACKETS = re.compile(r"[:：]\s*[｛【［（(][^:：｝】］）)]*: ")
BULLET = re.compile(r"\s*([－—–−•·●]|-(?=[^ \t-])|\d+[、．.)）]|[（(]?[一二三四五六七八九十]+[、)）])")
WIDE_INDENT = re.compile("^[\u3000\xa0]", re.M)
CONFLICT = re.compile(r"^(<{7}|={7}|>{7})(?= |$)", re.M)
WITH_COLON = re.compile(r"(\S+?)[:：]\s*(.*)")
BLANK_CELL = re.compile(r":\s+-\s*(#.*)?$")  # a dash alone, as papers print it in a cell that is blank

NextEvent = Callable[[], Any]  # of libyaml's events of a text

Mark = Any  # of an event: line, column and index, from 0

# A text; `style` is the quotation mark or the sign of a block, empty where it stands plain
ScalarNode = yaml.ScalarEvent


class Branch:
    """Collection node with its start; in brackets also its end, behind the last of them."""

    __slots__ = ("end_mark", "start_mark", "value")

    def __init__(self, value: list[Any], start_mark: Mark, end_mark: Mark | None = None) -> None:
        self.value, self.start_mark, self.end_mark = value, start_mark, end_mark


@final
class SequenceNode(Branch):
    """A list."""

    __slots__ = ()
    value: "list[Node]"


@final
class MappingNode(Branch):
    """A mapping, as it is written: keys may be anything and may come twice."""

    __slots__ = ()
    value: "list[tuple[Node, Node]]"

    def by_key(self) -> "dict[str, Node]":
        """Return the value of each key that is a text; of one that comes twice, the last."""
        return {key.value: value for key, value in self.value if type(key) is ScalarNode}


Node = ScalarNode | SequenceNode | MappingNode


def node_at(root: Node, path: Sequence[str | int]) -> Node | None:
    """Return the node at a path of keys and of places in lists from 0; None where there is none."""
    node: Node | None = root
    for step in path:
        if isinstance(node, SequenceNode) and isinstance(step, int):
            node = node.value[step] if step < len(node.value) else None
        elif isinstance(node, MappingNode) and isinstance(step, str):
            node = next((below for key, below in node.value if key_text(key) == step), None)
        else:
            return None
    return node


def key_text(key: Node) -> str:
    """Return a key as a text; empty if it is none."""
    return key.value.strip() if type(key) is ScalarNode else ""


class InvalidYaml(Exception):
    """Something YAML allows and we do not; the message says what, `mark` where."""

    def __init__(self, words: str, mark: Mark) -> None:
        super().__init__(words)
        self.mark = mark


@dataclass(frozen=True)
class OpenedFile:
    """A file that could be read: how the user knows it, its text, and its tree."""

    file: str
    text: str
    root: Node


def inside(path: Path, home: Path) -> bool:
    """True if a path, its links followed, is in `content/`."""
    return path.resolve().is_relative_to(home.resolve())


def open_text(path: Path, file: str, home: Path) -> str | Diagnostic:
    """Read a file of `content/` as text, or say in one line why it cannot be read."""
    raw = _open(path, file, home)
    return raw if isinstance(raw, Diagnostic) else decode(raw, file)


def open_bytes(path: str, file: str, home: Path) -> bytes | Diagnostic:
    """Read a file of a folder that is known to lie in `content/`: only a file that is a link can lead out of it."""
    with suppress(OSError):
        facts = os.lstat(path)
        if stat.S_ISREG(facts.st_mode) and facts.st_size <= MOST_BYTES:
            with open(path, "rb", buffering=0) as opened:  # noqa: PTH123 — making a Path takes as long as reading a file
                return opened.read()
    return _open(Path(path), file, home)


def _open(path: Path, file: str, home: Path) -> bytes | Diagnostic:
    if path.is_symlink() and not path.exists():
        return _refuse(file, "这个链接断了，请把文件本身放进来")
    try:
        if not inside(path, home):
            return _refuse(file, "这是一个指向 content/ 之外的链接，不会读取；请把文件本身放进来")
        if not path.is_file():
            return _refuse(file, "这不是普通文件，请删去或换成文件")
        size = path.stat().st_size
        if size > MOST_BYTES:
            much = f"文件有 {size // 1024} KB，超过 1024 KB 的上限"
            return _refuse(file, f"{much}，不像一个项目的数据；请检查是否放错了文件")
        return path.read_bytes()
    except (OSError, RuntimeError):
        return _refuse(file, "打不开这个文件，请检查它是否存在、是否有读取权限")


def decode(raw: bytes, file: str) -> str | Diagnostic:
    """Return the text of a file, or one line that says why it is none that could be read."""
    if raw.startswith(UTF_16):
        return _refuse(file, "文件是 UTF-16（Unicode）编码，请在记事本中“另存为”，编码选 UTF-8", "编码")
    if b"\x00" in raw or raw.startswith((b"{\\rtf", b"%PDF")):
        return _refuse(file, "这不是文本文件（可能是 Word、Excel 或图片改了扩展名），请换成文本")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return _refuse(file, "文件不是 UTF-8 编码，请在记事本中“另存为”，编码选 UTF-8", "编码", line)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Blanks of Chinese are not printable either, so that some texts are looked at twice; most are not.
    if not text.replace("\n", "").isprintable() and (sign := UNPRINTABLE.search(text)):
        line, column = text.count("\n", 0, sign.start()) + 1, sign.start() - text.rfind("\n", 0, sign.start())
        words = f"有看不见的字符（U+{ord(sign[0]):04X}），请删去后重新输入这一处"
        return _refuse(file, words, "编码", line, column)
    if not text.strip():
        return _refuse(file, "文件是空的，请填写内容或删去文件")
    return text


def _refuse(file: str, text: str, check: str = "文件", line: int = 0, column: int = 1) -> Diagnostic:
    return Diagnostic(Place(file, line, column if line else 0), text, check)


def parse(text: str, file: str) -> OpenedFile | Diagnostic:
    """Parse YAML into nodes, all scalars left as text; libyaml's troubles come out in plain Chinese."""

    def refuse(words: str, line: int, column: int) -> Diagnostic:
        lines = text.count("\n") + (not text.endswith("\n"))
        return Diagnostic(Place(file, min(line, lines), column), words, "格式")

    if ("\u3000" in text or "\xa0" in text) and (wide := WIDE_INDENT.search(text)):
        return refuse("行首有全角空格或不换行空格，缩进请用半角空格", text.count("\n", 0, wide.start()) + 1, 1)
    try:
        root = compose(text)
    except InvalidYaml as refused:
        return refuse(str(refused), refused.mark.line + 1, refused.mark.column + 1)
    except yaml.MarkedYAMLError as error:
        return refuse(*_trouble(error, text))
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):
        return refuse("这个文件不符合书写格式，请对照“使用说明”中的样例检查", 1, 1)
    if root is None:
        return refuse("文件里只有注释，没有内容", 1, 1)
    return OpenedFile(file, text, root)


def _trouble(error: yaml.MarkedYAMLError, text: str) -> tuple[str, int, int]:
    """Return in Chinese what libyaml complains of and what to do, with the line and the column that are to blame."""
    if conflict := CONFLICT.search(text):
        words = f"“{conflict[0]}”是两个人改了同一处留下的记号，请在两份里留下一份，再删去有 <、=、> 记号的这几行"
        return words, text.count("\n", 0, conflict.start()) + 1, 1
    complaint, lines = f"{error.context} {error.problem}", text.split("\n")
    begins = BEGINS.search(complaint) and error.context_mark  # libyaml mostly complains of what comes behind
    mark = begins or error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if "mapping values" in complaint:
        blamed, words = _line_to_blame(lines, line)
        return words, blamed, column if blamed == line else len(lines[blamed - 1]) - len(lines[blamed - 1].lstrip()) + 1
    words = _without_colon(lines[line - 1]) if "expected ':'" in complaint else _plain_words(complaint, lines, line)
    return words, line, column


def _line_to_blame(lines: Sequence[str], line: int) -> tuple[int, str]:
    """Return the number of the line that led to a colon where there may be none, and what is wrong with it."""
    here, above = lines[line - 1], line - 1
    while above and not lines[above - 1].split("#")[0].strip():
        above -= 1
    if BRACKETS.search(here):
        return line, "括号要用半角的：几项写在一行的用花括号“{ }”，列表用方括号“[ ]”"
    colons = len(COLON.findall(here.partition("{")[0]))
    if not above or colons > 1:
        return line, "这里多了一个冒号：内容里有“: ”时请给整段内容加上引号，几项写在一行的用花括号“{ }”括起来"
    if not colons:
        return line, _without_colon(here)
    before = lines[above - 1]
    is_outside = here[: len(before) - len(before.lstrip(" -"))].strip(" ")  # of the item above
    if is_outside or (COLON.search(before) and not BULLET.match(before)):
        return line, "这一行没有与上面各行对齐，请检查缩进；是上一行没写完的，请接到上一行末尾"
    while above > 1 and lines[above - 2].strip() and not COLON.search(lines[above - 2]):
        above -= 1
    return above, _without_colon(lines[above - 1])


def _without_colon(line: str) -> str:
    """Return what is wrong with a line that should have been a key and its value."""
    if BULLET.match(line):
        return "列表的每一项以半角的减号加空格“- ”开头"
    return colon(line.strip().removeprefix("- ")) or NO_COLON


def colon(text: str) -> str:
    """Advice for a word that still holds the colon that should have ended it."""
    match = WITH_COLON.fullmatch(text) if ":" in text or "：" in text else None
    return f"冒号要用半角，后面加一个空格，请写成“{match[1]}: {match[2] or '…'}”" if match else ""


def _plain_words(complaint: str, lines: Sequence[str], line: int) -> str:
    """Return in Chinese what libyaml complains of at a line of a text, and what to do."""
    words = next((words for sign, words in TROUBLES if sign in complaint), "")
    if "block sequence" in complaint and BLANK_CELL.search(lines[min(line, len(lines)) - 1]):
        words = "表示空白的“-”请加引号，写成 '-'"
    elif "\t" in "\n".join(lines[max(0, line - 2) : line]) and "token" in complaint:
        words = "缩进里有制表符，请改为空格"
    return words or "这里不符合书写格式：请检查冒号后是否有空格、缩进是否对齐、引号和括号是否成对"


def position(node: Any) -> tuple[int, int]:
    """Line and column of a node, from 1."""
    mark = node.start_mark
    return mark.line + 1, mark.column + 1


def compose(text: str) -> Any:
    """Return the tree of a text, None where there are only comments in it."""
    next_event: NextEvent = yaml.CBaseLoader(text).get_event
    if any(sign in text for sign in SIGNS):
        next_event = _refusing(next_event)
    next_event()  # the text begins
    if type(next_event()) is yaml.StreamEndEvent:
        return None
    root = next_event()
    if type(root) is not ScalarNode:
        root = _branch(root, next_event, 1)
    next_event()  # what we want of it ends
    if type(second := next_event()) is not yaml.StreamEndEvent:
        raise InvalidYaml("一个文件只写一个项目，请删去中间的“---”行", second.start_mark)
    return root


def _branch(begun: Any, next_event: NextEvent, level: int) -> Branch:
    """Compose the collection that begins with an event."""
    if level > DEEPEST:
        raise InvalidYaml(f"层次超过 {DEEPEST} 层，请检查括号和缩进", begun.start_mark)
    return (_mapping if type(begun) is yaml.MappingStartEvent else _sequence)(begun, next_event, level + 1)


def _sequence(begun: Any, next_event: NextEvent, below: int) -> SequenceNode:
    items: list[Any] = []
    while True:
        item = next_event()
        if type(item) is not ScalarNode:
            if type(item) is yaml.SequenceEndEvent:
                return SequenceNode(items, begun.start_mark, item.end_mark)
            item = _branch(item, next_event, below)
        items.append(item)


def _mapping(begun: Any, next_event: NextEvent, below: int) -> MappingNode:
    pairs: list[tuple[Any, Any]] = []
    while True:
        key = next_event()
        if type(key) is not ScalarNode:
            if type(key) is yaml.MappingEndEvent:
                return MappingNode(pairs, begun.start_mark, key.end_mark)
            key = _branch(key, next_event, below)
        value = next_event()
        if type(value) is not ScalarNode:
            value = _branch(value, next_event, below)
        pairs.append((key, value))


def _refusing(next_event: NextEvent) -> NextEvent:
    """Return a source of events that refuses anchors and tags, which would be lost, and aliases, which repeat text."""

    def next_sound() -> Any:
        event = next_event()
        if isinstance(event, yaml.AliasEvent):
            words = f"这里的“*{event.anchor}”是引用，请把内容写全；本来就是内容的，请加引号"
            raise InvalidYaml(words, event.start_mark)
        if isinstance(event, ScalarNode | yaml.CollectionStartEvent) and (event.anchor or event.tag):
            mark = f"&{event.anchor}" if event.anchor else event.tag
            words = f"这里的“{mark}”会被当作标记而丢掉，请删去；本来就是内容的，请加引号"
            raise InvalidYaml(words, event.start_mark)
        return event

    return next_sound


PERSONAL = re.compile(r"\d(?:[\s-]?\d){10}|[@＠]")  # a path is printed, and must not repeat such a number


def in_one_line(written: str) -> str:
    """Return the words of a text; line breaks in it mean nothing."""
    text = written.strip()
    return "".join(line.strip() for line in text.split("\n")) if "\n" in text else text


def line_of(key: str, node: MappingNode) -> int:
    """Return the line of the first occurrence of a key."""
    return next(
        position(key_node)[0]
        for key_node, _ in node.value
        if type(key_node) is ScalarNode and key_node.value.strip() == key
    )


def label(noun: Any, node: Node, number: int) -> str:
    """Return the step of an item in a path: its first filled label field, else its number."""
    if noun and noun.labels and type(node) is MappingNode:
        values = node.by_key()
        for name in noun.labels:
            telling = values.get(name)
            if type(telling) is ScalarNode and (words := telling.value.strip()) and not PERSONAL.search(words):
                return words
    return str(number)


def join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def line_spots(node: Node) -> tuple[tuple[int, int, int], ...]:
    """Return line, column and number of each line of prose, in a list or a text; the only one has number 0."""
    if type(node) is not ScalarNode:
        spots = [position(item) for item in node.value]
    else:
        step = 1 if node.style == "|" else 0  # other styles fold their lines, and only the first is known
        given = [number for number, line in enumerate(node.value.split("\n"), 1) if line.strip()]
        line, column = position(node)
        spots = [(line + step * number, column) for number in given]
    if len(spots) == 1:
        return ((*spots[0], 0),)
    return tuple((line, column, number) for number, (line, column) in enumerate(spots, 1))
