"""Our own program, each time the whole command: from nothing, after no change, and after one of each kind."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from tools.bench import sanity
from tools.bench.changes import (
    Change,
    change_scheme,
    file_of,
    project_template,
    rename_project,
    rename_unit,
    reword,
    reword_page,
    unit_template,
)
from tools.bench.measure import Cost, Size, Stage, fresh, median, run

HOME = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "generator")
CLEAN, NOTHING = "从头生成", "没有改动"
REPEATS = 3  # times what takes a moment is measured after each clean build


class Step(NamedTuple):
    """A command after a change; `always`: with any number of projects, not only where all is measured."""

    name: str
    change: Change
    always: bool = False
    command: str = "build"


STEPS = (
    Step("改一个数据文件", reword, always=True),
    Step("一个项目改名", rename_project, always=True),
    Step("检查刚保存的一个文件", reword, always=True, command="check"),
    Step("一个单位改名", rename_unit),
    Step("改一个在用的评级办法", change_scheme),
    Step("改手写页面的一句", reword_page),
    Step("改项目页的模板", project_template),
    Step("改单位页的模板", unit_template),
)
EXPLAINED = "说明一个项目的得分"
FIRST, VERSION, AGAIN = "第一次发布", "发布以后改一个数据文件", "再次发布，一个项目有改动"


class Commands:
    """Our commands over one content folder, and what each cost, by what had happened before it."""

    def __init__(self, content: Path, out: Path) -> None:
        self.content, self.out = content, out
        self.found: dict[str, list[Cost]] = {}

    def take(self, name: str, command: str = "build", *more: str) -> None:
        """Run one and note what it cost."""
        costs = self.found.setdefault(name, [])
        costs.append(run(self._words(command, *more), HOME, f"{name}，第 {len(costs) + 1} 次"))

    def settle(self) -> None:
        """Build once more, so that what is measured next follows a finished site."""
        run(self._words("build"), HOME)

    def _words(self, command: str, *more: str) -> tuple[str, ...]:
        out = () if command == "explain" else ("--out", str(self.out))
        return (*COMMAND, command, "--content", str(self.content), *out, *more)


def measured(content: Path, out: Path, runs: int, whole: bool) -> tuple[dict[str, Cost], Size]:
    """The costs by what had happened before the command; medians of so many runs."""
    ours = Commands(content, out)
    steps = [step for step in STEPS if whole or step.always]
    for number in range(runs):
        if whole:
            fresh(out)
            ours.take("只检查", "check")
            fresh(out)
            with without_forms(content):
                ours.take("从头生成，不做 Word 下载")
        fresh(out)
        ours.take(CLEAN)
        clean = sanity.sums(out / "site")
        for again in range(number * REPEATS, (number + 1) * REPEATS):
            before = sanity.written(out)
            ours.take(NOTHING)
            sanity.untouched(before, sanity.written(out))
            ours.take(EXPLAINED, "explain", _id(file_of(content, again)))
            for step in steps:
                _step(ours, step, again)
        sanity.same_tree("改了又改回来的网站", sanity.sums(out / "site"), clean)
        size = Size.of(out / "site")
        _published(ours, number)
    if whole:
        _incremental(ours)
    return {name: median(costs) for name, costs in ours.found.items()}, size


def _step(ours: Commands, step: Step, number: int) -> None:
    with step.change(ours.content, number).made() as file:
        ours.take(step.name, step.command, *[str(file)] * (step.command == "check"))
    ours.settle()


def _incremental(ours: Commands) -> None:
    """All changes at once: the site that was there before them becomes what a clean build makes."""
    with ExitStack() as changed:
        for number, step in enumerate(STEPS):
            changed.enter_context(step.change(ours.content, number).made())
        ours.settle()
        anew = Commands(ours.content, ours.out.with_name("anew"))
        anew.settle()
    sanity.same_tree("改动以后的网站", sanity.sums(ours.out / "site"), sanity.sums(anew.out / "site"))
    fresh(anew.out)
    ours.settle()


def _published(ours: Commands, number: int) -> None:
    """Publications, and the build that then has an earlier version to show."""
    published = ours.out.with_name("published")
    fresh(published)
    ours.take(FIRST, "publish", str(published))
    with reword(ours.content, number).made():
        ours.take(VERSION)
        ours.take(AGAIN, "publish", str(published))
    shutil.rmtree(ours.content / "releases")
    ours.settle()


def _id(file: Path) -> str:
    return f"{file.parent.name}/{file.stem}"


@contextmanager
def without_forms(content: Path) -> Iterator[None]:
    """A site that offers no Word documents, for as long as it is measured."""
    file = content / "site.yml"
    text = file.read_text("utf-8")
    file.write_text(f"{text}\nWord下载: 否\n", "utf-8")
    yield
    file.write_text(text, "utf-8")


def stages(content: Path, out: Path) -> dict[str, Stage]:
    """What each stage of a clean build cost and made, by the names that the program itself gives them."""
    fresh(out)
    command = (sys.executable, "-m", "tools.bench.stages", "build", "--content", str(content), "--out", str(out))
    told = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=True).stdout
    return {str(name): Stage(**figures) for name, figures in json.loads(told.splitlines()[-1]).items()}
