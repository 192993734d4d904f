"""Time-stamp protocol (RFC 3161): the request for a time stamp, and the provider's answers beside the release record.

An answer is only parsed here; whether it belongs to the release chain and who signed it is for `deploy` to say.
"""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from generator.core.diagnostic import Diagnostic, Place
from generator.model.timestamp import Timestamp

FOLDER = "timestamps"
NAME = re.compile(r"([1-9]\d*)\.(tsr|tsq)", re.ASCII)
GRANTED = (0, 1)
STATUS = {2: "拒绝", 3: "还在处理", 4: "证书将要吊销", 5: "证书已经吊销"}
SHA256 = "2.16.840.1.101.3.4.2.1"
EPOCH, SECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(seconds=1)
NO_ANSWER = "不是时间戳服务机构的答复（.tsr 文件），或者残缺、拿错了，请向服务机构重新取"
MISNAMED = "时间戳的文件名应是第几次发布，如 3.tsr；请用 make timestamp ANSWER=文件 放进来，会起好名字"


class InvalidTimestamp(ValueError):
    """Bytes that are no time stamp of a release; the message says why and what to do."""


def timestamp_request(digest: bytes) -> bytes:
    """Encode the request for a time stamp of a SHA-256 digest; the same digest always gives the same bytes."""
    from pyasn1.codec.der.encoder import encode
    from pyasn1.type.univ import Null
    from pyasn1_modules.rfc3161 import TimeStampReq

    message = TimeStampReq()
    message["version"] = 1
    message["messageImprint"]["hashAlgorithm"]["algorithm"] = SHA256
    message["messageImprint"]["hashAlgorithm"]["parameters"] = Null("")
    message["messageImprint"]["hashedMessage"] = digest
    message["certReq"] = True
    return bytes(encode(message))


def read_timestamp(number: int, data: bytes) -> Timestamp:
    """Parse an answer, or the token alone, as the time stamp of release `number`; raises `InvalidTimestamp`."""
    from pyasn1.error import PyAsn1Error

    try:
        return _timestamp(number, data)
    except PyAsn1Error as wrong:
        raise InvalidTimestamp(NO_ANSWER) from wrong


def _timestamp(number: int, data: bytes) -> Timestamp:
    from pyasn1.error import PyAsn1Error
    from pyasn1_modules import rfc3161, rfc5652

    try:
        token, is_token = _granted(_decoded(data, rfc3161.TimeStampResp())), False
    except PyAsn1Error:
        token, is_token = _decoded(data, rfc3161.TimeStampToken()), True
    signed = _decoded(token["content"], rfc5652.SignedData())["encapContentInfo"]
    if signed["eContentType"] != rfc3161.id_ct_TSTInfo:
        raise InvalidTimestamp(NO_ANSWER)
    info = _decoded(signed["eContent"], rfc3161.TSTInfo())
    imprint, time = info["messageImprint"], info["genTime"].asDateTime
    if str(imprint["hashAlgorithm"]["algorithm"]) != SHA256:
        raise InvalidTimestamp("时间戳盖的不是 SHA-256，请用 make timestamp 写的申请文件重新申请")
    if time.tzinfo is None:
        raise InvalidTimestamp(NO_ANSWER)
    return Timestamp(
        number=number,
        imprint=bytes(imprint["hashedMessage"]).hex(),
        seconds=(time - EPOCH) // SECOND,
        serial=int(info["serialNumber"]),
        data=data,
        is_token=is_token,
    )


def _decoded(data: Any, schema: Any) -> Any:
    """Decode one DER value with nothing after it."""
    from pyasn1.codec.der.decoder import decode
    from pyasn1.error import PyAsn1Error

    value, rest = decode(data, asn1Spec=schema)
    if rest:
        raise PyAsn1Error("bytes after the value")
    return value


def _granted(answer: Any) -> Any:
    """Return the token of an answer, if the provider gave one."""
    status, words = int(answer["status"]["status"]), answer["status"]["statusString"]
    if status not in GRANTED:
        why = "".join(f"：{text}" for text in words) if words.isValue else ""
        what = STATUS.get(status, f"状态 {status}")
        raise InvalidTimestamp(f"服务机构没有给时间戳（{what}{why}），请按它说的改正，重新申请")
    if not answer["timeStampToken"].isValue:
        raise InvalidTimestamp(NO_ANSWER)
    return answer["timeStampToken"]


def read_timestamps(releases: Path, shown: str) -> tuple[tuple[Timestamp, ...], list[Diagnostic]]:
    """Read the time stamps in the folder `releases`, by number; users know the folder as `shown`."""
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
