"""The summary table of each year and of all, as CSV that opens right in Excel and as JSON."""

import csv
import io
from collections.abc import Iterator, Sequence

from generator.exports import Export, json_bytes
from generator.view import Card, Views, figure

COLUMNS = (
    "年度", "序号", "项目名称", "项目单位", "预算金额（万元）", "支出（万元）", "预算执行率", "评价分值", "评价结论",
    "等级", "评级办法", "评价方式", "评价机构", "失分最多的指标", "整改情况", "网页",
)  # fmt: skip


def exports(views: Views) -> Iterator[Export]:
    """All projects, then year by year."""
    everything = [card for _, sums in views.years() for card in sums.cards]
    yield from _pair("data/projects", "全部项目", everything)
    for year, sums in views.years():
        yield from _pair(f"data/{year}", f"{year}年度项目", sums.cards)


def _pair(path: str, title: str, cards: Sequence[Card]) -> Iterator[Export]:
    yield Export(f"{path}.csv", _csv(cards), f"{title}汇总表")
    yield Export(f"{path}.json", json_bytes([record(card) for card in cards]), f"{title}记录")


def record(card: Card) -> dict[str, object]:
    """One project as a record: decimals as strings, amounts in 万元, an absent value as null."""
    return {
        "id": card.id,
        "year": card.year,
        "name": card.project.name,
        "unit": card.unit.name,
        "budget": figure(card.budget),
        "spent": None if card.spent is None else figure(card.spent),
        "execution_rate": None if card.spent is None else card.execution_rate,
        "score": None if card.total is None else figure(card.total),
        "grade": card.grade,
        "rank": card.rank,
        "scheme": card.project.evaluation.scheme,
        "method": card.project.evaluation.method,
        "agency": card.project.evaluation.agency or None,
        "levels": [
            {
                "code": top.indicator.code,
                "name": top.indicator.name,
                "weight": figure(top.weight),
                "points": None if top.points is None else figure(top.points),
            }
            for top in card.score.levels
        ],
        "rectification": dict(card.states),
        "url": f"{card.id}.html",
    }


def _csv(cards: Sequence[Card]) -> bytes:
    """CSV with a byte order mark, which Excel needs to read Chinese; no cell can start a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number, card in enumerate(cards, 1):
        evaluation = card.project.evaluation
        worst = f"{card.losses[0].indicator.name}（失{figure(card.losses[0].lost)}分）" if card.losses else ""
        texts = (card.project.name, card.unit.name)
        words = (card.grade, card.rank, card.scheme.name, evaluation.method or "", evaluation.agency, worst)
        writer.writerow([
            card.year, number, *map(harmless, texts), figure(card.budget),
            "" if card.spent is None else figure(card.spent), "" if card.spent is None else card.execution_rate,
            "" if card.total is None else figure(card.total), *map(harmless, words), harmless(card.rectification),
            f"{card.id}.html",
        ])  # fmt: skip
    return out.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """A text no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text
