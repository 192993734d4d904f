"""Site settings shared by all pages, as settings of the engine."""

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path

from generator.model.book import Site
from generator.site.csp import policy

Nav = tuple[tuple[str, tuple[str, ...]], ...]
LOST = "theme/overrides/404.html"
SETTINGS_FILE = "网站设置（先运行 make build）.yml"  # printed by engines that run before a build, hence the words


@dataclass(frozen=True)
class SiteSettings:
    """Site, navigation (titles with page addresses), and flags for the news feed and 并排比较."""

    site: Site
    nav: Nav
    feed: bool = False
    comparison: bool = False

    def settings(self, home: Path) -> dict[str, object]:
        """Return the engine settings beyond `mkdocs.yml`, which is in `home`."""
        return {
            "site_name": self.site.name,
            "site_description": self.site.summary,
            "site_url": self.site.url,
            "nav": [{title: list(addresses)} for title, addresses in self.nav],
            "extra": {
                "site": _facts(self.site),
                "feed": self.feed,
                "comparison": self.comparison,
                "policy": policy(),
                "lost_policy": policy((home / LOST).read_text("utf-8")),
            },
        }

    def written(self, home: Path) -> str:
        """Return the settings as the file that `mkdocs.yml` inherits, for running MkDocs or Zensical directly."""
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in self.settings(home).items()]
        return "\n".join(["# 由程序生成，根目录的 mkdocs.yml 引用它。", *lines, ""])


def _facts(site: Site) -> dict[str, object]:
    """Return the texts and flags of the site for page templates."""
    values = ((f.name, getattr(site, f.name)) for f in dataclasses.fields(site))
    facts = {name: value for name, value in values if isinstance(value, str | bool)}
    return {**facts, "tags": site.tags, "police_code": site.police_code}
