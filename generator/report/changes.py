"""Changes by the next publication: as text, as JSON, as a page to sign."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from generator.core.templating import environment
from generator.deploy.changes.site import KINDS, Change

MATERIAL = "重大"


class ChangesError(Exception):
    """Page that cannot be written; the message says why and what to do."""


def ordered(changes: Iterable[Change]) -> list[Change]:
    """Sort by kind, then by project, material changes first; stable within a project."""
    return sorted(changes, key=lambda change: (KINDS.index(change.kind), change.project, not change.material))


def summed_up(changes: Sequence[Change]) -> str:
    """Return the number of changes, in total and by kind, in one line."""
    if not changes:
        return "与上一次公布的相同，没有改动。"
    counts = Counter(change.kind for change in changes)
    kinds = "，".join(f"{kind} {counts[kind]} 处" for kind in KINDS if counts[kind])
    material = sum(change.material for change in changes)
    return f"共 {len(changes)} 处改动：{kinds}；其中{MATERIAL} {material} 处。"


def lines(changes: Sequence[Change]) -> Iterator[str]:
    """Yield one line per change."""
    for kind, of_kind in groupby(changes, lambda change: change.kind):
        yield f"{kind}："
        for project, of_project in groupby(of_kind, lambda change: change.project):
            yield f"  {project}"
            for change in of_project:
                yield f"    {f'【{MATERIAL}】' if change.material else ''}{change.text}"


def as_json(changes: Sequence[Change]) -> str:
    return json.dumps([asdict(change) for change in changes], ensure_ascii=False, indent=1)


def write_page(file: Path, changes: Sequence[Change], against: str, templates: Path) -> None:
    """Write the page to sign, atomically; self-contained."""
    if file.suffix.lower() not in (".html", ".htm"):  # or a slip of the hand would cost a data file
        raise ChangesError(f"改动清单是网页，文件名请以 .html 结尾，现在是“{file}”。")
    shows = {
        "style": Markup((templates / "checklist.css").read_text("utf-8")),
        "against": against,
        "summary": summed_up(changes),
        "kinds": [
            (kind, [(project, list(group)) for project, group in groupby(of_kind, lambda change: change.project)])
            for kind, of_kind in groupby(changes, lambda change: change.kind)
        ],
    }
    temporary = file.with_name(file.name + ".tmp")
    try:
        page = environment(templates).get_template("changes.html.j2").render(shows)
        temporary.write_text(page, "utf-8", newline="\n")
        temporary.replace(file)
    except OSError as trouble:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise ChangesError(f"写不了“{file}”，请检查文件夹是否存在、能否写入，文件是否正在别处打开。") from trouble
