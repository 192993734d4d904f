"""Record reader: a tree of texts is validated and becomes records, by the annotations of fields, never by YAML.

Every mistake becomes a diagnostic and reading goes on, so that one run tells all of them. What could not be read is
left out of the record, or is empty; only a rule and what is like one count as a whole or not at all.
"""

from collections.abc import Mapping
from typing import Any

from generator.core.diagnostic import UNFILLED, Diagnostic, Place
from generator.core.number import BLANK, REQUIRED_HERE
from generator.core.printed import text_of
from generator.core.record import NOWHERE, Marks, Record, Remark, Waiver
from generator.load.mistakes import meaning, no_choice, rejoin, split_value, wrong_kind
from generator.load.schema import (
    CELL,
    REFUSALS,
    REFUSED,
    TEXT,
    TEXTUAL,
    YES_NO,
    RecordSchema,
    TypeSpec,
    clear_words,
    plan_of,
    type_spec,
)
from generator.load.source import (
    UNPRINTABLE,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    colon,
    in_one_line,
    join,
    key_text,
    label,
    line_of,
    line_spots,
    position,
)
from generator.rules import rules

INVALID = object()  # in place of a value that could not be read; a diagnostic says why
BLANK_IN_RULE = "；原文没有印得分的，不写“评分”，得分一格照印的写“公布: {得分: —}”"

Pairs = dict[str, Any]  # the node of each key; None if it cannot be used
Values = dict[str, Any]  # of the fields of a record
Spots = tuple[tuple[int, int, int], ...]

MISSING_IN_RULE = "要照这种评分方法算，请在“评分”里补上“{}”；目标值、实际值两格只照印，不用来算"
IN_RULE = ("目标", "实际")
VALUE_IN_RULE = "；“目标值”“实际值”两格只照印，算的数写在“评分”里"


class RecordReader:
    """Reads the records of one file and gathers what is wrong with it.

    `unread` are the paths of what could not be read; `hollow` says that a number is missing that a record must have.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.diagnostics: list[Diagnostic] = []
        self.unread: list[str] = []
        self.hollow = False
        self.root: type[Record] = Record  # of the whole file, or of each item of its list

    def report(self, node: Node, path: str, text: str, check: str) -> object:
        """Note a mistake at a node and give the sign of a value that could not be read."""
        self.diagnostics.append(Diagnostic(Place(self.file, *position(node), path), text, check))
        return INVALID

    def record(self, noun: type[Record], node: Node, path: str, **given: Any) -> Any:
        """Read a mapping as a noun, without what could not be read; INVALID where it is none or counts as a whole."""
        plan, before, hollow = plan_of(noun), len(self.diagnostics), self.hollow
        if type(node) is MappingNode:
            pairs = self._pairs(node, path, noun)
        elif noun.shorthand and type(node) is ScalarNode:
            pairs = {noun.shorthand: node}
        else:
            return self._wrong_kind(node, path, MappingNode)
        record = self._build(noun, pairs, node, path, given)
        if len(self.diagnostics) > before and plan.whole:
            self.hollow = hollow
            return INVALID
        return record

    def _build(self, noun: type[Record], pairs: Pairs, node: Node, path: str, values: Values) -> Any:
        plan, unread = plan_of(noun), len(self.unread)
        fields, items, texts = {}, {}, {}
        prefix = f"{path}." if path else ""
        for key, below in pairs.items():
            step = plan.fields.get(key)
            if not step:
                continue
            if not below:
                self.unread.append(prefix + key)
                continue
            field, kind, transparent, means = step
            mark = below.start_mark
            fields[field] = mark.line + 1, mark.column + 1
            if means and type(below) is ScalarNode and below.style != '"' and (value_and_text := means(below.value)):
                values[field], printed = value_and_text
            else:
                where = path.removesuffix(f".{label(noun, node, 0)}") if transparent else prefix + key
                value = self.read(kind, below, where, key)
                if value is INVALID:
                    self.unread.append(prefix + key)
                    continue
                if kind.each is TEXT or kind.each is CELL:
                    value, items[field] = _lines(kind.each, value, below)
                values[field] = value
                printed = text if kind.fact and (text := in_one_line(below.value)) != text_of(value) else ""
            if printed:
                texts[field] = printed
        self._complete(plan, pairs, values, fields, node, path)
        if "marks" not in values:
            values["marks"] = Marks(
                self.file, path, spot=position(node), fields=fields, items=items or NOWHERE, texts=texts or NOWHERE
            )
        return noun.of(values) if len(self.unread) == unread else self._fill(noun, values, node, path)

    def _complete(
        self,
        plan: RecordSchema,
        pairs: Pairs,
        values: Values,
        fields: Mapping[str, tuple[int, int]],
        node: Node,
        path: str,
    ) -> None:
        """Tell which keys are missing that must be there, and make the empty nouns of others."""
        absent = [key for key in plan.required if key not in pairs]
        self.unread += [join(path, key) for key in absent]
        if len(absent) > 1 and path.endswith(".评分"):
            self.report(node, path, MISSING_IN_RULE.format(", ".join(f"{key}: …" for key in absent)), "缺项")
            absent = []
        for key in absent:
            hint = VALUE_IN_RULE if path.endswith(".评分") and key in IN_RULE else ""
            self.report(node, path, f"缺少“{key}”，请补上一行“{key}: …”{hint}", "缺项")
        for key, block in plan.blocks.items():
            field = plan.fields[key].field
            if field not in values:
                marks = Marks(self.file, join(path, key), fields.get(field, position(node)))
                values[field] = block.of({"marks": marks})

    def _fill(self, noun: type[Record], values: Values, node: Node, path: str) -> Any:
        """Return a record of what could be read of it; what it must have beside that is empty."""
        plan = plan_of(noun)
        for key in plan.required:
            field, kind = plan.fields[key][:2]
            if field not in values:
                values[field] = self._nothing(kind, node, join(path, key))
        return noun(**values)

    def _nothing(self, kind: TypeSpec, node: Node, path: str) -> Any:
        """Return a stand-in for a required value that could not be read."""
        if kind.noun:
            return self._fill(kind.noun, {"marks": Marks(self.file, path, position(node))}, node, path)
        if kind.kind == "items" or (kind.kind == "text" and not kind.read):
            return () if kind.each else ""
        self.hollow = True
        return None

    def _pairs(self, node: MappingNode, path: str, noun: type[Record]) -> Pairs:
        """Return the value of each key; None for a known key that seems to be there misspelt, lest it be told twice."""
        known, sound = plan_of(noun).fields, node.by_key()
        self.root = noun if self.root is Record else self.root
        if len(sound) == len(node.value) and sound.keys() <= known.keys():
            return sound
        pairs: Pairs = {}
        strange: dict[str, Node] = {}
        repeated: list[Node] = []
        written, split = rejoin(node, known)
        for key_node, value_node in written:
            key = key_text(key_node)
            if not key:
                self.unread.append(path)
                self.report(key_node, path, "冒号前面应是一个词，不能是列表或括号", "未知项")
            elif key in pairs:
                self.unread.append(join(path, key))
                repeated.append(key_node)
            else:
                pairs[key] = value_node
                if id(value_node) in split:
                    pairs[key] = None
                    text = split[id(value_node)]
                    check = "数字" if text[:1].isdigit() else "格式"
                    self.report(value_node, join(path, key), split_value(text), check)
                if key not in known:
                    strange[key] = key_node
        self._repeated(repeated, node, path)
        self._strange(noun, strange, pairs, path)
        return pairs

    def _repeated(self, keys: list[Node], node: MappingNode, path: str) -> None:
        """Report keys that come twice; several are those of another item, or of text pasted again."""
        if not keys:
            return
        words = list(dict.fromkeys(map(key_text, keys)))
        if len(keys) > 1:
            text = f"从这里起，{'、'.join(words)}与前面重复：是另一项的，第一行请以“- ”开头；粘贴了两遍的，请删去一遍"
        else:
            text = f"“{words[0]}”与第 {line_of(words[0], node)} 行重复，请删去一个"
        self.report(keys[0], join(path, words[0]), text, "重复项")

    def _strange(self, noun: type[Record], keys: Mapping[str, Node], pairs: Pairs, path: str) -> None:
        """Report unknown keys; the value of one that only is written otherwise goes to the key that is meant."""
        known = plan_of(noun).fields
        for key, key_node in keys.items():
            meant, text, same = meaning(noun, key, pairs, self.root)
            if meant and (meant not in pairs or _is_empty(pairs[meant])):
                pairs[meant] = pairs[key] if same else None
            elif not same:  # what is not there may be what was meant; of a whole file that would be nearly all of it
                absent = known.keys() - pairs.keys() - {"说明"} if path else ()
                self.unread += [join(path, other) for other in (key, *absent)]
            self.report(key_node, join(path, key), text, "未知项")

    def value(self, hint: object, node: Node, path: str, key: str) -> Any:
        """Read a node as an annotation says."""
        return self.read(type_spec(hint), node, path, key)

    def read(self, kind: TypeSpec, node: Node, path: str, key: str) -> Any:
        """Read a node as what is asked for."""
        if kind.noun and type(node) is MappingNode:
            return self.record(kind.noun, node, path)
        if kind.kind in TEXTUAL:
            return self.text(kind, node, path, key)
        if type(node) is ScalarNode and _is_unfilled(node):
            return self.report(node, path, _still_to_fill(key, kind.words), UNFILLED)
        match kind.kind:
            case "record":
                return self.record(kind.noun, node, path)
            case "items":
                return self._items(kind.each or TEXT, node, path, key)
            case "rule":
                return self._rule(node, path)
        return self._remark(node, path)

    def text(self, kind: TypeSpec, node: Node, path: str, key: str) -> Any:
        """Read a text: a word to choose, a number, a date, or words as they are; line breaks in it mean nothing."""
        if type(node) is not ScalarNode:
            return self._wrong_kind(node, path, ScalarNode)
        text, style = in_one_line(node.value), node.style
        if UNFILLED in text and _is_unfilled(node):
            return self.report(node, path, _still_to_fill(key, kind.words), UNFILLED)
        if kind is CELL and not text and style:
            return kind.blank
        if not text or (not style and text in ("~", "null")):
            return self.report(node, path, f"“{key}”后面没有内容，请填写；没有可填的请删去这一行", "空项")
        if style == '"' and UNPRINTABLE.search(text):  # elsewhere none can be written
            return self.report(node, path, "内容里有用“\\”写成的看不见的字符，请删去", "编码")
        return self._meaning(kind, text, node, path)

    def _meaning(self, kind: TypeSpec, text: str, node: Node, path: str) -> Any:
        form, words, read, _, _, fact, blank = kind
        if form == "yes_no":
            return YES_NO[text] if text in YES_NO else self.report(node, path, f"“{text}”请改为“是”或“否”", "取值")
        if fact and text in BLANK and text not in words:
            return blank
        if words:
            return text if text in words else self.report(node, path, no_choice(text, words), "取值")
        try:
            return read(text) if read else text
        except REFUSALS as error:
            check, message = REFUSED[type(error)], str(error)
            if text in BLANK and ".评分." in path:
                message = message.removesuffix(REQUIRED_HERE) + BLANK_IN_RULE
            return self.report(node, path, message, check)

    def _items(self, each: TypeSpec, node: Node, path: str, key: str) -> Any:
        if each is TEXT and type(node) is ScalarNode:
            if self.text(TEXT, node, path, key) is INVALID:
                return INVALID
            return tuple(line.strip() for line in node.value.split("\n") if line.strip())
        if each.noun and each.noun.alone and type(node) is not SequenceNode:
            only = self.record(each.noun, node, path)
            return only if only is INVALID else (only,)
        if type(node) is not SequenceNode:
            return self._wrong_kind(node, path, SequenceNode)
        if not node.value:
            return self.report(node, path, f"“{key}”是空的列表，请填写或删去", "空项")
        return self._list(each, node, path, key)

    def _list(self, each: TypeSpec, node: SequenceNode, path: str, key: str) -> Any:
        noun, values, sound = each.noun, list[Any](), True
        for number, item in enumerate(node.value, 1):
            if (each is TEXT or each is CELL) and (words := clear_words(item)):
                values.append(words)
                continue
            where = join(path, label(noun, item, number))
            value = self.read(each, item, where, key)
            if value is INVALID and not (noun and plan_of(noun).whole):
                self.unread.append(where)
                value = self._nothing(each, item, where)
            values.append(value)
            sound &= value is not INVALID
        return tuple(values) if sound else INVALID

    def _rule(self, node: Node, path: str) -> Any:
        """Read a 评分: 方法 names the rule, the other keys are those of that rule; INVALID if any cannot be read."""
        if type(node) is not MappingNode:
            return self.report(node, path, *wrong_kind(node, MappingNode))
        by_method = rules()
        rows = [pair for pair in node.value if pair[0].value == "方法"]
        if hint := next(filter(None, (colon(key.value) for key, _ in node.value if type(key) is ScalarNode)), ""):
            return self.report(node, path, hint, "未知项")
        if not rows:
            return self.report(node, path, f"缺少“方法”，请写明评分方法：{'、'.join(by_method)}", "缺项")
        method = clear_words(rows[0][1])
        if method not in by_method:
            method = self.text(TypeSpec("text", tuple(by_method)), rows[0][1], join(path, "方法"), "方法")
        if method is INVALID or len(rows) > 1:
            return INVALID if len(rows) == 1 else self.report(rows[1][0], path, "“方法”写了两次，请删去一个", "重复项")
        rest = MappingNode([pair for pair in node.value if pair is not rows[0]], node.start_mark)
        return self.record(by_method[method], rest, path)

    def _remark(self, node: Node, path: str) -> Any:
        """Read a 说明: words for readers, or a mapping of 备注 and of the checks it waives."""
        if type(node) is not MappingNode:
            text = self.text(TEXT, node, path, "说明")
            return text if text is INVALID else Remark(text=text, marks=Marks(self.file, path, position(node)))
        if not node.value:
            return self.report(node, path, "“说明”后面没有内容，请填写；没有可填的请删去这一行", "空项")
        words, keys, sound = "", set(), True
        waivers: list[Waiver] = []
        for key_node, value_node in node.value:
            key = key_node.value if type(key_node) is ScalarNode else ""
            if key in keys:
                value = self.report(key_node, f"{path}.{key}", f"“{key}”写了两次，请合并", "重复项")
            elif key == "备注":
                value = self.text(TEXT, value_node, f"{path}.{key}", key)
                words = "" if value is INVALID else value
            else:
                value = self._waivers(key, key_node, value_node, f"{path}.{key}")
                waivers += [item for item in value if item is not INVALID]
            sound &= value is not INVALID and not (type(value) is list and INVALID in value)
            keys.add(key)
        if not sound:
            self.unread.append(path)
        waivers.sort(key=lambda waiver: waiver.check)  # the order of keys means nothing
        return Remark(text=words, waivers=tuple(waivers), marks=Marks(self.file, path, position(node)))

    def _waivers(self, check: str, key_node: Node, node: Node, path: str) -> Any:
        """Read the waivers of one check: one mapping, or several that each name the 内容 they are for."""
        if type(node) is ScalarNode and not _is_unfilled(node):
            how = f"“{check}: {{理由: …, 处室: …}}”"
            return [self.report(node, path, f"豁免要写明理由和作出豁免的处室，请写成{how}", "缺项")]
        nodes = node.value if type(node) is SequenceNode else [node]
        marks = [Marks(self.file, path, position(key_node if item is node else item)) for item in nodes]
        return [
            self.record(Waiver, item, path, check=check, marks=mark) for item, mark in zip(nodes, marks, strict=True)
        ]

    def _wrong_kind(self, node: Node, path: str, wanted: type[Node]) -> object:
        return self.report(node, path, *wrong_kind(node, wanted))


def _lines(each: TypeSpec, lines: tuple[str, ...], node: Node) -> tuple[tuple[str, ...], Spots]:
    """Return the lines of prose, or the cells of a row, and where each stands; blank lines of prose are none."""
    spots = line_spots(node)
    if each is TEXT and "" in lines:
        spots = tuple(spot for spot, line in zip(spots, lines, strict=True) if line)
        lines = tuple(filter(None, lines))
    return lines, spots


def _is_empty(node: Node | None) -> bool:
    return type(node) is ScalarNode and not node.value


def _is_unfilled(node: Node) -> bool:
    """True for a value, list or block that a draft leaves open (待填); a single line of prose is enough."""
    if type(node) is not ScalarNode or UNFILLED not in node.value:
        return False
    return UNFILLED in (line.strip() for line in node.value.split("\n"))


def _still_to_fill(key: str, words: tuple[str, ...]) -> str:
    """Return the message on an open value, with the words to choose from if there are such."""
    words = tuple(rules()) if key == "方法" else words
    return f"{key}{UNFILLED}，请" + (f"从中选一个：{'、'.join(words)}" if words else "填写")
