"""Published sites at a web address; servers are not trusted to answer correctly or in time."""

import re
import ssl
from contextlib import AbstractContextManager
from http.client import HTTPException, IncompleteRead, RemoteDisconnected
from socket import gaierror
from threading import Event, Thread
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import urlopen

from generator.deploy.site_source import Limits, OpenedSite, Stream, Take, UnreadableFile, reason

GONE = (404, 410)
LENGTH = re.compile(r"\d{1,18}", re.ASCII)
CAUSES: tuple[tuple[tuple[type[Exception], ...], str], ...] = (  # the first match counts
    ((gaierror,), "找不到这台服务器，请检查网址和网络"),
    ((ConnectionRefusedError,), "服务器没有接受连接"),
    ((TimeoutError,), "服务器没有回答"),
    ((ssl.SSLError,), "没有建成加密的连接，或证书没有通过检查"),
    ((RemoteDisconnected, IncompleteRead, EOFError, ConnectionError), "连接中断"),
    ((HTTPException, ValueError), "回答的不是网页，或网址写得不对"),
)


class WebSite(OpenedSite):
    """Site at a web address; its files cannot be listed."""

    def __init__(self, address: str, limits: Limits) -> None:
        super().__init__(limits)
        self._address = quote(address.removesuffix("index.html").rstrip("/"), safe="/%:@!$&'()*+,;=~[]?#") + "/"
        self._end = limits.clock() + limits.total
        self._failures = 0

    def names(self) -> None:
        return None

    def opened(self, name: str) -> tuple[AbstractContextManager[Stream], int] | None:
        try:
            answer = urlopen(self._address + quote(name), timeout=self.limits.pause)
        except HTTPError as refusal:
            with refusal:
                if refusal.code in GONE:
                    return None
                raise
        length = answer.headers.get("Content-Length", "")
        if answer.headers.get("Content-Encoding", "identity") != "identity":
            answer.close()
            raise HTTPException
        return answer, int(length) if LENGTH.fullmatch(length) else -1

    def copy(self, name: str, take: Take, limit: int) -> bool:
        """Fetch in a thread, since not every stalled request can be interrupted."""
        if self._failures >= self.limits.failures or self.limits.clock() > self._end:
            raise UnreadableFile(name, "服务器接连几次没有答好，或用时太长，没有再问")
        done, outcome = Event(), list[bool | UnreadableFile]()

        def fetch() -> None:
            try:
                outcome.append(super(WebSite, self).copy(name, take, limit))
            except UnreadableFile as error:  # raised in the calling thread
                outcome.append(error)
            done.set()

        Thread(target=fetch, daemon=True).start()
        before = self.left
        while not self.limits.wait(done, self.limits.pause):
            if before - self.left < self.limits.least:
                outcome.append(self.unreadable(name, TimeoutError()))
                break
            before = self.left
        if isinstance(outcome[0], UnreadableFile):
            raise outcome[0]
        self._failures = 0
        return outcome[0]

    def unreadable(self, name: str, error: Exception) -> UnreadableFile:
        if isinstance(error, HTTPError):
            return UnreadableFile(name, f"服务器回答 {error.code}")
        self._failures += 1
        cause = error.reason if isinstance(error, URLError) else error
        other = reason(cause) if isinstance(cause, OSError) else CAUSES[-1][1]
        return UnreadableFile(name, next((words for kinds, words in CAUSES if isinstance(cause, kinds)), other))
