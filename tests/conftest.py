"""What the tests share: the command as a function, and the option that rewrites what case files expect."""

import fcntl
import gc
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase

from generator.cli import main
from generator.deploy.target import ReleaseDir
from generator.pipeline.pool import CORES
from tests.support.building import MakeOnce, build_sound
from tests.support.cases import Run
from tests.support.drawing import USUAL
from tests.support.releases import lay_out
from tools.bench.synthetic import synthetic

signal.signal(signal.SIGINT, signal.default_int_handler)  # a suite that runs in the background is deaf to Ctrl+C
os.environ.setdefault(CORES, "1")  # tests run side by side already; those about several processes ask for them
for handed_on in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "ARGS", "COVERAGE"):  # `make test` tells them to every make below
    os.environ.pop(handed_on, None)
# Compiled once, for all processes of the suite and the many commands they start.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Sites are written and deleted all the time: in memory that takes a fifth of the time, wherever there is room for it.
MEMORY, ROOM = Path("/dev/shm"), 4 << 30
if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
# A run that finds a mistake by the luck of its draw fails by chance, and its neighbour passes: so every run tries the
# same examples, at whatever speed. Who looks for new ones runs `make test ARGS=--hypothesis-profile=hunt`.
settings.register_profile(
    "same",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=USUAL,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "hunt",
    settings.get_profile("same"),
    derandomize=False,
    database=DirectoryBasedExampleDatabase(".hypothesis/examples"),
    max_examples=1000,
)
settings.load_profile("same")


def pytest_xdist_auto_num_workers() -> int:
    """Two processes more than there are cores: some always wait for a browser or another program."""
    return (os.cpu_count() or 1) + 2


def pytest_collection_finish() -> None:
    """What was collected stays to the end, and need not be looked through for waste again and again."""
    gc.collect()
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-cases", action="store_true", help="有意改了提示之后，重写 tests/cases 里的预期结果")


@pytest.fixture
def updating(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are to be rewritten: `--update-cases`, or `make snapshots` with all other snapshots."""
    options = request.config.option
    return bool(options.update_cases or getattr(options, "update_snapshots", False))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process: its exit status, what it prints, what it says on the side."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


@pytest.fixture(scope="session")
def make_once(tmp_path_factory: pytest.TempPathFactory) -> MakeOnce:
    """Make a folder once for all processes of the suite: whoever needs it first makes it, the others wait for that.

    What lies in it is everybody's: a test that changes it works on a copy.
    """
    own = tmp_path_factory.getbasetemp()
    home = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder, done = home / name, home / f"{name}.done"
        with (home / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                folder.mkdir(exist_ok=True)  # whoever came before may have failed: this one then says why
                make(folder)
                done.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def district(make_once: MakeOnce) -> Path:
    """The folder the site of a synthetic district was built in."""

    def make(out: Path) -> None:
        synthetic(out / "content", 30)
        build_sound(out / "content", out)

    return make_once("district", make)


@pytest.fixture
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Publishing that does not wait for the disk, which shows nothing in a test."""
    monkeypatch.setattr(ReleaseDir, "sync_to_disk", lambda self: None)


@pytest.fixture
def site(tmp_path: Path) -> Callable[[str], Path]:
    """A small site by the word that stands in each of its files."""
    return lambda word: lay_out(tmp_path / "sites" / word, word)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Say as the very last line that no browser looked at the site, and how to get one."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if any("Chromium" in str(report.longrepr) for report in skipped):
        how = "Debian、Ubuntu 可运行：apt-get install chromium fonts-noto-cjk"
        print(f"没有 Chromium，{len(skipped)} 项浏览器测试已跳过；{how}")
