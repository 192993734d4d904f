"""Traditional characters and the simplified ones beside them, as a script: who types 績效 finds 绩效."""

import json
from collections.abc import Iterator

from generator.search import traditional
from generator.views.download import Export


def site_files() -> Iterator[Export]:
    """The one table."""
    pairs = json.dumps(traditional.pairs(), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    yield Export("search/traditional.js", f'JXGK.files.arrive("traditional",{pairs});\n'.encode())
