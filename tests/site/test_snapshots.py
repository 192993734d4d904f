"""One page of each kind and one download of each kind, as files one can open and compare."""

import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

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
# The size of a download, in bytes and as readers see it: a change of its content is seen in the file itself.
SIZE = re.compile(r'(?<=data-value=")\d+(?=">\d+\xa0(?:字节|KB))|\d+\xa0(?:字节|KB)')


class TextFile(SingleFileSnapshotExtension):
    """A file of text."""

    _write_mode = WriteMode.TEXT

    @classmethod
    def of(cls, ending: str) -> "type[TextFile]":
        """Such files with an ending."""
        return type("TextFile", (cls,), {"file_extension": ending})


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.rpartition(".")[0].replace("/", "-"))
def test_is_as_it_was(path: str, built: Path, snapshot: SnapshotAssertion) -> None:
    text = (built / "docs" / path).read_bytes().decode().replace("\r", "␍")
    if path.endswith(".md"):  # the drawing of a chart has tests of its own and is no reading matter
        text = SIZE.sub("…", re.sub("<svg.*?</svg>", "<svg/>", text, flags=re.S))
    kind = TextFile.of(path.rpartition(".")[2])
    assert text == snapshot(extension_class=kind), "有意改了的，运行 make snapshots 更新，再用 git diff 逐条看"
