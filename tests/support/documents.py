"""Documentation pages as data: their code blocks, headings, links, inline code and the commands they show."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
README, ENGLISH, DOCS = ROOT / "README.md", ROOT / "README.en.md", ROOT / "docs"
DOCUMENTS = (*sorted(ROOT.glob("*.md")), *sorted(DOCS.glob("*.md")), *sorted((ROOT / "tests").rglob("README.md")))

FENCED = re.compile(
    r"(?:^<!-- (?P<marker>[^>\n]+) -->\n)?^(?P<fence>`{3,})(?P<language>\w*)\n(?P<text>.*?)^(?P=fence)$", re.M | re.S
)
HEADING = re.compile(r"^(#+) (.+)$", re.M)
LINK = re.compile(r"(?<!!)\[[^]]*\]\(([^)\s]+)\)")
IMAGE = re.compile(r"!\[[^]]*\]\(([^)\s]+)\)")
INLINE = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True)
class Block:
    """A fenced code block: its language, its text, and the HTML comment on the line above ("" without)."""

    marker: str
    language: str
    text: str


def blocks(document: Path, language: str = "", marker: str = "") -> list[Block]:
    """The code blocks of a document, of one language or with one marker where it is given."""
    code_blocks = (
        Block(match["marker"] or "", match["language"], match["text"])
        for match in FENCED.finditer(document.read_text("utf-8"))
    )
    return [block for block in code_blocks if language in ("", block.language) and marker in ("", block.marker)]


def prose(document: Path) -> str:
    """What stands outside the code blocks."""
    return FENCED.sub("", document.read_text("utf-8"))


def table(document: Path, marker: str) -> list[list[str]]:
    """The rows of the table that follows a marker, without its head."""
    after = document.read_text("utf-8").partition(f"<!-- {marker} -->\n\n")[2].split("\n\n", 1)[0]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in after.splitlines()[2:]]


def headings(document: Path) -> list[tuple[int, str]]:
    """Level and text of each heading."""
    return [(len(signs), text) for signs, text in HEADING.findall(prose(document))]


def anchors(document: Path) -> set[str]:
    """The anchors that Git hosts make of the headings: lower case, spaces as hyphens, no punctuation."""
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for _, text in headings(document)}


def commands(document: Path) -> Iterator[str]:
    """Every command a document shows: in shell blocks, in the steps of CI files, and inline."""
    yield from shown(document)
    for block in blocks(document, "yaml"):
        if block.text.startswith("jobs:"):
            jobs = yaml.safe_load(re.sub(r"\$\{\{.*?\}\}", "2017", block.text))["jobs"]
            yield from (step["run"] for job in jobs.values() for step in job["steps"] if "run" in step)
    for code in INLINE.findall(prose(document)):
        if code.startswith("make ") or "-m generator" in code:
            yield code


def shown(document: Path) -> Iterator[str]:
    """The commands of shell blocks alone, without their comments."""
    for block in blocks(document, "sh"):
        yield from (line.partition("  #")[0].strip() for line in block.text.splitlines())


@cache
def programs(command: str) -> tuple[tuple[str, ...], ...]:
    """The Python modules that a command runs, each with its arguments; `make` tells by a dry run what it would do."""
    lines = [command]
    if command.startswith("make "):
        dry = ["make", "-n", "--no-print-directory", *shlex.split(command)[1:]]
        ran = subprocess.run(dry, cwd=ROOT, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, f"{command}\n{ran.stderr}"
        lines = ran.stdout.replace("\\\n", " ").splitlines()
    called = (
        shlex.split(line.partition(" || ")[0]) for line in lines if "python -m " in line and "pip install" not in line
    )
    return tuple(tuple(words[words.index("-m") + 1 :]) for words in called)


def drawn(layers: list[str]) -> list[str]:
    """The layers of the import contract as a drawing: one box a layer, its packages side by side."""
    rows = [[f" {name.strip()} " for name in re.split("[|:]", layer)] for layer in layers]
    inner = max(47, *(len(row) * (max(map(len, row)) + 1) for row in rows))
    walls, boxes = [], []
    for row in rows:
        width = (inner + 1) // len(row)
        box = "│".join(name.ljust(width - 1) for name in row).ljust(inner)
        walls.append({at for at, sign in enumerate(box) if sign == "│"})
        boxes.append(box)
    lines = [f"┌{_edge(set(), walls[0], inner)}┐"]
    for box, above, below in zip(boxes, walls, [*walls[1:], None], strict=True):
        ends = "└┘" if below is None else "├┤"
        lines += [f"│{box}│", f"{ends[0]}{_edge(above, below or set(), inner)}{ends[1]}"]
    return lines


def _edge(above: set[int], below: set[int], inner: int) -> str:
    """The line between two rows of boxes."""
    corner = {(False, False): "─", (True, False): "┴", (False, True): "┬", (True, True): "┼"}
    return "".join(corner[at in above, at in below] for at in range(inner))
