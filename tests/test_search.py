"""The full-text index is exact: for any words, the pages found are those that hold them, and no others."""

import dataclasses
import json
from functools import cache
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build import HOME, files
from generator.inspection import inspect
from generator.search import Document, index
from generator.search.article import place, read
from generator.search.fold import fold
from generator.search.grams import asked, closer, grams, settles
from generator.search.initials import initials
from generator.search.postings import encode
from tests.searching import Reader, decode, holders, synthetic


@cache
def corpus() -> tuple[Document, ...]:
    """The real pages, their text taken from their Markdown, among sixty made of the same sentences."""
    made = files(inspect(HOME / "content"))
    pages = {path: made[path].decode() for path in made if path.endswith(".md")}
    html = [(f"{path[:-3]}.html", f'<article id="content">{text}</article>') for path, text in pages.items()]
    real = [document for path, text in html if path != "query.html" and (document := read(path, text))]
    return (*sorted([*real, *synthetic(real, 60)], key=place),)


@cache
def reader() -> Reader:
    return Reader(dict(index(corpus())))


@st.composite
def queries(draw: st.DrawFn) -> str:
    """One to three pieces of 1 to 12 characters, cut anywhere out of one page's text."""
    text = draw(st.sampled_from(corpus())).text
    cut = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 12))
    return " ".join(text[at : at + length] for at, length in draw(st.lists(cut, min_size=1, max_size=3)))


@given(queries())
@settings(max_examples=100, deadline=None)
def test_every_page_that_holds_the_words_is_found_and_no_other(query: str) -> None:
    if fold(query):
        assert set(reader().find(query)) == holders(corpus(), query)


def test_every_unit_every_project_and_every_document_number_is_found() -> None:
    book = inspect(HOME / "content").book
    names = {name for unit in book.units for name in unit.names} | {p.name for p in book.projects}
    for query in [*names, "沪财绩[2014]22号", "沪财绩（2014）22号", "89.13%", "87.12", "0", "。", "良", "视频 良好"]:
        assert set(reader().find(query)) == holders(corpus(), query), query


def test_what_stands_nowhere_is_not_found() -> None:
    for query in ("不存在的项目", "龘", "视频会议 龘", "999999.99", "zzzz"):
        assert reader().find(query) == []


def test_brackets_width_capitals_and_white_space_make_no_difference() -> None:
    forms = [
        "沪财绩〔2014〕22号",
        "沪财绩[2014]22号",
        "沪财绩（２０１４）22 号",
        "沪财绩﹝2014﹞22号",
        "沪财绩【2014】22号",
    ]
    assert {fold(form) for form in forms} == {"沪财绩(2014)22号"}
    assert fold("ＡＢ c\u00a0%％\u200b") == "abc%%"


@given(st.text())
def test_each_character_is_folded_by_itself_so_that_a_passage_can_be_marked(text: str) -> None:
    assert fold(text) == "".join(map(fold, normalize("NFC", text)))


@given(st.sets(st.integers(0, 4000)))
def test_a_list_of_documents_comes_back_whole(numbers: set[int]) -> None:
    for count in (4001, 40_000):
        assert list(decode(encode(sorted(numbers), count))) == sorted(numbers)


@given(st.text("合作交流2018.%ab", min_size=1, max_size=14))
def test_the_pieces_asked_for_stand_in_every_text_that_holds_the_word(word: str) -> None:
    held = grams(f"前{word}后")
    assert held.issuperset(asked(word)) and held.issuperset(closer(word))
    if len(set(word)) == len(word):  # every character counts
        assert set("".join(asked(word))) == set(word)
    assert not settles(word) or asked(word) == [word]


def test_the_same_pages_give_the_same_bytes() -> None:
    some = corpus()[:20]
    assert list(index(some)) == list(index(some))


def test_a_page_is_read_as_its_reader_sees_it() -> None:
    html = (
        '<nav>导航</nav><article id="content" class="x"><h1 id="a">甲<b>乙</b>'
        '<a class="headerlink" href="#a">#</a></h1><svg><text>图</text></svg><p>一&lt;二<br>三</p>'
        "<table><tr><td>4</td><td>5%</td></tr></table><!-- 注 --><script>var a;</script></article><p>脚</p>"
    )
    assert read("2017/x.html", html) == Document("2017/x.html", "甲乙", "项目", 2017, "甲乙 一<二 三 4 5%")
    assert read("x.html", "<p>没有正文</p>") is None
    kinds = [read(path, html) for path in ("2017/index.html", "units/a.html", "methods.html")]
    assert [(one.kind, one.year) for one in kinds if one] == [("年度", 2017), ("单位", 0), ("网页", 0)]


def test_results_stand_in_the_order_of_the_records() -> None:
    pages = [Document(f"{year}/{slug}.html", "", "项目", year, "") for year in (2017, 2018) for slug in ("a-b", "a")]
    ordered = [page.address for page in sorted(pages, key=place)]
    assert ordered == ["2018/a.html", "2018/a-b.html", "2017/a.html", "2017/a-b.html"]


@pytest.mark.parametrize(
    ("name", "letters"),
    [("合作交流", "hzjl"), ("重庆银行", "cqyh"), ("2017年IT运维", "2017nityw"), ("（办公）室", "(bg)s"), ("", "")],
)
def test_the_first_letters_of_a_name(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_the_scripts_are_plain_and_end_where_they_should() -> None:
    odd = dataclasses.replace(corpus()[0], text='</script>\u2028"\\ \x1f 字')
    for name, data in index([odd]):
        assert "\u2028" not in data.decode()
        assert name != "facts" or json.loads(data)["documents"] == 1


def test_many_projects_leave_their_findings_to_the_full_text(monkeypatch: pytest.MonkeyPatch) -> None:
    inspected = inspect(HOME / "content")
    made = files(inspected)
    assert b'"problems": ""' not in made["search/records.js"].split(b"\n")[1]
    assert made["query.md"].count(b"<tr") > len(inspected.book.projects)
    monkeypatch.setattr("generator.exports.records.WHOLE", 5)
    monkeypatch.setattr("generator.pages.query.LISTED", 5)
    made = files(inspected)
    assert made["search/records.js"].count(b'"problems": "", "advice": ""') == len(inspected.book.projects)
    assert b"<tr" not in made["query.md"] and b'href="./2017/index.html"' in made["query.md"]
