"""The desk as a page, with many projects: how long its list takes, and a field that is saved and judged."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from werkzeug.test import Client

from generator.core.paths import Paths
from generator.desk.saving import checksum
from generator.desk.server import make_app
from generator.pipeline.check import check
from tools.bench.synthetic import synthetic

PORT, REPEATS = 8765, 9
ORIGIN = f"http://127.0.0.1:{PORT}"
MOST_SECONDS = 0.3


def measured(count: int) -> dict[str, float]:
    """Seconds for the list of so many projects, for a search in it, and for a field saved and judged; medians."""
    with tempfile.TemporaryDirectory() as name:
        content = Path(name, "content")
        synthetic(content, count)
        app = make_app(Paths(content, Path(name, "build")), lambda address: None)
        try:
            app.guard.port = PORT
            client = Client(app)
            client.get(f"/?token={app.guard.token}", base_url=ORIGIN)
            app.desk.take(check(Paths(content)))
            file = next(iter(app.desk.projects.values())).file
            path = Path(file.path(content))

            def save(number: int) -> None:
                form = {
                    "token": app.guard.form_token,
                    "checksum": checksum(path.read_bytes()),
                    "f:简称": f"简称{number}",
                }
                headers = {"Origin": ORIGIN, "X-Desk-Script": "1"}
                answer = client.post(f"/projects/{file.id}", base_url=ORIGIN, data=form, headers=headers)
                assert answer.json and answer.json["saved"], answer.text

            return {
                "项目的列表": _median(lambda number: client.get(f"/projects?page={number + 1}", base_url=ORIGIN)),
                "列表里查找": _median(lambda number: client.get(f"/projects?q={number + 1}", base_url=ORIGIN)),
                "一格保存、检查、核算": _median(save),
            }
        finally:
            app.desk.close()


def _median(run: Callable[[int], object]) -> float:
    times = []
    for number in range(REPEATS):
        begun = time.perf_counter()
        run(number)
        times.append(time.perf_counter() - begun)
    return median(times)


def lines(count: int) -> list[str]:
    """What `make bench` prints of it."""
    return [
        f"工作台，{count} 个项目，{name}：{seconds:.3f} 秒{'' if seconds <= MOST_SECONDS else f'，超过 {MOST_SECONDS}'}"
        for name, seconds in measured(count).items()
    ]
