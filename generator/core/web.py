"""Web addresses of documents elsewhere: http or https with a host only, so that no link runs code."""

import re
from dataclasses import dataclass
from typing import Self

ADDRESS = re.compile(r"https?://[^\s/?#@<>\"'\\]+(?:[/?#][^\s<>\"\\]*)?", re.ASCII)


class InvalidAddress(ValueError):
    """Text that is no web address; the message says what to write."""


@dataclass(frozen=True)
class WebAddress:
    """Web address as declared."""

    text: str

    @classmethod
    def read(cls, text: str) -> Self:
        """Parse `https://www.example.gov.cn/2018/t1.html`; `javascript:` and the like raise `InvalidAddress`."""
        if not ADDRESS.fullmatch(text):
            wanted = "请写成以 http:// 或 https:// 开头、中间没有空格的地址，如 https://www.example.gov.cn/2018/t1.html"
            raise InvalidAddress(f"“{text}”不是网址，{wanted}")
        return cls(text)
