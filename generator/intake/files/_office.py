"""Office archives (.xlsx, .docx): their properties, and what in them is not read but should be told."""

from collections.abc import Iterator

from generator.intake.files._received import Received
from generator.intake.files._xml import tree

HAS_MACROS = "文件里有宏，没有运行，也不会读取"
HAS_LINKS = "文件里有指向其他工作簿的链接，没有打开；这些格里的数是上次保存时的"
HAS_REMARKS = "文件里有批注，没有读；其中若有要填的内容，请写进表里"
CORE, CUSTOM = "docProps/core.xml", "docProps/custom.xml"


def properties_of(file: Received) -> dict[str, str]:
    """Properties that a form of ours may carry: those of its own, and title, subject and keywords of every file."""
    found: dict[str, str] = {}
    if CORE in file.parts:
        for one in tree(file, CORE):
            if one.tag in ("title", "subject", "keywords", "category", "identifier", "version") and one.text:
                found[one.tag] = one.text
    if CUSTOM in file.parts:
        for one in tree(file, CUSTOM):
            if name := one.get("name", ""):
                found[name] = "".join(one.itertext()).strip()
    return found


def told_of_archive(file: Received) -> Iterator[str]:
    """What an archive holds beside its text: macros, links to other files, remarks."""
    names = sorted(file.parts)
    if any(name.endswith("vbaProject.bin") for name in names):
        yield HAS_MACROS
    if any(name.startswith("xl/externalLinks/") for name in names):
        yield HAS_LINKS
    if any(name.startswith(("xl/comments", "xl/threadedComments/", "word/comments")) for name in names):
        yield HAS_REMARKS
    if any("/embeddings/" in name for name in names):
        yield "文件里嵌有别的文件，没有读"
