"""A copy of the program, changed as a test wants it, and its own command."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.support.building import tree
from tests.support.cases import BASE

ROOT = Path(__file__).resolve().parents[2]


# What is being compiled in another process goes by a name that ends in its number, and is gone the next moment.
IGNORED = shutil.ignore_patterns("node_modules", "*.pyc.*")


class Program:
    """The program in a folder of its own, beside the small content of the cases; libraries are those of the tests.

    What is compiled comes along: it holds for a copy too, and is seen to be old where the copy is changed.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        for name in ("generator", "theme"):
            shutil.copytree(ROOT / name, home / name, ignore=IGNORED)
        (home / "theme/node_modules").symlink_to((ROOT / "theme/node_modules").resolve())
        for name in ("mkdocs.yml", "requirements.txt", "LICENSE"):
            shutil.copy(ROOT / name, home)
        shutil.copytree(BASE / "content", home / "content")

    def write(self, path: str, text: str) -> None:
        """Add a file."""
        (self.home / path).write_text(text.lstrip("\n"), "utf-8")

    def edit(self, path: str, changes: Mapping[str, str]) -> None:
        """Put other words in the place of some that stand in a file once."""
        file = self.home / path
        text = file.read_text("utf-8")
        for old, new in changes.items():
            assert text.count(old) == 1, (path, old)
            text = text.replace(old, new)
        file.write_text(text, "utf-8")

    def run(self, *arguments: str, module: str = "generator") -> subprocess.CompletedProcess[str]:
        """Run its command, or that of a library on it."""
        environment = {**os.environ, "PYTHONPATH": str(self.home)}
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.home, env=environment, check=False, capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip

    def build(self) -> Mapping[str, bytes]:
        """The site it makes."""
        made = self.run("build")
        assert made.returncode == 0, made.stdout + made.stderr
        return tree(self.home / "build/site")
