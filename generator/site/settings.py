"""Site settings: what all pages share, as the engine's settings: small, and the same in every process."""

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path

from generator.model.book import Site
from generator.site.csp import policy

Nav = tuple[tuple[str, tuple[str, ...]], ...]
LOST = "theme/overrides/404.html"
SETTINGS_FILE = "网站设置（先运行 make build）.yml"  # engines print this name if they run before a build


@dataclass(frozen=True)
class SiteSettings:
    """The site, its navigation (each title with the addresses of its pages), if it has a feed of news, 并排比较."""

    site: Site
    nav: Nav
    feed: bool = False
    comparison: bool = False

    def settings(self, home: Path) -> dict[str, object]:
        """Return the engine settings beside `mkdocs.yml`, which is in `home`."""
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
        """Return the settings as the file that `mkdocs.yml` inherits, for MkDocs or Zensical run by themselves."""
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in self.settings(home).items()]
        return "\n".join(["# 由程序生成，根目录的 mkdocs.yml 引用它。", *lines, ""])


def _facts(site: Site) -> dict[str, object]:
    """Return the fields of the site that the frame of every page may use: words and flags."""
    values = ((f.name, getattr(site, f.name)) for f in dataclasses.fields(site))
    facts = {name: value for name, value in values if isinstance(value, str | bool)}
    return {**facts, "tags": site.tags, "police_code": site.police_code}
