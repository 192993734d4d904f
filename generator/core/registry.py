"""A folder of modules as a shelf: what lies in it is in force, in the order of the file names, with no list to edit."""

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType


def discover(package: str) -> Iterator[ModuleType]:
    """Import every module of a package, sorted by name; names that begin with `_` are not on the shelf."""
    folder = importlib.import_module(package)
    for name in sorted(info.name for info in pkgutil.iter_modules(folder.__path__)):
        if not name.startswith("_"):
            yield importlib.import_module(f"{package}.{name}")
