"""A whole content folder in memory, for tests that look at records and scores: by the same steps as the pipeline."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from generator.core.diagnostic import Diagnostic
from generator.core.paths import Paths
from generator.load import attach, read_bytes, read_project, read_site, unreferenced_files
from generator.model.book import Book
from generator.model.project import Project
from generator.model.scores import ProjectScore
from generator.pipeline.context import BuildContext
from generator.pipeline.examination import Examination, combine, examine
from generator.scoring import score_project
from generator.views import Portfolio, ProjectDetail

ScoreBook = Mapping[str, ProjectScore]


@dataclass(frozen=True)
class WholeBook(Book):
    """A book with its projects, which the program never has all in memory."""

    projects: tuple[Project, ...] = ()


@dataclass(frozen=True)
class Inspection(Examination):
    """An examination with the whole book."""

    book: WholeBook = None  # type: ignore[assignment]
    scores: ScoreBook = None  # type: ignore[assignment]


def inspect(content: Path) -> Inspection:
    """Read, score and check everything under `content`, in this process and without a cache."""
    context = BuildContext.open(Paths(content))
    files = context.site.files
    examined = [examine(context, file, read_bytes(file, content)) for file in files]
    found = combine(context, files, examined)
    attached = {name: file for one in examined for name, file in one.files.items()}
    projects = tuple(one.project for one in examined if one.project and not one.examination.unread)
    scores = {one.project.id: one.score for one in examined if one.project and one.score}
    book = whole(context.site.book, projects=projects, files=attached, unread=found.unread)
    return Inspection(**vars(found), book=book, scores=scores)


@cache
def inspection_of(content: Path) -> Inspection:
    """The same of a content that no test changes, read once for all tests of a process."""
    return inspect(content)


@cache
def portfolio_at(content: Path) -> Portfolio:
    """The projects of such a content as readers see them."""
    found = inspection_of(content)
    assert found.sound, [str(one) for one in found.diagnostics]
    return portfolio_of(found.book, found.scores)


def load(content: Path) -> tuple[WholeBook, tuple[Diagnostic, ...]]:
    """Read `content/`; a file with mistakes is left out of the book and told in the diagnostics."""
    site = read_site(content)
    read = [read_project(file, read_bytes(file, content)) for file in site.files]
    attachments = [attachment for one in read for attachment in one.attachments]
    files, wrong = attach(content, attachments)
    mistaken = {file.file for file, one in zip(site.files, read, strict=True) if one.unread or one.partial}
    unread = site.book.unread | mistaken
    projects = tuple(one.project for one in read if one.project and not one.partial)
    found = [*site.diagnostics, *(found for one in read for found in one.diagnostics), *wrong]
    found.extend(unreferenced_files(content, {attachment.name for attachment in attachments}, unread))
    return whole(site.book, projects=projects, files=files, unread=unread), tuple(found)


def whole(book: Book, **more: Any) -> WholeBook:
    """A book with its projects and what is known with them."""
    values = {field.name: getattr(book, field.name) for field in fields(Book)}
    return WholeBook(**{**values, **more})


def portfolio_of(book: WholeBook, scores: ScoreBook) -> Portfolio:
    """Every project of a book without errors as readers see it, each with its detail."""
    return Portfolio(book, tuple(ProjectDetail.in_book(book, one, scores[one.id]) for one in book.projects))


def details(portfolio: Portfolio) -> Iterator[ProjectDetail]:
    """The projects of a portfolio that came with their details."""
    return (summary for summary in portfolio.summaries if isinstance(summary, ProjectDetail))


def score(book: WholeBook) -> ScoreBook:
    """The score of every project, by id."""
    return {one.id: score_project(one, book.schemes.get(one.evaluation.scheme)) for one in book.projects}
