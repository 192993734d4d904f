"""Web addresses of documents that others keep: http or https and a host, so that a link is never more than a link."""

import re
from dataclasses import dataclass
from typing import Self

ADDRESS = re.compile(r"https?://[^\s/?#@<>\"'\\]+(?:[/?#][^\s<>\"\\]*)?", re.ASCII)


class InvalidAddress(ValueError):
    """The text is no web address; the message tells what to write."""


@dataclass(frozen=True)
class WebAddress:
    """A web address as it was written."""

    text: str

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `https://www.example.gov.cn/2018/t1.html`; addresses that run or hold something are refused."""
        if not ADDRESS.fullmatch(text):
            wanted = "请写成以 http:// 或 https:// 开头、中间没有空格的地址，如 https://www.example.gov.cn/2018/t1.html"
            raise InvalidAddress(f"“{text}”不是网址，{wanted}")
        return cls(text)
