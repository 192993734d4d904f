"""The glossary: its words lead to their notes from where they stand on a page; the notes lie in one script for all."""

import json
import re

from generator.pages._templates import PageTerms
from generator.search.article import Articles
from tests.support.building import ROOT, docs_of
from tests.support.cases import BASE
from tests.support.inspection import inspection_of

EXPLAINS = {"得分率", "A/B 类"}.__contains__


def test_a_word_that_is_explained_is_a_link_and_one_that_is_not_stays_as_it_is() -> None:
    page = PageTerms(EXPLAINS, "..")
    assert (page.mark("<b>"), page.any) == ("&lt;b&gt;", False)
    assert page.mark("得分率") == '<a class="term" href="../glossary.html#term-得分率">得分率</a>'
    assert page.mark("得分率") == "得分率", "once a page"
    other = PageTerms(EXPLAINS, "..")
    assert other.mark("得分率", "<率>") == '<a class="term" href="../glossary.html#term-得分率">&lt;率&gt;</a>'
    assert page.any, "so that the script comes along"
    assert PageTerms(EXPLAINS, ".").mark("A/B 类") == '<a class="term" href="glossary.html#term-A/B类">A/B 类</a>'


def test_every_word_that_a_page_marks_has_its_place_on_the_page_of_all_and_its_note_in_the_script() -> None:
    made, terms = docs_of(ROOT / "content"), inspection_of(ROOT / "content").book.terms
    places = re.findall(r'<dt id="([^"]+)">', made["glossary.md"].decode())
    notes = json.loads(made["glossary.js"].decode().removeprefix("JXGK.provide('glossary',").removesuffix(");\n"))
    assert list(notes) == places
    assert list(notes.values()) == [[term.word, term.meaning, term.source] for term in terms]
    for path, root in (("index.md", ""), ("2018/laihu-touzi.md", "../"), ("2017/shipin-huiyi.md", "../")):
        head, _, body = made[path].decode().partition("\n---\n")
        led = re.findall(r'<a class="term" href="([^"]+)">', body)
        assert {link.removeprefix(f"{root}glossary.html#") for link in led} <= set(places)
        assert len(led) and "assets/js/terms.js" in head


def test_a_site_without_a_glossary_has_neither_page_nor_links() -> None:
    made = docs_of(BASE / "content")
    assert not {"glossary.md", "glossary.js"} & set(made)
    assert b'class="term"' not in b"".join(data for path, data in made.items() if path.endswith(".md"))
    assert b"glossary" not in made["methods.md"]


def test_a_term_is_read_as_part_of_its_line_by_the_search() -> None:
    html = f'<article id="content"><h1>甲</h1><p>各项{PageTerms(EXPLAINS, ".").mark("得分率")}如下</p></article>'
    document = Articles(()).read("x.html", html)
    assert document and document.text == "甲 各项得分率如下"
