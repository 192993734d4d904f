"""同一指标体系里编号写法一致：同级写法相同，不多标点，下级以上级编号开头，不缺号、不乱序、不漏写；完全不编号的不管。"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._harmless import Harmless
from generator.checks._indicators import all_nodes, all_scores
from generator.checks.naming._codes import clean, fault, shape
from generator.core.diagnostic import Severity
from generator.model.project import Indicator, Project
from generator.model.scores import ProjectScore

NAME = "编号写法"
SEVERITY: Severity = "警告"
CodeTree = tuple[tuple[int, str], ...]  # the level and the code of each indicator, in the paper's order


SOUND = Harmless[CodeTree](1_000)


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Look at each tree; a repeated code is the matter of another check."""
    tree = tuple([(one.level, one.indicator.code) for one in all_scores(score)])
    if tree in SOUND:
        return  # projects of one framework have the same codes
    codes = Counter(code for _, code in tree)
    twice = {code for code, count in codes.items() if count > 1}
    if set(codes) == {""}:
        return
    found = [*_shapes(project, twice), *_families(project, twice)]
    yield from found
    if not found:
        SOUND.remember([tree])


def _levels(project: Project) -> dict[int, list[Indicator]]:
    levels: dict[int, list[Indicator]] = defaultdict(list)
    stack = [(node, 1) for node in reversed(project.indicators)]
    while stack:
        node, depth = stack.pop()
        levels[depth].append(node)
        stack.extend((child, depth + 1) for child in reversed(node.children))
    return levels


def _shapes(project: Project, twice: set[str]) -> Iterator[Violation]:
    """Compare each code with those of its level; a level's own way of writing is no mistake."""
    for depth, nodes in _levels(project).items():
        coded = [node for node in nodes if node.code]
        if not coded:
            continue
        shapes = Counter(shape(node.code) for node in coded)
        usual, count = shapes.most_common(1)[0]
        model = next(node.code for node in coded if shape(node.code) == usual)
        for node in nodes:
            own = shape(node.code)
            if not node.code:
                if len(coded) * 2 > len(nodes) and (depth > 1 or node.children):  # a row of the funds has none
                    text = f"“{node.name}”没有编号，同级其他指标有编号（如“{model}”），请对照原件核对"
                    yield node, "name", text
            elif node.code in twice:
                continue
            elif clean(node.code) != node.code and shapes[own] * 2 <= len(coded):
                right = _right(node.code, usual)
                yield node, "code", f"编号“{node.code}”{fault(node.code)}，似应为“{right}”，请对照原件核对"
            elif own != usual and clean(model) == model and count > 1 and shapes[own] * 2 < count:
                yield node, "code", f"编号“{node.code}”与同级编号（如“{model}”）写法不同，请对照原件核对"


def _right(code: str, usual: str) -> str:
    """A code as it should be, without dots where its level has none."""
    joined = clean(code).replace(".", "")
    return joined if shape(joined) == usual else clean(code)


def _follows(parent: Indicator, child: Indicator) -> bool:
    return clean(child.code).replace(".", "").startswith(clean(parent.code).replace(".", ""))


def _families(project: Project, twice: set[str]) -> Iterator[Violation]:
    """Compare children with their parent and with each other, if codes of this tree begin with their parent's."""
    parents = [node for node in all_nodes(project) if node.code and any(child.code for child in node.children)]
    pairs = [_follows(node, child) for node in parents for child in node.children if child.code]
    if pairs and sum(pairs) * 2 <= len(pairs):
        return
    wrong: set[int] = set()
    for node in parents:
        strange = [child for child in node.children if child.code and not _follows(node, child)]
        known = id(node) in wrong or node.code in twice
        if len(strange) == len(node.children) > 1 and not known:
            yield node, "code", f"编号“{node.code}”与下级编号对不上（下级是“{strange[0].code}”等），请核对"
            wrong.add(id(node))
        elif not known:
            for child in (child for child in strange if child.code not in twice):
                text = f"编号“{child.code}”不以上级编号“{clean(node.code)}”开头，请核对编号和所在位置"
                yield child, "code", text
        wrong |= {id(child) for child in strange}
    rows = [("", project.indicators), *((clean(node.code), node.children) for node in parents)]
    for above, nodes in rows:
        if not any(id(node) in wrong or node.code in twice or not node.code for node in nodes):
            yield from _row(nodes, above)


def _row(nodes: tuple[Indicator, ...], above: str) -> Iterator[Violation]:
    """Tell a gap or a wrong order among siblings."""
    ends = [clean(node.code)[len(above) :].strip(".") for node in nodes]
    if all(end.isascii() and end.isdigit() and len(end) < 6 for end in ends):
        places = [int(end) for end in ends]
    elif not above and all(len(end) == 1 and "A" <= end <= "Z" for end in ends):
        places = [ord(end) for end in ends]
    else:
        return
    if above and places and min(places) == 2:
        first = nodes[places.index(2)]
        text = f"编号从“{first.code}”开始，没有“{above}{'.' * ('.' in first.code[len(above) :])}1”，请核对"
        yield first, "code", text
    for before, place, node, last in zip(places, places[1:], nodes[1:], nodes, strict=False):
        if place < before:
            yield node, "code", f"编号“{node.code}”排在“{last.code}”后面，请核对编号和次序"
            return
    for before, place, node, last in zip(places, places[1:], nodes[1:], nodes, strict=False):
        if place > before + 1:
            yield node, "code", f"“{last.code}”后面是“{node.code}”，中间缺号，请核对是编号有误还是漏了指标"
