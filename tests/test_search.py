"""The full-text index is exact: for any words, the pages found are those that hold them, and no others."""

import dataclasses
import itertools
import json
import pickle
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final
from unicodedata import category, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages import registry
from generator.search import Document, cut, segment, traditional
from generator.search.article import FIRST, GROUPS, LISTINGS, PROJECTS, Articles
from generator.search.fold import fold
from generator.search.grams import LONG, NUMERALS, STAND_IN, bmp_only, decode, longs, pairs, runs
from generator.search.pinyin import syllables
from generator.search.postings import BEGUN, MOST, encode
from generator.views import Portfolio
from tests.support.building import ROOT
from tests.support.downloads import all_files
from tests.support.drawing import drawing
from tests.support.inspection import inspection_of, portfolio_at
from tests.support.searching import Reader, holders, index, join, shipped, synthetic

ARTICLES = Articles(registry().kinds)


@cache
def corpus() -> tuple[Document, ...]:
    """The texts of the real content, among sixty pages made of the same sentences."""
    paths = sorted(path for ending in ("md", "yml") for path in (ROOT / "content").rglob(f"*.{ending}"))
    real = [_page(path.relative_to(ROOT / "content"), path.read_text("utf-8")) for path in paths]
    return (*sorted([*real, *synthetic(real, 60)], key=lambda document: ARTICLES.place(document.address)),)


def _page(path: Path, text: str) -> Document:
    year = int(path.parent.name) if path.parts[0] == "projects" else 0
    address = f"{year}/{path.stem}.html" if year else f"{path.parent.name or 'pages'}-{path.stem}.html"
    return Document(address, path.stem, "项目" if year else "网页", year, " ".join(text.split()))


@cache
def reader() -> Reader:
    return Reader(index(corpus()))


@st.composite
def queries(draw: st.DrawFn, documents: Sequence[Document]) -> str:
    """One to three pieces of 1 to 12 characters, cut anywhere out of one page's text."""
    text = draw(st.sampled_from(documents)).text
    cut = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 12))
    return " ".join(text[at : at + length] for at, length in draw(st.lists(cut, min_size=1, max_size=3)))


def assert_exact(searcher: Reader, documents: Sequence[Document], asked: Iterable[str]) -> None:
    """Each query finds the pages that hold its words, in their order, and no others."""
    some = [query for query in asked if fold(query)]
    for query, hits in zip(some, searcher.find(some), strict=True):
        assert hits == holders(documents, query), query


@given(st.lists(st.deferred(lambda: queries(corpus())), min_size=40, max_size=40))
@drawing(20)
def test_every_page_that_holds_the_words_is_found_and_no_other(some: list[str]) -> None:
    assert_exact(reader(), corpus(), some)


# What may go wrong: pieces of numbers beside Han characters, characters of two units, letters that fold to several.
LETTERS = "合作交流年月日0159.%abİﬁ㎡①𠮷😀（[〕 \u3000"


@given(st.lists(st.text(LETTERS, min_size=1, max_size=40), min_size=1, max_size=30), st.data())
@drawing(40)
def test_any_pages_at_all_are_found_by_any_words(texts: list[str], data: st.DataObject) -> None:
    documents = [Document(f"{number}.html", "", "网页", 0, text) for number, text in enumerate(texts)]
    asked = st.lists(queries(documents) | st.text(LETTERS, min_size=1, max_size=6), min_size=30, max_size=30)
    assert_exact(Reader(index(documents)), documents, data.draw(asked))


def test_every_unit_every_project_and_every_document_number_is_found() -> None:
    book = inspection_of(ROOT / "content").book
    names = {name for unit in book.units for name in unit.names} | {p.name for p in book.projects}
    numbers = ["沪财绩[2014]22号", "沪财绩（2014）22号", "89.13%", "87.12", "0", "。", "良", "视频 良好"]
    assert_exact(reader(), corpus(), [*names, *numbers])


def test_what_stands_nowhere_is_not_found() -> None:
    nowhere = ["不存在的项目", "龘", "视频会议 龘", "999999.99", "zzzz"]
    assert reader().find(nowhere) == [[]] * len(nowhere)


def test_brackets_width_capitals_and_white_space_make_no_difference() -> None:
    forms = [
        "沪财绩〔2014〕22号", "沪财绩[2014]22号", "沪财绩（２０１４）22 号", "沪财绩﹝2014﹞22号", "沪财绩【2014】22号",
    ]  # fmt: skip
    assert {fold(form) for form in forms} == {"沪财绩(2014)22号"}
    assert fold("ＡＢ c\u00a0%％\u200b") == "abc%%"


@given(st.text())
def test_each_character_is_folded_by_itself_so_that_a_passage_can_be_marked(text: str) -> None:
    assert fold(text) == "".join(map(fold, normalize("NFC", text)))


@cache
def known() -> frozenset[str]:
    """The characters that Python and Node both know: their tables of Unicode are not of the same year."""
    characters = (chr(code) for code in range(0x110000))
    return frozenset(
        shipped("assigned", [character for character in characters if category(character) not in UNASSIGNED])
    )


UNASSIGNED: Final = ("Cn", "Co", "Cs")
COMPOSED = "eé\u0301\u0323aåIİ\u0307ｶﾞがか\u3099각가\u11a8"  # some make one character with their neighbours
texts = st.text(st.characters(exclude_categories=UNASSIGNED)) | st.text(COMPOSED)


def test_the_browser_folds_every_character_as_the_generator_does() -> None:
    every = sorted(known())
    assert len(every) > 100_000
    theirs = zip(every, shipped("fold", every), strict=True)
    assert [(character, folded) for character, folded in theirs if folded != fold(character)] == []


@given(st.lists(texts.filter(lambda text: known().issuperset(text)), min_size=50, max_size=50))
@drawing(15)
def test_the_browser_folds_any_text_as_the_generator_does(some: list[str]) -> None:
    assert shipped("fold", some) == [fold(text) for text in some]


@cache
def index_script() -> str:
    """What an index tells its readers."""
    return index(())["index.js"].decode()


@given(st.lists(st.sets(st.integers(0, MOST - 1), min_size=1), max_size=20), st.integers(0, 3000))
def test_a_list_of_documents_comes_back_whole(lists: list[set[int]], first: int) -> None:
    written = [(encode(sum(1 << number for number in numbers)), first) for numbers in lists]
    assert shipped("decode", index_script(), written) == [
        [first + number for number in sorted(numbers)] for numbers in lists
    ]


@given(st.lists(st.text("合作交流2018.%ab𠮷", min_size=1, max_size=14), min_size=20, max_size=20))
def test_the_pieces_asked_for_stand_in_every_text_that_holds_the_word(words: list[str]) -> None:
    for word, asked in zip(map(bmp_only, words), shipped("pieces", index_script(), words), strict=True):
        text = f"前{word}后"
        held = {*_pairs(text), *_longs(text), *text}
        assert held.issuperset(asked["pieces"]) and held.issuperset(asked["further"])
        assert asked["pieces"] and (asked["pieces"] == [word] or not asked["sure"])
        if len(set(word)) == len(word) and len(asked["pieces"]) < 8:  # every character counts
            assert set("".join(asked["pieces"])) == set(word)


@given(st.text("合作年20.%ab", min_size=1, max_size=14))
def test_threes_and_fours_are_those_the_reader_is_told_of(text: str) -> None:
    windows = {text[at : at + length] for length in (3, 4) for at in range(len(text) - length + 1)}
    assert {piece for piece in _longs(text) if STAND_IN not in piece} == {
        window for window in windows if re.fullmatch(LONG, window)
    }


def _longs(text: str) -> set[str]:
    """As its reader finds them: a three stands where it stands for itself or begins a four."""
    pieces = {piece for run in runs(text) for piece in longs(run)}
    fours = {piece[3] + piece[:3] if piece[0] not in NUMERALS else piece for piece in pieces if len(piece) == 4}
    return fours | {piece[:BEGUN] for piece in pieces}


def _pairs(text: str) -> set[str]:
    return {decode([pair]) for pair in pairs(text)}


def test_the_same_pages_give_the_same_bytes() -> None:
    some = corpus()[:20]
    assert list(index(some).items()) == list(index(some).items())


def test_an_index_of_segments_cut_anywhere_finds_the_same() -> None:
    cuts = (0, 7, 7, 20, 50, len(corpus()))
    kept = pickle.loads(pickle.dumps([segment(corpus()[start:end]) for start, end in itertools.pairwise(cuts)]))
    files = dict(join(kept))
    assert _kinds(files) == _kinds(index(corpus()))
    some = ["沪财绩[2014]22号", "89.13%", "良", "0", "视频 良好", "上海市工商业联合会", "龘"]
    assert Reader(files).find(some) == reader().find(some)


def _kinds(files: dict[str, bytes]) -> Any:
    return json.loads(re.search(rb'"kinds":(.*?\]\])', files["index.js"])[1])  # type: ignore[index]


def test_a_page_more_moves_only_the_segments_near_it() -> None:
    addresses = [f"2017/xiangmu-{number:04}.html" for number in range(2000)]
    before, after = (list(cut(some, str)) for some in (addresses, sorted([*addresses, "2017/xiangmu-0777a.html"])))
    assert max(map(len, before)) <= MOST and len(before) < len(addresses) / 25
    assert len([part for part in after if part not in before]) <= 3


def test_a_word_more_on_a_page_leaves_all_files_as_they_are_but_its_own_and_a_few_lists() -> None:
    pages = [dataclasses.replace(page, address=f"{at:03}.html") for at, page in enumerate(corpus())]
    edited = [dataclasses.replace(pages[3], text=f"{pages[3].text}（龘龘龘）"), *pages[:3], *pages[4:]]
    before, after = index(pages), index(sorted(edited, key=lambda page: page.address))
    changed = {name.partition("/")[0] for name in before if before[name] != after.get(name)}
    kept = {name for name in before if name.startswith("lists/") and before[name] == after.get(name)}
    assert changed == {"texts", "lists", "names", "index.js", _table(before)}
    assert len(kept) >= len([name for name in before if name.startswith("lists/")]) - 5


def test_a_file_of_lists_that_says_something_else_has_another_name() -> None:
    before, after = index(corpus()[:20]), index(corpus()[1:21])
    lists = [name for name in before if name.startswith("lists/")]
    assert lists and all(before[name] == after[name] for name in lists if name in after)
    assert _table(before) != _table(after)


def test_a_question_asks_for_the_names_of_the_files_it_needs_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.search.joining.NAMED", 4)
    files = index(corpus())
    opened = Reader(files)
    for query in ("89.13%", "合作交流", "视频会议 良好", "龘"):
        answer = shipped("first", opened.number, query, 10)
        assert answer["addresses"] == reader().find([query])[0][:10]
        lists, names = (
            {int(number) for number in re.findall(rf"\b{kind}/(\d+)", " ".join(answer["fetched"]))}
            for kind in ("lists", "names")
        )
        assert lists and names == {number // 4 for number in lists}


def _table(files: dict[str, bytes]) -> str:
    return next(name for name in files if name.startswith("table-"))


def test_a_page_is_read_as_its_reader_sees_it() -> None:
    html = (
        '<nav>导航</nav><article id="content" class="x"><h1 id="a">甲<b>乙</b></h1>'
        "<svg><text>图</text></svg><p>一&lt;二<br>三</p>"
        "<table><tr><td>4</td><td>5%</td></tr></table><!-- 注 --><script>var a;</script></article><p>脚</p>"
    )
    assert ARTICLES.read("2017/x.html", html) == Document("2017/x.html", "甲乙", "项目", 2017, "甲乙 一<二 三 4 5%")
    assert ARTICLES.read("x.html", "<p>没有正文</p>") is None
    kinds = [ARTICLES.read(path, html) for path in ("2017/index.html", "units/a.html", "methods.html")]
    assert [(page.kind, page.year) for page in kinds if page] == [("年度", 2017), ("单位", 0), ("网页", 0)]


def test_results_stand_in_the_order_of_the_records_after_what_explains_and_before_what_lists() -> None:
    addresses = [f"{year}/{slug}.html" for year in (2017, 2018) for slug in ("a-b", "a", "index")]
    others = ["index.html", "units/index.html", "units/a.html", "methods.html", "query.html", "series/a.html"]
    ordered = ARTICLES.ordered([*addresses, *others], FIRST, PROJECTS, GROUPS, LISTINGS)
    assert ordered[:2] == [["methods.html"], ["2018/a.html", "2018/a-b.html", "2017/a.html", "2017/a-b.html"]]
    assert ordered[2:] == [["units/a.html", "2018/index.html", "2017/index.html"], ["index.html", "units/index.html"]]


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("合作交流", "he zuo jiao liu"),
        ("重庆银行", "chong qing yin hang"),
        ("2017年IT运维", "2 0 1 7 nian i t yun wei"),
        ("（办公）室", "( ban gong ) shi"),
        ("", ""),
    ],
)
def test_a_name_is_read_as_a_whole_one_syllable_for_each_character(name: str, read: str) -> None:
    assert " ".join(syllables(name)) == read


def test_traditional_characters_have_simplified_ones_beside_them() -> None:
    table = dict(zip(*traditional.pairs(), strict=True))
    assert (
        "".join(table.get(character, character) for character in "視頻會議系統運維，優良") == "视频会议系统运维，优良"
    )
    assert len(table) > 2000 and not table.keys() & set("视频会议合作交流")


def test_the_scripts_are_plain_and_end_where_they_should() -> None:
    odd = dataclasses.replace(corpus()[0], text='</script>\u2028"\\ \x1f 字')
    for name, data in index([odd]).items():
        assert "\u2028" not in data.decode()
        assert data.startswith(b"JXGK.provide(" if name == "index.js" else b"JXGK.search.") and data.endswith(b");\n")


def test_a_year_has_records_of_its_own_in_which_a_word_that_recurs_stands_once() -> None:
    head, _, years = _records(60)
    assert [year["year"] for year in head["years"]] == ["2018", "2017"]
    assert [year["count"] for year in head["years"]] == [
        len(years[f"{year['file']}-0"]["columns"]["name"]) for year in head["years"]
    ]
    columns = years[f"{head['years'][1]['file']}-0"]["columns"]
    assert isinstance(columns["name"], list) and len(columns["unit"]["values"]) < 6
    assert len(_values(columns["unit"])) == len(_values(columns["name"])) == 40
    assert not {"advice", "achievements"} & columns.keys(), "texts are in the index"
    assert {type(value) for value in _values(columns["problems"])} == {str}, "how many"


def test_a_large_year_comes_in_several_scripts_each_of_so_many_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.exports.records.MAX_RECORDS", 15)
    head, _, parts = _records(60)
    assert head["together"] == 15 and [year["count"] for year in head["years"]] == [20, 40]
    addresses = [_values(part["columns"]["url"]) for part in parts.values()]
    assert [len(some) for some in addresses] == [15, 5, 15, 15, 10]
    assert len({address for some in addresses for address in some}) == 60


def test_tallies_tell_what_the_records_would_of_each_year_and_of_all() -> None:
    head, tallies, years = _records(12)
    records = {
        year["year"]: {key: _values(column) for key, column in years[f"{year['file']}-0"]["columns"].items()}
        for year in head["years"]
    }
    keys = ("amount", "spent", "score")
    whole = {key: [value for columns in records.values() for value in columns[key]] for key in keys}
    budgets = {facet["key"]: facet["values"] for facet in head["facets"]}["amount"]
    assert tallies.keys() == records.keys()
    for tally, columns in [*((tallies[year], records[year]) for year in records), (head["tally"], whole)]:
        counts = Counter(columns["amount"])
        assert {budgets[int(place)]: count for place, count in tally["facets"]["amount"].items()} == counts
        spent = [Decimal(text) for text in columns["spent"] if text]
        assert (tally["spent"][0], Decimal(tally["spent"][1])) == (len(spent), sum(spent))
        assert sum(count for count, _ in tally["scores"].values()) == len([text for text in columns["score"] if text])
        assert tally["count"] == len(columns["amount"])


def test_the_head_grows_with_the_number_of_projects_by_digits_alone() -> None:
    few, many = (len(json.dumps(_records(count, "门户")[0], ensure_ascii=False)) for count in (20, 200))
    assert few < many < few + 60


def test_grades_of_the_same_rank_are_counted_as_one_and_found_by_each_others_words() -> None:
    head, _, years = _records(6)
    assert {facet["key"]: facet["values"] for facet in head["facets"]}["grade"] == ["优", "良"]
    synonyms = {
        grade: words
        for year in years.values()
        for grade, words in zip(_values(year["columns"]["grade"]), _values(year["columns"]["grade_words"]), strict=True)
    }
    assert synonyms["良好"] == ["良", "良好", "较好"] and synonyms["优"] == ["优", "优秀"]


def test_characters_are_read_by_themselves_and_apart_where_a_name_reads_otherwise() -> None:
    head, _, years = _records(8, "重庆银行", "重大项目")
    plain = dict(zip(head["sounds"][0], head["sounds"][1].split(" "), strict=True))
    read = set()
    for year in years.values():
        for at, name in enumerate(_values(year["columns"]["name"])):
            other = year["sounds"]["name"].get(str(at), {})
            read.add(" ".join(other.get(str(place), plain[character]) for place, character in enumerate(name)))
    assert read == {"chong qing yin hang", "zhong da xiang mu"}


def test_words_to_begin_with_stand_in_the_records() -> None:
    head, *_ = _records(6)
    assert {"市合作交流办", "第三方评价", "推进中"} <= set(head["terms"]) and len(head["terms"]) <= 10


def _values(column: Any) -> list[Any]:
    return column if isinstance(column, list) else [column["values"][place] for place in column["at"]]


def _records(count: int, *names: str) -> tuple[dict[str, Any], dict[str, Any], dict[str, dict[str, Any]]]:
    """Head, tallies and years of so many projects, with the names given or those of the real ones and a number."""
    real = portfolio_at(ROOT / "content")
    cards = itertools.cycle(real.summaries)
    made = []
    for number, card in enumerate(itertools.islice(cards, count)):
        name = names[number % len(names)] if names else f"{card.name}{number}"
        made.append(dataclasses.replace(card, slug=f"x-{number}", name=name, title=name))
    scripts = {
        file.path: _given(file.data)
        for file in all_files(Portfolio(real.book, tuple(made)))
        if file.path.startswith(("search/records", "search/tallies"))
    }
    head = scripts["search/records.js"]
    parts = [
        f"{year['file']}-{number}" for year in head["years"] for number in range(-(-year["count"] // head["together"]))
    ]
    tallies = scripts[f"search/{head['tallies']}.js"]
    return head, tallies, {name: scripts[f"search/records/{name}.js"] for name in parts}


def _given(script: bytes) -> Any:
    """What a script hands over."""
    return json.loads(script[script.index(b",") + 1 : script.rindex(b")")])
