"""Static files of the theme that pages ask for: ours, and two style sheets of Material without its map.

These get names of our own, and stand in `docs` too: pages name no version of Material, and any engine finds them.
"""

import re
from collections.abc import Iterator
from importlib.resources import files as package
from pathlib import Path

STYLES = {"assets/css/material-main.css": "main", "assets/css/material-palette.css": "palette"}
SOURCE_MAP = re.compile(rb"\n?/\*[#@]\s*sourceMappingURL=.*?\*/\s*\Z")


def files(overrides: Path) -> Iterator[tuple[str, bytes]]:
    """The static files of the theme, by address."""
    for path in sorted((overrides / "assets").rglob("*")):
        if path.is_file():
            yield path.relative_to(overrides).as_posix(), path.read_bytes()
    folder = package("material") / "templates/assets/stylesheets"
    for address, name in STYLES.items():
        (found,) = (path for path in folder.iterdir() if re.fullmatch(rf"{name}\.\w+\.min\.css", path.name))
        yield address, SOURCE_MAP.sub(b"", found.read_bytes())
