"""Hugo as a peer: a project of the same pages as a site of ours, which is handed all facts and need only print them.

What a page says is at hand, all tables are in order, and the downloads of projects are done.
"""

import json
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tools.bench import finished

HERE = Path(__file__).resolve().parent
THEME = HERE.parents[1] / "theme"
Facts = dict[str, Any]
SHOWN = ("id", "year", "name", "unit", "score", "grade", "execution_rate", "levels", "declared")


def project(site: Path, folder: Path) -> None:
    """Make the Hugo project in a new folder."""
    shutil.copytree(HERE / "hugo", folder)
    shutil.copytree(THEME / "overrides/assets", folder / "static/assets")
    shutil.copytree(site / "data", folder / "static/data", ignore=lambda _, names: [n for n in names if not _facts(n)])
    units = json.loads((site / "api/v1/units.json").read_text("utf-8"))["units"]
    slugs = {unit["name"]: unit["id"] for unit in units}
    rows = [_row(facts, slugs) for facts in _projects(site)]
    by_year: dict[str, list[Facts]] = defaultdict(list)
    by_series: dict[str, list[Facts]] = defaultdict(list)
    for row in rows:
        by_year[str(row["year"])].append(row)
        by_series[row["series"]].append(row)
    for facts in _projects(site):
        years = by_series[facts["series"]] if facts["series"] else []
        _write(folder / f"content/{facts['id']}.md", _report(facts, slugs, years if len(years) > 1 else []))
    _others(site, folder / "content", by_year)
    with (folder / "hugo.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'[params]\nhost = "绩效公开示范站点"\nyears = {sorted(map(int, by_year), reverse=True)}\n')


def _projects(site: Path) -> Iterator[Facts]:
    """All that is known of each project; of ten thousand it is too much to be kept."""
    for path in sorted((site / "data").glob("[0-9]*/*.json")):
        yield json.loads(path.read_text("utf-8"))


def _others(site: Path, content: Path, by_year: Mapping[str, list[Facts]]) -> None:
    """Every page that is not of one project, as it reads with us; of a year also the rows for its downloads."""
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site)
        if (content / address.with_suffix(".md")).exists() or address.name == "404.html":
            continue
        read = finished.read(path.read_text("utf-8"))
        page: Facts = {"title": read.title, "description": read.description, "parts": read.parts}
        year = address.parent.as_posix()
        if address.name == "index.html" and year in by_year:
            page |= {"rows": by_year[year], "outputs": ["html", "json", "csv"]}
        _write(
            content / (address.with_name("_index.md") if address.name == "index.html" else address.with_suffix(".md")),
            page,
        )
    # Folders that have no page of their own with us have none with Hugo, which would make one by itself.
    for folder in (path for path in content.rglob("*") if path.is_dir() and not (path / "_index.md").exists()):
        _write(folder / "_index.md", {"title": folder.name, "build": {"render": "never"}})


def _report(facts: Facts, slugs: dict[str, str], years: list[Facts]) -> Facts:
    """The page of a project."""
    name, unit, day = facts["name"], facts["unit"], facts["declared"].get("收录日期", "")
    return {
        "layout": "report",
        "title": name,
        "description": f"{name}：评价分值 {facts['score']}，{facts['grade']}。",
        "tags": [["ArticleTitle", name], ["ContentSource", unit], ["Keywords", unit], ["PubDate", day]],
        "unit_slug": slugs[unit],
        "years": years,
        "rows": list(_tree(facts)),
        "facts": {key: facts[key] for key in SHOWN},
        "sums": facts["computed"]["receipt"]["sums"],
        "outlook": facts["computed"]["receipt"]["outlook"],
    }


def _row(facts: Facts, slugs: dict[str, str]) -> Facts:
    """A line of the tables."""
    keys = ("year", "series", "name", "unit", "budget", "spent", "execution_rate", "score", "grade", "url")
    worst = facts["computed"]["receipt"]["costliest"][:1]
    lost = f"{worst[0]['name']}（扣{worst[0]['lost']}分）" if worst else ""
    states = "，".join(f"{state} {count} 项" for state, count in facts["rectification"].items())
    return {key: facts[key] for key in keys} | {"unit_slug": slugs[facts["unit"]], "lost": lost, "rectified": states}


def _tree(facts: Facts) -> Iterator[Facts]:
    """The rows of the score table: each scored indicator with the heads of the groups that begin there."""
    lines, weights = iter(facts["computed"]["receipt"]["lines"]), dict(_weights(facts["declared"].get("指标体系", [])))
    depth = max((_depth(node) for node in facts["computed"]["indicators"]), default=1)

    def walk(node: Facts, heads: list[Facts], level: int) -> Iterator[Facts]:
        if not node.get("children"):
            yield {"heads": heads[:], "leaf": next(lines), "rate": node["rate"], "span": depth - level + 1}
            heads.clear()
            return
        title = f"{node['code']} {node['name']}".strip()
        said = {"points": node["points"], "weight": weights.get(title, ""), "rate": node["rate"]}
        heads.append({"title": title, "level": level, "rows": _leaves(node), **said})
        for child in node["children"]:
            yield from walk(child, heads, level + 1)

    for top in facts["computed"]["indicators"]:
        yield from walk(top, [], 1)


def _weights(nodes: list[Facts]) -> Iterator[tuple[str, str]]:
    """What each indicator weighs, as the paper prints it."""
    for node in nodes:
        yield f"{node.get('编号', '')} {node['名称']}".strip(), node.get("权重", "")
        yield from _weights(node.get("下级", []))


def _depth(node: Facts) -> int:
    return 1 + max(map(_depth, node.get("children") or ()), default=0)


def _leaves(node: Facts) -> int:
    return sum(map(_leaves, node["children"])) if node.get("children") else 1


def _write(path: Path, page: Facts) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(page, ensure_ascii=False) + "\n", "utf-8")


def _facts(name: str) -> bool:
    return (name.endswith(".json") and not name[:4].isdigit()) or "." not in name
