"""Commands for forms: `form` and `review` write forms to fill in, `import` reads them back."""

import argparse
import glob
import re
import shlex
import sys
from collections.abc import Callable, Container, Iterator, Sequence
from pathlib import Path

from generator.core.paths import Paths
from generator.draft.new import Answers, InvalidAnswer
from generator.load import INBOX, is_junk
from generator.pipeline.context import BuildContext
from generator.pipeline.forms import FormError, FormRequest, make_forms
from generator.pipeline.intake import ImportedFile, Proposal, import_files
from generator.pipeline.received import UnknownUnit, confirm, register, undo, unknown_units
from generator.pipeline.reexamination import SampleError, SampleRequest, draw_papers
from generator.pipeline.watch import watched
from generator.report.imported import FOLDER, result_names, write_results
from generator.report.imported.result_sheet import RESULT
from generator.report.imported.summary import terminal_lines, total_line
from generator.report.watch import lines, write_list


def run_form(options: argparse.Namespace) -> int:
    """Write forms of projects or units and print their paths; returns 2 if an option cannot be used."""
    given = {name: getattr(options, name) for name in ("year", "slug", "name", "unit", "framework", "scheme")}
    answers = Answers(last=getattr(options, "from"), **given)
    units = tuple(unit.strip() for unit in re.split("[,，、]", options.units) if unit.strip())
    request = FormRequest(
        options.form,
        getattr(options, "as"),
        projects=tuple(options.projects),
        units=units,
        answers=answers,
    )
    try:
        for file in make_forms(Paths(options.content, options.out), request):
            print(f"已做好 {file}")
        print("怎样填写见 docs/填报.md，评分方法见 docs/评分方法.md。", file=sys.stderr)
    except (InvalidAnswer, FormError) as wrong:
        print(f"{wrong}。", file=sys.stderr)
        return 2
    return 0


def run_review(options: argparse.Namespace, paths: Paths) -> int:
    """Draw self-evaluations for reexamination, or print the watch list; returns 2 if an option cannot be used."""
    try:
        return _watch(options, paths) if options.watch else _draw(options, paths)
    except (SampleError, FormError, InvalidAnswer) as wrong:
        print(f"{str(wrong).rstrip('。')}。", file=sys.stderr)
        return 2


def _draw(options: argparse.Namespace, paths: Paths) -> int:
    """Draw a sample and print its layers and working papers."""
    request = SampleRequest(options.share, options.seed, options.year, options.unit)
    done = draw_papers(paths, request)
    sample = done.sample
    print(f"{'已抽样，记在' if done.is_new else '照已有的抽样记录'} {done.file}，请和数据文件一起保存。")
    drawn = f"{len(sample.population)} 个自评里抽中 {len(sample.drawn)} 个"
    print(f"种子 {sample.seed}，比例 {sample.share.text}：{drawn}。")
    for layer, count, size in sample.sizes:
        print(f"  {layer}：{count} 个抽 {size} 个")
    for file in done.left_out:
        print(f"{file} 还有错误，不在总体里。", file=sys.stderr)
    for paper in done.papers:
        print(f"已做好 {paper}")
    print("填好后运行 make import 收回，再 make build 公布偏差。", file=sys.stderr)
    return 0


def _watch(options: argparse.Namespace, paths: Paths) -> int:
    """Print the watch list and write it outside the site."""
    if not paths.content.is_dir():
        print(f"没有找到文件夹 {paths.content}，请在项目所在的文件夹里运行。", file=sys.stderr)
        return 2
    site, projects, left_out = watched(paths, options.year, options.unit)
    for line in lines(projects):
        print(line)
    for file in left_out:
        print(f"{file} 还有错误，没有看。", file=sys.stderr)
    page, table = write_list(options.out, projects, site, paths.templates)
    print(f"共 {len(projects)} 个项目，名单在 {page} 和 {table}。这是内部材料，不要公开。", file=sys.stderr)
    return 0


YES = ("是", "y", "yes", "Y")
ANSWERS = "[是/否]："
INTERRUPTED = 130  # the status of a command that was stopped


class NothingMeant(Exception):
    """Argument that matches no file; the message says so."""


def run_import(options: argparse.Namespace, paths: Paths, ask: Callable[[str], str] | None) -> int:
    """Import files and print the results; returns 0 if all are accepted, 1 if work is left, 2 for wrong usage."""
    inbox = paths.content / INBOX
    if not paths.content.is_dir():
        print(f"没有找到文件夹 {paths.content}，请在项目所在的文件夹里运行。", file=sys.stderr)
        return 2
    if options.undo or options.confirm:
        return _confirm(options, paths) if options.confirm else _undo(paths)
    try:
        files = files_meant(options.files, inbox)
    except NothingMeant as wrong:
        print(wrong, file=sys.stderr)
        return 2
    out = options.out / FOLDER
    try:
        done = import_files(paths, dict(result_names(files, inbox)), decider(options.yes, ask, named(options.files)))
        context = BuildContext.open(paths)
        write_results(context, out, done)
    except KeyboardInterrupt:
        print("\n已中断。写好的文件都是完整的；再运行一次，会接着收完。", file=sys.stderr)
        return INTERRUPTED
    except OSError as trouble:
        print(f"写不了“{trouble.filename}”，请检查能否写入、磁盘是否已满、文件是否正在别处打开。", file=sys.stderr)
        return 2
    status = _tell(done, out)
    findings = (finding for file in done for project in file.projects for finding in project.findings)
    if units := unknown_units(context.site.book, findings):
        _offer(paths, units, ask)
    return status


def _offer(paths: Paths, units: Sequence[UnknownUnit], ask: Callable[[str], str] | None) -> None:
    """Show the lines that register bodies, and add them if somebody says so."""
    file = paths.content / "units.yml"
    print(f"没有登记的单位 {len(units)} 个，来件没有写错的，请在 {file} 末尾加上：", file=sys.stderr)
    print("".join(unit.lines for unit in units), end="", file=sys.stderr)
    try:
        added = ask is not None and ask(f"现在加上吗？{ANSWERS}").strip() in YES and register(paths, units)
    except EOFError:
        added = False
    if added:
        print("已加上，再收一次就好。", file=sys.stderr)


def _tell(done: Sequence[ImportedFile], out: Path) -> int:
    for file in done:
        for line in terminal_lines(file, file.path.as_posix()):
            print(line)
    print(f"{total_line(done, out)}。", file=sys.stderr)
    return 0 if all(file.turn == "已收" for file in done) else 1


def _undo(paths: Paths) -> int:
    """Undo the last import and print the files; returns 1 if some were changed since."""
    done = undo(paths)
    for file in done:
        print(f"{file.file}：{'已恢复到上次收表以前' if file.restored else '上次收表以后又有人改过，没有动'}")
    many = sum(file.restored for file in done)
    print(f"上次收表写的 {many} 个数据文件已恢复。" if done else "上次收表没有写过数据文件。", file=sys.stderr)
    return 0 if all(file.restored for file in done) else 1


def _confirm(options: argparse.Namespace, paths: Paths) -> int:
    """Remove the marks of verified values and print them; returns 2 for an unknown argument."""
    try:
        done = confirm(paths, options.confirm)
    except LookupError as unknown:
        print(f"{unknown.args[0]}。", file=sys.stderr)
        return 2
    for file in done:
        print(f"{file.file}：已核对 {len(file.marks)} 处")
        for mark in file.marks:
            print(f"  {mark}")
    return 0


def named(words: Sequence[str]) -> frozenset[Path]:
    """Return the files that are named one by one, not by a folder or a pattern."""
    return frozenset(path for word in words for path in map(Path, (word, *_parts(word))) if path.is_file())


def decider(yes: bool, ask: Callable[[str], str] | None, by_name: Container[Path] = ()) -> Callable[[Proposal], bool]:
    """Return the decision if an existing data file is changed: as said beforehand, else asked at a terminal.

    What is for the sender to correct is written without a question only where the paper was named by itself.
    """

    def decide(proposal: Proposal) -> bool:
        planned = proposal.planned
        if yes or ask is None:
            return yes and (not proposal.returned or proposal.paper in by_name)
        print(f"{proposal.paper}：与 {planned.file.file} 有 {len(planned.changes)} 处不同：")
        for change in planned.changes:
            print(f"  {change}")
        if proposal.returned:
            print("  这份来件自己还有要请单位改的地方。")
        try:
            return ask(f"照来件改动这个数据文件吗？{ANSWERS}").strip() in YES
        except EOFError:
            return False

    return decide


def files_meant(words: Sequence[str], inbox: Path) -> tuple[Path, ...]:
    """Return the files that arguments match, in order; without arguments all files of the inbox."""
    if not words:
        if not inbox.is_dir():
            raise NothingMeant(f'没有写明文件，也没有 {inbox} 这个文件夹。请把来件放进去，或写 FILES="收件/*.xlsx"。')
        words = (str(inbox),)
    files = tuple(dict.fromkeys(path for word in words for path in _meant(word)))
    if not files:
        raise NothingMeant(f"{'、'.join(words)} 里没有文件。")
    return files


def _meant(word: str) -> Iterator[Path]:
    """Yield the files of an argument: a file, a folder (recursive), a pattern, or several of these, split at blanks."""
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
    """True unless a file is junk or one of our replies."""
    return not any(is_junk(part) for part in path.parts) and RESULT not in path.name
