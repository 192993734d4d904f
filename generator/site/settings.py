"""What all pages of the site share, as the engine's settings: small, and the same in every process."""

import dataclasses
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.model.book import Site
from generator.site.csp import policy

LOST = "theme/overrides/404.html"


@dataclass(frozen=True)
class SiteSettings:
    """The site, its years, its hand-written pages (address without ending, title), whether it has a feed of news."""

    site: Site
    years: tuple[int, ...]
    texts: tuple[tuple[str, str], ...] = ()
    feed: bool = False

    def settings(self, home: Path) -> dict[str, Any]:
        """What the engine is told beside `mkdocs.yml`, which lies in `home`."""
        return {
            "site_name": self.site.name,
            "site_description": self.site.summary,
            "site_url": self.site.url,
            "nav": [
                {"首页": "index.md"},
                {"年度": [{f"{year}年度": f"{year}/index.md"} for year in self.years]},
                {"单位": "units/index.md"},
                {"评级与评分": "methods.md"},
                {"数据": "data/index.md"},
                {"查询": "query.md"},
                *({title: f"{slug}.md"} for slug, title in self.texts),
            ],
            "extra": {
                "site": _facts(self.site),
                "feed": self.feed,
                "policy": policy(),
                "lost_policy": policy((home / LOST).read_text("utf-8")),
            },
        }

    def written(self, config: Path, folder: Path) -> str:
        """The same as a file that lies in `folder` beside `docs`, for any engine that reads MkDocs' settings."""
        said = {
            "INHERIT": _way(config, folder),
            **self.settings(config.parent),
            "docs_dir": "docs",
            "site_dir": "other",
            "theme": {"custom_dir": _way(config.parent / "theme/overrides", folder)},
        }
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in said.items()]
        return "\n".join(["# 由程序生成：用别的引擎生成同样的网站时用，如 mkdocs build -f 本文件。", *lines, ""])


def _facts(site: Site) -> dict[str, Any]:
    said = {f.name: getattr(site, f.name) for f in dataclasses.fields(site) if f.name != "marks"}
    return {**said, "tags": site.tags, "police_code": site.police_code}


def _way(target: Path, folder: Path) -> str:
    return Path(os.path.relpath(target, folder)).as_posix()
