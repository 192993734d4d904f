"""The command `import`: which files are meant, what is asked before a data file is changed, what is told."""

import argparse
import glob
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from generator.core.paths import Paths
from generator.intake.plan import PlannedProject
from generator.load import INBOX, is_junk
from generator.pipeline.context import BuildContext
from generator.pipeline.intake import ImportedFile, import_files
from generator.report.imported import FOLDER, result_names, write_results
from generator.report.imported.result_sheet import RESULT
from generator.report.imported.summary import terminal_lines, total_line

YES = ("是", "y", "yes", "Y")
ANSWERS = "[是/否]："


class NothingMeant(Exception):
    """There is no file of the kind that was named; the message says so."""


def run_import(options: argparse.Namespace, paths: Paths, ask: Callable[[str], str] | None) -> int:
    """Import, and tell what became of each file; 0 all taken, 1 something is left to do, 2 wrong use."""
    inbox = paths.content / INBOX
    if not paths.content.is_dir():
        print(f"没有找到文件夹 {paths.content}，请在项目所在的文件夹里运行。", file=sys.stderr)
        return 2
    try:
        files = files_meant(options.files, inbox)
    except NothingMeant as wrong:
        print(wrong, file=sys.stderr)
        return 2
    out = options.out / FOLDER
    try:
        done = import_files(paths, dict(result_names(files, inbox)), decider(options.yes, ask))
        write_results(BuildContext.open(paths), out, done)
    except KeyboardInterrupt:
        print("\n已中断。写好的文件都是完整的；再运行一次，会接着收完。", file=sys.stderr)
        return 1
    except OSError as trouble:
        print(f"写不了“{trouble.filename}”，请检查能否写入、磁盘是否已满、文件是否正在别处打开。", file=sys.stderr)
        return 2
    return _tell(done, out)


def _tell(done: Sequence[ImportedFile], out: Path) -> int:
    for file in done:
        for line in terminal_lines(file, file.path.as_posix()):
            print(line)
    print(f"{total_line(done, out)}。", file=sys.stderr)
    return 0 if all(file.is_settled for file in done) else 1


def decider(yes: bool, ask: Callable[[str], str] | None) -> Callable[[PlannedProject], bool]:
    """Return the decision if an existing data file is changed: as said beforehand, else asked at a terminal."""

    def decide(planned: PlannedProject) -> bool:
        if yes or ask is None:
            return yes
        print(f"{planned.drafting.file}：与 {planned.file.file} 有 {len(planned.changes)} 处不同：")
        for change in planned.changes:
            print(f"  {change}")
        try:
            return ask(f"照来件改动这个数据文件吗？{ANSWERS}").strip() in YES
        except EOFError:
            return False

    return decide


def files_meant(words: Sequence[str], inbox: Path) -> tuple[Path, ...]:
    """Return the files that are meant, in order; without words everything in the inbox."""
    if not words:
        if not inbox.is_dir():
            raise NothingMeant(f'没有写明文件，也没有 {inbox} 这个文件夹。请把来件放进去，或写 FILES="收件/*.xlsx"。')
        words = (str(inbox),)
    files = tuple(dict.fromkeys(path for word in words for path in _meant(word)))
    if not files:
        raise NothingMeant(f"{'、'.join(words)} 里没有文件。")
    return files


def _meant(word: str) -> Iterator[Path]:
    """Yield the files of one word: a file, a folder with all in it, a pattern, or several of these apart by blanks."""
    path = Path(word)
    if path.is_dir():
        yield from sorted(file for file in path.rglob("*") if file.is_file() and _is_sent(file.relative_to(path)))
    elif path.exists():
        yield path
    elif matches := sorted(glob.glob(word)):  # noqa: PTH207 — a pattern may begin anywhere
        yield from (file for file in map(Path, matches) if file.is_file() and _is_sent(Path(file.name)))
    elif len(parts := _parts(word)) > 1:
        for part in parts:
            yield from _meant(part)
    else:
        raise NothingMeant(f"没有找到“{word}”，请检查文件名。")


def _parts(word: str) -> list[str]:
    try:
        return shlex.split(word)
    except ValueError:
        return []


def _is_sent(path: Path) -> bool:
    """True for a file that somebody sent, not one that programs leave behind or that we give back."""
    return not any(is_junk(part) for part in path.parts) and RESULT not in path.name
