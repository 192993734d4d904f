"""Work of the desk that is done in another process: what the commands do, for the same arguments."""

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from generator.core.files import FileAltered, write_atomic
from generator.core.paths import Paths
from generator.deploy import DeployError
from generator.deploy.changes.account import LastPublication, Unaccounted, accounted
from generator.deploy.changes.site import Change, site_changes
from generator.deploy.manifest import TOP, read_site_tree
from generator.deploy.open_site import open_site
from generator.deploy.package import package
from generator.deploy.release import publish
from generator.deploy.release_log import ReleaseLog
from generator.draft.new import Answers, DraftError, InvalidAnswer, new
from generator.pipeline.build import BuildError, build_site
from generator.pipeline.check import known_projects
from generator.pipeline.intake import ImportedFile, import_files
from generator.pipeline.pool import WorkerDied
from generator.report.changes import ordered
from generator.report.imported.pages import result_page
from generator.report.imported.result_sheet import RESULT, result_rows, result_workbook

HAS_ERRORS = "数据还有错误，网站没有改动，所以没有做。请先到“检查”里改好。"
TROUBLES = (BuildError, DeployError, DraftError, InvalidAnswer, WorkerDied, FileAltered)


def read_papers(paths: Paths, files: Mapping[Path, str]) -> Sequence[ImportedFile]:
    """Read files that were sent in, as `make import` does; nothing is written to the content."""
    return import_files(paths, files, lambda planned: True, written=False)


def pack_returned(paths: Paths, files: Sequence[ImportedFile], folder: Path) -> Path:
    """Write 校验结果 of files that are to be mended by who sent them, and return an archive of all."""
    for number, file in enumerate(files, 1):
        also = f"-{number}" if any(other.name == file.name for other in files[: number - 1]) else ""
        workbook = result_workbook(file.path, tuple(result_rows(file, in_workbook=True)))
        page = () if workbook else tuple(result_rows(file, in_workbook=False))
        ending, data = (".xlsx", workbook) if workbook else (".html", result_page(file, page, paths.templates).encode())
        write_atomic(folder / "退回" / f"{file.name}{also}{RESULT}{ending}", data)
    return Path(shutil.make_archive(str(folder / "退回"), "zip", folder / "退回"))


def start_project(paths: Paths, answers: Answers) -> tuple[str, int]:
    """Draft a project, as `make new` does; return its id and the number of values to fill in."""
    file, unfilled = new(paths.content, known_projects(paths), answers, None)
    return f"{file.parent.name}/{file.stem}", unfilled


def next_changes(paths: Paths, against: str) -> Sequence[Change]:
    """Return what the next publication changes, as `make diff` does."""
    site = _built(paths)
    with open_site(against) as last, open_site(str(site)) as now:
        return ordered(site_changes(last, now))


def wanted_corrections(paths: Paths) -> tuple[Sequence[Change], str]:
    """Return the changes that still want a correction, and in words all that stands in the way of publishing."""
    tree, log = read_site_tree(_built(paths)), ReleaseLog(paths.content, date.today())
    last = LastPublication(log.record(None), log.versions.last_record, log.last_day)
    try:
        accounted(tree.sums, tree.read, last, log.content, log.today)
    except Unaccounted as wanted:
        return wanted.uncovered, str(wanted)
    return (), ""


def pack_site(paths: Paths) -> Sequence[str]:
    """Pack the site, as `make package` does; return what is told of it."""
    site, file = _built(paths), _out(paths) / f"{TOP}.zip"
    return list(package(site, file, paths, ReleaseLog(paths.content, date.today())).lines(file))


def publish_site(paths: Paths, folder: Path) -> Sequence[str]:
    """Publish the site to a folder, as `make publish` does; return what is told of it."""
    log = ReleaseLog(paths.content, date.today())
    return list(publish(_built(paths), folder, paths.root, log).lines(gone_back=False))


def _built(paths: Paths) -> Path:
    """Return the site as the content is now. Raises `BuildError` where the content does not pass."""
    if not build_site(paths).sound:
        raise BuildError(HAS_ERRORS)
    return _out(paths) / "site"


def _out(paths: Paths) -> Path:
    assert paths.out, "a desk has a folder"
    return paths.out
