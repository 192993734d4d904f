"""Site engine: MkDocs renders Markdown to pages. Only this package depends on it.

An `Engine` renders each page from that page alone and from what all pages share, so pages can be rendered in any order,
in several processes, and cached. Links are checked (`broken_links`) when all pages are known.
"""

import os

os.environ["NO_MKDOCS_2_WARNING"] = "1"  # silence a banner of Material

from generator.site.engine import Engine, Rendered
from generator.site.errors import SiteError, broken_links, page_address
from generator.site.frame import STYLES
from generator.site.licenses import LICENSES
from generator.site.settings import SETTINGS_FILE, SiteSettings

__all__ = [
    "LICENSES",
    "SETTINGS_FILE",
    "STYLES",
    "Engine",
    "Rendered",
    "SiteError",
    "SiteSettings",
    "broken_links",
    "page_address",
]
