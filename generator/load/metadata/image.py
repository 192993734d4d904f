"""Pictures: where a photograph was taken and by whom, as cameras and programs write it beside the picture."""

import struct
from collections.abc import Iterator

from generator.load.metadata import UnreadableFile, persons
from generator.model.attached import HiddenContent

ARTIST, XP_AUTHOR, GPS = 0x013B, 0x9C9D, 0x8825
LATITUDE = 2
TEXTS = (b"Author", b"Artist", b"Creator")


def hidden_content(ending: str, data: bytes) -> tuple[HiddenContent, ...]:
    """Look at what stands beside the picture."""
    where = False
    names: set[str] = set()
    for kind, body in (_chunks if ending == ".png" else _segments)(data):
        if kind in (b"eXIf", b"Exif"):
            located, author = _exif(body)
            where, names = where or located, names | {author}
        elif kind == b"XMP":
            where = where or b"GPSLatitude" in body
        elif kind in (b"tEXt", b"iTXt") and body.partition(b"\0")[0] in TEXTS:
            names.add(body.partition(b"\0")[2].strip(b"\0").decode("utf-8", "replace"))
    content = [HiddenContent("拍摄地点")] if where else []
    return (*content, HiddenContent("作者", persons(names))) if persons(names) else tuple(content)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the parts of a PNG."""
    place, ended = 8, False
    while place + 12 <= len(data) and not ended:
        size, kind = struct.unpack_from(">I4s", data, place)
        body = data[place + 8 : place + 8 + size]
        if kind == b"iTXt" and b"XML:com.adobe.xmp" in body[:20]:
            kind = b"XMP"
        yield kind, body
        place, ended = place + 12 + size, kind == b"IEND"
    if not ended:
        raise UnreadableFile("不完整，可能已经损坏")


def _segments(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the parts of a JPEG that stand before the picture itself."""
    place = 2
    while place + 4 <= len(data):
        mark, kind, size = struct.unpack_from(">BBH", data, place)
        if mark != 0xFF or size < 2:
            raise UnreadableFile("不完整，可能已经损坏")
        if kind == 0xDA:
            return
        body = data[place + 4 : place + 2 + size]
        if kind == 0xE1 and body.startswith(b"Exif\0\0"):
            yield b"Exif", body[6:]
        elif kind == 0xE1 and body.startswith(b"http://ns.adobe.com/xap"):
            yield b"XMP", body
        place += 2 + size
    raise UnreadableFile("不完整，可能已经损坏")


def _exif(body: bytes) -> tuple[bool, str]:
    """Return whether a place is stored, and the author."""
    order = "<" if body.startswith(b"II") else ">"
    fields = _directory(body, order, struct.unpack_from(f"{order}I", body, 4)[0])
    author = ""
    for tag, encoding in ((ARTIST, "utf-8"), (XP_AUTHOR, "utf-16-le")):
        if tag in fields:
            size, place = fields[tag]
            value = body[place : place + size] if size > 4 else struct.pack(f"{order}I", place)[:size]
            author = author or value.decode(encoding, "replace").strip("\0 ")
    return GPS in fields and LATITUDE in _directory(body, order, fields[GPS][1]), author


def _directory(body: bytes, order: str, place: int) -> dict[int, tuple[int, int]]:
    """Return the fields of an image file directory: tag → how many values, and the value or where it stands."""
    (count,) = struct.unpack_from(f"{order}H", body, place)
    rows = (struct.unpack_from(f"{order}HHII", body, place + 2 + 12 * number) for number in range(count))
    return {tag: (size, value) for tag, _, size, value in rows}
