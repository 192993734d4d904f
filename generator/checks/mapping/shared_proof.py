"""三个及以上指标的佐证材料（或实际值里的一大段话）一字不差的，要核对是否各有各的证据。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.mapping._form_rows import NamedRow, columns_named, form_rows
from generator.core.diagnostic import Severity
from generator.core.record import FieldName, Record
from generator.model.project import Project

NAME = "佐证雷同"
SEVERITY: Severity = "提示"
MIN_INDICATORS, MIN_CHARS, MIN_CHARS_OF_PROSE = 3, 4, 12

PROOF = re.compile("佐证|证据|证明材料|支撑材料|印证")
MARKS = re.compile(r"[\W_]+")
SET_WORDS = re.compile("预期|年度指标|年度目标|见附件|详见|同上")
Cell = tuple[NamedRow, Record, FieldName, str]


def check(project: Project) -> Iterator[Violation]:
    """Tell it once, of the first; rows of 其中 count as their indicator, and set phrases of a form prove nothing."""
    same: dict[tuple[bool, str], list[Cell]] = {}
    for row in form_rows(project):
        for record, field, text in _cells(row):
            plain, prose = MARKS.sub("", text), field == "actual"
            if len(plain) >= (MIN_CHARS_OF_PROSE if prose else MIN_CHARS) and not SET_WORDS.search(text):
                same.setdefault((prose, plain), []).append((row, record, field, text))
    for (prose, _), cells in same.items():
        names = {id(row.owner): row.name for row, *_ in cells}
        if len(names) >= MIN_INDICATORS:
            _, record, field, text = cells[0]
            listed, what = "”“".join(list(names.values())[:3]), "实际值" if prose else "佐证"
            quoted = text if len(text) <= 24 else f"{text[:22]}……"
            message = f"“{listed}”等 {len(names)} 个指标的{what}都是“{quoted}”，请对照原件核对，是否各有各的证据"
            yield record, field, message, [(other, name) for _, other, name, _ in cells[1:]]


def _cells(row: NamedRow) -> Iterator[tuple[Record, FieldName, str]]:
    yield from ((entry, "text", entry.text) for entry in columns_named(row.record, PROOF))
    if row.record.actual.strip() != row.record.target.strip():
        yield row.record, "actual", row.record.actual
