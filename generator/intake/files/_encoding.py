"""Encoding of a text file: UTF-8, the Chinese national encoding, or UTF-16 where it says so."""

UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def decoded(data: bytes) -> str | None:
    """The text that bytes hold, none where they are no text."""
    for codec in ("utf-16",) if data.startswith(UTF_16) else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None
