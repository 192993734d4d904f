"""Commas in braces: `{金额: 52,410.88万元}` is 52 and a key 410.88万元 to YAML; what was one number is told as one."""

from generator.core.number_advice import GROUPED, UNIT
from generator.load.source import MappingNode, Node, ScalarNode, position


def rejoined(node: MappingNode) -> tuple[list[tuple[Node, Node]], dict[int, str]]:
    """The pairs of a mapping without the rests of numbers; the whole of each split number, by the `id` of its node."""
    if not [1 for key, _ in node.value if type(key) is ScalarNode and key.value[:1].isdigit()]:
        return node.value, {}
    pairs: list[tuple[Node, Node]] = []
    whole: dict[int, str] = {}
    last: Node | None = None
    for key, value in node.value:
        if last and _goes_on(last, key, value):
            begun = pairs[-1][1]
            whole[id(begun)] = f"{whole.get(id(begun), begun.value)},{key.value}"
            last = key
        else:
            pairs.append((key, value))
            last = value
    return pairs, whole


def _goes_on(last: Node, key: Node, value: Node) -> bool:
    """Whether a key is the rest of a number: it begins with a digit, stands on the same line, and has no value."""
    if not (type(last) is type(key) is type(value) is ScalarNode) or last.style or key.style or value.style:
        return False
    here = last.value[-1:].isdigit() and key.value[:1].isdigit() and not value.value
    return here and position(last)[0] == position(key)[0]


def advice(text: str) -> str:
    """What to do about a number that was split."""
    found = UNIT.fullmatch(text)
    grouped = "，或不写千分位的逗号" if found and GROUPED.fullmatch(found["number"]) else ""
    return f"花括号里的逗号把“{text}”分成了几项，请给它整个加上引号{grouped}，或不用花括号、单独写一行"
