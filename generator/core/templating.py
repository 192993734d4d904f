"""Template engine: Jinja environment of a folder, with autoescaping."""

from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket

Template = jinja2.Template
Environment = jinja2.Environment

_compiled: dict[tuple[str, str], CodeType | None] = {}  # by cache key and checksum of the source


class CompiledTemplates(jinja2.BytecodeCache):
    """Cache of compiled templates: in memory for every environment of the process, in a folder for later processes."""

    def __init__(self, folder: Path | None = None) -> None:
        """Create a cache; without a folder, in memory only."""
        self._folder = folder
        self._files = jinja2.FileSystemBytecodeCache(str(folder)) if folder else None

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the key of a template; it covers the version of the compiler."""
        return super().get_cache_key(f"{compiler_version()} {name}", filename)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket from memory, else from the folder."""
        bucket.code = _compiled.get((bucket.key, bucket.checksum))
        if bucket.code is None and self._files:
            try:
                self._files.load_bytecode(bucket)
            except Exception:  # a damaged file may raise anything; the template is compiled again
                bucket.reset()
            _compiled[bucket.key, bucket.checksum] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Cache a compiled template; if the disk is full, in memory only."""
        _compiled[bucket.key, bucket.checksum] = bucket.code
        if self._folder and self._files:
            with suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                self._files.dump_bytecode(bucket)


@cache
def compiler_version() -> str:
    """Return the version of Jinja2 and a digest of this module, whose settings affect compiled code."""
    return f"{version('jinja2')} {sha256(Path(__file__).read_bytes()).hexdigest()}"


def environment(templates: Path, cache: Path | None = None) -> Environment:
    """Return an environment for a folder of templates; undefined names raise `UndefinedError`.

    Compiled templates are written to the folder `cache`, if given.
    """
    return Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        comment_start_string="{%#",  # `{#` begins the id of a heading
        comment_end_string="#%}",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=CompiledTemplates(cache),
        auto_reload=False,  # each build creates a new environment
    )
