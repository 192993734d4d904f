"""Time stamps of publications (RFC 3161): writing requests, keeping answers, checking stamps against the chain.

The stamped data is the last line of the release chain, which has the digest of the previous line, so a stamp covers all
earlier publications. No host is contacted: staff pass request and answer to and from the provider.
"""

import re
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from generator.core.files import write_atomic
from generator.deploy import DeployError
from generator.deploy.chain import ReleaseChain, ReleaseLine
from generator.deploy.manifest import SiteTree, sha256
from generator.deploy.release_log import ReleaseLog
from generator.deploy.site_source import reason
from generator.load.timestamps import FOLDER, InvalidTimestamp, read_timestamp, timestamp_request
from generator.model.timestamp import Timestamp

SITE_FOLDER = f"release/{FOLDER}"
IN_SITE = re.compile(rf"{SITE_FOLDER}/([1-9]\d{{0,8}})\.tsr", re.ASCII)
OPENSSL_WAIT = 60  # seconds
REASON = 5  # index of the reason among the colon-separated fields of an error line of openssl


def site_path(number: int) -> str:
    """Return the path of a publication's time stamp in the site."""
    return f"{SITE_FOLDER}/{number}.tsr"


def imprint(line: ReleaseLine) -> str:
    """Return the stamped digest: the SHA-256 of the publication's line in the chain."""
    return sha256(line.text.encode())


def request(line: ReleaseLine) -> bytes:
    """Encode the request for a time stamp of a publication."""
    return timestamp_request(bytes.fromhex(imprint(line)))


def write_request(log: ReleaseLog) -> Iterator[str]:
    """Write the request for the last publication; yield messages on what to do next."""
    line = _chain(log).lines[-1]
    file, answer = (_folder(log) / f"{line.number}.{ending}" for ending in ("tsq", "tsr"))
    if answer.is_file():
        yield f"第 {line.number} 次发布（{line.day}）已有时间戳 {answer}，不必再申请。"
        return
    _write(file, request(line))
    yield f"已写申请 {file}：第 {line.number} 次发布（{line.day}）在发布链上那一行的 SHA-256，{imprint(line)}。"
    yield "请交给时间戳服务机构；取回答复（.tsr 文件）后运行 make timestamp ANSWER=答复文件。"


def take_answer(log: ReleaseLog, file: Path, authority: Path | None) -> Iterator[str]:
    """Keep a provider's answer; yield messages on its content. Raises `DeployError` if it stamps no publication."""
    try:
        stamp = read_timestamp(0, file.read_bytes())
    except InvalidTimestamp as error:
        raise DeployError(f"“{file}”{error}。") from error
    except OSError as error:
        raise DeployError(f"读不了“{file}”：{reason(error)}。请检查路径和权限。") from error
    line = next((line for line in _chain(log).lines if imprint(line) == stamp.imprint), None)
    if not line:
        raise DeployError(
            f"“{file}”盖的不是本站的发布（摘要 {stamp.imprint}，与发布链各行的都不同）。"
            "请核对是不是拿错了，或用 make timestamp 写的申请重新申请。"
        )
    verdict, sound = signature(stamp, authority)
    if not sound:
        raise DeployError(f"“{file}”{verdict}。没有收下。")
    target = _folder(log) / f"{line.number}.tsr"
    _write(target, stamp.data)
    yield f"已收下第 {line.number} 次发布（{line.day}）的时间戳：{stamp.time}，放在 {target}。{verdict}。"
    yield "下一次发布时它随网站公布，列在“如何核验”页；请把 content/releases 一起备份或提交到版本库。"


def refuse_wrong_stamps(tree: SiteTree, chain: ReleaseChain) -> None:
    """Raise `DeployError` for time stamps that do not belong to the chain."""
    _, faults = site_stamps(tree.sums, tree.read, chain)
    if faults:
        raise DeployError("\n".join((*faults, f"没有发布。请把 content/releases/{FOLDER} 里不对的移走，再运行一次。")))


def site_stamps(
    names: Iterable[str], read: Callable[[str], bytes | None], chain: ReleaseChain
) -> tuple[list[Timestamp], list[str]]:
    """Return the time stamps among the files of a site that belong to its chain, and the faults of the others."""
    lines: Mapping[int, ReleaseLine] = {line.number: line for line in chain.lines}
    stamps, faults = [], []
    for name in names:
        if match := IN_SITE.fullmatch(name):
            number = int(match[1])
            try:
                stamp = read_timestamp(number, read(name) or b"")
            except InvalidTimestamp as error:
                faults.append(f"{name}：{error}。")
                continue
            if number not in lines:
                faults.append(f"{name}：发布链上没有第 {number} 次。")
            elif stamp.imprint != imprint(lines[number]):
                faults.append(f"{name}：盖的不是发布链第 {number} 次的那一行，时间戳或发布链换过。")
            else:
                stamps.append(stamp)
    return sorted(stamps, key=lambda stamp: stamp.number), faults


def signature(stamp: Timestamp, authority: Path | None) -> tuple[str, bool]:
    """Verify a signature with openssl; return a message, and False if invalid. `authority` is the root certificate.

    Certificates must be valid at the time of the stamp; they expire long before it is needed. Without `authority` or
    openssl nothing is verified, which counts as valid.
    """
    if authority is None:
        return "签名没有核验：要核验，请加 CA=服务机构的根证书文件（PEM）", True
    if not authority.is_file():
        raise DeployError(f"没有找到根证书文件“{authority}”，请检查路径。")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "answer")
        file.write_bytes(stamp.data)
        command = ["openssl", "ts", "-verify", "-digest", stamp.imprint, "-in", str(file), "-CAfile", str(authority)]
        command += ["-attime", str(stamp.seconds), *(["-token_in"] if stamp.is_token else [])]
        try:
            ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=OPENSSL_WAIT)
        except (OSError, subprocess.TimeoutExpired):
            return "签名没有核验：这台机器上没有能用的 openssl 命令", True
    if ran.returncode == 0:
        return f"签名已用“{authority}”核验，证书的有效期按时间戳的时间看", True
    error = next((line.split(":") for line in reversed(ran.stderr.splitlines()) if ":error:" in line), [])
    why = f"（openssl 说：{error[REASON]}）" if len(error) > REASON else ""
    return f"签名与“{authority}”不符，或这台机器的 openssl 不认得这种签名{why}", False


def _chain(log: ReleaseLog) -> ReleaseChain:
    chain = log.kept()
    if not chain or not chain.lines:
        raise DeployError(
            f"还没有发布过（没有“{log.file}”），没有可以盖时间戳的。请先运行 make publish 或 make package。"
        )
    return chain


def _folder(log: ReleaseLog) -> Path:
    return log.file.parent / FOLDER


def _write(file: Path, data: bytes) -> None:
    try:
        write_atomic(file, data)
    except OSError as error:
        raise DeployError(f"写不了“{file}”，请检查磁盘和权限，再运行一次。") from error
