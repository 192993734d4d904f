"""Release log: release chain and published values, kept in `content/releases/` for version control.

The published chain must agree with the kept one; if the log is lost or either was rewritten, publishing is refused.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.core.files import write_atomic
from generator.deploy import DeployError, try_lock
from generator.deploy.chain import InvalidChain, ReleaseChain
from generator.deploy.changes.published import NOTHING, PublishedProject, PublishedRecord, Read, withdrawn
from generator.deploy.versions import VersionStore
from generator.load import CHAIN, RELEASES

INTENDED = "chain.next.txt"  # the chain that a run is about to publish
VALUES = "published.jsonl"
MAX_NAMED = 10  # differences listed by name


@dataclass(frozen=True)
class ReleaseLog:
    """Release log of a content folder.

    `today` is the day of new publications; `recover` restores a lost log from the published site.
    """

    content: Path
    today: date
    recover: bool = False

    @property
    def file(self) -> Path:
        """File of the chain."""
        return self.content / RELEASES / CHAIN

    @property
    def values(self) -> Path:
        """File of the published values."""
        return self.content / RELEASES / VALUES

    @property
    def versions(self) -> VersionStore:
        return VersionStore(self.content)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Lock the log against other publications."""
        folder = self.file.parent
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise DeployError(
                f"不能建立发布记录的文件夹“{folder}”，没有发布。请检查有没有权限、磁盘是否已满。"
            ) from error
        try:
            with try_lock(folder, f"另一个 make publish 或 make package 正在用“{folder}”，请等它结束。"):
                yield
        finally:
            with suppress(OSError):
                folder.rmdir()  # empty only before the first publication

    def chain(self, published: ReleaseChain | None, where: Path) -> ReleaseChain:
        """Return the chain that the next publication continues; `published` is the chain at `where`, if any.

        Raises `DeployError` if the two disagree, or if the log is lost. A published line missing from the log is only
        accepted if a run was killed before recording it, or with `recover`.
        """
        recorded = self.kept()
        if recorded is None:
            if published and published.lines and not self.recover:
                raise DeployError(
                    f"发布记录“{self.file}”不见了，而“{where}”里的网站已发布过 {len(published.lines)} 次，没有发布。"
                    "请从备份或版本库取回；取不回的，加 RECOVER=1 照发布文件夹里的发布链补记。"
                )
            if not published and (self.values.exists() or not self.versions.empty):
                raise DeployError(
                    f"发布记录“{self.file}”不见了，旁边以前公布的记录还在，没有发布。请从备份或版本库取回；"
                    "取不回的，加 RECOVER=1 发布到读者正在看的文件夹，照那里的发布链补记。"
                )
            return published or ReleaseChain()
        if published is None or recorded.continues(published):
            return recorded
        if published.continues(recorded):
            if self.recover or published.text == self._intended():
                return published
            raise DeployError(
                f"“{where}”里的发布链有 {len(published.lines)} 次，“{self.file}”只记到第 {len(recorded.lines)} 次："
                "多出来的不是从这里发布的，没有发布。在别的机器上发布过、或记录是旧的，请取来新的 content/releases；"
                "查明是本单位发布、又取不来的，加 RECOVER=1 照发布文件夹补记；"
                f"都不是的，是有人改了网站，请把“{where}”移到别处留作证据，再运行一次。"
            )
        raise DeployError(
            f"“{where}”里的发布链与“{self.file}”从第 {recorded.first_difference(published)} 次起不同，没有发布。"
            "请先查清哪一个被改过；是两处各发布了不同的内容的，给其中一处另用一份 content。"
        )

    def require_source(self, seen: bool) -> None:
        """Raise `DeployError` if a lost log is to be restored but no published site is `seen`."""
        if self.recover and not seen and self.kept() is None:
            raise DeployError(
                "没有可以照着补记的：发布记录不在，这里也没有公布着的网站，没有发布。RECOVER=1 只用在读者正在看的文件夹"
                "（打包的，上一个压缩包还在时）；从来没有发布过的，不加 RECOVER=1。"
            )

    def _intended(self) -> str:
        try:
            return self.file.with_name(INTENDED).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

    def kept(self) -> ReleaseChain | None:
        """Return the kept chain; None before the first publication or if lost. Raises `DeployError` if damaged."""
        try:
            return ReleaseChain.read(self.file.read_text("utf-8"))
        except FileNotFoundError:
            return None
        except InvalidChain as error:
            raise DeployError(
                f"发布记录“{self.file}”被改过或残缺：{error}。没有发布，请从备份或版本库取回。"
            ) from error
        except (OSError, UnicodeDecodeError) as error:
            raise DeployError(f"读不了发布记录“{self.file}”，没有发布。请检查有没有权限、是不是文本文件。") from error

    @property
    def last_day(self) -> date | None:
        """Day of the last publication; None before the first."""
        chain = self.kept()
        return chain.lines[-1].day if chain and chain.lines else None

    def record(self, live: Callable[[PublishedRecord], PublishedRecord] | None) -> PublishedRecord:
        """Return the record of the last publication.

        `live` reads it from the published site, given the kept record; None if that is not at hand. The two must agree;
        with `recover` the published one replaces a damaged or lost one, else `DeployError` is raised.
        """
        kept, wrong = self._kept_record()
        seen = live(kept or NOTHING) if live else kept or NOTHING
        if kept and (differing := list(kept.differing(seen))):
            more = f"等 {len(differing)} 处" if len(differing) > MAX_NAMED else ""
            named = "、".join(differing[:MAX_NAMED]) + more
            wrong = f"与读者现在看到的网站不同：{named}"
        if wrong and not (self.recover and live):
            raise DeployError(
                f"已公布数值的记录“{self.values}”{wrong}，没有发布。请从备份或版本库取回；"
                "取不回的，在最近一次发布的文件夹（打包的，上一个压缩包还在时）加 RECOVER=1，照公布着的补记。"
            )
        return replace(seen, withdrawn={**dict(self._withdrawn_before(seen)), **seen.withdrawn})

    def _withdrawn_before(self, record: PublishedRecord) -> Iterator[tuple[str, PublishedProject]]:
        """Yield withdrawn projects that the record lacks, as last published."""
        for address in withdrawn(record) - record.withdrawn.keys():
            if data := self.versions.last_record(address):
                project = PublishedProject.of(json.loads(data), "", {})
                yield address, replace(project, withdrawn=True)

    @property
    def known(self) -> PublishedRecord:
        """Kept record; empty if it is missing or damaged."""
        return self._kept_record()[0] or NOTHING

    def _kept_record(self) -> tuple[PublishedRecord | None, str]:
        """Return the kept record, and what is wrong with it in words; None if it is missing or damaged."""
        chain = self.kept()
        try:
            return PublishedRecord.read(self.values.read_text("utf-8"), chain), ""
        except FileNotFoundError:
            return None, f"不见了，而已发布过 {len(chain.lines)} 次" if chain and chain.lines else ""
        except (OSError, ValueError) as error:
            return None, f"读不了或改过（{error}）"

    def start(self, chain: ReleaseChain) -> None:
        """Write the chain that is about to be published, so that a killed run can be completed by the next."""
        if not self.file.exists():
            self.keep(ReleaseChain())
        write_atomic(self.file.with_name(INTENDED), chain.text.encode())

    def enter(self, chain: ReleaseChain, record: PublishedRecord, read: Read) -> None:
        """Record a publication; `read` returns a published file. The chain is written last, as proof of the rest."""
        try:
            self.versions.keep(record, read, chain.lines[-1].day)
            write_atomic(self.values, record.text(chain).encode())
            self.keep(chain)
        except OSError as error:
            raise DeployError(
                f"网站已经发布，但写不了发布记录“{error.filename or self.file.parent}”。"
                "请检查磁盘和权限，再运行一次，会补记上。"
            ) from error

    def keep(self, chain: ReleaseChain) -> None:
        write_atomic(self.file, chain.text.encode())
        self.file.with_name(INTENDED).unlink(missing_ok=True)
