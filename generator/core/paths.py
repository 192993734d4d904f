"""Paths of a run: program, theme, content and output folders.

Only this module locates the repository; others receive the paths.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import generator

PACKAGE = Path(generator.__file__).resolve().parent
LICENSE = PACKAGE.parent / "LICENSE"  # of the program; copied into the site
NODE_MODULES = "node_modules"


def program_files() -> Iterator[Path]:
    """Yield the modules of the program, its requirements file and its licence, in a fixed order."""
    yield from sorted(PACKAGE.rglob("*.py"))
    yield from (PACKAGE.parent / "requirements.txt", LICENSE)


def node_program() -> str | None:
    """Return the path of Node.js, which draws the charts, or None if it is not installed."""
    return os.environ.get("NODE") or shutil.which("node")


@dataclass(frozen=True)
class Paths:
    """Folders and files of one run; `out` is None if nothing is stored, `root` holds the theme."""

    content: Path
    out: Path | None = None
    root: Path = PACKAGE.parent

    @property
    def theme(self) -> Path:
        """Folder of templates, style sheets and scripts, with the installed chart library."""
        return self.root / "theme"

    @property
    def templates(self) -> Path:
        return self.theme / "templates"

    @property
    def overrides(self) -> Path:
        """Theme of the site engine: its templates and assets."""
        return self.theme / "overrides"

    @property
    def assets(self) -> Path:
        """Style sheets, scripts and pictures, copied into the site unchanged."""
        return self.overrides / "assets"

    @property
    def echarts(self) -> Path:
        """Chart library, loaded lazily by pages."""
        # The smaller "common" build lacks label layout: labels overlap.
        return self.theme / NODE_MODULES / "echarts/dist/echarts.min.js"

    @property
    def chart_script(self) -> Path:
        return self.theme / "draw.cjs"

    @property
    def engine_settings(self) -> Path:
        """Settings of the site engine that do not depend on the content."""
        return self.root / "mkdocs.yml"

    def theme_files(self) -> Iterator[Path]:
        """Yield the files of the theme at any depth, and the engine settings; assets and libraries excluded."""
        for entry in sorted(self.theme.iterdir()):
            if entry.name != NODE_MODULES:
                files = [entry] if entry.is_file() else sorted(entry.rglob("*"))
                yield from (path for path in files if path.is_file() and not path.is_relative_to(self.assets))
        yield self.engine_settings

    def asset_files(self) -> Iterator[Path]:
        return (path for path in sorted(self.assets.rglob("*")) if path.is_file())
