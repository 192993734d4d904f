"""`python -m tools.bench.stages build …`: our command, telling at its end what each of its stages cost and made."""

import json
import os
import sys
import time
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from generator.cli import main
from generator.pipeline.cache import BuildCache
from generator.pipeline.entries import CacheEntry
from generator.pipeline.pool import WorkerPool
from tools.bench.measure import Peak, Stage, spent

shared_map, noted = WorkerPool.map, BuildCache.made_now
costs: dict[str, Stage] = {}
fresh: list[int] = []  # sizes of the files that were made
peak = Peak(os.getpid())


def watched(pool: WorkerPool[Any], stage: str, *work: Any) -> Iterator[Any]:
    """A stage of the pipeline, with what it cost under its name."""
    begun, used, made, peak.bytes = time.perf_counter(), spent(os.getpid()), len(fresh), 0
    yield from shared_map(pool, stage, *work)
    sizes = fresh[made:]
    cost = Stage(
        time.perf_counter() - begun, spent(os.getpid()) - used, peak.bytes / 1e6, files=len(sizes), bytes=sum(sizes)
    )
    costs[stage] = costs[stage] + cost if stage in costs else cost


def counted(cache: BuildCache, entry: CacheEntry) -> CacheEntry:
    """An entry that was made, its files counted."""
    fresh.extend(stamp.size for stamp in entry.files)
    return noted(cache, entry)


if __name__ == "__main__":
    started = time.perf_counter()
    peak.start()
    with patch.object(WorkerPool, "map", watched), patch.object(BuildCache, "made_now", counted):
        status = main(sys.argv[1:])
    peak.stop()
    seconds = time.perf_counter() - started - sum(cost.wall for cost in costs.values())
    processor = spent(os.getpid()) - sum(cost.cpu for cost in costs.values())
    # What stands before and after the stages: the content beside the projects, the judging, the trees.
    costs["其余"] = Stage(seconds, processor, peak.bytes / 1e6)
    print(json.dumps({stage: cost.figures() for stage, cost in costs.items()}, ensure_ascii=False))
    sys.exit(status)
