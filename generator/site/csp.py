"""Content-Security-Policy: pages load and run only files of the site, so injected markup has no effect.

Set in every page, for folders and unconfigurable servers, and as headers for nginx.
"""

import base64
import hashlib
import re

STYLE = re.compile(r"<style>(.*?)</style>", re.S)
HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)
# Browsers differ on what 'self' covers for a page opened from a folder, so `file:` is named as well. A page from a
# server cannot read local files in any case.
SAME_SITE = "'self' file:"


def policy(page: str = "", sources: str = SAME_SITE) -> str:
    """Return the Content-Security-Policy of a page; its inline style is allowed by hash."""
    digests = (base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in STYLE.findall(page))
    styles = "".join(f" 'sha256-{digest}'" for digest in digests)
    rules = (
        "default-src 'none'",
        f"script-src {sources}",
        f"style-src {sources}{styles}",
        f"img-src {sources} data:",
        "base-uri 'none'",
        f"form-action {sources}",
    )
    return "; ".join(rules)


def headers(page: str) -> tuple[tuple[str, str], ...]:
    """Return the headers of every response; `page` is 404.html, the only page with an inline style."""
    rules = policy(page, "'self'") + "; frame-ancestors 'self'"
    return (("Content-Security-Policy", rules), *HEADERS)


def nginx(page: str) -> bytes:
    """Return the headers as nginx configuration."""
    lines = [
        "# 由程序生成。在 nginx 的 server 或 location 里用 include 引入本文件。",
        "# 所在的 location 里另有 add_header 时，要在同一个 location 里引入，否则不起作用。",
        *(f'add_header {name} "{value}" always;' for name, value in headers(page)),
        "",
    ]
    return "\n".join(lines).encode()
