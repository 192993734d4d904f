"""结果应用 in a browser, on a phone in the dark: it fits, axe finds nothing, an old address leads on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.site.test_pages import AXE, AXE_RUN
from tests.support.building import ROOT, build

pytestmark = pytest.mark.browser


def test_the_pages_fit_a_phone_and_axe_finds_nothing(visit: Any, serve: Callable[..., str], tmp_path: Path) -> None:
    assert build(ROOT / "tests/examples/results/content", tmp_path).sound
    visitor = visit(serve(tmp_path / "site"), width=360, dark=True)
    for address in ("2022/luzheng.html", "analysis/index.html"):
        page = visitor.open(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.evaluate(AXE)
        assert page.evaluate(AXE_RUN, {}) == []
    visitor.open("results/shuili-ju.html").wait_for_url("**/units/shuili-ju.html#results")
