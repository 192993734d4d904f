"""A site that is built for a test, as bytes by address."""

import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from pathlib import Path

from generator.cli import main
from generator.core.paths import PACKAGE, Paths
from generator.pipeline import build as builds
from generator.pipeline.examination import Examination

ROOT = PACKAGE.parent
THEME = ROOT / "theme"
MakeOnce = Callable[[str, Callable[[Path], object]], Path]


def build(content: Path, out: Path, strict: bool = False, parts: Sequence[Path] = (), root: Path = ROOT) -> Examination:
    """Build `content` into `out`, as the command does; `root` holds the theme."""
    return builds.build_site(Paths(content, out, root), strict, parts)


def build_sound(content: Path, out: Path) -> None:
    """Build a site of data without errors."""
    made = build(content, out)
    assert made.sound, [str(diagnostic) for diagnostic in made.diagnostics][:5]


def build_years(content: Path, out: Path, years: Collection[str]) -> Examination:
    """Do the part of some years."""
    return builds.build_years(Paths(content, out), years)


def tree(folder: Path) -> Mapping[str, bytes]:
    """Every file under a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def docs_and_site(out: Path) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    """What a build gave the site engine, and what readers get."""
    return tree(out / "docs"), tree(out / "site")


def docs(content: Path) -> Mapping[str, bytes]:
    """Everything that is given to the site engine."""
    with tempfile.TemporaryDirectory() as out:
        build_sound(content, Path(out))
        return tree(Path(out, "docs"))


@cache
def docs_of(content: Path) -> Mapping[str, bytes]:
    """The same of a content that no test changes, built once for all tests of a process."""
    return docs(content)


@cache
def _examined(content: Path) -> "tempfile.TemporaryDirectory[str]":
    home = tempfile.TemporaryDirectory()
    shutil.copytree(content, Path(home.name, "content"))
    assert main(["check", "--content", f"{home.name}/content", "--out", f"{home.name}/build"]) == 0
    return home


def examined(content: Path, home: Path) -> Path:
    """Copy some content into a folder with what an examination of it stored: commands there need not do it again."""
    return Path(shutil.copytree(_examined(content).name, home, dirs_exist_ok=True))
