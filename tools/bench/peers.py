"""The peers, each once: Hugo with Pagefind, plain MkDocs Material, and Zensical, all with the Markdown of our build."""

import json
import shutil
import sys
from collections import defaultdict
from pathlib import Path

from tools.bench import sanity
from tools.bench.measure import Cost, run

HUGO, PAGEFIND, MATERIAL, ZENSICAL = "Hugo", "Pagefind", "MkDocs Material", "Zensical"
HERE = Path(__file__).resolve().parent
COMMANDS = {MATERIAL: ("mkdocs", "build", "--quiet"), ZENSICAL: ("zensical", "build")}
SETTINGS = """\
site_name: 绩效公开
use_directory_urls: false
docs_dir: docs
site_dir: site
theme: {name: material, language: zh, font: false}
markdown_extensions: [attr_list]
plugins:
- search: {lang: zh}
"""


def measured_hugo(out: Path, folder: Path) -> dict[str, Cost]:
    """Hugo, which also copies the JSON of all projects, and the index Pagefind makes of its pages."""
    shutil.copytree(HERE / "hugo", folder)
    shutil.copytree(HERE.parents[1] / "theme/overrides/assets", folder / "static/assets")
    _copy(out / "site/data", folder / "static/data", "json")
    _copy(out / "docs", content := folder / "content", "md")
    for page in content.rglob("index.md"):
        page.rename(page.with_name("_index.md"))
    # A folder that has no page of its own with us would be given one.
    for below in (path for path in content.rglob("*") if path.is_dir()):
        if not (below / "_index.md").exists():
            (below / "_index.md").write_text("---\nbuild: {render: never}\n---\n")
    made = run((sys.executable, "-m", "hugo"), folder, HUGO)
    sanity.same_pages(HUGO, folder / "public", out / "site")
    return {HUGO: made, PAGEFIND: run((sys.executable, "-m", "pagefind", "--site", "public"), folder, PAGEFIND)}


def measured_mkdocs(out: Path, folder: Path) -> dict[str, Cost]:
    """Stock Material with every page in `nav`, and Zensical by the same settings."""
    _copy(out / "docs", folder / "docs", "md")
    (folder / "mkdocs.yml").write_text(SETTINGS + _nav(folder / "docs"), "utf-8")
    costs = {}
    for name, command in COMMANDS.items():
        costs[name] = run((sys.executable, "-m", *command), folder, name)
        site = (folder / "site").rename(folder / name)
        sanity.same_pages(name, site, out / "site")
    return costs


def _nav(docs: Path) -> str:
    sections: dict[str, list[str]] = defaultdict(list)
    for path in sorted(docs.rglob("*.md")):
        sections[path.parent.relative_to(docs).as_posix()].append(path.relative_to(docs).as_posix())
    nav = [{section: pages} for section, pages in sections.items() if section != "."]
    return f"nav: {json.dumps([*sections['.'], *nav], ensure_ascii=False)}\n"


def _copy(source: Path, target: Path, kind: str) -> None:
    """The files of a kind, and the folders that hold any."""
    for file in source.rglob(f"*.{kind}"):
        copied = target / file.relative_to(source)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copied)
