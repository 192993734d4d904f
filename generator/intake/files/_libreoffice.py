"""LibreOffice, where it is installed: turns files of formats that are not read here into those that are.

It works in a folder of its own that is removed afterwards, with a profile of its own that runs no macros and follows no
links, and only for so long.
"""

import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.intake.files._received import Received

PROGRAMS = ("soffice", "libreoffice")
MOST_SECONDS = 60
SETTING = '<item oor:path="/org.openoffice.Office.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Calc/Content/Update", "Link", "1"),
    ("Writer/Content/Update", "Link", "0"),
)
PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(SETTING.format(*one) for one in SETTINGS)
    + "</oor:items>\n"
)


def program() -> str | None:
    """Where LibreOffice is, none where it is not installed."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def converted(file: Received, ending: str) -> Received | None:
    """The file in another format (`.xlsx`), none where LibreOffice cannot read it either."""
    office = program()
    if office is None:
        return None
    with TemporaryDirectory(prefix="shoubiao-") as name:
        folder = Path(name)
        source, settings = folder / f"source{file.ending}", folder / "profile/user/registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(PROFILE, "utf-8")
        source.write_bytes(file.data)
        command = [
            office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--convert-to", ending[1:], "--outdir", str(folder / "out"), str(source),
        ]  # fmt: skip
        _run(command, folder)
        made = folder / "out" / f"source{ending}"
        return Received(file.name, ending, made.read_bytes()) if made.is_file() else None


def _run(command: list[str], folder: Path) -> None:
    """Run a command, and end it with all it has started when its time is up."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True,
        env=os.environ | {"HOME": str(folder)},
    ) as process:  # fmt: skip
        try:
            process.wait(MOST_SECONDS)
        except BaseException as trouble:
            os.killpg(process.pid, signal.SIGKILL)
            if not isinstance(trouble, subprocess.TimeoutExpired):
                raise
