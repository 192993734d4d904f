"""Office archives (.xlsx, .docx): parts read as XML, properties, and contents that are reported instead of read.

Names of elements and attributes come without their prefix, since every program chooses prefixes of its own. Hostile
parts stop the reading.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from generator.intake.files._received import NotReadable, Received

ROOT = "_rels/.rels"
MOST_UNPACKED = 120 * 1024 * 1024  # of all parts that are read
MOST_STREAMED = 1_500_000  # elements
MOST_AT_ONCE = 4 * 1024 * 1024  # between the begin of a tag, text or comment and what can be taken of it
MOST_IN_TREE = 24 * 1024 * 1024  # of one part that is kept whole in memory
MOST_ELEMENTS = 400_000  # of one part that is kept whole
DEEPEST = 250  # elements within elements
MOST_NAMES = 10_000  # of elements and attributes in one part; the formats know some hundreds
HAS_MACROS = "文件里有宏，没有运行，也不会读取"
HAS_LINKS = "文件里有指向其他工作簿的链接，没有打开；这些格里的数是上次保存时的"
HAS_REMARKS = "文件里有批注，没有读；其中若有要填的内容，请写进表里"
CORE, CUSTOM = "docProps/core.xml", "docProps/custom.xml"


class XmlHandlers(NamedTuple):
    """Callbacks for the begin of an element, its end, and the text between."""

    start: Callable[[str, dict[str, str]], object]
    end: Callable[[str], object]
    text: Callable[[str], object]


class _BareNames(dict[str, str]):
    """Names of elements and attributes without their prefix, each worked out once in a part.

    Raises NotReadable for more than `MOST_NAMES`: the parser keeps every name it meets in memory.
    """

    def __missing__(self, name: str) -> str:
        if len(self) == MOST_NAMES:
            raise NotReadable("文件里的标记多得不寻常，不会读取；请在原来的软件里另存一份，再交来")
        self[name] = name.rpartition(":")[2]
        return self[name]


def feed(
    file: Received, part: str, handlers: XmlHandlers, *,
    most: int = MOST_UNPACKED, elements: int = MOST_STREAMED, shrink: Callable[[bytes], bytes] | None = None,
) -> None:  # fmt: skip
    """Hand the elements of a part to functions, one by one; `shrink` takes out of whole tags what is not wanted.

    Raises NotReadable for a part of more than `most` bytes or `elements` elements.
    """
    assert file.archive
    size, effort = file.archive.getinfo(part).file_size, file.effort
    effort.unpacked += size
    if size > most or effort.unpacked > MOST_UNPACKED:
        raise NotReadable(
            f"文件里的 {part} 展开后有 {size >> 20} MB，大得不寻常，不会读取；请删去用不到的内容，另存一份再交来"
        )
    bare = _BareNames()
    depth, last = 0, min(effort.elements + elements, MOST_STREAMED)

    def refuse(*_: object) -> None:
        raise NotReadable(
            "文件里有不该有的文档类型声明（可能夹带别的内容），不会读取；请在原来的软件里另存一份，再交来"
        )

    def opened(name: str, given: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        effort.elements += 1
        if effort.elements > last:
            raise NotReadable("文件里的内容多得不寻常，不会读取；请拆成几个文件再交来")
        if depth > DEEPEST:
            raise NotReadable("文件里的内容一层套一层，深得不寻常，不会读取；请在原来的软件里另存一份，再交来")
        handlers.start(bare[name], {bare[key]: value for key, value in given.items()})

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        handlers.end(bare[name])

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = handlers.text
    with file.archive.open(part) as stream:
        rest, fed = b"", 0
        while chunk := stream.read(1 << 20):
            if shrink:
                whole, tag, rest = (rest + chunk).rpartition(b">")
                chunk = shrink(whole + tag)
            parser.Parse(chunk)
            fed += len(chunk)
            if max(fed - parser.CurrentByteIndex, len(rest)) > MOST_AT_ONCE:
                raise NotReadable("文件里有一处长得不寻常，不会读取；请在原来的软件里另存一份，再交来")
    parser.Parse(rest, True)


def tree(file: Received, part: str) -> Element:
    """Return the root of a part that is kept whole."""
    builder = TreeBuilder()
    handlers = XmlHandlers(builder.start, builder.end, builder.data)
    feed(file, part, handlers, most=MOST_IN_TREE, elements=MOST_ELEMENTS)
    return builder.close()


def main_part(file: Received, folder: str) -> str:
    """Return the part that refers to the others (`xl/workbook.xml`, whatever its name), "" if there is none."""
    if ROOT not in file.parts:
        return ""
    targets = (
        relation.get("Target", "")
        for relation in tree(file, ROOT)
        if relation.get("Type", "").endswith("/officeDocument")
    )
    part = next((_resolved("", target) for target in targets), "")
    return part if part in file.parts and part.startswith(f"{folder}/") and part.endswith(".xml") else ""


def relations(file: Received, part: str) -> dict[str, str]:
    """Return the targets of the relations of a part within the archive, by their ids."""
    folder, _, name = part.rpartition("/")
    relations_part = f"{folder}/_rels/{name}.rels"
    if relations_part not in file.parts:
        return {}
    return {
        relation.get("Id", ""): _resolved(folder, relation.get("Target", ""))
        for relation in tree(file, relations_part)
        if relation.get("TargetMode") != "External"
    }


def _resolved(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    steps = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == ".." and steps:
            steps.pop()
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def properties_of(file: Received) -> dict[str, str]:
    """Properties that a form of ours may carry: those of its own, and title, subject and keywords of every file."""
    properties: dict[str, str] = {}
    if CORE in file.parts:
        for element in tree(file, CORE):
            if element.tag in ("title", "subject", "keywords", "category", "identifier", "version") and element.text:
                properties[element.tag] = element.text
    if CUSTOM in file.parts:
        for element in tree(file, CUSTOM):
            if name := element.get("name", ""):
                properties[name] = "".join(element.itertext()).strip()
    return properties


def archive_notices(file: Received) -> Iterator[str]:
    """Report macros, links to other files, remarks and embedded files of an archive."""
    names = sorted(file.parts)
    if any(name.endswith("vbaProject.bin") for name in names):
        yield HAS_MACROS
    if any(name.startswith("xl/externalLinks/") for name in names):
        yield HAS_LINKS
    if any(name.startswith(("xl/comments", "xl/threadedComments/", "word/comments")) for name in names):
        yield HAS_REMARKS
    if any("/embeddings/" in name for name in names):
        yield "文件里嵌有别的文件，没有读"


RAISED = {
    "superscript": str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"),
    "subscript": str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋"),
}
STRUCK_OUT = "〔划去：{}〕"  # so that nobody takes 12 struck out and 15 behind it for 1215


def as_seen(text: str, place: str = "", struck: bool = False) -> str:
    """Return a text as people see it: raised and lowered figures as such (10³), struck out words named as that."""
    text = text.translate(RAISED[place]) if place in RAISED else text
    return STRUCK_OUT.format(text) if struck and text.strip() else text


def has_pictures(file: Received) -> bool:
    """Return whether there are pictures in an archive."""
    return any("/media/" in part for part in file.parts)
