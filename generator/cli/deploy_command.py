"""Commands for the finished site: package, publish, diff, verify, archive, timestamp."""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from generator.core.paths import Paths
from generator.deploy import DeployError
from generator.deploy.archive import archive
from generator.deploy.build_record import build_record
from generator.deploy.chain import ReleaseChain
from generator.deploy.changes.site import site_changes
from generator.deploy.compare import compare
from generator.deploy.manifest import ARCHIVE_TOP, TOP, shortened
from generator.deploy.open_site import open_site
from generator.deploy.package import package
from generator.deploy.release import publish, roll_back
from generator.deploy.release_log import ReleaseLog
from generator.deploy.timestamp import take_answer, write_request
from generator.deploy.verify import kept_chain, verify


def run_package(options: argparse.Namespace, paths: Paths) -> int:
    file = options.out / f"{TOP}.zip"
    return _reported(lambda: package(options.out / "site", file, paths, _log(options)).lines(file))


def run_publish(options: argparse.Namespace, paths: Paths) -> int:
    """Publish the site to a folder, or roll back to the previous version."""

    def run() -> Iterable[str]:
        if options.back:
            return roll_back(options.folder, paths.root, _log(options)).lines(gone_back=True)
        return publish(options.out / "site", options.folder, paths.root, _log(options)).lines(gone_back=False)

    return _reported(run)


def run_diff(options: argparse.Namespace, paths: Paths) -> int:
    """Print the changes of the next publication; returns 2 if a site cannot be read."""
    from generator.report.changes import ChangesError, as_json, lines, ordered, summed_up, write_page

    try:
        with open_site(options.against) as last, open_site(str(options.out / "site")) as site:
            changes = ordered(site_changes(last, site))
        if options.html:
            write_page(options.html, changes, options.against, paths.templates)
    except (DeployError, ChangesError) as trouble:
        print(trouble, file=sys.stderr)
        return 2
    if options.json:
        print(as_json(changes))
        return 0
    print(summed_up(changes))
    for line in lines(changes):
        print(line)
    if options.html:
        print(f"改动清单已写入 {options.html}，用浏览器打开，可以打印、签字。", file=sys.stderr)
    return 0


def run_archive(options: argparse.Namespace, _: Paths) -> int:
    from generator.exports import catalogue_files

    file = options.file or options.out / f"{ARCHIVE_TOP}.zip"
    where = options.site or str(options.out / f"{TOP}.zip")
    return _reported(lambda: archive(where, file, _kept(options), catalogue_files, own=not options.kept).lines(file))


def run_timestamp(options: argparse.Namespace, _: Paths) -> int:
    """Write a time stamp request for the last publication, or store the response."""
    log = _log(options)
    return _reported(lambda: take_answer(log, options.answer, options.ca) if options.answer else write_request(log))


def run_verify(options: argparse.Namespace, paths: Paths) -> int:
    """Verify a site, or compare it with another; returns 1 for differences, 2 if a site cannot be read."""
    try:
        if options.against:
            compared = compare(options.site, options.against, lambda files: build_record(paths, files))
            return _judged(compared.differences, compared.notes)
        result = verify(options.site, _kept(options), options.ca, own=not options.kept)
    except DeployError as trouble:
        print(trouble, file=sys.stderr)
        return 2
    if not result.unread:
        return _judged(result.faults, result.notes)
    for line in shortened(result.unread):
        print(line, file=sys.stderr)
    unread = f"有 {len(result.unread)} 个没有读到，不知道有没有改过，没有核验完。请再运行一次。"
    return _judged(result.faults, (*result.notes, unread)) or 2


def _judged(faults: Sequence[str], notes: Sequence[str]) -> int:
    for line in shortened(faults):
        print(line)
    for line in shortened(notes):
        print(line, file=sys.stderr if faults else sys.stdout)
    return 1 if faults else 0


def _kept(options: argparse.Namespace) -> ReleaseChain | None:
    """Return the release chain given by option, else the one stored with the content."""
    return kept_chain(options.kept) if options.kept else ReleaseLog(options.content, date.min).kept()


def _log(options: argparse.Namespace) -> ReleaseLog:
    return ReleaseLog(options.content, date.today(), getattr(options, "recover", False))


def _reported(run: Callable[[], Iterable[str]]) -> int:
    try:
        for line in run():
            print(line)
    except DeployError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


DEPLOYMENT: Mapping[str, Callable[[argparse.Namespace, Paths], int]] = {
    "package": run_package,
    "publish": run_publish,
    "diff": run_diff,
    "verify": run_verify,
    "archive": run_archive,
    "timestamp": run_timestamp,
}
