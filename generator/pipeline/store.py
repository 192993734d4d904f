"""Store: cache of task results in one SQLite file; their output files are next to it, named by digest.

`store.sqlite` can be read with any SQLite browser, and deleted at any time. Every result carries a digest, so a damaged
one counts as missing; a damaged database is replaced by a new one.
"""

import os
import sqlite3
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from hashlib import file_digest, sha256
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from generator.core.files import FileAltered, hardlink, write_atomic
from generator.core.packing import pack, unpack
from generator.pipeline.pool import Pool
from generator.pipeline.tasks import OutputFile, Task, TaskContext

FILE, MADE = "store.sqlite", "made"
VERSION = 1  # of the tables; a store of another version is replaced
TABLES = """
CREATE TABLE task (key TEXT PRIMARY KEY, name TEXT NOT NULL, value BLOB NOT NULL, digest TEXT NOT NULL);
CREATE TABLE output (
    task TEXT NOT NULL REFERENCES task,
    tree TEXT NOT NULL, address TEXT NOT NULL, digest TEXT NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL
);
CREATE INDEX output_task ON output (task);
CREATE TABLE part (
    digest TEXT NOT NULL, task TEXT NOT NULL REFERENCES task, data BLOB NOT NULL,
    PRIMARY KEY (digest, task)
);
CREATE INDEX part_task ON part (task);
CREATE TABLE source (
    address TEXT PRIMARY KEY,
    size INTEGER NOT NULL, mtime INTEGER NOT NULL, ctime INTEGER NOT NULL, inode INTEGER NOT NULL,
    seen INTEGER NOT NULL, digest TEXT NOT NULL
);
CREATE TABLE complete (inputs TEXT PRIMARY KEY, value BLOB NOT NULL, digest TEXT NOT NULL);
"""
KEYED = (("part", "task"), ("output", "task"), ("task", "key"))  # columns that hold the key of a task
BUSY_SECONDS = 60  # timeout while another command writes
BATCH = 200  # results per transaction: little is lost if a build is killed, and locks are rare
# Errors of the disk and of other programs; any other means a damaged database.
OUTSIDE = {
    *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM),
    *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM),
}
DATABASE_ERRORS = (sqlite3.DatabaseError, UnicodeDecodeError)  # the latter if a text of the schema is damaged


class StoreError(Exception):
    """Store that cannot be read or written; the message says where and why."""

    @classmethod
    def of(cls, folder: Path, error: Exception) -> "StoreError":
        """Wrap an error of SQLite."""
        full = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL
        return cls(f"写不了文件（{folder / FILE}）：{'磁盘满了' if full else error}。")


class Output(NamedTuple):
    """A file written by a task: tree, address, SHA-256, size, modification time in nanoseconds."""

    tree: str
    address: str
    digest: str
    size: int
    mtime: int


class Result(NamedTuple):
    """The result of a task: its value, and the digests of its parts by name."""

    value: Any
    parts: Mapping[str, str]


class _Performed(NamedTuple):
    """Result of a task as sent by a worker: pickled `Result`, bytes of its parts, output files."""

    packed: bytes
    parts: Mapping[str, bytes]
    outputs: Sequence[Output]


class Store:
    """Results cached in one folder, for the builds of one site."""

    def __init__(self, folder: Path) -> None:
        """Open or create the store."""
        self.folder = folder
        self.site_key = ""  # part of every task's key
        self.made = folder / MADE
        self.used: dict[str, Sequence[Output]] = {}  # the files of the tasks of this run, by key
        self.connection = _opened(folder / FILE)

    def close(self) -> None:
        """Close the database."""
        self.connection.close()

    def run(self, pool: Pool[Any], stage: str, tasks: Sequence[Task]) -> list[Result]:
        """Return the result of each task, in order; tasks without a cached result run in the pool."""
        keys = [task.key(self.site_key) for task in tasks]
        results, outputs = self._load(keys)
        missing = {key: task for key, task in zip(keys, tasks, strict=True) if key not in results}
        efforts = [task.effort for task in missing.values()]
        performed = zip(missing, pool.map(stage, _perform, list(missing.values()), efforts), strict=True)
        while batch := list(islice(performed, BATCH)):
            self._save([(key, missing[key].name, done) for key, done in batch])
            results |= {key: Result(*unpack(done.packed)) for key, done in batch}
            outputs |= {key: done.outputs for key, done in batch}
        self.used |= {key: outputs.get(key, ()) for key in keys}
        return [results[key] for key in keys]

    def _load(self, keys: Sequence[str]) -> tuple[dict[str, Result], dict[str, Sequence[Output]]]:
        """Return the stored results and their files, by key."""
        self._select(keys)
        outputs: dict[str, list[Output]] = defaultdict(list)
        query = "SELECT task, tree, address, digest, size, mtime FROM output JOIN wanted ON task = key"
        for key, *output in self.connection.execute(f"{query} ORDER BY output.rowid"):
            outputs[key].append(Output._make(output))
        rows = self.connection.execute("SELECT key, CAST(value AS BLOB), digest FROM task NATURAL JOIN wanted")
        results = {
            key: Result(*unpack(packed)) for key, packed, digest in rows if digest == _digest(packed, outputs[key])
        }
        return results, {key: outputs[key] for key in results}

    def _select(self, keys: Iterable[str]) -> None:
        """Fill the temporary table `wanted`."""
        self.connection.execute("DELETE FROM wanted")
        self.connection.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((key,) for key in keys))
        self.connection.commit()

    def _save(self, results: Sequence[tuple[str, str, _Performed]]) -> None:
        with self.connection as connection:
            _delete(connection, [key for key, _, _ in results])
            connection.executemany(
                "INSERT INTO task VALUES (?, ?, ?, ?)",
                ((key, name, done.packed, _digest(done.packed, done.outputs)) for key, name, done in results),
            )
            connection.executemany(
                "INSERT INTO output VALUES (?, ?, ?, ?, ?, ?)",
                ((key, *output) for key, _, done in results for output in done.outputs),
            )
            connection.executemany(
                "INSERT OR IGNORE INTO part VALUES (?, ?, ?)",
                ((digest, key, data) for key, _, done in results for digest, data in done.parts.items()),
            )

    def outputs(self, *trees: str) -> Iterator[Output]:
        """Yield the output files of this run in some trees."""
        return (output for outputs in self.used.values() for output in outputs if output.tree in trees)

    def path(self, digest: str) -> str:
        """Return the path of a file by its digest."""
        return output_path(self.made, digest)

    def drop_unused(self) -> None:
        """Delete the results of tasks that were not part of this run, and unreferenced files."""
        self._select(self.used)
        with self.connection as connection:
            for table, column in KEYED:
                connection.execute(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT key FROM wanted)")
        wanted = {digest for (digest,) in self.connection.execute("SELECT digest FROM output")}
        for folder, _, names in os.walk(self.made):
            for name in names:
                if folder[-2:] + name not in wanted:
                    with suppress(FileNotFoundError):
                        os.unlink(f"{folder}/{name}")  # noqa: PTH108

    def discard_altered(self) -> None:
        """Delete the results whose files or parts changed since they were written; reads all of them."""
        altered = set[str]()
        with self.connection as connection:
            for key, digest, data in connection.execute("SELECT task, digest, CAST(data AS BLOB) FROM part"):
                if sha256(data).hexdigest() != digest:
                    altered.add(key)
            for row, key, *output in connection.execute(
                "SELECT rowid, task, tree, address, digest, size, mtime FROM output"
            ).fetchall():
                stated = self._checked(Output(*output))
                if not stated:
                    altered.add(key)
                elif stated.mtime != output[-1]:
                    connection.execute("UPDATE output SET mtime = ? WHERE rowid = ?", (stated.mtime, row))
            _delete(connection, altered)
            connection.execute("DELETE FROM source")  # has no digests to verify

    def _checked(self, output: Output) -> Output | None:
        """Return an output with its current modification time; None if its bytes changed."""
        path = self.path(output.digest)
        with suppress(OSError), open(path, "rb") as file:  # noqa: PTH123
            if file_digest(file, "sha256").hexdigest() == output.digest:
                status = os.stat(path)  # noqa: PTH116
                return output._replace(size=status.st_size, mtime=status.st_mtime_ns)
        return None

    def adopt(self, folder: Path) -> None:
        """Copy the undamaged results from the store of another folder, which is not changed."""
        own = {key for (key,) in self.connection.execute("SELECT key FROM task")}
        for key, name, digest, packed, parts, outputs in _results(folder, own):
            copied = [self._copied(folder / MADE, output) for output in outputs]
            whole = [output for output in copied if output]
            if len(whole) == len(outputs) and digest == _digest(packed, whole):
                self._save([(key, name, _Performed(packed, parts, whole))])

    def _copied(self, folder: Path, output: Output) -> Output | None:
        source, place = output_path(folder, output.digest), self.path(output.digest)
        os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
        try:
            if not os.path.exists(place):  # noqa: PTH110
                hardlink(source, place)
            status = os.stat(place)  # noqa: PTH116
        except OSError:
            return None
        # Files copied from another machine have other times; compare their bytes once.
        same = (status.st_size, status.st_mtime_ns) == (output.size, output.mtime)
        return output if same else self._checked(output)

    def complete(self, inputs: str) -> Any:
        """Return the value of the last complete build if it had these inputs (a key), else None."""
        query = "SELECT CAST(value AS BLOB), digest FROM complete WHERE inputs = ?"
        row = self.connection.execute(query, (inputs,)).fetchone()
        return unpack(row[0]) if row and sha256(row[0]).hexdigest() == row[1] else None

    def set_complete(self, inputs: str, value: object) -> None:
        """Record a complete build by the key of its inputs."""
        with self.connection as connection:
            connection.execute("DELETE FROM complete")
            packed = pack(value)
            connection.execute("INSERT INTO complete VALUES (?, ?, ?)", (inputs, packed, sha256(packed).hexdigest()))


def _results(
    folder: Path, without: Container[str]
) -> Iterator[tuple[str, str, str, bytes, Mapping[str, bytes], Sequence[Output]]]:
    """Yield the results in the store of a folder: key, name, digest, pickled value, parts by digest, outputs.

    Nothing from a store of another version; from a damaged one, the results before the damage.
    """
    with suppress(*DATABASE_ERRORS), closing(_read_only(folder)) as other:
        if other.execute("PRAGMA user_version").fetchone() != (VERSION,):
            return
        for key, name, packed, digest in other.execute("SELECT key, name, CAST(value AS BLOB), digest FROM task"):
            if key in without:
                continue
            rows = other.execute("SELECT digest, CAST(data AS BLOB) FROM part WHERE task = ?", (key,))
            parts = dict(rows.fetchall())
            query = "SELECT tree, address, digest, size, mtime FROM output WHERE task = ? ORDER BY rowid"
            outputs = [Output(*row) for row in other.execute(query, (key,))]
            if all(sha256(data).hexdigest() == part for part, data in parts.items()):
                yield key, name, digest, packed, parts, outputs


def _delete(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Delete results from all tables: a damaged row may have lost its key."""
    rows = [(key,) for key in keys]
    for table, column in KEYED:
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", rows)


def _digest(packed: bytes, outputs: Iterable[Output]) -> str:
    """Return the digest of a result: pickled value; trees, addresses and digests of its files."""
    digest = sha256(packed)
    for output in outputs:
        digest.update("\0".join(map(str, output[:3])).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _opened(file: Path) -> sqlite3.Connection:
    """Open a store; create a new one if it is missing, damaged or of another version."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = _connected(file)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    except DATABASE_ERRORS as error:
        if not is_damaged(error):
            raise
    else:
        if version == VERSION:
            return connection
        connection.close()
    delete(file.parent)
    connection = _connected(file)
    connection.executescript(f"BEGIN; {TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
    return connection


def _connected(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=BUSY_SECONDS)
    try:
        connection.execute("CREATE TEMP TABLE wanted (key TEXT PRIMARY KEY)")
    except BaseException:
        connection.close()
        raise
    return connection


def _read_only(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(folder / FILE))}?mode=ro", BUSY_SECONDS, uri=True)


def is_damaged(error: Exception) -> bool:
    """True if an error means a damaged database, not a full disk or a lock."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF not in OUTSIDE or code == sqlite3.SQLITE_IOERR_SHORT_READ


def delete(folder: Path) -> None:
    """Delete the store of a folder."""
    for ending in ("", "-journal"):
        (folder / f"{FILE}{ending}").unlink(missing_ok=True)


def read_parts(folder: Path, digests: Sequence[str]) -> list[bytes]:
    """Return stored parts by digest, in any process. Raises `FileAltered` if one is missing or damaged."""
    data_by_digest: dict[str, bytes] = {}
    with closing(_read_only(folder)) as connection:
        left = iter(dict.fromkeys(digests))
        while batch := list(islice(left, BATCH)):
            marks = ", ".join("?" * len(batch))
            data_by_digest |= dict(
                connection.execute(
                    f"SELECT digest, CAST(data AS BLOB) FROM part WHERE digest IN ({marks})", batch
                ).fetchall()
            )
    if any(digest not in data_by_digest or sha256(data_by_digest[digest]).hexdigest() != digest for digest in digests):
        raise FileAltered(folder / FILE)
    return [data_by_digest[digest] for digest in digests]


def read_file(folder: Path, digest: str) -> bytes:
    """Return the bytes of an output file. Raises `FileAltered` if they changed since it was written."""
    path = output_path(folder / MADE, digest)
    data = b""
    with suppress(OSError), open(path, "rb") as file:  # noqa: PTH123
        data = file.read()
    if sha256(data).hexdigest() != digest:
        raise FileAltered(path)
    return data


def output_path(folder: Path, digest: str) -> str:
    """Return the path of the output file with a digest."""
    return f"{folder}/{digest[:2]}/{digest[2:]}"


def _perform(context: TaskContext, task: Task) -> _Performed:
    """Run a task in the current process and write its files."""
    result = task.func(context, task.args)
    outputs = [_written(context.made, file) for file in result.files]
    parts = {name: sha256(data).hexdigest() for name, data in result.parts.items()}
    stored = {parts[name]: data for name, data in result.parts.items()}
    return _Performed(pack((result.value, parts)), stored, outputs)


def _written(folder: Path, file: OutputFile) -> Output:
    data = file.data if isinstance(file.data, bytes) else file.data.read_bytes()
    digest = sha256(data).hexdigest()
    path = output_path(folder, digest)
    try:
        with open(path, "xb") as new:  # noqa: PTH123
            new.write(data)
    except (FileExistsError, FileNotFoundError):
        write_atomic(Path(path), data)
    return Output(file.tree, file.address, digest, len(data), mtime=os.stat(path).st_mtime_ns)  # noqa: PTH116
