"""Notes of a project's page: what needs attention comes first, lost points in their row, oddities at the end."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from generator.core.record import Remark, Waiver
from generator.model.project import Indicator
from generator.pages.project.notes import PageNotes, explanations


def waived(check: str, reason: str) -> Waiver:
    return Waiver(check=check, reason=reason, office="综合处")


def row(remark: Remark, lost: str = "1.00", reason: str = "") -> Any:
    leaf = Indicator(name="甲", weight=Decimal(3), remark=remark)
    return SimpleNamespace(score=SimpleNamespace(indicator=leaf), lost=lost, reason=reason)


@pytest.mark.parametrize(
    ("check", "notable"),
    [
        ("总分不符", True), ("访谈时间", True), ("满分有问题", True), ("存量增量不符", True), ("样本重复", True),
        ("小数位不一", False), ("编号重复", False), ("低分无问题", False), ("日期缺漏", False), ("重字", False),
    ],
)  # fmt: skip
def test_figures_and_logic_need_attention_print_and_gaps_do_not(check: str, notable: bool) -> None:
    remark = Remark(text="照印。", waivers=(waived(check, "原文如此。"),))
    assert [(note.text, note.notable) for note in explanations(remark)] == [("照印。", False), ("原文如此。", notable)]


def test_the_same_words_are_one_note_and_need_attention_if_one_of_them_does() -> None:
    remark = Remark(text="原文如此。", waivers=(waived("编号重复", "原文如此。"), waived("总分不符", "原文如此。")))
    assert [(note.text, note.notable) for note in explanations(remark)] == [("原文如此。", True)]


def test_notes_are_numbered_in_the_order_of_their_places_and_each_place_has_its_own_anchor() -> None:
    notes = PageNotes()
    odd, wrong = Remark(text="编号印作C1.。"), Remark(waivers=(waived("访谈时间", "早于评价。"),))
    first = [mark for remark in (odd, wrong, odd, wrong) for mark in notes.of(remark)]
    assert [(mark.note.anchor, mark.anchor, mark.first) for mark in first] == [
        ("note-1", "note-1-at-1", True),
        ("notice-1", "notice-1-at-1", True),
        ("note-1", "note-1-at-2", False),
        ("notice-1", "notice-1-at-2", False),
    ]
    assert [note.text for note in notes.listed("notice")] == ["早于评价。"]
    assert [note.text for note in notes.listed("note")] == ["编号印作C1.。"]


def test_a_section_has_no_marks_its_oddities_are_listed_under_its_title() -> None:
    notes = PageNotes()
    remark = Remark(text="照印。", waivers=(waived("访谈时间", "早于评价。"),))
    assert [mark.note.text for mark in notes.of_section(remark, "budget", "预算与支出")] == ["早于评价。"]
    (note,) = notes.listed("note")
    assert (note.text, note.sections, note.marks) == ("照印。", [("budget", "预算与支出")], 0)


def test_what_is_said_of_lost_points_stands_in_the_row_once_and_oddities_of_print_at_the_end() -> None:
    remark = Remark(
        text="未载原因。", waivers=(waived("低分无问题", "未载原因，问题也没有提到。"), waived("编号写法", "印作C1.。"))
    )
    notes = PageNotes()
    shown = notes.of_row(row(remark))
    assert [text.text for text, _ in shown.inside] == ["未载原因，问题也没有提到。"]
    assert [mark.note.text for mark in shown.marks] == ["印作C1.。"]
    for explained in (row(remark, reason="迟了一周"), row(remark, lost="")):
        assert not PageNotes().of_row(explained).inside


def test_what_needs_attention_stands_in_the_row_whether_or_not_points_were_lost() -> None:
    notes = PageNotes()
    shown = notes.of_row(row(Remark(waivers=(waived("满分有问题", "故障增多。"),)), lost=""))
    assert [(text.text, anchor) for text, anchor in shown.inside] == [("故障增多。", "notice-1")]
