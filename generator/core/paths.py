"""Paths of a run: where the program and its theme lie, which content is read, which folder is written.

They are worked out here alone and handed in; nothing else asks where the repository is.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import generator

PACKAGE = Path(generator.__file__).resolve().parent
LICENSE = PACKAGE.parent / "LICENSE"  # of the program; a site carries it
NODE_MODULES = "node_modules"


def program_files() -> Iterator[Path]:
    """Yield every module of the program, the list of its libraries and its licence, in order."""
    yield from sorted(PACKAGE.rglob("*.py"))
    yield from (PACKAGE.parent / "requirements.txt", LICENSE)


def node_program() -> str | None:
    """Node.js, which draws the charts; None where the machine has none."""
    return os.environ.get("NODE") or shutil.which("node")


@dataclass(frozen=True)
class Paths:
    """Folders and files of one run; `out` is None where nothing is to be kept, `root` holds the theme."""

    content: Path
    out: Path | None = None
    root: Path = PACKAGE.parent

    @property
    def theme(self) -> Path:
        """Templates, style sheets and scripts, and beside them the installed chart library."""
        return self.root / "theme"

    @property
    def templates(self) -> Path:
        return self.theme / "templates"

    @property
    def overrides(self) -> Path:
        """The engine's theme: its own templates and the assets that pages ask for."""
        return self.theme / "overrides"

    @property
    def assets(self) -> Path:
        """Style sheets, scripts and pictures: they go into the site as they are."""
        return self.overrides / "assets"

    @property
    def echarts(self) -> Path:
        """The chart library, which pages ask for when a chart comes into view."""
        # The common build lacks label layout: in drawings made with it labels lie on each other.
        return self.theme / NODE_MODULES / "echarts/dist/echarts.min.js"

    @property
    def chart_script(self) -> Path:
        return self.theme / "draw.cjs"

    @property
    def engine_settings(self) -> Path:
        """Settings of the site engine that do not depend on the content."""
        return self.root / "mkdocs.yml"

    def theme_files(self) -> Iterator[Path]:
        """Yield every file of the theme that is ours, at any depth, and the engine's settings; assets stand apart."""
        for entry in sorted(self.theme.iterdir()):
            if entry.name != NODE_MODULES:
                files = [entry] if entry.is_file() else sorted(entry.rglob("*"))
                yield from (path for path in files if path.is_file() and not path.is_relative_to(self.assets))
        yield self.engine_settings

    def asset_files(self) -> Iterator[Path]:
        return (path for path in sorted(self.assets.rglob("*")) if path.is_file())
