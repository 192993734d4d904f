"""Publications in any order beside a plain model of what the public has seen: nothing it saw changes unsaid.

Somebody edits, corrects, withdraws, publishes here and there, goes back, loses and restores records, works in two
clones, with a clock that moves. Whatever is published must account for all that was seen before (the model knows
nothing of the program's own record); whatever is honest and whole must be published.
"""

import copy
import json
import os
import random
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from generator.deploy import DeployError
from generator.deploy.manifest import CHAIN_FILE
from generator.deploy.release_log import ReleaseLog
from generator.load.versions import read_version, read_versions, replaced, state_digest
from tests.support.deploying import package, publish, roll_back

Json = dict[str, Any]
START = date(2026, 11, 20)
UNITS = [{"id": "ju", "name": "新局", "short_names": [], "former_names": ["旧局"]}]


@dataclass
class Content:
    """What somebody keeps: projects by address, withdrawals, an 一览, corrections of what is no project's."""

    projects: dict[str, Json] = field(default_factory=dict)
    notices: list[Json] = field(default_factory=list)
    mean: str = "86"  # of an 一览
    wide: list[Json] = field(default_factory=list)  # corrections of that

    def corrections(self) -> list[Json]:
        """更正公告 as the program makes it: newest first."""
        own = [line(entry, at) for at, project in self.projects.items() for entry in project["更正"]]
        notices = [line(entry, entry["项目"]) for entry in self.notices]
        notices += [line(entry, "") for entry in self.wide]
        return sorted([*own, *notices], key=lambda correction: str(correction["date"]), reverse=True)


def line(entry: Json, project: str) -> Json:
    old, new = entry.get("原为"), entry.get("改为")
    return {"project": project, "name": "甲", "date": entry["日期"], "item": entry["事项"], "old": old, "new": new,
            "reason": entry["原因"], "body": "某局"}  # fmt: skip


def record_of(address: str, project: Json) -> Json:
    printed = {key: project[key] for key in ("评价分值", "评价结论") if project[key]}
    declared = {
        "项目名称": project["名称"],
        "公布": printed,
        "预算": {"金额": project["金额"]},
        "更正": project["更正"],
    }
    computed = {"score": project["算得"], "grade": "良"}
    return {"id": address, "name": project["名称"], "year": 2017, "unit": project["单位"], "declared": declared,
            "computed": computed}  # fmt: skip


REASONS = (
    *(
        "不能删改", "不能照这样公布", "没有写明更正", "早于上一次", "没有更早", "不是 make publish", "多出来", "旧版",
        "残缺",
    ),
    *("读不了或改过", "与读者", "不见了", "不同"),
)  # fmt: skip
SEEDS = int(os.environ.get("PUBLICATION_SEEDS", "7"))  # hundreds are for whoever changes what is published
SAVED = 5  # records that are kept to be restored
OVERVIEW = "一览.m.平均分"
VALUES = {"公布.评价分值": "评价分值", "公布.评价结论": "评价结论", "预算.金额": "金额", "本站核算.score": "算得"}


@dataclass
class Public:
    """What the public has seen: values by project (of those taken back too), entries, and since when."""

    values: dict[str, dict[str, str]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    entries: list[Json] = field(default_factory=list)
    day: date | None = None


class Publications:
    """The machine: `rng` draws the steps; `home` holds two clones of the content, two places, a folder for packages."""

    def __init__(self, home: Path, seed: int) -> None:
        self.home, self.rng, self.today = home, random.Random(seed), START
        self.contents = [Content(), Content()]
        self.clone, self.count = 0, 0
        self.history: dict[str, Public] = {}  # what was seen after each publication, by the chain up to it
        self.whole = [True, True]  # whether nobody meddled with the record of a clone
        self.published, self.last, self.refusals = 0, "", dict[str, int]()
        self.saved: list[Path] = []
        for number in (0, 1):
            (home / f"content{number}").mkdir()
        self.add()
        self.attempt(self.publish_to, "a")

    @property
    def public(self) -> Public:
        """What was seen last of what this clone knows to have been published."""
        return self.history.get(text_of(self.releases / "chain.txt"), Public())

    @property
    def content(self) -> Content:
        return self.contents[self.clone]

    @property
    def folder(self) -> Path:
        return self.home / f"content{self.clone}"

    @property
    def releases(self) -> Path:
        return self.folder / "releases"

    def log(self, recover: bool = False) -> ReleaseLog:
        return ReleaseLog(self.folder, self.today, recover)

    def some(self) -> Json | None:
        projects = self.content.projects
        return projects[self.rng.choice(sorted(projects))] if projects else None

    # ---- edits ----

    def add(self) -> None:
        self.count += 1
        project = {"名称": f"第{self.count}个", "单位": "旧局", "评价分值": "88.5", "评价结论": "良", "金额": "10万元"}
        self.content.projects[f"2017/p{self.count}"] = {**project, "算得": "88.5", "更正": []}

    def edit(self) -> None:
        if project := self.some():
            key, values = self.rng.choice(
                [
                    ("评价分值", ["88.5", "89.5", "90", ""]),
                    ("评价结论", ["良", "优", ""]),
                    ("金额", ["10万元", "20万元"]),
                    ("算得", ["88.5", "92"]),
                ]
            )
            project[key] = self.rng.choice(values)

    def edit_the_overview(self) -> None:
        self.content.mean = self.rng.choice(["86", "87", "88"])

    def write_any_correction(self) -> None:
        """One that may be wrong in anything."""
        if project := self.some():
            item = self.rng.choice([*VALUES, "评价分值"])
            old, new = self.rng.choice(["88.5", "89.5", "良", ""]), self.rng.choice(["88.5", "90", "优", "20万元"])
            day = self.today + timedelta(self.rng.choice([0, 0, -1, 400, -400]))
            project["更正"].append({"日期": day.isoformat(), "事项": item, "原为": old, "改为": new, "原因": "试"})

    def meddle_with_a_correction(self) -> None:
        project = self.some()
        entries = self.rng.choice([self.content.notices, self.content.wide, project["更正"] if project else []])
        if entries:
            at = self.rng.randrange(len(entries))
            entries[at] = {**entries[at], self.rng.choice(["日期", "原因"]): "2026-11-21"}
            if self.rng.random() < 0.5:
                del entries[at]

    def withdraw(self) -> None:
        if self.content.projects:
            address = self.rng.choice(sorted(self.content.projects))
            del self.content.projects[address]
            if self.rng.random() < 0.7:
                self.notice(address, "撤下")

    def notice(self, address: str, item: str) -> None:
        entry = {"项目": address, "日期": self.today.isoformat(), "事项": item, "原因": "涉密"}
        self.content.notices.append(entry)

    def bring_back(self) -> None:
        """A project that was taken away, with or without another score, with or without a notice."""
        names = {project["名称"] for project in self.content.projects.values()}
        if away := sorted(
            address for address, record in self.public.values.items() if record["名称"] not in {*names, ""}
        ):
            address = self.rng.choice(away)
            values = self.public.values[address]
            project = {key: values.get(path, "") for path, key in VALUES.items()}
            entries = [
                row["entry"] for row in self.public.entries if row["project"] == address and "项目" not in row["entry"]
            ]
            self.content.projects[address] = {
                **project,
                "名称": values["名称"],
                "单位": "旧局",
                "更正": copy.deepcopy(entries),
            }
            if self.rng.random() < 0.4:
                self.content.projects[address]["评价分值"] = "99"
            if self.rng.random() < 0.7 and address in self.public.gone:
                self.notice(address, "重新公布")

    def move(self) -> None:
        """Another file name, or another name of the unit, or both."""
        if self.content.projects:
            address = self.rng.choice(sorted(self.content.projects))
            project = self.content.projects.pop(address)
            project["单位"] = self.rng.choice(["旧局", "新局"])
            self.count += 1
            self.content.projects[self.rng.choice([address, f"2017/m{self.count}"])] = project

    def settle(self) -> None:
        """Make the content honest: every published entry as it was, every change with an entry of its own."""
        public, projects = self.public, self.content.projects
        origin = self.origins(public, {at: values_of(project) for at, project in projects.items()})
        entries = copy.deepcopy(public.entries)
        self.content.notices = [row["entry"] for row in entries if "项目" in row["entry"]]
        for address in sorted(public.values.keys() - {""}):
            gone = last_notices(public.entries).get(address) == "撤下"
            if address in projects and gone:
                self.notice(address, "重新公布")
            elif address not in projects and not gone and address not in origin.values():
                self.notice(address, "撤下")
        now = {**{at: values_of(project) for at, project in projects.items()}, "": {OVERVIEW: self.content.mean}}
        for address, values in now.items():
            before = origin.get(address, address)
            own = [row["entry"] for row in entries if row["project"] == before and "项目" not in row["entry"]]
            for path, (old, new) in changes(public.values.get(before, {}), values, own).items():
                entry = {"日期": self.today.isoformat(), "事项": path, "原为": old, "改为": new, "原因": "查明"}
                own.append({key: value for key, value in entry.items() if value})
            if address:
                projects[address]["更正"] = own
            else:
                self.content.wide = own

    def publish_honestly(self) -> None:
        """What is honest is published, where the record is whole and goes on from what is seen there."""
        self.settle()
        place = self.rng.choice("aab")
        own, its = text_of(self.releases / "chain.txt"), text_of(self.home / place / "current" / CHAIN_FILE)
        behind = self.public.day and self.today < self.public.day
        whole = self.whole[self.clone] and own.startswith(its) and not behind
        assert self.attempt(self.publish_to, place) or not whole, self.last

    def wait(self) -> None:
        self.today += timedelta(self.rng.choice([0, 1, 1, 30]))

    def set_the_clock_back(self) -> None:
        self.today -= timedelta(self.rng.choice([1, 5]))

    def change_to_the_other_clone(self) -> None:
        self.clone = 1 - self.clone

    def pull(self) -> None:
        """Take the content and its record from the other clone."""
        other = 1 - self.clone
        if (self.home / f"content{other}/releases").exists():
            self.whole[self.clone] = self.whole[other]
            self.contents[self.clone] = copy.deepcopy(self.contents[other])
            shutil.rmtree(self.folder)
            shutil.copytree(self.home / f"content{other}", self.folder)

    # ---- records that are lost, restored, meddled with ----

    def save(self) -> None:
        if self.releases.exists():
            number = len(self.saved) if len(self.saved) < SAVED else self.rng.randrange(SAVED)
            shutil.rmtree(self.home / f"saved{number}", ignore_errors=True)
            self.saved[number : number + 1] = [shutil.copytree(self.releases, self.home / f"saved{number}")]

    def restore(self) -> None:
        if self.saved:
            shutil.rmtree(self.releases, ignore_errors=True)
            shutil.copytree(self.rng.choice(self.saved), self.releases)

    def repair(self) -> None:
        """Bring back the record as it was backed up after the last publication of a whole one from here."""
        backup = self.home / f"backup{self.clone}"
        if backup.exists():
            shutil.rmtree(self.releases, ignore_errors=True)
            shutil.copytree(backup, self.releases)
            self.whole[self.clone] = True

    def set_right(self) -> None:
        """Take the longest whole record of the two clones, and give up a place that does not go on from it."""
        backups = [self.home / f"backup{number}" for number in (0, 1)]
        backup = max(backups, key=lambda folder: len(text_of(folder / "chain.txt")))
        if backup.exists():
            shutil.rmtree(self.releases, ignore_errors=True)
            shutil.copytree(backup, self.releases)
            self.whole[self.clone], self.today = True, max(self.today, self.public.day or START)
            for place in "ab":
                its = text_of(self.home / place / "current" / CHAIN_FILE)
                if not text_of(self.releases / "chain.txt").startswith(its):
                    shutil.rmtree(self.home / place)

    def lose(self) -> None:
        if files := sorted(path for path in self.releases.rglob("*") if path.is_file()):
            self.rng.choice(files).unlink()

    def lose_all(self) -> None:
        shutil.rmtree(self.releases, ignore_errors=True)

    def shorten(self) -> None:
        file = self.releases / "published.jsonl"
        if file.exists():
            lines = file.read_text("utf-8").splitlines(keepends=True)
            lost = self.rng.randrange(len(lines) + 1)
            file.write_text("".join(lines[:lost] + lines[lost + 1 :]), "utf-8")

    def attack(self) -> None:
        """Meddle with the record, change a value, publish where nobody sees the last publication."""
        self.rng.choice([self.shorten, self.falsify, self.lose, self.restore])()
        self.edit()
        how = self.rng.choice(["", "b"])
        if how:
            self.attempt(self.publish_to, "b", self.rng.random() < 0.5)
        else:
            self.attempt(self.pack, "")

    def falsify(self) -> None:
        file = self.releases / self.rng.choice(["published.jsonl", "chain.txt"])
        if file.exists():
            text = file.read_text("utf-8")
            file.write_text(text.replace("88.5", "89.5").replace("2026-11-2", "2026-11-1"), "utf-8")

    # ---- publications ----

    def site(self) -> Path:
        """The site that is built of the content now."""
        folder = self.home / "site"
        shutil.rmtree(folder, ignore_errors=True)
        files: dict[str, str | bytes] = {"index.html": "首页", "api/v1/units.json": json.dumps({"units": UNITS})}
        overview = {"id": "m", "title": "名单", "mean": self.content.mean}
        files["data/overviews.json"] = json.dumps([overview])
        if corrections := self.content.corrections():
            files["data/corrections.json"] = json.dumps(corrections, ensure_ascii=False)
        notices, states = (
            [{"project": notice["项目"], "entry": notice} for notice in self.content.notices],
            dict[str, str](),
        )
        for address, project in self.content.projects.items():
            record = record_of(address, project)
            files[f"data/{address}.json"] = json.dumps(record, ensure_ascii=False)
            files[f"{address}.html"] = f'<article id="content">{project}</article>'
            states[address] = state_digest(record)
        taken_back = {at for at, item in last_notices(notices).items() if item == "撤下"}
        for address, versions in read_versions(self.folder).items():
            for version in replaced(versions, states.get(address, "")) if address not in taken_back else ():
                content = read_version(self.folder, version)
                files |= {f"{version.address}.html": content.article, f"{version.address}.json": content.record}
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
        return folder

    def publish_to(self, place: str, recover: bool = False) -> Json:
        """Publish; gives what the public sees there now."""
        publish(self.site(), self.home / place, self.log(recover))
        return self.seen(self.home / place / "current")

    def pack(self) -> Json:
        package(self.site(), self.home / "x.zip", self.log())
        return self.seen(self.home / "site")

    def go_back(self, place: str) -> Json:
        roll_back(self.home / place, self.log())
        return self.seen(self.home / place / "current")

    def seen(self, site: Path) -> Json:
        """What stands in the files: values and entries."""
        (overview,) = json.loads((site / "data/overviews.json").read_text("utf-8"))
        values, entries = {"": {"名称": "", OVERVIEW: overview["mean"]}}, []
        for file in sorted(site.glob("data/2017/*.json")):
            record = json.loads(file.read_text("utf-8"))
            printed, address = record["declared"]["公布"], record["id"]
            values[address] = {
                "名称": record["name"], "公布.评价分值": printed.get("评价分值", ""),
                "公布.评价结论": printed.get("评价结论", ""), "预算.金额": record["declared"]["预算"]["金额"],
                "本站核算.score": record["computed"]["score"],
            }  # fmt: skip
            entries += [{"project": address, "entry": entry} for entry in record["declared"]["更正"]]
        corrections = site / "data/corrections.json"
        lines = json.loads(corrections.read_text("utf-8")) if corrections.exists() else []
        for row in sorted(lines, key=lambda row: str(row["date"])):
            if row["item"] in ("撤下", "重新公布"):
                entry = {"项目": row["project"], "日期": row["date"], "事项": row["item"], "原因": row["reason"]}
                entries.append({"project": row["project"], "entry": entry})
            elif not row["project"]:
                words = {"日期": row["date"], "事项": row["item"], "原为": row["old"], "改为": row["new"]}
                stated = {key: value for key, value in words.items() if value}
                entries.append({"project": "", "entry": {**stated, "原因": row["reason"]}})
        assert len(lines) == len(entries)
        return {"values": values, "entries": entries, "chain": (site / CHAIN_FILE).exists()}

    def attempt(self, act: Callable[..., Json], place: str, *args: Any) -> bool:
        """Publish to a place (none: a package); gives whether it was done."""
        its = text_of(self.home / place / "current" / CHAIN_FILE) if place else ""
        try:
            seen = act(place, *args) if place else act()
        except DeployError as refused:
            self.last = str(refused)
            key = next((word for word in REASONS if word in self.last), self.last[:40])
            self.refusals[key] = self.refusals.get(key, 0) + 1
            return False
        self.published += 1
        chain = text_of(self.releases / "chain.txt")
        before = "".join(chain.splitlines(keepends=True)[:-1])
        assert chain.startswith(its), "what was published there is gone on from"
        base = self.history.get(chain) or self.history.get(before) or Public()
        self.account(base, seen)
        self.history[chain] = self.after(base, seen, date.fromisoformat(chain.splitlines()[-1].split()[1]))
        if self.whole[self.clone]:
            backup = self.home / f"backup{self.clone}"
            shutil.rmtree(backup, ignore_errors=True)
            shutil.copytree(self.releases, backup)
        return True

    def account(self, public: Public, seen: Json) -> None:
        """Hold a publication against what was seen before: there, or of the same record."""
        moved_to = {old: new for new, old in self.origins(public, seen["values"]).items()}
        gone = {at for at, item in last_notices(seen["entries"]).items() if item == "撤下"}
        fresh = list(seen["entries"])
        for row in public.entries:
            own = "项目" not in row["entry"]
            here = {**row, "project": moved_to.get(row["project"], row["project"])} if own else row
            if here in fresh:
                fresh.remove(here)
            else:
                assert own and row["project"] in gone and here["project"] not in seen["values"], f"gone: {row}"
        for row in fresh:
            assert public.day and public.day <= date.fromisoformat(row["entry"]["日期"]) <= self.today, row
        for address, values in public.values.items():
            now = moved_to.get(address, address)
            if now not in seen["values"]:
                assert address in gone, f"{address} is gone without a word"
                continue
            known = [row["entry"] for row in public.entries if row["project"] == address]
            for path, (old, new) in changes(values, seen["values"][now], known).items():
                fitting = [
                    row
                    for row in fresh
                    if row["project"] == now and f".{path}".endswith(f".{row['entry']['事项']}")
                    if (row["entry"].get("原为", ""), row["entry"].get("改为", "")) == (old, new)
                ]
                assert fitting, f"{now}: {path} {old} → {new} without an entry of its own"
                fresh.remove(fitting[0])

    def after(self, public: Public, seen: Json, day: date) -> Public:
        """What is known from now on: of projects taken back what was seen last."""
        gone = {at for at, item in last_notices(seen["entries"]).items() if item == "撤下"} - {*seen["values"]}
        earlier = {at: values for at, values in public.values.items() if at in gone}
        kept = [row for row in public.entries if row["project"] in earlier and "项目" not in row["entry"]]
        return Public({**earlier, **seen["values"]}, {*earlier}, [*seen["entries"], *kept], day)

    def origins(self, public: Public, now: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
        """The old addresses, by the new ones, of projects that go by the same name."""
        names = {record["名称"]: at for at, record in public.values.items() if at not in now}
        return {
            at: names[record["名称"]]
            for at, record in now.items()
            if at not in public.values and record["名称"] in names
        }

    # ---- the steps ----

    def step(self) -> None:
        place = self.rng.choice("aab")
        acts: list[tuple[int, Callable[[], object]]] = [
            (3, self.add), (12, self.edit), (3, self.edit_the_overview), (4, self.write_any_correction),
            (3, self.meddle_with_a_correction),
            (3, self.withdraw), (4, self.bring_back), (4, self.move), (10, self.settle), (8, self.wait),
            (1, self.set_the_clock_back), (1, self.change_to_the_other_clone), (5, self.pull), (3, self.save),
            (6, self.repair), (4, self.set_right), (16, self.publish_honestly),
            (12, lambda: self.attempt(self.publish_to, place)), (4, lambda: self.attempt(self.pack, "")),
            (5, lambda: self.attempt(self.go_back, place)),
        ]  # fmt: skip
        damages: list[tuple[int, Callable[[], object]]] = [
            (4, self.attack),
            (1, self.restore), (1, self.lose), (1, self.lose_all), (1, self.shorten), (1, self.falsify)
        ]  # fmt: skip
        recovering = (2, lambda: self.attempt(self.publish_to, place, True))
        drawn = [*acts, *damages, recovering]
        (act,) = self.rng.choices([act for _, act in drawn], [weight for weight, _ in drawn])
        if act in [damage for _, damage in damages] or act is recovering[1]:
            self.whole[self.clone] = False
        act()


def text_of(file: Path) -> str:
    return file.read_text("utf-8", "replace") if file.exists() else ""


def changes(old: Mapping[str, str], new: Mapping[str, str], entries: list[Json]) -> dict[str, tuple[str, str]]:
    """What was printed and is otherwise now, or was taken away by an entry and is filled in."""
    away = [entry["事项"] for entry in entries if not entry.get("改为") and "项目" not in entry]
    paths = (path for path in old if old[path] or any(f".{path}".endswith(f".{item}") for item in away))
    return {path: (old[path], new[path]) for path in paths if path in new and old[path] != new[path]}


def values_of(project: Json) -> dict[str, str]:
    return {"名称": project["名称"], **{path: project[key] for path, key in VALUES.items()}}


def last_notices(entries: list[Json]) -> Mapping[str, str]:
    return {row["project"]: row["entry"]["事项"] for row in entries if "项目" in row["entry"]}


def run(home: Path, steps: int, seed: int) -> Publications:
    machine = Publications(home, seed)
    for _ in range(steps):
        machine.step()
    return machine


@pytest.mark.usefixtures("quick_disk")
@pytest.mark.parametrize("seed", range(1, SEEDS + 1))
def test_nothing_that_the_public_saw_changes_unsaid_in_two_hundred_steps(tmp_path: Path, seed: int) -> None:
    machine = run(tmp_path, 200, seed)
    assert machine.published > 5, machine.refusals
