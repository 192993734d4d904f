"""Every case file under tests/cases/load, checks and first-errors comes true, and every check has its cases."""

from pathlib import Path

import pytest

from generator.checks import all_checks
from tests.support.cases import HOME, Case, Run, all_cases

CASES = [*all_cases("load"), *all_cases("checks"), *all_cases("first-errors")]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_check_answers_as_the_case_file_says(case: Case, tmp_path: Path, run: Run, updating: bool) -> None:
    status, out, _ = run("check", "--content", case.lay_out(tmp_path), *case.options)
    answer = f"{out}exit: {status}\n"
    if updating:
        case.rewrite(answer)
    else:
        assert answer == case.expected, f"{case.path}：{case.title}"


def test_every_check_has_a_case_in_which_it_fires_and_one_in_which_it_is_waived() -> None:
    messages: dict[str, list[str]] = {about.name: [] for about in all_checks()}
    for case in CASES:
        _, folder, *inside = case.name.split("/")
        if case.name.startswith("checks/") and inside:
            messages[folder] += [line for line in case.expected.splitlines() if line.endswith(f"[{folder}]")]
    silent = [name for name, lines in messages.items() if not any("已豁免" not in line for line in lines)]
    assert silent == [], "tests/cases/checks/ 里没有它们发出提示的例子"
    waivable = [about.name for about in all_checks() if about.waivable]
    unanswered = [name for name in waivable if not any("已豁免" in line for line in messages[name])]
    assert unanswered == [], "tests/cases/checks/ 里没有豁免它们的例子"


def test_every_folder_of_check_cases_belongs_to_a_check() -> None:
    folders = {path.name for path in (HOME / "checks").iterdir()}
    assert folders <= {about.name for about in all_checks()}


def test_no_two_cases_tell_the_same_story() -> None:
    titles = [case.title for case in CASES]
    assert len(set(titles)) == len(titles)
