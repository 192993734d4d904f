"""Results of an import (收表的结果): for each file a comparison page and the reply to its sender.

All in one folder, usable offline, and disposable: importing again recreates it.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from generator.core.files import write_atomic
from generator.pipeline.context import BuildContext
from generator.pipeline.intake import ImportedFile
from generator.pipeline.pool import Pool
from generator.report.imported.pages import result_page, side_by_side
from generator.report.imported.result_sheet import RESULT, result_rows, result_workbook
from generator.report.imported.summary import summary_page, summary_table

FOLDER = "import"
SUMMARY = "汇总"


class _ResultJob(NamedTuple):
    """A file and the folder for its results."""

    folder: Path
    file: ImportedFile


def write_results(context: BuildContext, folder: Path, files: Iterable[ImportedFile]) -> None:
    """Write the results of all files, then the summary."""
    done = list(files)
    for _ in Pool(context).map("写结果", _write, [_ResultJob(folder, file) for file in done if file.paper]):
        pass
    templates = context.paths.templates
    page = summary_page(done, context.site.book.site.name, templates)
    write_atomic(folder / f"{SUMMARY}.html", page.encode(errors="backslashreplace"))
    write_atomic(folder / f"{SUMMARY}.csv", summary_table(done))


def _write(context: BuildContext, job: _ResultJob) -> None:
    file, templates = job.file, context.paths.templates
    write_atomic(job.folder / f"{file.name}.html", side_by_side(file, templates).encode())
    if not file.projects:
        return
    workbook = result_workbook(file.path, tuple(result_rows(file, in_workbook=True)))
    page = () if workbook else tuple(result_rows(file, in_workbook=False))
    ending, data = (".xlsx", workbook) if workbook else (".html", result_page(file, page, templates).encode())
    write_atomic(job.folder / f"{file.name}{RESULT}{ending}", data)
    other = ".html" if workbook else ".xlsx"
    (job.folder / f"{file.name}{RESULT}{other}").unlink(missing_ok=True)  # of an earlier file of the same name


def result_names(files: Iterable[Path], inbox: Path) -> Iterator[tuple[Path, str]]:
    """Yield the result name of each file: its own, prefixed with its folder if not unique."""
    paths = list(files)
    short = {path: "-".join(path.relative_to(inbox).with_suffix("").parts) if path.is_relative_to(inbox) else path.stem
             for path in paths}  # fmt: skip
    names = list(short.values())
    long = {path: name if names.count(name) == 1 else f"{path.parent.name}-{path.name}" for path, name in short.items()}
    taken: set[str] = {SUMMARY}
    for path in paths:
        name, number = long[path], 1
        while name in taken:
            number += 1
            name = f"{long[path]}-{number}"
        taken.add(name)
        yield path, name
