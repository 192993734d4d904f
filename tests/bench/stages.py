"""`python -m tests.bench.stages build …`: our command, telling at its end how many seconds each of its stages took."""

import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from unittest.mock import patch

from generator.cli import main
from generator.crew import Crew

YEAR = re.compile("[0-9]+ 年")
each = Crew.each
spent: dict[str, float] = defaultdict(float)


def timed(crew: Crew, stage: str, work: Callable[[Any], Any], things: Sequence[Any]) -> Iterator[Any]:
    """The crew's work, with the time until the last result under the stage's name."""
    started = time.perf_counter()
    yield from each(crew, stage, work, things)
    spent[YEAR.sub("各年", stage)] += time.perf_counter() - started


if __name__ == "__main__":
    begun = time.perf_counter()
    with patch.object(Crew, "each", timed):
        status = main(sys.argv[1:])
    spent["其余"] = time.perf_counter() - begun - sum(spent.values())
    print(json.dumps(spent, ensure_ascii=False))
    sys.exit(status)
