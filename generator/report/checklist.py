"""Checklist for heads of office (校验清单): a self-contained HTML file of diagnostics to tick off."""

import base64
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup

from generator.core.diagnostic import Diagnostic
from generator.core.templating import Template, environment
from generator.load.source import open_text
from generator.pipeline.examination import Examination
from generator.report import Report, about_persons, family

LINES_AROUND = 1  # context lines above and below
MAX_LINE_CHARS = 240  # of a data line: long paragraphs would hide the context
LONG_NUMBER = re.compile(r"[0-9０-９](?:[ -]?[0-9０-９Xx]){6,}")
ADDRESS = re.compile(r"[A-Za-z0-9_.+-]+(?=[@＠])")
HIDDEN = re.compile(r"“([^“”]*\*[^“”]*)”")  # masked quotation of a check: 张*
TITLE = re.compile(r"^项目名称:\s*(\S.*)$", re.M)
MASK = "＊"


class ChecklistError(Exception):
    """File that cannot be written; the message says why and what to do."""


@dataclass(frozen=True)
class SourceLine:
    """A line of a data file in the context of a diagnostic; `meant`: the line itself."""

    number: int
    text: str
    meant: bool


@dataclass(frozen=True)
class ChecklistItem:
    """A diagnostic to tick off, with its data lines; `key` identifies the tick in browser storage."""

    diagnostic: Diagnostic
    text: str
    key: str
    lines: tuple[SourceLine, ...]
    reason: str = ""
    office: str = ""


@dataclass(frozen=True)
class ChecklistSection:
    """Diagnostics of one file."""

    file: str
    project: str
    items: tuple[ChecklistItem, ...]


def write_checklist(file: Path, report: Report, inspected: Examination, templates: Path) -> None:
    """Write the report, atomically."""
    if file.suffix.lower() not in (".html", ".htm"):  # or a slip of the hand would cost a data file
        raise ChecklistError(f"校验清单是网页，文件名请以 .html 结尾，现在是“{file}”。")
    temporary = file.with_name(file.name + ".tmp")
    try:
        page = render_checklist(report, inspected, templates)
        temporary.write_text(page, "utf-8", errors="backslashreplace", newline="\n")
        temporary.replace(file)
    except (OSError, ValueError) as trouble:
        with suppress(OSError, ValueError):
            temporary.unlink(missing_ok=True)
        raise ChecklistError(f"写不了“{file}”，请检查文件夹是否存在、能否写入，文件是否正在别处打开。") from trouble


def render_checklist(report: Report, inspected: Examination, templates: Path) -> str:
    builder = _ChecklistBuilder(report, inspected.names)
    shows = {
        "site": inspected.site,
        "report": report,
        "families": _families(report),
        "sections": tuple(builder.sections((diagnostic, "", "") for diagnostic in report.diagnostics)),
        "waived": tuple(
            builder.sections((waived.diagnostic, waived.reason, waived.office) for waived in report.waived)
        ),
    }
    return _template(templates).render(shows)


@cache
def _template(templates: Path) -> Template:
    """Return the template with inline style and script, the only ones its policy allows."""
    style, script = ((templates / f"checklist.{ending}").read_text("utf-8") for ending in ("css", "js"))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    given = {"style": Markup(style), "script": Markup(script), "script_hash": digest}
    return environment(templates).get_template("checklist.html.j2", globals=given)


def _families(report: Report) -> Mapping[str, Mapping[str, int]]:
    """Count diagnostics by family and severity, waived ones included."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for diagnostic in report.diagnostics:
        counts[family(diagnostic.check)][diagnostic.severity] += 1
    for waived in report.waived:
        counts[family(waived.diagnostic.check)]["已豁免"] += 1
    return dict(sorted(counts.items()))


class _ChecklistBuilder:
    """Builder of sections with data lines; files with personal data are masked for all checks."""

    def __init__(self, report: Report, names: Mapping[str, str]) -> None:
        self._report = report
        self._names = names
        self._texts: dict[str, str] = {}
        everything = (*report.diagnostics, *(waived.diagnostic for waived in report.waived))
        self._private: dict[str, set[str]] = defaultdict(set)
        for diagnostic in everything:
            if about_persons(diagnostic.check):
                self._private[diagnostic.place.file].update(HIDDEN.findall(diagnostic.text))
        self._seen: Counter[str] = Counter()

    def sections(self, entries: Iterable[tuple[Diagnostic, str, str]]) -> Iterator[ChecklistSection]:
        """Group diagnostics by file, in order."""
        files: dict[str, list[tuple[Diagnostic, str, str]]] = defaultdict(list)
        for entry in entries:
            files[entry[0].place.file].append(entry)
        for file, group in files.items():
            yield ChecklistSection(file, self._project_name(file), tuple(self._item(*entry) for entry in group))

    def _item(self, diagnostic: Diagnostic, reason: str, office: str) -> ChecklistItem:
        what = "\n".join((diagnostic.place.file, diagnostic.check, diagnostic.text))
        self._seen[what] += 1
        key = hashlib.sha256(f"{what}\n{self._seen[what]}".encode("utf-8", "backslashreplace")).hexdigest()[:20]
        text = masked(diagnostic.text) if about_persons(diagnostic.check) else diagnostic.text
        return ChecklistItem(
            diagnostic, text, key=key, lines=tuple(self._lines(diagnostic)), reason=reason, office=office
        )

    def _lines(self, diagnostic: Diagnostic) -> Iterator[SourceLine]:
        place = diagnostic.place
        if not place.line:
            return
        rows = self._text(place.file).split("\n")
        first, last = max(1, place.line - LINES_AROUND), min(len(rows), place.line + LINES_AROUND)
        around = [(number, rows[number - 1].rstrip()) for number in range(first, last + 1)]
        indent = min((len(row) - len(row.lstrip(" ")) for _, row in around if row), default=0)
        for number, row in around:
            text = masked(row, self._private[place.file]) if place.file in self._private else row
            meant = number == place.line
            if meant or text:
                yield SourceLine(number, clipped(text[indent:], place.column - indent if meant else 1), meant)

    def _text(self, file: str) -> str:
        if file not in self._texts:
            text = open_text(self._report.path(file), file, self._report.content)
            self._texts[file] = text if isinstance(text, str) else ""
        return self._texts[file]

    def _project_name(self, file: str) -> str:
        """Return the name of a project; from the text of a file that could not be read."""
        title = TITLE.search(self._text(file)) if "/projects/" in file else None
        return self._names.get(file) or (title[1].strip("\"' ") if title else "")


def masked(text: str, hidden: Iterable[str] = ()) -> str:
    """Mask long numbers, mail addresses, and the `hidden` quotations (with stars) in a text."""
    for quoted in hidden:
        pattern = re.escape(quoted).replace(r"\*", r"\S")
        text = re.sub(pattern, lambda match: MASK * len(match[0]), text)
    return ADDRESS.sub(MASK * 3, LONG_NUMBER.sub(lambda match: MASK * len(match[0]), text))


def clipped(text: str, column: int) -> str:
    """Shorten a line to `MAX_LINE_CHARS` around a column."""
    if len(text) <= MAX_LINE_CHARS:
        return text
    start = min(max(0, column - MAX_LINE_CHARS // 3), len(text) - MAX_LINE_CHARS)
    piece = text[start : start + MAX_LINE_CHARS]
    return f"{'…' if start else ''}{piece}{'…' if start + MAX_LINE_CHARS < len(text) else ''}"
