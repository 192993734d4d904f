"""Metadata of attached files: what they hold unseen. One family of formats a module, all wary of hostile files."""

from collections.abc import Callable, Mapping
from importlib import import_module

from generator.model.attached import HiddenContent

INSPECTORS: Mapping[str, str] = {
    ".docx": "office", ".xlsx": "office", ".ofd": "office", ".pdf": "pdf", ".png": "image", ".jpg": "image",
}  # fmt: skip


class UnreadableFile(Exception):
    """A file that cannot be looked into; the message says why, in words that follow the file's name."""


def hidden_content(ending: str, data: bytes) -> tuple[HiddenContent, ...]:
    """Return the hidden content of a file; libraries are loaded only if there is such a file."""
    if ending not in INSPECTORS:
        return ()
    look: Callable[[str, bytes], tuple[HiddenContent, ...]] = import_module(
        f"{__name__}.{INSPECTORS[ending]}"
    ).hidden_content
    try:
        return look(ending, data)
    except UnreadableFile:
        raise
    except Exception as trouble:  # libraries fall over damaged files in ways of their own
        raise UnreadableFile("打不开，可能已经损坏") from trouble


def persons(names: set[str]) -> tuple[str, ...]:
    """Return the names among what stands in a field for an author: not those of programs, machines and bodies."""
    return tuple(sorted(name for name in (name.strip() for name in names) if name and not _is_nobody(name)))


NOBODY = frozenset((
    "administrator", "admin", "user", "users", "owner", "microsoft", "wps", "kingsoft", "office", "lenovo", "dell",
    "hp", "acer", "asus", "huawei", "thinkpad", "pc", "python-docx", "openpyxl", "author", "none", "unknown", "root",
    "anonymous", "test", "xitongtiandi", "china", "windows",
))  # fmt: skip
SOFTWARE = (
    "windows",
    "microsoft",
    "apache",
    "用户",
    "微软",
    "雨林木风",
    "深度",
    "系统",
    "adobe",
    "acrobat",
    "番茄花园",
)
BODIES = "局办委厅院所处科部会站队署府社团"


def _is_nobody(name: str) -> bool:
    low = name.lower()
    is_body = len(name) > 3 and (name[-1] in BODIES or name.endswith(("公司", "中心", "单位", "政府", "集团", "大学")))
    return low in NOBODY or is_body or any(word in low for word in SOFTWARE)
