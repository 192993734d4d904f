"""佐证要写明是什么：内容、附件、校验和至少有一样；写了校验和又附了文件的，两者要相符。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.ledger._items import items
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project

NAME = "佐证不符"
SEVERITY: Severity = "错误"


def check(project: Project, book: Book) -> Iterator[Violation]:
    """Hold each piece of evidence against the file that lies there."""
    for item in items(project):
        for one in item.evidence:
            if not (one.text or one.files or one.checksum):
                yield one, "text", "佐证没有写是什么材料，请补写“内容”或“附件”；不公开的材料写内容和校验和"
            if not one.checksum or not one.files:
                continue
            found = [book.files[file.name].digest for file in one.files if file.name in book.files]
            if len(found) == len(one.files) and one.checksum.text not in found:
                names = "、".join(file.name for file in one.files)
                text = f"校验和与“{names}”算出的 {found[0][:12]}… 不符，文件可能换过，请核对文件，或重写校验和"
                yield one, "checksum", text
