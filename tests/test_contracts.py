"""A module that does not keep the contract of its folder is rejected when it is found, in a sentence that says why."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import charts, exports, pages, rules
from generator.core.registry import ContractError
from generator.report import report_formats as discover_formats
from tests.support.cases import HOME, replaced

RULE = '''
from typing import ClassVar
from generator.rules import Rule, Working


class Wrong(Rule):
    """逐次减半。"""

    method: ClassVar[str] = "减半"

    def score(self, context):
        return Working(None, "")
'''
CHART = "PAGE = 'year'\nORDER = 9\n\n\ndef chart(portfolio, year):\n    return None\n"
FORMAT = "HELP = '一行一处'\n\n\ndef lines(report):\n    return ()\n"

RIGHT = {"rules": RULE, "charts": CHART, "report/formats": FORMAT}
FOLDERS: dict[str, tuple[str, Any]] = {
    "rules": ("generator.rules", rules.rules),
    "charts": ("generator.charts", charts.charts),
    "pages": ("generator.pages", pages.registry),
    "exports": ("generator.exports", exports.registry),
    "report/formats": ("generator.report.formats", discover_formats),
}


@pytest.fixture
def found_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Callable[..., Any]:
    """What a folder is found to hold with one module more."""

    def contents(folder: str, text: str) -> Any:
        name, discover = FOLDERS[folder]
        package = __import__(name, fromlist=["wrong"])
        (tmp_path / "wrong.py").write_text(text, "utf-8")
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])

        def forget() -> None:
            discover.cache_clear()
            sys.modules.pop(f"{name}.wrong", None)
            vars(package).pop("wrong", None)

        request.addfinalizer(forget)
        forget()
        return discover()

    return contents


@pytest.mark.parametrize(
    "wrong", yaml.safe_load((HOME / "contracts/modules.yml").read_text("utf-8")), ids=lambda case: case["说"]
)
def test_a_wrong_module_is_rejected_in_one_sentence(wrong: dict[str, Any], found_with: Callable[..., Any]) -> None:
    folder = wrong["文件夹"]
    text = wrong["内容"] if "内容" in wrong else replaced(RIGHT[folder], wrong["改"])
    with pytest.raises(ContractError) as error:
        found_with(folder, text)
    assert str(error.value) == f"generator/{folder}/wrong.py：{wrong['说']}"


def test_what_is_right_but_for_that_is_found(found_with: Callable[..., Any]) -> None:
    assert "减半" in found_with("rules", RULE)
    assert found_with("charts", CHART)[-1].ORDER == 9
    assert found_with("report/formats", FORMAT)["wrong"].HELP == "一行一处"
    assert len(found_with("pages", "def pages():\n    return ()\n").site) > 1
    assert len(found_with("exports", "def site_files():\n    return ()\n").site) > 1
