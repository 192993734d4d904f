"""Changes that staff and engineers make, one file each; a file is as it was once what follows was measured."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

THEME = Path(__file__).resolve().parents[2] / "theme"
SCHEME = "sh-2014"  # what the first five years are graded by


class Edit(NamedTuple):
    """A file, its text after a change, and the words in it that are new."""

    file: Path
    text: str
    words: str

    def write(self) -> str:
        """Make the change for good; gives the words that are new."""
        self.file.write_text(self.text, "utf-8")
        return self.words

    @contextmanager
    def made(self) -> Iterator[Path]:
        """The file changed, for as long as it takes to measure what follows."""
        before = self.file.read_bytes()
        try:
            self.write()
            yield self.file
        finally:
            self.file.write_bytes(before)


Change = Callable[[Path, int], Edit]  # of a content, another one for each number


def reword(content: Path, number: int) -> Edit:
    """A sentence of one project, which its own page shows."""
    file, words = file_of(content, number), f"另据第{number + 2}次回访，"
    head, mark, rest = file.read_text("utf-8").partition("\n背景:\n- ")
    return Edit(file, f"{head}{mark}{words}{rest}", words)


def rename_project(content: Path, number: int) -> Edit:
    """The name of one project, which many pages show."""
    file, words = file_of(content, number), f"第{number + 2}批"
    text = file.read_text("utf-8")
    name = text.split("\n简称: ")[1].split("\n")[0]
    return Edit(file, text.replace(name, name + words), words)


def rename_unit(content: Path, number: int) -> Edit:
    """A new name of one unit, which has projects, beside its old one."""
    file = content / "units.yml"
    first, *blocks = file.read_text("utf-8").split("\n- 标识: ")
    busy = {path.stem.rpartition("-")[0] for path in _synthetic(content)}
    places = [n for n, one in enumerate(blocks) if "局\n" in one and "曾用名" not in one and one.split("\n")[0] in busy]
    place = places[number % len(places)]
    slug, _, rest = blocks[place].partition("\n")
    name = rest.split("名称: ")[1].split("\n")[0]
    new = f"{name.removesuffix('局')}管理局"
    renamed = rest.replace(f"名称: {name}", f"名称: {new}", 1).rstrip("\n")
    blocks[place] = f"{slug}\n{renamed}\n  曾用名: [{name}]\n"
    return Edit(file, "\n- 标识: ".join((first, *blocks)), new)


def change_scheme(content: Path, number: int) -> Edit:
    """What is said of a scheme that half of the projects are graded by; its bands and names stay."""
    return _after(content / f"schemes/{SCHEME}.yml", "\n核实说明: ", f"第{number + 2}次核对：")


def reword_page(content: Path, number: int) -> Edit:
    """A sentence of a handwritten page."""
    return _after(content / "pages/guanyu.md", "\n\n本站", f"（第{number + 2}版）")


def project_template(_: Path, number: int) -> Edit:
    """The template of the pages of projects."""
    return _template("project", number)


def unit_template(_: Path, number: int) -> Edit:
    """The template of the pages of units."""
    return _template("unit", number)


def file_of(content: Path, number: int) -> Path:
    """A file of a project, another one for each number."""
    files = _synthetic(content)
    return files[(len(files) // 2 + number) % len(files)]


def _synthetic(content: Path) -> list[Path]:
    return sorted((content / "projects").rglob("*-[0-9]*.yml"))


def _template(name: str, number: int) -> Edit:
    file, words = THEME / f"templates/{name}.md.j2", f"第{number + 2}次改版。"
    return Edit(file, f"{file.read_text('utf-8')}\n<p>{words}</p>\n", words)


def _after(file: Path, mark: str, words: str) -> Edit:
    head, found, rest = file.read_text("utf-8").partition(mark)
    assert found, f"{file} has no “{mark.strip()}”"
    return Edit(file, f"{head}{mark}{words}{rest}", words)
