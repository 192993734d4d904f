"""A hundred queries as people type them, each with what must come first; the list is for reading: tests/queries.txt."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.site.conftest import ROOT
from tests.support.searching import shipped

LINES = [line for line in (ROOT / "tests/queries.txt").read_text().splitlines() if line and line[0] != "#"]
EXPECTED = [tuple(part.strip() for part in f"{line} | | ".split("|")[:4]) for line in LINES]


@cache
def answers(site: Path) -> dict[str, Any]:
    queries = [query for query, *_ in EXPECTED]
    return dict(zip(queries, shipped("answers", str(site), queries), strict=True))


def test_the_list_is_as_long_as_it_says() -> None:
    assert len({query for query, *_ in EXPECTED}) == len(EXPECTED) > 100


@pytest.mark.parametrize(("query", "count", "first", "message"), EXPECTED, ids=[query for query, *_ in EXPECTED])
def test_it_finds_what_its_reader_wants_first(built: Path, query: str, count: str, first: str, message: str) -> None:
    answer = answers(built / "site")[query]
    assert not answer["about"]
    assert answer["count"] >= int(count[:-1]) if count.endswith("+") else answer["count"] == int(count)
    assert not first or (answer["ids"] or ["—"])[0] == first
    assert message in answer["notes"]
    assert answer["notes"] == "" or message, "what is said to the reader stands in the list too"
