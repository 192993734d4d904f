"""One page of each kind and one download of each kind, as files one can open and compare."""

import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension

KEPT = (
    "index.md",
    "2017/index.md",
    "2017/shipin-huiyi.md",
    "2017/waidi-touzi.md",
    "2018/gongshanglian-xinxihua.md",
    "2018/laihu-touzi.md",
    "units/index.md",
    "units/hezuo-jiaoliu.md",
    "series/laihu-touzi.md",
    "methods.md",
    "data/index.md",
    "query.md",
    "data/2017.csv",
    "data/projects.json",
    "data/2018/laihu-touzi.json",
    "search/records.js",
    "compare/2017/shipin-huiyi.js",
)


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.rpartition(".")[0].replace("/", "-"))
def test_is_as_it_was(path: str, built: Path, snapshot: SnapshotAssertion) -> None:
    data = (built / "docs" / path).read_bytes()
    if path.endswith(".md"):  # the drawing of a chart has tests of its own and is no reading matter
        data = re.sub(rb"<svg.*?</svg>", b"<svg/>", data, flags=re.S)
    kind = type("CacheEntry", (SingleFileSnapshotExtension,), {"file_extension": path.rpartition(".")[2]})
    assert data == snapshot(extension_class=kind)
