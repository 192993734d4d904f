"""Packing and publishing as the commands do it: with the program's own templates, outside the program's folder."""

from pathlib import Path

from generator.deploy import archive, release
from generator.deploy.archive import Archive
from generator.deploy.release import Release
from tests.support.building import ROOT, THEME


def package(site: Path, file: Path) -> Archive:
    """Write the archive."""
    return archive.package(site, file, THEME / "templates")


def publish(site: Path, folder: Path) -> Release:
    """Lay the site into the folder."""
    return release.publish(site, folder, ROOT)


def roll_back(folder: Path) -> Release:
    """Let readers see the version before."""
    return release.roll_back(folder, ROOT)
