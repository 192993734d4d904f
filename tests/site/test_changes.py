"""What a publication changes: every value that differs is listed once, of its kind; results only with a reason."""

import copy
import json
import random
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.deploy import DeployError
from generator.deploy.chain import ReleaseChain
from generator.deploy.changes.published import NOTHING, PublishedRecord, accounted, read_projects, record_of
from generator.deploy.changes.site import LIST, SCHEMA, Change, site_changes
from generator.deploy.manifest import read_site_tree
from generator.deploy.release_log import ReleaseLog
from tests.support.cases import Run

EDITS = 200
DAY = date(2026, 11, 20)
RESULTS = {"公布": {"评价分值", "满分", "评价结论", "得分率"}, "预算": {"金额", "支出", "执行率"}}
Pointer = tuple[str | int, ...]


class Pages:
    """A site that lies in memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)

    def names(self) -> list[str]:
        return sorted(self.files)

    def read(self, name: str) -> bytes | None:
        return self.files.get(name)

    def record(self, project: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.files[f"data/{project}.json"])
        return found

    def with_record(self, project: str, record: object) -> "Pages":
        return Pages({**self.files, f"data/{project}.json": json.dumps(record, ensure_ascii=False).encode()})

    def without(self, project: str) -> "Pages":
        listed = [one for one in json.loads(self.files[LIST]) if one["id"] != project]
        files = {name: data for name, data in self.files.items() if name != f"data/{project}.json"}
        return Pages({**files, LIST: json.dumps(listed).encode()})


@pytest.fixture(scope="module")
def site(built: Path) -> Pages:
    tree = read_site_tree(built / "site")
    return Pages({name: tree.read(name) for name in tree.sums if name == SCHEMA or name.startswith("data/")})


def projects(site: Pages) -> list[str]:
    return [record["id"] for record in json.loads(site.files[LIST])]


def pointers(value: object, at: Pointer = ()) -> Iterator[Pointer]:
    """The way to every value of a record."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from pointers(one, (*at, key))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from pointers(one, (*at, place))
    else:
        yield at


def inside(record: Any, pointer: Pointer) -> Any:
    for step in pointer:
        record = record[step]
    return record


def kind_expected(pointer: Pointer, usual: str) -> str:
    return "更新" if {"整改", "收录日期", "更新日期"} & set(pointer) else usual


def material_expected(pointer: Pointer) -> bool:
    """Written apart from the program: of a project as a whole its result and its money, in no remark."""
    top, last = pointer[1], pointer[-1]
    if pointer[0] == "computed":
        return len(pointer) == 2 and last in ("score", "grade", "execution_rate")
    return top in RESULTS and last in RESULTS[top] and "说明" not in pointer


def test_two_hundred_edits_over_all_fields_are_each_listed_once_with_the_right_kind(site: Pages) -> None:
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
        (found,) = there
        assert (found.old, found.new, found.kind) == (str(value), now, kind_expected(pointer, usual)), pointer
        assert found.material == material_expected(pointer), pointer
        assert found.project == project
        if isinstance(last, str) and pointer[0] == "declared":
            assert found.field.split(".")[-1] == last
        (undone,) = back
        assert (undone.old, undone.new) == (found.new, found.old)
        assert undone.kind == (found.kind if found.kind in ("更正", "更新") else "补充")
        kinds |= {found.kind, undone.kind}
    assert kinds == {"更正", "更新", "补充", "撤下"}


def test_items_that_come_go_and_change_places_are_told_as_such(site: Pages) -> None:
    project = "2017/shipin-huiyi"
    old = site.record(project)
    new = copy.deepcopy(old)
    grounds = new["declared"]["立项依据"]
    gone = grounds.pop(0)
    grounds.append("新的依据")
    changes = list(site_changes(site.with_record(project, old), site.with_record(project, new)))
    assert [(one.kind, one.old, one.new) for one in changes] == [("撤下", gone, None), ("补充", None, "新的依据")]
    findings = new["declared"]["问题整改"]
    assert len(findings) == 1
    findings.insert(0, {"问题": "新的问题", "建议": "新的建议"})
    more = list(site_changes(site.with_record(project, old), site.with_record(project, new)))
    assert {one.new for one in more} - {one.new for one in changes} == {"新的问题", "新的建议"}


def test_projects_that_come_go_and_move_are_told_as_such(site: Pages) -> None:
    fewer = site.without("2017/shipin-huiyi")
    name = site.record("2017/shipin-huiyi")["name"]
    assert list(site_changes(fewer, site)) == [Change("2017/shipin-huiyi", "新增", "", None, name, False)]
    assert list(site_changes(site, fewer)) == [Change("2017/shipin-huiyi", "撤下", "", name, None, True)]
    moved = [{**one, "id": one["id"].replace("shipin", "huiyi")} for one in json.loads(site.files[LIST])]
    record = site.files["data/2017/shipin-huiyi.json"]
    other = Pages({**fewer.files, LIST: json.dumps(moved).encode(), "data/2017/huiyi-huiyi.json": record})
    assert [one.text for one in site_changes(site, other)] == ["地址由 2017/shipin-huiyi 改为 2017/huiyi-huiyi"]
    assert list(site_changes(site, site)) == []


# ---- what is not published without a reason ----


def published(site: Pages, before: PublishedRecord = NOTHING) -> tuple[PublishedRecord, tuple[str, ...]]:
    sums = {name: str(hash(data)) for name, data in site.files.items()}
    return accounted(sums, lambda name: site.files[name], before, Path("content"), DAY)


def edited(site: Pages, corrections: list[dict[str, str]], **values: str) -> Pages:
    """The 2017 video conferences with other printed results, and with corrections."""
    record = site.record("2017/shipin-huiyi")
    record["declared"]["公布"] |= values
    record["declared"]["更正"] = corrections
    return site.with_record("2017/shipin-huiyi", record)


def correction(**words: str) -> dict[str, str]:
    usual = {"日期": "2026-11-20", "事项": "公布.评价分值", "原为": "87.74", "改为": "88.74"}
    return {**usual, "原因": "加总有误", "决定单位": "某局", **words}


def test_a_published_result_is_not_changed_without_a_correction_and_the_lines_to_add_are_shown(site: Pages) -> None:
    before, _ = published(site)
    with pytest.raises(DeployError) as refused:
        published(edited(site, [], 评价分值="88.74"), before)
    assert "content/projects/2017/shipin-huiyi.yml：公布.评价分值：87.74 → 88.74" in str(refused.value)
    assert '  事项: 公布.评价分值\n  原为: "87.74"\n  改为: "88.74"\n' in str(refused.value)
    after, told = published(edited(site, [correction()], 评价分值="88.74"), before)
    assert told == () and after.projects["2017/shipin-huiyi"].values["公布.评价分值"] == "88.74"
    assert published(edited(site, [correction(事项="评价分值")], 评价分值="88.74"), before)[1] == ()
    again, told = published(edited(site, [correction()], 评价分值="88.74"), after)
    assert told == (), "what was told last time is not told again"
    assert PublishedRecord(read_projects(again.text)).text == again.text


@pytest.mark.parametrize("wrong", [{"事项": "评价结论"}, {"原为": "87.75"}, {"改为": "88.75"}])
def test_a_correction_that_fits_no_change_covers_none_and_is_told(site: Pages, wrong: dict[str, str]) -> None:
    before, _ = published(site)
    with pytest.raises(DeployError):
        published(edited(site, [correction(**wrong)], 评价分值="88.74"), before)
    _, (told,) = published(edited(site, [correction(), correction(**wrong)], 评价分值="88.74"), before)
    assert told.startswith(f"注意：2017/shipin-huiyi 写了更正“{correction(**wrong)['事项']}”")


def test_a_project_is_taken_back_only_with_a_reason_and_a_blank_is_filled_in_without(site: Pages) -> None:
    before, _ = published(site)
    fewer = site.without("2017/shipin-huiyi")
    with pytest.raises(DeployError, match=r"不见了.*content/withdrawn\.yml"):
        published(fewer, before)
    told = json.dumps([{"project": "2017/shipin-huiyi", "item": "撤下"}]).encode()
    published(Pages({**fewer.files, "data/corrections.json": told}), before)
    record = site.record("2017/shipin-huiyi")
    del record["declared"]["公布"]["评价分值"]
    blank, _ = published(site.with_record("2017/shipin-huiyi", record))
    assert published(site, blank)[1] == ()


def test_what_we_work_out_needs_no_reason_of_its_own_beside_a_printed_value(site: Pages) -> None:
    before, _ = published(site)
    record = edited(site, [correction()], 评价分值="88.74").record("2017/shipin-huiyi")
    record["computed"]["score"] = "88.74"
    published(site.with_record("2017/shipin-huiyi", record), before)
    alone = site.record("2017/shipin-huiyi")
    alone["computed"]["score"] = "88.74"
    with pytest.raises(DeployError, match=r"本站核算\.算得的总分：87\.74 → 88\.74"):
        published(site.with_record("2017/shipin-huiyi", alone), before)


# ---- the record ----


def test_a_lost_record_of_values_is_told_and_made_anew_only_when_asked(tmp_path: Path, site: Pages) -> None:
    log = ReleaseLog(tmp_path, DAY)
    record = record_of({LIST: ""}, lambda name: site.files[name])
    assert log.record(lambda: record) == record, "nothing was ever published"
    log.file.parent.mkdir()
    log.keep(ReleaseChain().extended(b"a", DAY))
    with pytest.raises(DeployError, match=r"published\.jsonl”不见了，而已发布过 1 次.*RECOVER=1"):
        log.record(lambda: record)
    assert ReleaseLog(tmp_path, DAY, recover=True).record(lambda: record) == record
    log.values.write_text("x\n")
    with pytest.raises(DeployError, match="读不了或改过"):
        log.record(lambda: record)


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
    for wrong, told in ((("--html", "x.yml"), "请以 .html 结尾"), (("--html", tmp_path / "没有/x.html"), "写不了")):
        status, _, side = run(*words, *wrong)
        assert status == 2 and told in side
    status, _, side = run("diff", "--out", built, tmp_path / "none")
    assert status == 2 and "没有找到" in side
