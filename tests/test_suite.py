"""The tests themselves: each file has a name of its own, and no test waits for a time or asks for a certain port."""

import re
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FILES = sorted(HERE.rglob("*.py"))
# A time that passes on one machine is too short on another: tests wait for what must happen (tests/support/waiting.py).
BY_THE_CLOCK = {
    "sleep": re.compile(r"\bsleep\(|wait_for_timeout\("),
    "clock": re.compile(r"\btime\.\w+\(\)|\b(perf_counter|process_time)\("),
    "short limit": re.compile(r"\btimeout=\d{1,2}\b|\bdeadline=(?!None)"),
    "port": re.compile(r"127\.0\.0\.1\W{1,4}[1-9]"),
}


def test_each_test_file_has_a_name_of_its_own() -> None:
    names = Counter(path.name for path in FILES if path.name.startswith("test_"))
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("habit", BY_THE_CLOCK)
def test_no_test_depends_on_how_fast_the_machine_is(habit: str) -> None:
    violations = [
        f"{path.relative_to(HERE)}: {line.strip()}"
        for path in FILES
        if path.name not in ("waiting.py", "test_suite.py")
        for line in path.read_text("utf-8").splitlines()
        if BY_THE_CLOCK[habit].search(line)
    ]
    assert violations == []


def test_a_script_that_stays_in_a_page_is_given_only_to_a_visitor_whose_page_nobody_uses_after_him() -> None:
    given = [path.name for path in FILES if ".add_init_script(" in path.read_text("utf-8") and path != Path(__file__)]
    assert given == ["test_csp_live.py"], "visit(…).before(script)"
