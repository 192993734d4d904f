"""Record of what was published: the release chain kept with the content, which publishing continues.

It lies in `content/releases/`, small enough for version control. The chain that readers have must agree with it: where
it is lost, or one of the two was rewritten, nothing is published before somebody has decided.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.core.files import write_atomic
from generator.deploy import DeployError, locked
from generator.deploy.chain import InvalidChain, ReleaseChain
from generator.deploy.changes.published import PublishedRecord, Read, read_projects
from generator.deploy.versions import VersionStore
from generator.load import RELEASES

CHAIN = "chain.txt"
VALUES = "published.jsonl"


@dataclass(frozen=True)
class ReleaseLog:
    """The record of one content.

    `today` is the day a publication is entered under; `recover` takes a lost record back from what readers see.
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
        """Nobody else enters a publication as long as this lasts."""
        folder = self.file.parent
        try:
            folder.mkdir(exist_ok=True)
        except OSError as trouble:
            raise DeployError(
                f"不能建立发布记录的文件夹“{folder}”，没有发布。请检查有没有权限、磁盘是否已满。"
            ) from trouble
        try:
            with locked(folder, f"另一个 make publish 或 make package 正在用“{folder}”，请等它结束。"):
                yield
        finally:
            with suppress(OSError):
                folder.rmdir()  # only where nothing was ever published

    def chain(self, published: ReleaseChain | None) -> ReleaseChain:
        """Return the chain that the next publication continues; `published` is the readers', None if unknown."""
        recorded = self.kept()
        if recorded is None:
            if published and published.lines and not self.recover:
                raise DeployError(
                    f"发布记录“{self.file}”不见了，而读者看到的网站已发布过 {len(published.lines)} 次，没有发布。"
                    "请从备份或版本库取回；取不回的，加 RECOVER=1 照发布文件夹里的发布链补记。"
                )
            return published or ReleaseChain()
        if published is None or recorded.continues(published):
            return recorded
        if published.continues(recorded):
            return published  # the run that published last was ended before it entered that here
        raise DeployError(
            f"发布文件夹里的发布链与“{self.file}”从第 {recorded.parting(published)} 次起不同，没有发布。"
            "请先查清哪一个被改过；是两处各发布了不同的内容的，给其中一处另用一份 content。"
        )

    def kept(self) -> ReleaseChain | None:
        """Return the chain that is kept; None where nothing was published yet or the record is lost."""
        try:
            return ReleaseChain.read(self.file.read_text("utf-8"))
        except FileNotFoundError:
            return None
        except InvalidChain as wrong:
            raise DeployError(
                f"发布记录“{self.file}”被改过或残缺：{wrong}。没有发布，请从备份或版本库取回。"
            ) from wrong
        except (OSError, UnicodeDecodeError) as trouble:
            raise DeployError(f"读不了发布记录“{self.file}”，没有发布。请检查有没有权限、是不是文本文件。") from trouble

    def record(self, published: Callable[[], PublishedRecord]) -> PublishedRecord:
        """Return the kept values; `published` gives those that readers have, in case the kept ones are lost."""
        try:
            return PublishedRecord(read_projects(self.values.read_text("utf-8")))
        except FileNotFoundError:
            chain = self.kept()
            if chain and chain.lines and not self.recover:
                raise DeployError(
                    f"已公布数值的记录“{self.values}”不见了，而已发布过 {len(chain.lines)} 次，没有发布。"
                    "请从备份或版本库取回；取不回的，加 RECOVER=1 照读者现在看到的网站补记。"
                ) from None
            return published()
        except (OSError, ValueError, TypeError) as wrong:
            raise DeployError(
                f"已公布数值的记录“{self.values}”读不了或改过（{wrong}），没有发布。请从备份或版本库取回。"
            ) from wrong

    def start(self) -> None:
        """Keep an empty chain where there is none: a run killed before it entered anything is no lost record."""
        if not self.file.exists():
            self.keep(ReleaseChain())

    def enter(self, chain: ReleaseChain, record: PublishedRecord, read: Read) -> None:
        """Keep what readers see now; the chain last, for it says that there is all the rest. `read` gives a file."""
        try:
            self.versions.keep(record, read, chain.lines[-1].day)
            write_atomic(self.values, record.text.encode())
            self.keep(chain)
        except OSError as trouble:
            raise DeployError(
                f"网站已经发布，但写不了发布记录“{trouble.filename or self.file.parent}”。"
                "请检查磁盘和权限，再运行一次，会补记上。"
            ) from trouble

    def keep(self, chain: ReleaseChain) -> None:
        write_atomic(self.file, chain.text.encode())
