"""Static files of the theme that pages ask for. The style sheets, ours and two of Material, go out as one file.

It stands in `docs` too: pages name no version of Material, and any engine finds it.
"""

import re
from collections.abc import Iterator
from importlib.resources import files as package
from pathlib import Path

STYLES = "assets/css/all.css"
# Later ones win: `compare` comes after `print`, since of two rules on sheets of paper browsers take the later.
ORDER = (
    *("site", "parts", "report", "bars", "selfsheet", "reexamination", "query", "lists", "ledger", "series", "results"),
    *("charts", "popovers", "aids", "print", "paper", "compare"),
)
SOURCE_MAP = re.compile(rb"\n?/\*[#@]\s*sourceMappingURL=.*?\*/\s*\Z")


def files(overrides: Path) -> Iterator[tuple[str, bytes]]:
    """The static files of the theme, by address."""
    for path in sorted((overrides / "assets").rglob("*")):
        if path.is_file() and path.suffix != ".css":
            yield path.relative_to(overrides).as_posix(), path.read_bytes()
    sheets = [*_material(), *((overrides / f"assets/css/{name}.css").read_bytes() for name in ORDER)]
    yield STYLES, b"\n".join(sheets)


def _material() -> Iterator[bytes]:
    """Material's style sheets without their maps."""
    folder = package("material") / "templates/assets/stylesheets"
    for name in ("main", "palette"):
        (found,) = (path for path in folder.iterdir() if re.fullmatch(rf"{name}\.\w+\.min\.css", path.name))
        yield SOURCE_MAP.sub(b"", found.read_bytes())
