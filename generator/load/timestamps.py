"""Time stamps that were put with the record of publications: read as the answers of a provider (RFC 3161).

What stands in them is read; whether they belong to the release chain and who signed them is for `deploy` to say.
"""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from generator.core.der import EXPLICIT, INTEGER, OCTETS, OID, SEQUENCE, TEXT, TIME, DerItem, InvalidDer, read
from generator.core.diagnostic import Diagnostic, Place
from generator.model.timestamp import Timestamp

FOLDER = "timestamps"
NAME = re.compile(r"([1-9]\d*)\.(tsr|tsq)", re.ASCII)
GRANTED = (0, 1)
STATUS = {2: "拒绝", 3: "还在处理", 4: "证书将要吊销", 5: "证书已经吊销"}
SHA256 = bytes.fromhex("608648016503040201")
TST_INFO = bytes.fromhex("2a864886f70d0109100104")
SET = 0x31
SECOND = timedelta(seconds=1)
GENERAL_TIME = re.compile(rb"(\d{14})(\.\d+)?Z", re.ASCII)
NO_ANSWER = "不是时间戳服务机构的答复（.tsr 文件），或者残缺、拿错了，请向服务机构重新取"
MISNAMED = "时间戳的文件名应是第几次发布，如 3.tsr；请用 make timestamp ANSWER=文件 放进来，会起好名字"


class InvalidTimestamp(ValueError):
    """Bytes that are no time stamp of ours; the message says why and what to do."""


def read_timestamp(number: int, data: bytes) -> Timestamp:
    """The time stamp in an answer, or in a token by itself; raises `InvalidTimestamp`."""
    try:
        (whole,) = read(data)
        is_token = whole.items()[0].tag == OID
        return _of_token(number, data, whole if is_token else _granted(whole), is_token)
    except InvalidTimestamp:
        raise
    except (InvalidDer, IndexError, ValueError) as wrong:
        raise InvalidTimestamp(NO_ANSWER) from wrong


def _granted(answer: DerItem) -> DerItem:
    """The token of an answer."""
    status, *token = answer.items(SEQUENCE)
    code, *said = status.items(INTEGER)
    if code.number not in GRANTED:
        words = [
            text.data.decode("utf-8", "replace") for one in said if one.tag == SEQUENCE for text in one.items(TEXT)
        ]
        why = "".join(f"：{word}" for word in words)
        what = STATUS.get(code.number, f"状态 {code.number}")
        raise InvalidTimestamp(f"服务机构没有给时间戳（{what}{why}），请按它说的改正，重新申请")
    return token[0]


def _of_token(number: int, data: bytes, token: DerItem, is_token: bool) -> Timestamp:
    _, explicit = token.items(OID, EXPLICIT)
    (signed,) = explicit.items(SEQUENCE)
    _, _, content, *_ = signed.items(INTEGER, SET, SEQUENCE)
    kind, wrapped = content.items(OID, EXPLICIT)
    if kind.data != TST_INFO:
        raise InvalidDer
    (octets,) = wrapped.items(OCTETS)
    (info,) = read(octets.data)
    _, _, imprint, serial, time, *_ = info.items(INTEGER, OID, SEQUENCE, INTEGER, TIME)
    algorithm, digest = imprint.items(SEQUENCE, OCTETS)
    if algorithm.items(OID)[0].data != SHA256:
        raise InvalidTimestamp("时间戳盖的不是 SHA-256，请用 make timestamp 写的申请文件重新申请")
    stated = GENERAL_TIME.fullmatch(time.data)
    if not stated:
        raise InvalidDer
    at = datetime.strptime(stated[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    seconds = (at - datetime(1970, 1, 1, tzinfo=UTC)) // SECOND
    return Timestamp(number, digest.data.hex(), seconds, serial.number, data, is_token)


def read_timestamps(releases: Path, shown: str) -> tuple[tuple[Timestamp, ...], list[Diagnostic]]:
    """The time stamps of publications in order, and what is none; `shown` is how users know the folder `releases`."""
    folder = releases / FOLDER
    stamps, wrong = [], []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        name = NAME.fullmatch(path.name)
        try:
            if name and name[2] == "tsr":
                stamps.append(read_timestamp(int(name[1]), path.read_bytes()))
            elif not name and not path.name.startswith("."):
                raise InvalidTimestamp(MISNAMED)
        except (InvalidTimestamp, OSError) as trouble:
            text = f"读不了：{trouble.strerror}，请检查权限" if isinstance(trouble, OSError) else str(trouble)
            wrong.append(Diagnostic(Place(f"{shown}/{FOLDER}/{path.name}"), text, "时间戳"))
    return tuple(sorted(stamps, key=lambda stamp: stamp.number)), wrong
