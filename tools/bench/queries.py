"""Full-text queries: the kilobytes that a reader fetches to see the first ten results, in the worst of 300."""

import random
import tempfile
from pathlib import Path

from generator.pages import registry
from generator.search import Document
from generator.search.article import Articles
from generator.search.fold import fold
from tests.support.building import ROOT, build
from tests.support.searching import Reader, index, synthetic

QUERIES, RESULTS = 300, 10


def worst_fetch(pages: int) -> float:
    """Ask for pieces of 1 to 12 characters of the real pages and of so many made of their sentences."""
    articles, chance = Articles(registry().kinds), random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        build(ROOT / "content", Path(folder))
        real = list(_documents(articles, Path(folder, "site")))
    documents = sorted([*real, *synthetic(real, pages)], key=lambda document: articles.place(document.address))
    texts = (chance.choice(documents).text for _ in range(QUERIES))
    starts = ((text, chance.randrange(len(text)), chance.randint(1, 12)) for text in texts)
    queries = [text[start : start + length] for text, start, length in starts]
    reader = Reader(index(documents))
    return max(reader.cost(query, RESULTS) for query in queries if fold(query)) / 1000


def _documents(articles: Articles, site: Path) -> list[Document]:
    paths = [path for path in sorted(site.rglob("*.html")) if path.name not in ("404.html", "query.html")]
    read = (articles.read(path.relative_to(site).as_posix(), path.read_text("utf-8")) for path in paths)
    return [document for document in read if document]
