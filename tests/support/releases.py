"""Sites that are easily told apart, and what lies in the folder they are published to."""

import json
from pathlib import Path

from generator.deploy.chain import ReleaseChain
from generator.deploy.manifest import CHAIN_FILE, LIST_FILE, sha256
from generator.deploy.target import ReleaseDir

FILES = ("index.html", "404.html", "2017/a.html", "assets/site.css")


def lay_out(folder: Path, word: str) -> Path:
    """A site whose files carry the word of its version, but for one that never changes; one page is in no other."""
    for name in (*FILES, f"{word}.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text_of(word))
    (folder / "assets/same.js").write_text("same")
    return folder


def lay_out_project(folder: Path, word: str, *versions: str) -> Path:
    """A site of one project of that name, with pages of versions it had before."""
    record = {"id": "2017/p", "name": word, "year": 2017, "unit": "某局", "declared": {"项目名称": word}}
    files = {
        "index.html": word,
        "2017/p.html": f'<article id="content">{word}</article>',
        "data/2017/p.json": json.dumps(record),
    }
    files |= {f"2017/p/{version}.{ending}": "旧版" for version in versions for ending in ("html", "json")}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def text_of(word: str) -> str:
    """What stands in a file of a version."""
    return f"<title>{word}</title>{word * 50}"


def seen(folder: Path) -> str:
    """The version a reader sees, whole and alone; empty where there is none; what is mixed or has gaps is an error."""
    if not folder.exists():
        return ""
    files = {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}
    listed, chain = files.pop(LIST_FILE), ReleaseChain.read(files.pop(CHAIN_FILE))
    assert chain.lines[-1].files == sha256(listed.encode())
    word = files["index.html"].partition("<title>")[2].partition("<")[0]
    expected = dict.fromkeys((*FILES, f"{word}.html"), text_of(word))
    assert files == expected | {"assets/same.js": "same"}, (word, sorted(files))
    return word


def tidy(home: Path, kept: int) -> None:
    """Nothing lies about: our mark, what readers see, and the versions with their records."""
    assert {path.name for path in home.iterdir()} == {".jixiao-gongkai", "current", "versions"}
    place = ReleaseDir(home)
    records = {path.stem for path in place.versions.glob("*.json")}
    trees = {path.name for path in place.versions.iterdir() if path.is_dir()}
    assert len(records) == kept and len(list(place.versions.iterdir())) == len(records) + len(trees)
    assert trees == (records if place.current.is_symlink() else records - {place.current_version()})
