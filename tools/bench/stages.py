"""`python -m tools.bench.stages build …`: our command, telling at its end what each of its stages cost and made."""

import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from unittest.mock import patch

from generator.cli import main
from generator.pipeline.cache import BuildCache, CacheEntry, Task
from tools.bench.measure import Peak, Stage, spent

do = BuildCache.run
costs: dict[str, Stage] = {}
peak = Peak(os.getpid())


def watched(store: BuildCache, stage: str, groups: Mapping[str, Sequence[Task]]) -> dict[str, list[CacheEntry]]:
    """A stage of the store, with what it cost under its name."""
    begun, used, made, peak.bytes = time.perf_counter(), spent(os.getpid()), len(store.fresh), 0
    kept = do(store, stage, groups)
    sizes = [trace.size for trace in store.fresh[made:]]
    cost = Stage(
        time.perf_counter() - begun, spent(os.getpid()) - used, peak.bytes / 1e6, files=len(sizes), bytes=sum(sizes)
    )
    costs[stage] = costs[stage] + cost if stage in costs else cost
    return kept


if __name__ == "__main__":
    started = time.perf_counter()
    with patch.object(BuildCache, "do", watched):
        status = main(sys.argv[1:])
    peak.stop()
    seconds = time.perf_counter() - started - sum(cost.wall for cost in costs.values())
    processor = spent(os.getpid()) - sum(cost.cpu for cost in costs.values())
    # What stands before and after the stages: the content beside the projects, the judging, the trees.
    costs["其余"] = Stage(seconds, processor, peak.bytes / 1e6)
    print(json.dumps({stage: cost.figures() for stage, cost in costs.items()}, ensure_ascii=False))
    sys.exit(status)
