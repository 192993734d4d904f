"""Formats that LibreOffice converts where it is installed: .doc, .wps, .et, .xlsb, .ods, .odt, .rtf.

It works in a folder of its own that is removed afterwards, with a profile of its own that runs no macros and follows no
links, and for a limited time.
"""

import os
import shutil
import signal
import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.intake.files import docx, xls, xlsx
from generator.intake.files._received import OLE, NotReadable, Received, why_unsuitable
from generator.intake.paper import Paper

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
    + "".join(SETTING.format(*setting) for setting in SETTINGS)
    + "</oor:items>\n"
)
TEXT, TABLE = ".docx", ".xlsx"
OPEN_DOCUMENT = {b"opendocument.text": TEXT, b"opendocument.spreadsheet": TABLE}
WORKS = {".wps": TEXT, ".wpt": TEXT, ".et": TABLE, ".ett": TABLE}  # of WPS before it wrote those of Office
SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"


def program() -> str | None:
    """Return the path of LibreOffice, None if it is not installed."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def converted(file: Received, ending: str) -> Received | None:
    """Return the file in another format (`.xlsx`), none where LibreOffice cannot read it either."""
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
        output = folder / "out" / f"source{ending}"
        return Received(file.name, ending, output.read_bytes()) if output.is_file() else None


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


def opens(file: Received) -> bool:
    return bool(_target(file)) and program() is not None


def read(file: Received) -> Paper:
    """Read what LibreOffice makes of the file."""
    target = _target(file)
    conversion = converted(file, target)
    if conversion is None or not conversion.parts:
        raise NotReadable(f"{why_unsuitable(file)}（试过用 LibreOffice 转换，没有成功）")
    paper = docx.read(conversion) if target == TEXT else xlsx.read(conversion)
    return replace(paper, notices=("由 LibreOffice 转换，样子可能与原件略有出入，请核对", *paper.notices))


def _target(file: Received) -> str:
    """Extension that a file is converted to, "" for one that is not converted."""
    if "EncryptedPackage" in file.streams:
        return ""
    if "WordDocument" in file.streams:
        return TEXT
    if file.data.startswith(OLE) and file.streams.isdisjoint(xls.STREAMS):
        return WORKS.get(file.ending, "")
    if "xl/workbook.bin" in file.parts or SPREADSHEET_XML in file.data[:2000]:
        return TABLE
    if file.data.startswith(b"{\\rtf"):
        return TEXT
    if "mimetype" in file.parts and file.archive and file.archive.getinfo("mimetype").file_size < 200:
        kind = file.archive.read("mimetype")
        return next((target for word, target in OPEN_DOCUMENT.items() if word in kind), "")
    return ""
