"""Who may ask the desk: the traps of local servers, each refused."""

import socket
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import waitress
from werkzeug.test import Client

from generator.desk.app import MOST_SENT
from generator.desk.guard import Guard
from tests.support.desk import HOST, ORIGIN, PORT, Visitor, desk_of, stop

SECRET = "示范草稿"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    """A visitor of a desk with a built site that holds a link out of it."""
    with desk_of(tmp_path) as visitor:
        site = tmp_path / "build/site"
        (site / "files").mkdir(parents=True)
        (site / "index.html").write_text(f'<meta http-equiv="Content-Security-Policy" content="x"><p>{SECRET}</p>')
        (site / "404.html").write_text("<p>没有找到这个页面</p>")
        (site / "files/a.html").write_text("<script>alert(1)</script>")
        (tmp_path / "outside.txt").write_text("不在网站里")
        (site / "outside.txt").symlink_to(tmp_path / "outside.txt")
        (site / "out").symlink_to(tmp_path)
        yield visitor


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", "localhost:1", "127.0.0.1", f"[::1]:{PORT}", f"127.0.0.1:{PORT}.evil", ""],
)
@pytest.mark.parametrize("path", ["/site/", "/state", "/?token=", "/assets/desk.css", "/meiyou"])
def test_another_host_gets_nothing_not_even_with_the_cookie(visitor: Visitor, host: str, path: str) -> None:
    token = visitor.app.guard.token = "right"
    answer = visitor.get(path + token * path.endswith("="), headers={"Host": host})
    assert answer.status_code == 403 and SECRET not in answer.text and "Set-Cookie" not in answer.headers
    assert visitor.app.guard.token == token, "it is not used up"


def test_both_names_of_this_machine_are_answered(visitor: Visitor) -> None:
    for host in (HOST, f"localhost:{PORT}"):
        headers = {"Host": host, "Cookie": _cookie(visitor)}
        bare = Client(visitor.app, use_cookies=False)
        assert SECRET in bare.get("/site/", base_url=ORIGIN, headers=headers).text


def test_without_the_cookie_nothing_is_shown_and_a_new_address_is_told_once(visitor: Visitor) -> None:
    messages: list[str] = []
    visitor.app.guard.tell = messages.append
    for path in ("/", "/site/", "/state", "/assets/desk.css", "/?token=wrong", "/?token="):
        visitor.client.delete_cookie(f"desk-{PORT}", domain="127.0.0.1")
        answer = visitor.get(path)
        assert answer.status_code == 401 and SECRET not in answer.text and "make serve" in answer.text
    assert messages == [visitor.app.guard.address], "whoever knocks often does not fill the terminal"


def test_a_token_opens_the_desk_once(visitor: Visitor) -> None:
    guard = visitor.app.guard
    assert not guard.token, "the visitor came with it"
    guard.token = "fresh"
    cookie = visitor.get("/?token=fresh").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and cookie.startswith(f"desk-{PORT}=")
    visitor.client.delete_cookie(f"desk-{PORT}", domain="127.0.0.1")
    assert visitor.get("/?token=fresh").status_code == 401


@pytest.mark.parametrize("value", ["a.b", "", ".", "a", "a." + "0" * 64, "中.文"])
def test_a_made_up_cookie_opens_nothing(visitor: Visitor, value: str) -> None:
    bare = Client(visitor.app, use_cookies=False)
    assert bare.get("/site/", base_url=ORIGIN, headers={"Cookie": f"desk-{PORT}={value}"}).status_code == 401


@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.example", f"https://{HOST}", f"http://evil.example:{PORT}"]
)
def test_a_write_from_elsewhere_is_refused(visitor: Visitor, origin: str | None) -> None:
    """Also where Origin and Host agree with each other: under rebinding they do."""
    headers = {} if origin is None else {"Origin": origin}
    data = {"token": visitor.app.guard.form_token}
    assert visitor.client.post("/build", base_url=ORIGIN, data=data, headers=headers).status_code == 403
    rebound = {"Origin": f"http://evil.example:{PORT}", "Host": f"evil.example:{PORT}"}
    assert visitor.client.post("/build", base_url=ORIGIN, data=data, headers=rebound).status_code == 403


@pytest.mark.parametrize("token", ["", "wrong", "中文"])
def test_a_write_without_the_token_of_a_form_of_ours_is_refused(visitor: Visitor, token: str) -> None:
    assert visitor.post("/build", {"token": token}).status_code == 403
    assert visitor.client.post("/build", base_url=ORIGIN, headers={"Origin": ORIGIN} | FORM).status_code == 403


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/json", "application/xml", "", "text/plain; x=multipart/form-data"]
)
def test_only_forms_are_read(visitor: Visitor, kind: str) -> None:
    headers = {"Origin": ORIGIN, "X-Desk-Token": visitor.app.guard.form_token, "Content-Type": kind}
    answer = visitor.client.post("/build", base_url=ORIGIN, data=b'{"a": 1}', headers=headers)
    assert answer.status_code == 415


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_other_methods_are_refused_and_no_answer_lets_other_sites_in(visitor: Visitor, method: str) -> None:
    answer = visitor.client.open("/state", method=method, base_url=ORIGIN, headers={"Origin": "http://evil.example"})
    assert answer.status_code == 405
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize("path", ["/", "/state", "/site/", "/site/meiyou.html", "/meiyou", "/assets/desk.js"])
def test_every_answer_is_sealed(visitor: Visitor, path: str) -> None:
    headers = visitor.get(path).headers
    assert headers["Cache-Control"] == "no-store" and headers["X-Content-Type-Options"] == "nosniff"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert "http:" not in policy and "*" not in policy


def test_a_page_of_the_site_loads_itself_anew_and_what_others_made_runs_nothing(visitor: Visitor) -> None:
    page = visitor.get("/site/")
    assert "<meta" not in page.text and '<script src="/assets/reload.js"' in page.text
    assert "script-src 'self'; " in page.headers["Content-Security-Policy"]
    assert "sandbox" in visitor.get("/site/files/a.html").headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "outside.txt",
        "out/outside.txt",
        "out/",
        "a\0b",
        "../outside.txt",
        "..%2f..%2foutside.txt",
        "%2e%2e/secret",
        "//etc/passwd",
        "a" * 5000,
    ],
)
def test_nothing_beside_the_site_is_shown(visitor: Visitor, path: str) -> None:
    answer = visitor.get(f"/site/{path}", follow_redirects=True)
    assert answer.status_code == 404 and "不在网站里" not in answer.text and "root:" not in answer.text


def test_the_secret_is_for_the_owner_alone_and_outlives_the_server(visitor: Visitor, tmp_path: Path) -> None:
    file = tmp_path / "build/desk/secret"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = visitor.app.guard.form_token
    assert Guard(tmp_path / "build/desk", print).form_token == before


def test_a_body_of_a_gigabyte_is_refused_before_it_is_read(visitor: Visitor) -> None:
    server: Any = waitress.create_server(visitor.app, host="127.0.0.1", port=0, max_request_body_size=MOST_SENT)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    with socket.create_connection(("127.0.0.1", server.effective_port)) as line:
        line.sendall(f"POST /inbox HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {1 << 30}\r\n\r\n".encode())
        assert b" 413 " in line.recv(1000).partition(b"\r\n")[0]
    stop(server, thread)


def _cookie(visitor: Visitor) -> str:
    cookie = visitor.client.get_cookie(f"desk-{PORT}", domain="127.0.0.1")
    assert cookie
    return f"{cookie.key}={cookie.value}"
