"""Licences of third-party works in the site, in one file, from the installed packages."""

from collections.abc import Iterator
from importlib.metadata import distribution
from importlib.resources import files as package

from generator.core.paths import LICENSE

LICENSES = "licenses.txt"
ABOUT = """网站的网页、样式、脚本和查询用的字表里有下列各方的作品，各按所附的许可证使用；数据、文字和附件归发布者。
图由 ECharts 在生成网站时画成，网站里没有它的程序。"""
# Packages with parts in a site: name, licence file, the part. The licence of requests is the text of Apache-2.0.
CARRIED = (
    ("mkdocs-material", "LICENSE", "样式表 assets/css/all.css，MIT"),
    ("opencc-purepy", "LICENSE", "简繁对照表 search/traditional.js，MIT；字表出自 OpenCC，Apache-2.0"),
    ("pypinyin", "LICENSE.txt", "查询用的拼音，MIT"),
    ("requests", "LICENSE", "Apache-2.0 全文，适用于上面的图标和 OpenCC 的字表"),
)


def licenses() -> bytes:
    """Return the licence file, the program's own licence first."""
    return "\n\n\n".join([ABOUT, *_parts()]).encode() + b"\n"


def _parts() -> Iterator[str]:
    yield _part("绩效公开：网页的模板、样式和脚本，MIT", LICENSE.read_text("utf-8"))
    icons = package("material") / "templates/.icons/material/LICENSE"
    yield _part("Material Design Icons：样式表里的图标，Apache-2.0", icons.read_text("utf-8"))
    for name, file, what in CARRIED:
        installed = distribution(name)
        yield _part(f"{name} {installed.version}：{what}", installed.read_text(f"licenses/{file}") or "")


def _part(title: str, text: str) -> str:
    return f"==== {title} ====\n\n{text.strip().lstrip(chr(0xFEFF))}"
