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
# Whether 'self' means anything for a page opened from a folder is left to browsers, so a page names such files as well;
# to a page from a server they stay closed anyway.
OURS = "'self' file:"


def policy(page: str = "", ours: str = OURS) -> str:
    """Return the Content-Security-Policy of a page; its inline style is allowed by hash."""
    styles = "".join(f" '{_hash(style)}'" for style in STYLE.findall(page))
    rules = (
        "default-src 'none'",
        f"script-src {ours}",
        f"style-src {ours}{styles}",
        f"img-src {ours} data:",
        "base-uri 'none'",
        f"form-action {ours}",
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


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
