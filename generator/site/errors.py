"""Site errors: what the engine is not content with, told once and plainly."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


class SiteError(Exception):
    """The engine is not content with a page; the message names the page."""

    @classmethod
    def of(cls, lines: Iterable[str]) -> "SiteError":
        """Everything that is wrong, in one message."""
        return cls("网页没有生成，请改正：\n" + "\n".join(lines))


class _WarningCollector(logging.Handler):
    """Gathers what the engine warns of, so that it is told once and plainly."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def collect_warnings() -> Iterator[None]:
    """Whatever the engine warns of meanwhile becomes one `SiteError` at the end."""
    from mkdocs.exceptions import MkDocsException

    logger, complaints = logging.getLogger("mkdocs"), _WarningCollector()
    logger.addHandler(complaints)
    logger.propagate = False
    try:
        yield
    except MkDocsException as trouble:
        complaints.lines.append(str(trouble))
    finally:
        logger.removeHandler(complaints)
    if complaints.lines:
        raise SiteError.of(complaints.lines)
