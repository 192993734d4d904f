"""Guard: who may ask the desk. It holds drafts and writes files, and every page a browser shows can reach its port.

A page of another site may lead a name of its own to this machine, so the Host is looked at first, on every request.
Other users of the machine can reach the port, so there is a token in the first address and a cookie after it. A write
must come from a page of ours: its Origin and the token of its form say so. Nothing is answered with a CORS header.
"""

import hmac
import os
import secrets
from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Request, Response, request

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")  # nothing here reads JSON or plain text
READING, WRITING = ("GET", "HEAD"), "POST"
TOKEN, HEADER = "token", "X-Desk-Token"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # a stricter one would turn the Origin of forms into null
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
PAGE = (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "{head}<title>{title}</title><h1>{title}</h1><p>{words}</p></html>"
)
OTHER_HOST = "工作台只回答本机的浏览器，请打开运行 make serve 的窗口里写的地址。"
NO_SESSION = (
    "请打开运行 make serve 的窗口里写的地址（带 token 的那一个，用过一次就换新的）。"
    "正在填写的，先不要关掉那一页：用新地址另开一页，再回到原来那一页保存，填的都还在。"
)
FOREIGN = "这次提交不是从工作台的网页发出的，没有改动任何文件。请回到工作台，刷新那一页再试。"
NO_FORM = "工作台只收网页表单，没有改动任何文件。"


class Guard:
    """The secret of one desk, the token that opens it once, and the hosts it answers to."""

    def __init__(self, folder: Path, tell: Callable[[str], object]) -> None:
        """Keep the secret in a file for the owner alone, so that open pages outlive the server; `tell` the address."""
        self.secret = _secret(folder / "secret")
        self.tell = tell
        self.port = 0
        self.token = secrets.token_urlsafe(24)

    @property
    def hosts(self) -> tuple[str, ...]:
        return (f"127.0.0.1:{self.port}", f"localhost:{self.port}")

    @property
    def address(self) -> str:
        """The address that opens the desk once."""
        return f"http://127.0.0.1:{self.port}/?{TOKEN}={self.token}"

    @property
    def form_token(self) -> str:
        """What a form of ours carries."""
        return self._signed("form")

    @property
    def cookie(self) -> str:
        """The name of the cookie; ports of one machine share theirs."""
        return f"desk-{self.port}"

    def install(self, app: Flask) -> None:
        app.before_request(self.refusal)
        app.after_request(self.sealed)

    def refusal(self) -> Response | None:
        """Return the answer to whoever may not ask, or to whoever comes with the token; None where all is well."""
        if request.headers.get("Host", "") not in self.hosts:
            return _page(HTTPStatus.FORBIDDEN, "不是本机的地址", OTHER_HOST)
        if request.method not in (*READING, WRITING):
            return _page(HTTPStatus.METHOD_NOT_ALLOWED, "没有这种请求", FOREIGN)
        if request.method == "GET" and request.path == "/" and TOKEN in request.args:
            return self._opened(request.args[TOKEN])
        if not self._is_signed_in(request):
            return self._no_session()
        return self._refused_write(request) if request.method == WRITING else None

    def sealed(self, response: Response) -> Response:
        """Add what every answer carries; a page of the site keeps its own policy."""
        response.headers.setdefault("Content-Security-Policy", POLICY)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    def _opened(self, token: str) -> Response:
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            return self._no_session()
        self.token = ""
        # No redirect: a browser that was led here from elsewhere would not send a strict cookie along with it.
        page = _page(
            HTTPStatus.OK,
            "正在打开工作台",
            '<a href="/">打开工作台</a>',
            '<meta http-equiv="refresh" content="0;url=/">',
        )
        visit = secrets.token_urlsafe(16)
        page.set_cookie(self.cookie, f"{visit}.{self._signed(visit)}", httponly=True, samesite="Strict", path="/")
        return page

    def _is_signed_in(self, asked: Request) -> bool:
        visit, _, sign = asked.cookies.get(self.cookie, "").partition(".")
        return bool(visit) and hmac.compare_digest(sign.encode(), self._signed(visit).encode())

    def _no_session(self) -> Response:
        """Say where the address is; where it was used up, there is a new one."""
        if not self.token:
            self.token = secrets.token_urlsafe(24)
            self.tell(self.address)
        return _page(HTTPStatus.UNAUTHORIZED, "请从新地址打开工作台", NO_SESSION)

    def _refused_write(self, asked: Request) -> Response | None:
        if asked.headers.get("Origin", "") not in {f"http://{host}" for host in self.hosts}:
            return _page(HTTPStatus.FORBIDDEN, "没有照办", FOREIGN)
        if asked.mimetype not in FORMS:
            return _page(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "没有照办", NO_FORM)
        given = asked.headers.get(HEADER) or asked.form.get(TOKEN, "")
        if not hmac.compare_digest(given.encode(), self.form_token.encode()):
            return _page(HTTPStatus.FORBIDDEN, "没有照办", FOREIGN)
        return None

    def _signed(self, words: str) -> str:
        return hmac.new(self.secret, words.encode(), sha256).hexdigest()


def _page(status: HTTPStatus, title: str, words: str, head: str = "") -> Response:
    return Response(PAGE.format(title=title, words=words, head=head), status, mimetype="text/html")


def _secret(file: Path) -> bytes:
    """Return the secret of a folder; a new one is written so that nobody else can read it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.is_symlink() and file.is_file() and file.stat().st_size == 2 * 32:
        return bytes.fromhex(file.read_text("ascii"))
    file.unlink(missing_ok=True)
    fresh = secrets.token_bytes(32)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.write(fresh.hex())
    return fresh
