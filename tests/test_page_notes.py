"""Notes of a project's page: what needs attention is told first, oddities of print stand at the end, each only once."""

import pytest

from generator.core.record import Remark, Waiver
from generator.model.project import Indicator
from generator.pages.project.notes import PageNotes, told


def waived(check: str, reason: str) -> Waiver:
    return Waiver(check=check, reason=reason, office="综合处")


@pytest.mark.parametrize(
    ("check", "notable"),
    [
        ("总分不符", True), ("访谈时间", True), ("满分有问题", True), ("存量增量不符", True), ("样本重复", True),
        ("小数位不一", False), ("编号重复", False), ("低分无问题", False), ("日期缺漏", False), ("重字", False),
    ],
)  # fmt: skip
def test_figures_and_logic_need_attention_print_and_gaps_do_not(check: str, notable: bool) -> None:
    remark = Remark(text="照印。", waivers=(waived(check, "原文如此。"),))
    assert told(remark) == (("照印。", False), ("原文如此。", notable))


def test_the_same_words_are_one_note_and_need_attention_if_one_of_them_does() -> None:
    remark = Remark(text="原文如此。", waivers=(waived("编号重复", "原文如此。"), waived("总分不符", "原文如此。")))
    assert told(remark) == (("原文如此。", True),)


def test_notes_are_numbered_in_the_order_of_their_places_and_each_place_has_its_own_anchor() -> None:
    notes = PageNotes()
    odd, wrong = Remark(text="编号印作C1.。"), Remark(waivers=(waived("访谈时间", "早于评价。"),))
    first = [one for remark in (odd, wrong, odd, wrong) for one in notes.of(remark)]
    assert [(one.note.anchor, one.anchor, one.first) for one in first] == [
        ("note-1", "note-1-at-1", True),
        ("notice-1", "notice-1-at-1", True),
        ("note-1", "note-1-at-2", False),
        ("notice-1", "notice-1-at-2", False),
    ]
    assert [note.text for note in notes.notable] == ["早于评价。"]
    assert [note.text for note in notes.listed("note")] == ["编号印作C1.。"]


def test_rows_of_the_score_table_have_a_list_of_their_own() -> None:
    notes = PageNotes()
    remark = Remark(waivers=(waived("满分有问题", "故障增多。"),))
    (mark,) = notes.of_row(Indicator(name="甲", remark=remark))
    assert mark.note.anchor == "table-1"
    assert notes.listed("table") == notes.notable == (mark.note,)
    assert notes.listed("note") == notes.listed("notice") == ()
