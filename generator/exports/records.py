"""The records the 查询 page searches, as a plain script, because a page opened from a folder may not fetch."""

import json
from collections.abc import Iterator

from generator.exports import Export
from generator.exports.tables import record
from generator.search.initials import initials
from generator.view import Card, Views

WHOLE = 2000  # above so many projects their findings are left to the full text: a reader would wait for the file


def exports(views: Views) -> Iterator[Export]:
    """One script, newest year first."""
    rows = ",\n".join(
        json.dumps(_row(card, len(views.cards) <= WHOLE), ensure_ascii=False).replace("<", "\\u003c")
        for card in sorted(views.cards, key=lambda card: (-card.year, card.id))
    )
    yield Export("search/records.js", f"window.JXGK_RECORDS = [\n{rows}\n];\n".encode())


def _row(card: Card, whole: bool) -> dict[str, object]:
    kept = (
        "id",
        "year",
        "name",
        "unit",
        "budget",
        "spent",
        "execution_rate",
        "score",
        "grade",
        "rank",
        "method",
        "agency",
    )
    row = {key: value for key, value in record(card).items() if key in kept}
    project = card.project
    findings = project.findings if whole else ()
    return {
        **{key: "" if value is None else str(value) for key, value in row.items()},
        "title": card.title,
        "url": f"{card.id}.html",
        "step": str(card.step),
        "scheme": card.scheme.name,
        "rectification": card.rectification,
        "states": [state for state, _ in card.states],
        "initials": [initials(project.name), initials(card.unit.name)],
        "achievements": " ".join(text for a in project.achievements if whole for text in (a.text, *a.detail)),
        "problems": " ".join(text for f in findings for text in (f.problem, *f.problem_detail)),
        "advice": " ".join(text for f in findings for text in (f.advice, *f.advice_detail)),
    }
