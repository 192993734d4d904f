"""Published sites tampered with, at random: archives, folders and answers of servers, each with what is to be told.

Every change comes with the words that verification must say of it; without a change it must say that all agrees.
"""

import io
import os
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Event, Lock, Thread

from hypothesis import strategies as st

from tests.support.waiting import LIMIT

Entry = tuple[zipfile.ZipInfo, bytes]
CENTRAL = b"PK\x01\x02"
NAMELESS = "NUL.html"  # its first letter is made the end of the name
NAMES = (
    "../../evil.sh", "/etc/cron.d/evil", "C:\\evil.exe", "..\\evil.bat", "jixiao-gongkai/site/../../x", "./x", "a//b",
    "evil.exe", "jixiao-gongkai/evil.sh", "jixiao-gongkai/site/x.html", "jixiao-gongkai/site/\x1b[2J.html", "x" * 999,
    "jixiao-gongkai-guidang/site/index.html", "jixiao-gongkai/site/2017/Ａ.html", NAMELESS,
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """A change: how it is called, what it is about, and words that must be told."""

    kind: str
    name: str
    words: str


# ---- archives ----


def entries(data: bytes) -> list[Entry]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return [(entry, packed.read(entry)) for entry in packed.infolist()]


ARCHIVE_CHANGES: Mapping[str, str] = {
    "changed": "",
    "dropped": "没有",
    "added": "",
    "twice": "同名的有 2 个",
    "encrypted": "加了密，或不是打包时用的压缩方法",
    "another method": "加了密，或不是打包时用的压缩方法",
    "link": "是链接",
    "of four gigabytes": "大于 0.1 MB，没有读",
    "damaged": "在压缩包里残缺",
    "a folder": "全部一致",
}


@st.composite
def tampered_archive(draw: st.DrawFn, data: bytes) -> tuple[bytes, list[Change]]:
    """An archive with some of its entries changed, each entry once."""
    packed = entries(data)
    names = sorted(entry.filename for entry, _ in packed)
    victims = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
    changes, patches = [], dict[str, str]()
    for victim in victims:
        kind = draw(st.sampled_from([*ARCHIVE_CHANGES]))
        at = next(index for index, (entry, _) in enumerate(packed) if entry.filename == victim)
        entry, content = packed[at]
        name, words = victim, ARCHIVE_CHANGES[kind]
        if kind == "changed" and victim.endswith(".html"):
            words = "不符，"
        if kind == "changed":
            packed[at] = entry, draw(st.binary(max_size=99).filter(content.__ne__))
        elif kind == "dropped":
            del packed[at]
        elif kind == "added":
            name = draw(st.sampled_from(NAMES).filter(lambda new: new not in {entry.filename for entry, _ in packed}))
            packed.insert(draw(st.integers(0, len(packed))), (zipfile.ZipInfo(name), b"#!/bin/sh"))
            if name == NAMELESS:
                name, words = "", "解压时会写到别处"
        elif kind == "twice":
            packed.insert(
                draw(st.integers(0, len(packed))), (zipfile.ZipInfo(victim), draw(st.sampled_from([content, b"x"])))
            )
        elif kind == "link":
            entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        elif kind == "a folder":
            packed.append((zipfile.ZipInfo(f"jixiao-gongkai/{draw(st.sampled_from(['a', 'site/b']))}/"), b""))
            continue
        else:
            patches[victim] = kind
        changes.append(Change(kind, name, words))
    return written(packed, patches), changes


def written(packed: list[Entry], patches: Mapping[str, str]) -> bytes:
    """Write the entries, then what no library would write, into their headers."""
    out = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "w") as file:
        for entry, content in packed:
            fresh = zipfile.ZipInfo(entry.filename, entry.date_time)
            fresh.external_attr = entry.external_attr
            file.writestr(fresh, content, zipfile.ZIP_DEFLATED)
    data = bytearray(out.getvalue())
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        offsets = {entry.filename: (entry.header_offset, entry.compress_size) for entry in file.infolist()}
    at = data.index(CENTRAL)
    while data[at : at + 4] == CENTRAL:
        lengths = struct.unpack_from("<HHH", data, at + 28)
        name = data[at + 46 : at + 46 + lengths[0]].decode()
        local, size = offsets[name]
        kind = patches.get(name)
        if kind == "encrypted":
            data[at + 8] |= 1
            data[local + 6] |= 1
        elif kind == "another method":
            struct.pack_into("<H", data, at + 10, 99)
        elif kind == "of four gigabytes":
            struct.pack_into("<I", data, at + 24, 0xFFFFFFFE)
        elif kind == "damaged":
            middle = local + 30 + len(name.encode()) + size // 2
            data[middle] ^= 0xFF
        at += 46 + sum(lengths)
    return bytes(data).replace(NAMELESS.encode(), b"\0" + NAMELESS[1:].encode())


# ---- folders ----

FOLDER_CHANGES: Mapping[str, str] = {
    "changed": "内容与清单不符，发布后改过",
    "dropped": "清单里有，网站上没有",
    "added": "清单里没有，发布后加进来的",
    "link to the same": "是链接，没有跟着它读",
    "linked folder": "是链接，没有跟着它读",
    "pipe": "不是普通文件",
    "sparse": "大于 0.1 MB，没有读",
}
ODD_NAMES = ("x.html", "\x1b]0;x\x07.html", "a\nb.html", "\udcd6\udcd0.html", "2017/" + "长" * 60, "release/x.txt")


@st.composite
def tampered_folder(draw: st.DrawFn, names: list[str], site: Path, elsewhere: Path) -> list[Change]:
    """Change some files of the folder, each once; `elsewhere` is a folder beside it, free to use."""
    changes: list[Change] = []
    for victim in draw(st.lists(st.sampled_from(names), max_size=3, unique=True)):
        kind, name, file = draw(st.sampled_from([*FOLDER_CHANGES])), victim, site / victim
        if kind == "changed":
            file.write_bytes(file.read_bytes() + b"x")
        elif kind == "dropped":
            file.unlink()
        elif kind == "sparse":
            os.truncate(file, 40_000_000_000)
        elif kind in ("link to the same", "pipe"):
            outside = elsewhere / f"{len(changes)}"
            file.rename(outside)
            file.symlink_to(outside) if kind != "pipe" else os.mkfifo(file)
        else:
            name = f"{len(changes)}{draw(st.sampled_from(ODD_NAMES))}" if kind == "added" else f"more{len(changes)}"
            new = site / name
            new.parent.mkdir(parents=True, exist_ok=True)
            if kind == "added":
                new.write_bytes(b"x")
            else:
                (elsewhere / "page.html").write_bytes(b"x")
                new.symlink_to(elsewhere, target_is_directory=True)
        changes.append(Change(kind, name, FOLDER_CHANGES[kind]))
    return changes


# ---- answers ----

Answer = Callable[
    [bytes], list[bytes]
]  # what a server sends for a file, piece by piece; it stalls after an empty piece
OK = b"HTTP/1.1 200 OK\r\n"


def sized(data: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n" % len(data) + data


ANSWERS: Mapping[str, tuple[Answer, str]] = {
    "right": (lambda data: [OK + sized(data)], ""),
    "right, without a length": (lambda data: [b"HTTP/1.0 200 OK\r\n\r\n" + data], ""),
    "right, in chunks": (
        lambda data: [OK + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(data), data)], "",
    ),
    "right, elsewhere on the host": (lambda data: [b"HTTP/1.1 302 Found\r\nLocation: /moved\r\n" + sized(b"")], ""),
    "another": (lambda data: [OK + sized(data + b"x")], "内容与清单不符，发布后改过"),
    "none": (lambda data: [b"HTTP/1.1 404 Not Found\r\n" + sized(b"")], "清单里有，网站上没有"),
    "refused": (lambda data: [b"HTTP/1.1 503 Busy\r\n" + sized(b"")], "服务器回答 503"),
    "broken off": (lambda data: [OK + sized(data)[:-1]], "连接中断"),
    "broken chunk": (lambda data: [OK + b"Transfer-Encoding: chunked\r\n\r\nff\r\nx"], "连接中断"),
    "nothing": (lambda data: [], "连接中断"),
    "not http": (lambda data: [b"220 ftp.example.com ready\r\n\r\n"], "回答的不是网页"),
    "200 headers": (lambda data: [OK + b"X: y\r\n" * 200 + sized(data)], "回答的不是网页"),
    "an endless header": (lambda data: [OK + b"X: " + b"y" * 70_000 + b"\r\n" + sized(data)], "回答的不是网页"),
    "packed": (lambda data: [OK + b"Content-Encoding: gzip\r\n" + sized(data)], "回答的不是网页"),
    "sent in a circle": (lambda data: [b"HTTP/1.1 302 Found\r\nLocation: ?\r\n" + sized(b"")], "服务器回答 302"),
    "too large": (lambda data: [OK + b"Content-Length: 40000000000\r\n\r\nxxx"], "大于 0.1 MB，没有读"),
    "too large, unsaid": (lambda data: [b"HTTP/1.0 200 OK\r\n\r\n", *[b"x" * 10_000] * 20], "大于 0.1 MB，没有读"),
    "a byte, then no more": (lambda data: [b"H", b""], "服务器没有回答"),
    "half, then no more": (lambda data: [(OK + sized(data))[:-5], b""], "服务器没有回答"),
}  # fmt: skip


class Server:
    """A server on this machine that answers for each path as it was told; where it stalls it says so, and waits."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.kinds: Mapping[str, str] = {}
        self._end, self._woken, self._stalls, self._lock = Event(), Event(), False, Lock()
        outer = self

        class Handler(StreamRequestHandler):
            def handle(self) -> None:
                path = self.rfile.readline().split(b" ")[1].decode().removeprefix("/")
                while self.rfile.readline().strip():
                    pass
                try:
                    outer.answer(path, self.wfile.write)
                except ConnectionError:  # who asked has had enough
                    return

        self._server = ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._moved = b""
        Thread(target=self._server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}/"

    def answer(self, path: str, write: Callable[[bytes], object]) -> None:
        data = self._moved if path == "moved" else self.files.get(path.partition("?")[0])
        kind = (
            "none" if data is None else "right" if path == "moved" else self.kinds.get(path.partition("?")[0], "right")
        )
        self._moved = data or b""
        for piece in ANSWERS[kind][0](data or b""):
            write(piece)
            if not piece:
                with self._lock:
                    self._stalls = True
                    self._woken.set()
                self._end.wait(LIMIT)

    def wait(self, done: Event, _: int) -> bool:
        """Wait for an answer, or until the server stalls."""
        woken = Event()

        def watch() -> None:
            done.wait(LIMIT)
            woken.set()

        Thread(target=watch, daemon=True).start()
        with self._lock:
            self._woken = woken
            if self._stalls:
                woken.set()
        woken.wait(LIMIT)
        with self._lock:
            self._stalls = False
        return done.is_set()

    def close(self) -> None:
        self._end.set()
        self._server.shutdown()
        self._server.server_close()
