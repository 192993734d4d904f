"""Mistakes of writing in keys, words and values: what was probably meant, by official forms, else by likeness."""

import difflib
from collections import defaultdict
from collections.abc import Container, Mapping
from typing import NamedTuple

from generator.core.number import GROUPED, QUOTES, UNIT
from generator.core.record import Record
from generator.load.schema import plan_of
from generator.load.source import MappingNode, Node, ScalarNode, SequenceNode, colon, position

COMPUTED = ("computed", "本站核算")  # what the site's own downloads call what they work out
KINDS = {ScalarNode: "一段文字", SequenceNode: "列表（以“- ”开头的若干项）", MappingNode: "若干行“项目: 内容”"}
SIGNS = {">=": "≥", "≧": "≥", "<=": "≤", "≦": "≤", "==": "=", "＝": "=", "﹦": "=", "═": "="}


class KeyMeaning(NamedTuple):
    """Probable meaning of an unknown key: the known key or an empty text, the message, whether the value still fits."""

    key: str
    text: str
    same: bool = False


def meaning(noun: type[Record], word: str, written: Mapping[str, object], root: type[Record]) -> KeyMeaning:
    """Return the probable meaning of a word that is no key of a record.

    `written` are the keys beside it, in order; `root` is the record of the whole file.
    """
    schema = plan_of(noun)
    if advice := colon(word):
        return KeyMeaning(_near(noun, word, written), f"没有“{word}”这一项：{advice}")
    if word in COMPUTED:
        return KeyMeaning("", "本站核算的数由程序算出，不能填报；原文印有的写在“公布”下")
    if key := schema.forms.get(word):
        twice = f"，“{key}”已经有了，请只留一个" if key in written else "，请改"
        return KeyMeaning(key, f"“{word}”在这里写作“{key}”{twice}", same=True)
    if hint := noun.form_hints.get(word):
        return KeyMeaning("", f"“{word}”{hint}")
    if elsewhere := _elsewhere(noun, word, list(written), root):
        return elsewhere
    if near := _near(noun, word, written):
        return KeyMeaning(near, f"没有“{word}”这一项，是不是“{near}”？")
    return KeyMeaning("", f"没有“{word}”这一项；这里可以写：{'、'.join(schema.fields)}")


def _elsewhere(noun: type[Record], word: str, written: list[str], root: type[Record]) -> KeyMeaning | None:
    """Return the block that a word belongs to: of those beside it the last before it, else the only one."""
    top = plan_of(root).fields
    if word in top:
        return KeyMeaning("", f"“{word}”不写在这里面，请顶格写")
    blocks = _blocks(noun).get(word, {})
    before = [key for key in written[: written.index(word)] if key in blocks]
    if before or len(blocks) == 1:
        block = [*blocks, *before][-1]
        how = "请移过去，比它多缩进两格" if blocks[block] == word else f"写作“{blocks[block]}”"
        return KeyMeaning(block, f"“{word}”写在“{block}”下，{how}")
    for block, key in _blocks(root).get(word, {}).items():
        if key == word and top[block].type.noun:
            return KeyMeaning("", f"“{word}”写在“{block}”下，请移过去")
    return None


def _blocks(noun: type[Record]) -> Mapping[str, dict[str, str]]:
    """Return the blocks of a record that have each key, or a word of forms for it, with the key."""
    blocks = defaultdict[str, dict[str, str]](dict)
    for block, step in plan_of(noun).fields.items():
        below = step.type.noun or (step.type.each and step.type.each.noun)
        keys = {**plan_of(below).forms, **{key: key for key in plan_of(below).fields}} if below else {}
        for word, key in ({"方法": "方法"} if step.type.kind == "rule" else keys).items():
            blocks[word][block] = key
    return blocks


def _near(noun: type[Record], word: str, written: Container[str]) -> str:
    free = [key for key in plan_of(noun).fields if key not in written]
    return next(iter(difflib.get_close_matches(word, free, 1, 0.5)), "")


def no_choice(text: str, words: tuple[str, ...]) -> str:
    """Return the message on a text that is none of the words to choose from."""
    same = SIGNS.get(text, "")
    near = [same] if same in words else difflib.get_close_matches(text, words, 1, 0.5)
    hint = f"，是不是“{near[0]}”？" if near else "，"
    return f"“{text}”不在可选的词里{hint}请从中选一个：{'、'.join(words)}"


def wrong_kind(node: Node, wanted: type[Node]) -> tuple[str, str]:
    """Return the message on a node of another kind than is wanted, and the name of its check."""
    if type(node) is not ScalarNode:
        shown, hint = KINDS[type(node)], ""
    elif not node.value.strip():
        return "后面没有内容，请填写；没有可填的请删去这一行", "空项"
    else:
        shown, hint = f"“{node.value[:20]}”", colon(node.value.split(" ")[0]) if wanted is MappingNode else ""
    return f"这里应是{KINDS[wanted]}，现在是{shown}{hint and f'：{hint}'}", "类型"


def rejoin(node: MappingNode, known: Container[str]) -> tuple[list[tuple[Node, Node]], dict[int, str]]:
    """Rejoin values that a comma in braces has split: `{金额: 52,410.88万元}` is 52 and a key 410.88万元 to YAML.

    Returns the pairs of the mapping without the rests, and each whole value by the `id` of its node.
    """
    pairs: list[tuple[Node, Node]] = []
    whole: dict[int, str] = {}
    last: Node | None = None
    for key, value in node.value:
        if last and key.value not in known and _goes_on(last, key, value):
            begun = pairs[-1][1]
            whole[id(begun)] = f"{whole.get(id(begun), begun.value)},{key.value}"
            last = key
        else:
            pairs.append((key, value))
            last = value
    return pairs, whole


def _goes_on(last: Node, key: Node, value: Node) -> bool:
    """Return whether a key is the rest of a value: words without a colon, on the same line."""
    if not (type(last) is type(key) is type(value) is ScalarNode) or last.style or key.style or value.style:
        return False
    return bool(last.value and not value.value) and position(last)[0] == position(key)[0] and not colon(key.value)


def split_value(text: str) -> str:
    """Return the message on a value that was split."""
    match = UNIT.fullmatch(text)
    grouped = "，或不写千分位的逗号" if match and GROUPED.fullmatch(match["number"]) else ""
    quotes = "半角引号" if text[0] in QUOTES else "引号"
    return f"花括号里的逗号把“{text}”分成了几项，请给它整个加上{quotes}{grouped}，或不用花括号、单独写一行"
