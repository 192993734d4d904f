"""Serving: the command that shows the site on this machine while its content is worked on."""

import logging
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from generator.site.errors import SiteError

Show = Callable[[Mapping[str, str]], object]


def serve(
    site: Path, rebuild: Callable[[Show], object], watched: Iterable[Path], port: int, ready: Callable[[int], object]
) -> None:
    """Show the site on this machine and rebuild it whenever something watched changes, until interrupted.

    `rebuild` is given a function, and may tell it where pages lie (by address) that are to be shown at once. Port 0 is
    any that is free; `ready` is told which.
    """
    from generator.site.preview import Preview

    logging.getLogger("mkdocs").addHandler(logging.NullHandler())
    server = Preview(site, rebuild, ready, port)
    for path in watched:
        server.watch(str(path))
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        server.shutdown()
    except (OSError, OverflowError) as trouble:
        server.server_close()
        raise SiteError(f"端口 {port} 用不了（可能已被占用）。请换一个，如 --port 8010") from trouble
