"""The glossary: its words become buttons where they stand on a page, their notes are not searched."""

import json
import re

from generator.model.glossary import Term
from generator.pages._terms import PageTerms
from generator.search.article import Articles
from tests.support.building import ROOT, docs_of
from tests.support.cases import BASE
from tests.support.inspection import inspection_of

TERMS = (Term(word="得分率", meaning="得分 < 满分"), Term(word="A/B 类", meaning="两类", source="某办法"))


def test_a_word_that_is_explained_is_a_button_and_one_that_is_not_stays_as_it_is() -> None:
    page = PageTerms(TERMS)
    button = '<button type="button" class="term" popovertarget="term-得分率">{}</button>'
    assert page.mark("得分率") == button.format("得分率")
    assert page.mark("得分率", "<率>") == button.format("&lt;率&gt;")
    assert page.mark("<b>") == "&lt;b&gt;"
    assert page.mark("A/B 类")
    assert page.notes == [("term-得分率", "得分率", "得分 < 满分", ""), ("term-A/B类", "A/B 类", "两类", "某办法")]


def test_every_word_that_a_page_marks_has_its_note_on_that_page_and_its_place_on_the_page_of_all() -> None:
    made = docs_of(ROOT / "content")
    places = set(re.findall(r'<dt id="([^"]+)">', made["glossary.md"].decode()))
    assert len(places) == len(inspection_of(ROOT / "content").book.terms)
    for path in ("index.md", "2018/laihu-touzi.md", "2017/shipin-huiyi.md"):
        head, _, body = made[path].decode().partition("\n---\n")
        notes = json.loads(re.search(r"^terms: (.*)$", head, re.M)[1])  # type: ignore[index]
        assert set(re.findall(r'popovertarget="([^"]+)"', body)) == {note[0] for note in notes} <= places
        assert not any(meaning in body for _, _, meaning, _ in notes)


def test_a_site_without_a_glossary_has_neither_page_nor_buttons() -> None:
    made = docs_of(BASE / "content")
    assert "glossary.md" not in made
    assert b'class="term"' not in b"".join(data for path, data in made.items() if path.endswith(".md"))
    assert b"glossary" not in made["methods.md"]


def test_a_term_is_read_as_part_of_its_line_by_the_search() -> None:
    html = f'<article id="content"><h1>甲</h1><p>各项{PageTerms(TERMS).mark("得分率")}如下</p></article>'
    document = Articles(()).read("x.html", html)
    assert document and document.text == "甲 各项得分率如下"
