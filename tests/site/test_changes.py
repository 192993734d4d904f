"""What a publication changes: every value that differs is listed once, of its kind; results only with a reason."""

import copy
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from generator.deploy import DeployError
from generator.deploy.chain import ReleaseChain
from generator.deploy.changes.account import LastPublication, accounted
from generator.deploy.changes.published import NOTHING, PublishedRecord, record_of
from generator.deploy.changes.site import LIST, Change, site_changes
from generator.deploy.changes.watched import BODIES, INDEX, PROBLEMS
from generator.deploy.manifest import read_site_tree
from generator.deploy.release_log import ReleaseLog
from tests.support.cases import Run, table

EDITS = 100
DAY = date(2026, 11, 20)
MATERIAL = {  # written apart from the program: scores, grades, conclusions, amounts, rates, deadlines
    *("评价分值", "自评分值", "复核分值", "满分", "评价结论", "等级", "得分", "复核分", "得分率", "决定"),
    *("金额", "年初预算", "年初预算数", "全年预算数", "全年执行数", "到位金额", "到位数", "到位率", "支出", "执行率"),
    *("预算金额", "实际支出", "下年预算", "应整改金额", "已整改金额", "原定期限", "现期限", "新期限", "原期限"),
}
Pointer = tuple[str | int, ...]


@cache  # an edit leaves all files but one as they are
def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


class Pages:
    """A site that lies in memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)

    @property
    def sums(self) -> dict[str, str]:
        return {name: digest(data) for name, data in self.files.items()}

    def names(self) -> list[str]:
        return sorted(self.files)

    def read(self, name: str) -> bytes | None:
        return self.files.get(name)

    def record(self, project: str) -> dict[str, Any]:
        record: dict[str, Any] = json.loads(self.files[f"data/{project}.json"])
        return record

    def with_record(self, project: str, record: object) -> "Pages":
        return Pages({**self.files, f"data/{project}.json": json.dumps(record, ensure_ascii=False).encode()})

    def without(self, project: str) -> "Pages":
        listed = [entry for entry in json.loads(self.files[LIST]) if entry["id"] != project]
        files = {name: data for name, data in self.files.items() if name != f"data/{project}.json"}
        return Pages({**files, LIST: json.dumps(listed).encode()})


@pytest.fixture(scope="module")
def site(built: Path) -> Pages:
    tree = read_site_tree(built / "site")
    return Pages({name: tree.read(name) for name in tree.sums if name.startswith(("data/", "api/v1/"))})


def projects(site: Pages) -> list[str]:
    return [record["id"] for record in json.loads(site.files[LIST])]


def pointers(value: object, at: Pointer = ()) -> Iterator[Pointer]:
    """The way to every value of a record."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from pointers(child, (*at, key))
    elif isinstance(value, list):
        for place, child in enumerate(value):
            yield from pointers(child, (*at, place))
    else:
        yield at


def inside(record: Any, pointer: Pointer) -> Any:
    for step in pointer:
        record = record[step]
    return record


def kind_expected(pointer: Pointer, usual: str) -> str:
    return "更新" if {"整改", "收录日期", "更新日期"} & set(pointer) else usual


def material_expected(pointer: Pointer) -> bool:
    """Of what we work out the results of a project as a whole, of what is printed every single one."""
    if pointer[0] == "computed":
        return len(pointer) == 2 and pointer[-1] in ("score", "grade", "execution_rate")
    verdict = {("核实", "结论"), ("复核", "结论")} & {pointer[-2:], pointer[-3:-1]}
    return bool(verdict) or pointer[-1] in MATERIAL or "状态记录" in pointer


def test_a_hundred_edits_over_all_fields_are_each_listed_once_with_the_right_kind(site: Pages) -> None:
    drawn = random.Random(20261120)
    everywhere = [
        (project, pointer)
        for project in projects(site)
        for top in ("declared", "computed")
        for pointer in pointers(site.record(project)[top], (top,))
        if pointer[:2] != ("computed", "receipt") and not (top == "computed" and pointer[-1] in ("code", "name"))
    ]
    kinds = set()
    for project, pointer in drawn.sample(everywhere, EDITS):
        old = site.record(project)
        new = copy.deepcopy(old)
        holder, last, value = inside(new, pointer[:-1]), pointer[-1], inside(old, pointer)
        if value in (None, "", "—"):
            continue
        if drawn.random() < 0.25 and isinstance(last, str):
            del holder[last]
            now, usual = None, "撤下"
        else:
            now, usual = f"{value}改", "更正"
            holder[last] = now
        there, back = (
            list(site_changes(site.with_record(project, before), site.with_record(project, after)))
            for before, after in ((old, new), (new, old))
        )
        (change,) = there
        assert (change.old, change.new, change.kind) == (str(value), now, kind_expected(pointer, usual)), pointer
        assert change.material == material_expected(pointer), pointer
        assert change.project == project
        if isinstance(last, str) and pointer[0] == "declared":
            assert change.field.split(".")[-1] == last
        (undone,) = back
        assert (undone.old, undone.new) == (change.new, change.old)
        assert undone.kind == (change.kind if change.kind in ("更正", "更新") else "补充")
        kinds |= {change.kind, undone.kind}
    assert kinds == {"更正", "更新", "补充", "撤下"}


def test_items_that_come_go_and_change_places_are_told_as_such(site: Pages) -> None:
    project = "2017/shipin-huiyi"
    old = site.record(project)
    new = copy.deepcopy(old)
    grounds = new["declared"]["立项依据"]
    gone = grounds.pop(0)
    grounds.append("新的依据")
    changes = list(site_changes(site.with_record(project, old), site.with_record(project, new)))
    assert [(change.kind, change.old, change.new) for change in changes] == [
        ("撤下", gone, None),
        ("补充", None, "新的依据"),
    ]
    findings = new["declared"]["问题整改"]
    assert len(findings) == 1
    findings.insert(0, {"问题": "新的问题", "建议": "新的建议"})
    more = list(site_changes(site.with_record(project, old), site.with_record(project, new)))
    assert {change.new for change in more} - {change.new for change in changes} == {"新的问题", "新的建议"}


def test_projects_that_come_go_and_move_are_told_as_such(site: Pages) -> None:
    fewer = site.without("2017/shipin-huiyi")
    name = site.record("2017/shipin-huiyi")["name"]
    assert list(site_changes(fewer, site)) == [Change("2017/shipin-huiyi", "新增", "", None, name, False)]
    assert list(site_changes(site, fewer)) == [Change("2017/shipin-huiyi", "撤下", "", name, None, True)]
    moved = [{**entry, "id": entry["id"].replace("shipin", "huiyi")} for entry in json.loads(site.files[LIST])]
    record = site.files["data/2017/shipin-huiyi.json"]
    problems = site.files[PROBLEMS].replace(b'"2017/shipin-huiyi"', b'"2017/huiyi-huiyi"')
    other = Pages(
        {**fewer.files, LIST: json.dumps(moved).encode(), PROBLEMS: problems, "data/2017/huiyi-huiyi.json": record}
    )
    assert [change.text for change in site_changes(site, other)] == ["地址由 2017/shipin-huiyi 改为 2017/huiyi-huiyi"]
    assert list(site_changes(site, site)) == []


# ---- what is not published without a reason ----


LAST = date(2026, 11, 19)


def published(site: Pages, before: Pages | None = None, record: PublishedRecord | None = None) -> PublishedRecord:
    """The record after a publication, where the public saw another site before; `record` is what was kept of that."""
    last = LastPublication(NOTHING, lambda project: None)
    if before:
        seen = record or record_of(before.sums, lambda name: before.files[name])
        last = LastPublication(seen, lambda project: before.files.get(f"data/{project}.json"), LAST)
    return accounted(site.sums, lambda name: site.files[name], last, Path("content"), DAY)


def edited(site: Pages, corrections: list[dict[str, str]], **values: str) -> Pages:
    """The 2017 video conferences with other printed results, and with corrections."""
    record = site.record("2017/shipin-huiyi")
    record["declared"]["公布"] |= values
    record["declared"]["更正"] = corrections
    return site.with_record("2017/shipin-huiyi", record)


def correction(**words: str) -> dict[str, str]:
    usual = {"日期": "2026-11-20", "事项": "公布.评价分值", "原为": "87.74", "改为": "88.74"}
    return {**usual, "原因": "加总有误", "决定单位": "某局", **words}


PROJECT = "2017/shipin-huiyi"


def refused(site: Pages, before: Pages | None, record: PublishedRecord | None = None) -> str:
    with pytest.raises(DeployError) as error:
        published(site, before, record)
    return str(error.value)


def test_a_published_result_is_not_changed_without_a_correction_and_the_lines_to_add_are_shown(site: Pages) -> None:
    message = refused(edited(site, [], 评价分值="88.74"), site)
    assert "content/projects/2017/shipin-huiyi.yml：公布.评价分值：87.74 → 88.74" in message
    assert '  事项: 公布.评价分值\n  原为: "87.74"\n  改为: "88.74"\n' in message
    after = edited(site, [correction()], 评价分值="88.74")
    assert published(after, site).projects[PROJECT].values["公布.评价分值"] == "88.74"
    published(edited(site, [correction(事项="评价分值")], 评价分值="88.74"), site)
    published(after, after)


def test_the_lines_for_a_result_that_is_taken_away_fit_when_they_are_pasted(site: Pages) -> None:
    record = site.record(PROJECT)
    del record["declared"]["公布"]["评价分值"]
    blank = site.with_record(PROJECT, record)
    lines = refused(blank, site).splitlines()
    pasted = dict(line.lstrip("- ").split(": ") for line in lines[2:])
    assert pasted == {
        "日期": "2026-11-20",
        "事项": "公布.评价分值",
        "原为": '"87.74"',
        "原因": "待填",
        "决定单位": "待填",
    }
    there = {**pasted, "原为": "87.74"}
    record["declared"]["更正"] = [there]
    corrected = site.with_record(PROJECT, record)
    published(corrected, site)
    published(site, blank)
    assert "公布.评价分值：（空白） → 99" in refused(edited(site, [there], 评价分值="99"), corrected)
    back = correction(原为="", 改为="99")
    published(edited(site, [there, {key: value for key, value in back.items() if value}], 评价分值="99"), corrected)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"事项": "评价结论"}, "对不上"),
        ({"原为": "87.75"}, "对不上"),
        ({"改为": "88.75"}, "对不上"),
        ({"日期": "2029-01-01"}, "应在上一次发布（2026-11-19）和今天（2026-11-20）之间"),
        ({"日期": "2026-10"}, "应在上一次发布（2026-11-19）和今天（2026-11-20）之间"),
    ],
)
def test_a_correction_that_fits_no_change_or_bears_another_date_is_refused(
    site: Pages, wrong: dict[str, str], words: str
) -> None:
    beside = [correction(), correction(**wrong)] if words == "对不上" else [correction(**wrong)]
    assert words in refused(edited(site, beside, 评价分值="88.74"), site)
    assert "这里还没有发布过" in refused(edited(site, [correction()]), None)


def test_a_correction_covers_one_change_once_and_stays_for_ever(site: Pages) -> None:
    there = correction()
    back = correction(原为="88.74", 改为="87.74")
    first, second = edited(site, [there], 评价分值="88.74"), edited(site, [there, back], 评价分值="87.74")
    published(second, first)
    assert "公布.评价分值：87.74 → 88.74" in refused(edited(site, [there, back], 评价分值="88.74"), second)
    published(edited(site, [there, back, there], 评价分值="88.74"), second)
    for fewer in ([], [back], [correction(日期="2026-11-19"), back], [correction(原因="另一个"), back]):
        message = refused(edited(site, fewer, 评价分值="87.74"), second)
        assert f"公布过的更正、撤下有 {1 if fewer else 2} 条不见了或改过" in message
    assert '- 日期: "2026-11-20"\n  事项: "公布.评价分值"\n  原为: "87.74"' in refused(site, second)


def withdrawing(site: Pages, *items: str) -> Pages:
    lines = [
        {"project": PROJECT, "name": "会议", "date": "2026-11-20", "item": item, "reason": "重复", "body": "某局"}
        for item in items
    ]
    return Pages({**site.files, "data/corrections.json": json.dumps(lines).encode()})


def test_a_project_is_taken_back_only_with_a_reason_which_stays_though_it_comes_back(site: Pages) -> None:
    fewer = site.without(PROJECT)
    assert re.search(r"不见了.*content/withdrawn\.yml", refused(fewer, site))
    gone = withdrawing(fewer, "撤下")
    record = published(gone, site)
    assert record.withdrawn[PROJECT].values["公布.评价分值"] == "87.74"
    assert "公布过的更正、撤下有 1 条不见了" in refused(site, gone)
    other = edited(site, [], 评价分值="99")
    with pytest.raises(DeployError, match=r"公布\.评价分值：87\.74 → 99"):
        published(withdrawing(other, "撤下", "重新公布"), gone, record)
    assert re.search(r"不见了.*content/withdrawn\.yml", refused(withdrawing(fewer, "撤下", "重新公布"), gone, record))
    published(withdrawing(site, "撤下", "重新公布"), gone, record)


def test_a_total_of_ours_that_moves_needs_a_correction_of_its_own(site: Pages) -> None:
    record = edited(site, [correction()], 评价分值="88.74").record(PROJECT)
    record["computed"]["score"] = "88.74"
    message = refused(site.with_record(PROJECT, record), site)
    assert "本站核算.算得的总分：87.74 → 88.74" in message and "有 1 处" in message
    record["declared"]["更正"].append(correction(事项="本站核算.算得的总分"))
    published(site.with_record(PROJECT, record), site)


def test_a_project_whose_unit_and_file_are_both_renamed_is_no_other(site: Pages) -> None:
    units = json.loads(site.files[BODIES])
    (unit,) = (unit for unit in units["units"] if unit["name"] == site.record(PROJECT)["unit"])
    unit["former_names"], unit["name"] = [unit["name"]], "某市新设局"
    record = {**site.record(PROJECT), "id": "2017/huiyi", "unit": "某市新设局"}
    fewer = site.without(PROJECT).files
    after = {**fewer, "data/2017/huiyi.json": json.dumps(record).encode()}
    assert "不见了" in refused(Pages(after), site)
    published(Pages({**after, BODIES: json.dumps(units).encode()}), site)


# ---- what is published beside the projects ----

OVERVIEW = {
    "id": "mingdan", "year": 2017, "title": "名单", "mean": "86.1", "budget": "100",
    "grades": [{"grade": "优", "count": 3}],
}  # fmt: skip
PAIR = {"project": PROJECT, "computed": {"found_computed": "80", "found_grade_computed": "良", "gap": "1"}}
USE = {"project": PROJECT, "verdict": "一致"}


def wide(site: Pages, path: str = "", edit: str = "") -> Pages:
    """The site with an 一览, a 复核, a 结果应用, a 数据截止日, an attachment; one file of it edited."""
    files: dict[str, Any] = {
        "data/overviews.json": [copy.deepcopy(OVERVIEW)],
        "data/reexamination.json": [copy.deepcopy(PAIR)],
        "data/result-use.json": [dict(USE)],
        INDEX: {**json.loads(site.files[INDEX]), "cutoff": "2026-06-30"},
        PROBLEMS: json.loads(site.files[PROBLEMS]),
        **{name: json.loads(site.files[name]) for name in (BODIES, "api/v1/schemes.json", "api/v1/years/2017.json")},
        "files/a.pdf": {"digest": "1"},
    }
    if path:
        edited_at(files[path][0] if isinstance(files[path], list) else files[path], edit)
    made = {name: json.dumps(data, ensure_ascii=False).encode() for name, data in files.items() if data}
    return Pages({**{name: data for name, data in site.files.items() if name not in files}, **made})


WIDE = table("publication-changes", "改动")


def below(data: Any, step: str) -> Any:
    """One step down: into a field, or into an item of a list by its number or `id`."""
    if not isinstance(data, list):
        return data[step]
    return data[int(step)] if step.isdecimal() else next(item for item in data if item["id"] == step)


def edited_at(data: Any, changes: str) -> None:
    """Make changes in JSON: `way.to.value=new`, or the way alone for what goes."""
    for change in changes.split("；"):
        way, is_new, value = change.partition("=")
        *steps, last = way.split(".")
        at = data
        for step in steps:
            at = below(at, step)
        if is_new:
            at[last] = json.loads(value)
        else:
            del at[last]


@pytest.mark.parametrize(("path", "edit", "words"), WIDE)
def test_what_is_published_beside_the_projects_is_told_and_where_it_is_a_result_needs_a_correction(
    site: Pages, path: str, edit: str, words: str
) -> None:
    before, after = wide(site), wide(site, path, edit)
    changes = [("重大 " if item.material else "", item) for item in site_changes(before, after)]
    assert any(f"{mark}{item.text}".startswith(words) for mark, item in changes), [item.text for _, item in changes]
    material = [item for mark, item in changes if mark and item.old is not None]
    assert bool(material) == words.startswith("重大")
    if not material:
        published(after, before)
        return
    (change,) = material
    assert f"  事项: {change.field}\n" in refused(after, before)
    line = {"name": "网站", "date": "2026-11-20", "item": change.field, "old": change.old, "new": change.new}
    if change.project == PROJECT:
        entry = correction(事项=change.field, 原为=change.old or "", 改为=change.new or "")
        record = site.record(PROJECT)
        record["declared"]["更正"] = [entry]
        published(after.with_record(PROJECT, record), before)
    else:
        lines = [{"project": "", **line, "reason": "有误", "body": "某局"}]
        published(Pages({**after.files, "data/corrections.json": json.dumps(lines).encode()}), before)


def test_a_site_without_a_project_is_not_published_unless_all_were_taken_back_or_it_has_lists(site: Pages) -> None:
    files = {name: data for name, data in site.files.items() if not name.startswith("data/")}
    files[INDEX] = json.dumps({**json.loads(files[INDEX]), "projects": 0}).encode()
    assert "一个项目也没有" in refused(Pages(files), Pages({}))
    overview = json.dumps([OVERVIEW], ensure_ascii=False).encode()
    published(Pages({**files, "data/overviews.json": overview}))


# ---- the record ----

CHAIN = ReleaseChain().extended(b"a", DAY)
DAMAGES: Mapping[str, tuple[Callable[[str], str], str]] = {
    "a line gone": (lambda text: text.partition("\n")[2], "与它末行的校验和不符"),
    "empty": (lambda text: "", "里面是空的"),
    "a value": (lambda text: text.replace("87.74", "88.74"), "与它末行的校验和不符"),
    "no seal": (
        lambda text: text[: text.rindex('{"seal')].replace("87.74", "88.74"),
        "与读者现在看到的网站不同：2017/shipin",
    ),
    "no text": (lambda text: "x\n", "有的行不是程序所写"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_record_that_was_lost_or_edited_is_told_and_taken_from_what_readers_see_when_asked(
    tmp_path: Path, site: Pages, name: str
) -> None:
    log = ReleaseLog(tmp_path, DAY)
    record = published(site)
    assert log.record(lambda before: record) == record, "nothing was ever published"
    log.file.parent.mkdir()
    log.keep(CHAIN)
    damage, words = DAMAGES[name]
    for text, message in ((None, "不见了，而已发布过 1 次"), (damage(record.text(CHAIN)), words)):
        if text is not None:
            log.values.write_text(text)
        for recover, live in ((False, True), (False, False), (True, False)):
            if name == "no seal" and text and not live:
                continue
            with pytest.raises(DeployError, match=rf"published\.jsonl”.*{message}.*RECOVER=1"):
                ReleaseLog(tmp_path, DAY, recover=recover).record((lambda before: record) if live else None)
        assert ReleaseLog(tmp_path, DAY, recover=True).record(lambda before: record) == record
    log.values.write_text(record.text(CHAIN))
    log.keep(CHAIN.extended(b"b", DAY))
    with pytest.raises(DeployError, match="是另一次发布的"):
        log.record(None)


# ---- the command ----


def test_the_command_tells_the_changes_in_words_as_json_and_on_a_page_to_sign(
    run: Run, built: Path, tmp_path: Path, site: Pages
) -> None:
    last = edited(site, [], 评价分值="88.74")
    for name, data in last.files.items():
        (tmp_path / "last" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "last" / name).write_bytes(data)
    words = ("diff", "--out", built, tmp_path / "last")
    status, said, side = run(*words, "--html", tmp_path / "改动.html")
    assert (status, said.splitlines()) == (
        0,
        [
            "共 1 处改动：更正 1 处；其中重大 1 处。",
            "更正：",
            "  2017/shipin-huiyi",
            "    【重大】公布.评价分值：88.74 → 87.74",
        ],
    )
    page = (tmp_path / "改动.html").read_text()
    assert "改动清单已写入" in side and "原为：88.74" in page and "<script" not in page and "审核人" in page
    status, said, _ = run(*words, "--json")
    assert status == 0 and json.loads(said)[0]["field"] == "公布.评价分值"
    assert run("diff", "--out", built, built / "site")[1] == "与上一次公布的相同，没有改动。\n"
    for wrong, message in ((("--html", "x.yml"), "请以 .html 结尾"), (("--html", tmp_path / "没有/x.html"), "写不了")):
        status, _, side = run(*words, *wrong)
        assert status == 2 and message in side
    status, _, side = run("diff", "--out", built, tmp_path / "none")
    assert status == 2 and "没有找到" in side
