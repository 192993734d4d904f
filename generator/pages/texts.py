"""Hand-written pages: what stands in `content/pages` goes through as it is."""

from collections.abc import Iterator

from generator.pages import Material, Page, shows


def pages(material: Material) -> Iterator[Page]:
    """One page a file; its first heading is its title."""
    for text in material.views.book.texts:
        first = text.markdown.lstrip().split("\n", 1)[0]
        yield Page(f"{text.slug}.md", first.lstrip("# ").strip(), "text", shows(markdown=text.markdown))
