"""Site engine: MkDocs turns Markdown into pages. No other package knows it, so it can be changed here.

An `Engine` makes each page from that page alone and from what all pages share, so pages can be made in any order, in
several processes, and kept. Links are looked after (`broken`) when all pages are known. `serve` shows the site on this
machine.
"""

import os

os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material's banner says nothing to the staff who run a build

from generator.site.compact import compact
from generator.site.engine import Engine, Rendered
from generator.site.errors import SiteError
from generator.site.link_check import broken_links, page_address
from generator.site.serving import serve
from generator.site.settings import SETTINGS_FILE, SiteSettings
from generator.site.static import STYLES

__all__ = [
    "SETTINGS_FILE",
    "STYLES",
    "Engine",
    "Rendered",
    "SiteError",
    "SiteSettings",
    "broken_links",
    "compact",
    "page_address",
    "serve",
]
