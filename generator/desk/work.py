"""Work of the desk that is done in another process: what the commands do, for the same arguments."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from generator.core.files import FileAltered
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
from generator.pipeline.pool import WorkerDied

TROUBLES = (BuildError, DeployError, DraftError, InvalidAnswer, WorkerDied, FileAltered)


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
