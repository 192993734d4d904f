"""Forms: what making them as workbooks and as Word costs, and importing them all as if they had been sent back."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools.bench import ours
from tools.bench.measure import Cost, run
from tools.bench.synthetic import synthetic

NAMES = WORKBOOKS, DOCUMENTS, IMPORTED = "做表（.xlsx）", "做表（Word）", "收表"


def measured(folder: Path, count: int) -> Iterator[tuple[str, Cost]]:
    """Each of the commands once, over as many forms."""
    content, out = folder / "content", folder / "out"
    synthetic(content, count)
    names = sorted(f"{file.parent.name}/{file.stem}" for file in (content / "projects").rglob("*.yml"))
    where = ("--content", str(content), "--out", str(out))
    for name, ending in ((WORKBOOKS, "xlsx"), (DOCUMENTS, "docx")):
        yield name, run((*ours.COMMAND, "form", "--as", ending, *where, *names), ours.HOME)
    sent = [str(file) for file in sorted((out / "forms").glob("*.xlsx"))]
    yield IMPORTED, run((*ours.COMMAND, "import", "--yes", *where, *sent), ours.HOME)


def main(count: int) -> None:
    """Print a line for each."""
    with tempfile.TemporaryDirectory() as folder:
        for name, cost in measured(Path(folder), count):
            print(f"{name} {count} 份：{cost}")
