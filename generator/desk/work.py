"""Work of the desk that is done in another process: what the commands do, for the same arguments."""

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from generator.core.files import FileAltered, write_atomic
from generator.core.paths import Paths
from generator.deploy import DeployError
from generator.deploy.changes.site import Change, site_changes
from generator.deploy.manifest import TOP
from generator.deploy.open_site import open_site
from generator.deploy.package import package
from generator.deploy.release import publish
from generator.deploy.release_log import ReleaseLog
from generator.draft.new import Answers, DraftError, InvalidAnswer, new
from generator.pipeline.build import Builder, BuildError
from generator.pipeline.check import known_projects
from generator.pipeline.examination import Examination
from generator.pipeline.intake import ImportedFile, import_files
from generator.pipeline.pool import WorkerDied
from generator.report.imported.pages import result_page
from generator.report.imported.result_sheet import RESULT, result_rows, result_workbook

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


def build_site(paths: Paths) -> Examination:
    """Build the site, as `make build` does."""
    return Builder(paths).build()


def start_project(paths: Paths, answers: Answers) -> tuple[str, int]:
    """Draft a project, as `make new` does; return its id and the number of values to fill in."""
    file, unfilled = new(paths.content, known_projects(paths), answers, None)
    return f"{file.parent.name}/{file.stem}", unfilled


def next_changes(paths: Paths, against: str) -> Sequence[Change]:
    """Return what the next publication changes, as `make diff` does."""
    from generator.report.changes import ordered

    assert paths.out
    with open_site(against) as last, open_site(str(paths.out / "site")) as site:
        return ordered(site_changes(last, site))


def pack_site(paths: Paths) -> Sequence[str]:
    """Pack the site, as `make package` does; return what is told of it."""
    assert paths.out
    file = paths.out / f"{TOP}.zip"
    return list(package(paths.out / "site", file, paths, ReleaseLog(paths.content, date.today())).lines(file))


def publish_site(paths: Paths, folder: Path) -> Sequence[str]:
    """Publish the site to a folder, as `make publish` does; return what is told of it."""
    assert paths.out
    log = ReleaseLog(paths.content, date.today())
    return list(publish(paths.out / "site", folder, paths.root, log).lines(gone_back=False))
