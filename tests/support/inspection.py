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
    examination = combine(context, files, examined)
    attached = {name: file for item in examined for name, file in item.files.items()}
    projects = tuple(item.project for item in examined if item.project and not item.examination.unread)
    scores = {item.project.id: item.score for item in examined if item.project and item.score}
    book = whole(context.site.book, projects=projects, files=attached, unread=examination.unread)
    return Inspection(**vars(examination), book=book, scores=scores)


@cache
def inspection_of(content: Path) -> Inspection:
    """The same of a content that no test changes, read once for all tests of a process."""
    return inspect(content)


@cache
def portfolio_at(content: Path) -> Portfolio:
    """The projects of such a content as readers see them."""
    inspection = inspection_of(content)
    assert inspection.sound, [str(diagnostic) for diagnostic in inspection.diagnostics]
    return portfolio_of(inspection.book, inspection.scores)


def load(content: Path) -> tuple[WholeBook, tuple[Diagnostic, ...]]:
    """Read `content/`; a file with mistakes is left out of the book and told in the diagnostics."""
    site = read_site(content)
    read = [read_project(file, read_bytes(file, content)) for file in site.files]
    attachments = [attachment for reading in read for attachment in reading.attachments]
    files, wrong = attach(content, attachments)
    mistaken = {file.file for file, reading in zip(site.files, read, strict=True) if reading.unread or reading.partial}
    unread = site.book.unread | mistaken
    projects = tuple(reading.project for reading in read if reading.project and not reading.partial)
    diagnostics = [*site.diagnostics, *(diagnostic for reading in read for diagnostic in reading.diagnostics), *wrong]
    diagnostics.extend(unreferenced_files(content, {attachment.name for attachment in attachments}, unread))
    return whole(site.book, projects=projects, files=files, unread=unread), tuple(diagnostics)


def whole(book: Book, **more: Any) -> WholeBook:
    """A book with its projects and what is known with them."""
    values = {field.name: getattr(book, field.name) for field in fields(Book)}
    return WholeBook(**{**values, **more})


def portfolio_of(book: WholeBook, scores: ScoreBook) -> Portfolio:
    """Every project of a book without errors as readers see it, each with its detail."""
    return Portfolio(book, tuple(ProjectDetail.in_book(book, project, scores[project.id]) for project in book.projects))


def details(portfolio: Portfolio) -> Iterator[ProjectDetail]:
    """The projects of a portfolio that came with their details."""
    return (summary for summary in portfolio.summaries if isinstance(summary, ProjectDetail))


def score(book: WholeBook) -> ScoreBook:
    """The score of every project, by id."""
    return {
        project.id: score_project(project, book.schemes.get(project.evaluation.scheme)) for project in book.projects
    }
