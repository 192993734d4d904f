"""What a first visit weighs, measured as a server sends it: every file a page asks for, compressed."""

import gzip
from typing import Any

import pytest
from playwright.sync_api import Response

pytestmark = pytest.mark.browser
KB = 1024


def weights(visit: Any, address: str, height: int) -> dict[str, int]:
    """The compressed size of everything the first visit to a page requests, by address."""
    visitor = visit("http", own=True)
    visitor.page.set_viewport_size({"width": 1280, "height": height})
    answers: list[Response] = []
    visitor.page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - playwright takes no built-in
    visitor.open(address)
    visitor.settled()
    return {answer.url.removeprefix(visitor.root): len(gzip.compress(answer.body())) for answer in answers}


@pytest.mark.parametrize("address", ["2017/shipin-huiyi.html", "2018/gongshanglian-xinxihua.html"])
def test_a_project_weighs_at_most_120_kb(visit: Any, address: str) -> None:
    sizes = weights(visit, address, 800)
    assert address in sizes
    assert sum(sizes.values()) <= 120 * KB, sizes


def test_a_year_weighs_at_most_120_kb(visit: Any) -> None:
    sizes = weights(visit, "2017/index.html", 400)
    assert "2017/index.html" in sizes
    assert sum(sizes.values()) <= 120 * KB, sizes
