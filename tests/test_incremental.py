"""A change makes anew what depends on it and nothing else, and gives, byte for byte, what a clean build gives."""

import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from generator.core.file_tree import recover
from generator.core.files import wait_for_lock
from generator.core.paths import Paths
from generator.pipeline.build import BuildError
from generator.pipeline.check import check, examine_project
from generator.pipeline.pool import CORES
from generator.pipeline.store import FILE
from tests.support.building import build, build_years, tree
from tests.support.building import docs_and_site as site
from tests.support.cases import BASE, Run
from tests.support.disk_steps import killed_at, steps_of
from tests.support.waiting import LIMIT, wait_until

HOME = Path(__file__).parent.parent


Made = tuple[Mapping[str, bytes], Mapping[str, bytes]]
CLEAN: dict[frozenset[tuple[str, bytes]], Made] = {}


def clean(content: Path, theme: Path | None = None) -> Made:
    """What a clean build gives; the same content is not built twice."""
    parts = [content, *(theme / name for name in ("templates", "overrides") if theme)]
    key = frozenset(file for part in parts for file in tree(part).items())
    if key not in CLEAN:
        with tempfile.TemporaryDirectory() as out:
            examination = build(content, Path(out), root=theme.parent if theme else HOME)
            assert examination.sound, [str(diagnostic) for diagnostic in examination.diagnostics]
            CLEAN[key] = site(Path(out))
    return CLEAN[key]


def own_theme(home: Path) -> Path:
    """A copy of theme and settings in a root of its own, which can be edited."""
    theme = Path(shutil.copytree(HOME / "theme", home / "theme", ignore=shutil.ignore_patterns("node_modules")))
    (theme / "node_modules").symlink_to(HOME / "theme/node_modules")
    shutil.copy(HOME / "mkdocs.yml", home)
    return theme


def edited(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert re.search(old, text, re.M), (path, old)
        text = re.sub(old, new, text, count=1, flags=re.M)
    path.write_text(text, "utf-8")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE / "content", tmp_path / "content"))


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content as it lies there, built."""
    out = tmp_path_factory.mktemp("once")
    assert build(BASE / "content", out).sound
    return out


@pytest.fixture
def built(tmp_path: Path, content: Path, once: Path) -> Path:
    """The same in a place of its own."""
    out = Path(shutil.copytree(once, tmp_path / "out"))
    assert build(content, out).sound
    return out


def projects(content: Path) -> list[Path]:
    return sorted((content / "projects").rglob("*.yml"))


class Editing(RuleBasedStateMachine):
    """Someone who edits the content in any order; after each step it is built, and built clean elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.content, self.out = self.home / "content", self.home / "out"
        self.count = 0

    def teardown(self) -> None:
        shutil.rmtree(self.home)

    @initialize()
    def begin(self) -> None:
        shutil.copytree(BASE / "content", self.content)
        self.theme = own_theme(self.home)

    @rule(data=st.data())
    def change_a_project(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(projects(self.content)))
        self.count += 1
        edited(path, (r"^项目名称: .*$", f"项目名称: 第{self.count}次改名的项目"))

    @rule(data=st.data())
    def add_a_year_of_a_project(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(projects(self.content)))
        year = data.draw(st.sampled_from(("2016", "2017", "2019")))
        target = self.content / "projects" / year / path.name
        target.parent.mkdir(exist_ok=True)
        target.write_text(re.sub(r"^年度: .*$", f"年度: {year}", path.read_text("utf-8"), flags=re.M), "utf-8")

    @rule(data=st.data())
    def rename_a_project(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(projects(self.content)))
        self.count += 1
        path.rename(path.with_name(f"xin-{self.count}.yml"))

    @precondition(lambda self: len(projects(self.content)) > 1)
    @rule(data=st.data())
    def take_a_project_away(self, data: st.DataObject) -> None:
        data.draw(st.sampled_from(projects(self.content))).unlink()

    @rule()
    def add_a_unit(self) -> None:
        self.count += 1
        with (self.content / "units.yml").open("a", encoding="utf-8") as units:
            units.write(f"\n- 标识: danwei-{self.count}\n  名称: 第{self.count}个单位\n")

    @rule(name=st.sampled_from(["某市档案馆", "甲咨询有限公司"]), where=st.sampled_from(["曾用名", "简称"]))
    def rename_a_unit(self, name: str, where: str) -> None:
        self.count += 1
        units = self.content / "units.yml"
        if f"名称: {name}\n" in units.read_text("utf-8"):
            edited(units, (rf"^  名称: {name}\n(  简称: .*\n)?", f"  名称: 新名{self.count}\n  {where}: [{name}]\n"))

    @rule(closing=st.sampled_from(["", "  销号要求: {须佐证: 是}\n", "  销号要求: {须核实: 是}\n"]))
    def change_what_a_unit_asks_for(self, closing: str) -> None:
        edited(self.content / "units.yml", (r"(^- 标识: dangan-guan\n)(  销号要求: .*\n)?", rf"\1{closing}"))

    @rule(old=st.sampled_from([r"^名称: .*$", r"^适用范围: .*$"]), named=st.booleans())
    def change_a_scheme(self, old: str, named: bool) -> None:
        self.count += 1
        scheme = next((self.content / "schemes").glob("*.yml"))
        edited(scheme, (old, f"{old[1:].partition(':')[0]}: 第{self.count}版办法"))
        if named:
            shutil.copy(scheme, scheme.with_name(f"banfa-{self.count}.yml"))

    @rule(limit=st.sampled_from(["70", "75", "80"]))
    def move_a_band(self, limit: str) -> None:
        scheme = self.content / "schemes/shifan.yml"
        edited(scheme, (r"^(  [上下]限): (70|75|80)$", rf"\1: {limit}"), (r"^(  上限): (70|75|80)$", rf"\1: {limit}"))

    @rule()
    def change_how_results_are_used(self) -> None:
        self.count += 1
        (self.content / "actions").mkdir(exist_ok=True)
        about = "适用范围: 测试\n核实状态: 已核实\n核实说明: 测试用。\n"
        actions = f"措施:\n- {{等级: [优, 良, 差], 应用: 保持, 幅度: {self.count}%}}\n"
        (self.content / "actions/shifan.yml").write_text(f"名称: 示范办法\n{about}{actions}", "utf-8")
        site = self.content / "site.yml"
        if "结果应用办法" not in site.read_text("utf-8"):
            edited(site, (r"^(网站名称: .*)$", r"\1\n结果应用办法: [shifan]"))

    @rule()
    def add_a_framework(self) -> None:
        self.count += 1
        there = sorted((HOME / "content/frameworks").glob("*.yml"))[0]
        framework = self.content / "frameworks" / there.name
        framework.parent.mkdir(exist_ok=True)
        shutil.copy(there, framework)
        edited(framework, (r"^名称: .*$", f"名称: 第{self.count}版框架"))

    @rule(
        field=st.sampled_from(
            ["网站名称", "主办单位", "更新频率", "联系方式", "找错", "数据许可", "索引号格式", "网址"]
        )
    )
    def change_a_setting(self, field: str) -> None:
        self.count += 1
        said = {"找错": f"a{self.count}@b.cn", "索引号格式": f"{self.count}-{{年度}}-{{标识}}", "网址": "https://a.cn/"}
        self.write_setting(field, said.get(field, f"第{self.count}种说法"))

    @rule(cutoff=st.sampled_from(["2019-01-31", "2020-06-30"]))
    def change_the_cutoff(self, cutoff: str) -> None:
        self.write_setting("数据截止日", cutoff)

    def write_setting(self, field: str, value: str) -> None:
        site = self.content / "site.yml"
        others = re.sub(rf"^{field}: .*\n", "", site.read_text("utf-8"), flags=re.M)
        site.write_text(f"{others}{field}: {value}\n", "utf-8")

    @rule(word=st.sampled_from(["绩效", "档案", "网站", "评价", "得分率"]))
    def explain_a_word(self, word: str) -> None:
        self.count += 1
        text = f"- 名词: {word}\n  解释: 第{self.count}种解释。\n"
        (self.content / "glossary.yml").write_text(text, "utf-8")

    @rule()
    def write_a_page(self) -> None:
        self.count += 1
        (self.content / "pages").mkdir(exist_ok=True)
        page = self.content / "pages/xin.md"
        page.write_text(f"# 新页\n\n第{self.count}次写，见[查询](query.md)。\n")

    @rule(name=st.sampled_from(sorted(path.name for path in (HOME / "theme/templates").glob("*.md.j2"))))
    def change_the_template_of_a_page(self, name: str) -> None:
        self.append(name, "\n<p>第{}次改模板</p>\n")

    @rule(name=st.sampled_from(["_years.j2", "_byline.j2", "_score.j2", "_overviews.j2"]))
    def change_a_template_that_others_include(self, name: str) -> None:
        self.append(name, "\n<p>第{}次改模板</p>\n")

    @rule(name=st.sampled_from(["_parts.j2", "_lists.j2"]))
    def change_the_macros_of_templates(self, name: str) -> None:
        self.count += 1
        edited(self.theme / "templates" / name, (r"<span", f'<span data-n="{self.count}"'))

    def append(self, name: str, words: str) -> None:
        self.count += 1
        with (self.theme / "templates" / name).open("a", encoding="utf-8") as text:
            text.write(words.format(self.count))

    @rule(name=st.sampled_from(["assets/css/site.css", "assets/js/site.js", "main.html", "404.html"]))
    def change_the_theme(self, name: str) -> None:
        self.count += 1
        with (self.theme / "overrides" / name).open("a", encoding="utf-8") as text:
            text.write(f"\n/* {self.count} */\n")

    @invariant()
    def it_is_what_a_clean_build_gives(self) -> None:
        if not self.content.exists():
            return
        examination = build(self.content, self.out, root=self.home)
        assert examination == check(Paths(self.content))
        if examination.sound:
            assert site(self.out) == clean(self.content, self.theme)


STEPS = int(os.environ.get("EDITING_STEPS", "8"))  # hundreds are for whoever changes the pipeline
Editing.TestCase.settings = settings(max_examples=2, stateful_step_count=STEPS, suppress_health_check=list(HealthCheck))
test_any_editing = pytest.mark.slow(Editing.TestCase)


def stamps(out: Path) -> dict[Path, tuple[int, int]]:
    """Which file it is and when it was written, of every file but the lock and the store."""
    files = (path for path in out.rglob("*") if path.is_file() and path.name not in (".lock", FILE))
    return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}


def tasks(out: Path) -> dict[str, str]:
    """The names of the tasks whose results are stored, by key."""
    with closing(sqlite3.connect(out / FILE)) as connection:
        return dict(connection.execute("SELECT key, name FROM task").fetchall())


def test_a_style_sheet_that_was_changed_is_seen(content: Path, built: Path, tmp_path: Path) -> None:
    theme, (_, before) = own_theme(tmp_path), site(built)
    with (theme / "overrides/assets/css/site.css").open("a") as style:
        style.write("\n/* 改 */\n")
    assert build(content, built, root=tmp_path).sound
    after = site(built)[1]
    assert {address for address in after if after[address] != before.get(address)} == {"assets/css/all.css"}


def test_nothing_changed_writes_nothing(content: Path, built: Path) -> None:
    before = stamps(built)
    build(content, built)
    assert stamps(built) == before


def test_what_publishing_records_makes_nothing_anew_but_the_page_on_verifying(content: Path, built: Path) -> None:
    (content / "releases").mkdir()
    (content / "releases/chain.txt").write_text("记过一次\n")
    before = tree(built / "site")
    build(content, built)
    after, first = tree(built / "site"), stamps(built)
    changed = {path for path in after if after[path] != before.get(path) and path.endswith(".html")}
    assert changed == {"verify.html", "data/index.html"}
    (content / "releases/chain.txt").write_text("记过两次\n")
    build(content, built)
    assert stamps(built) == first


def add_others(first: Path) -> None:
    """Three projects of the same year that have nothing to do with it."""
    for number in range(3):
        path = first.with_name(f"bie-{number}.yml")
        shutil.copy(first, path)
        edited(path, (r"^项目名称: .*$", f"项目名称: 第{number}个项目"), (r"^系列: .*\n", ""))


def test_a_project_makes_its_own_page_anew_and_what_is_summed_from_it_and_no_others(content: Path, built: Path) -> None:
    add_others(first := projects(content)[0])
    assert build(content, built).sound
    before, project = tasks(built), f"{first.parent.name}/{first.stem}"
    pages = {path: path.stat().st_ino for path in (built / "site").rglob("*.html")}
    edited(first, (r"^项目名称: .*$", "项目名称: 改过的名称"))
    assert build(content, built).sound
    written = {path.name for path, ino in pages.items() if path.stat().st_ino != ino}
    assert f"{first.stem}.html" in written and "index.html" in written
    anew = {name for key, name in tasks(built).items() if key not in before}
    assert {f"检查 {project}", f"项目 {project}", f"年度 {first.parent.name}", "网页 home"} <= anew
    assert not [name for name in written | anew if "bie-" in name]
    before = tasks(built)
    edited(first, (r"\Z", "\n# 注\n"))
    assert build(content, built).sound
    anew = {name for key, name in tasks(built).items() if key not in before}
    assert anew == {f"检查 {project}"}, "a remark changes nothing that readers see"


def test_whatever_stands_beside_the_projects_makes_everything_anew(content: Path, built: Path) -> None:
    before = tasks(built)
    edited(content / "units.yml", (r"\Z", "\n# 注\n"))
    assert build(content, built).sound
    assert before.keys().isdisjoint(tasks(built)) and set(before.values()) == set(tasks(built).values())


def test_years_made_apart_are_joined_to_what_one_machine_makes(content: Path, tmp_path: Path) -> None:
    first = projects(content)[0]
    other = content / "projects/2016" / first.name
    other.parent.mkdir()
    other.write_text(re.sub(r"^年度: .*$", "年度: 2016", first.read_text("utf-8"), flags=re.M), "utf-8")
    years = sorted(path.name for path in (content / "projects").iterdir())
    for year in years:
        assert build_years(content, tmp_path / "elsewhere" / year, [year]).sound
    for year in years:  # carried here by something that keeps the bytes and nothing else
        shutil.copytree(tmp_path / "elsewhere" / year, tmp_path / "parts" / year, copy_function=shutil.copyfile)
    out = tmp_path / "out"
    assert build(content, out, parts=[tmp_path / "parts" / year for year in years]).sound
    assert site(out) == clean(content)
    elsewhere = {key for year in years for key in tasks(tmp_path / "parts" / year)}
    of_years = {key for key, name in tasks(out).items() if name.startswith("年度 ")}
    assert of_years and of_years <= elsewhere, "what follows from a year is not made again"


def test_a_year_that_speaks_of_an_earlier_one_is_made_without_it_and_its_projects_explained(tmp_path: Path) -> None:
    content = HOME / "tests/examples/series/content"
    file = content / "projects/2021/tushu-caigou.yml"
    assert "上年同类: '1'" in file.read_text("utf-8")
    assert build_years(content, tmp_path, ["2021"]).diagnostics == ()
    examination, project = examine_project(Paths(content), f"2021/{file.stem}")
    assert examination.diagnostics == () and project


def test_the_makefile_that_is_shown_makes_the_parts_and_joins_them(content: Path, tmp_path: Path, run: Run) -> None:
    """By a dry run, whose commands are then called in the order that make gives them."""
    match = re.search(r"<!-- parts -->\n```make\n(.*?)```", (HOME / "docs/一万个项目.md").read_text("utf-8"), re.S)
    assert match
    (tmp_path / "parts.mk").write_text(match[1], "utf-8")
    (tmp_path / "Makefile").write_text(
        f"build:\n\tgenerator build --content {content} "
        f"$(if $(YEARS),--years $(YEARS)) $(if $(JOIN),--join $(addprefix {tmp_path}/,$(JOIN))) "
        f"--out {tmp_path}/$(or $(OUT),build)\n.PHONY: build\n",
        "utf-8",
    )
    dry = ["make", "-n", "-j2", "-f", "parts.mk"]
    output = subprocess.run(dry, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    commands = [line.split()[1:] for line in output.splitlines() if line.startswith("generator ")]
    assert ["--years" in words for words in commands] == [True, True, False]
    assert [run(*words)[0] for words in commands] == [0, 0, 0]
    assert site(tmp_path / "build") == clean(content)


def test_one_core_and_three_make_the_same(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = projects(content)[0]
    for number in range(6):
        path = first.with_name(f"bie-{number}.yml")
        shutil.copy(first, path)
        edited(path, (r"^项目名称: .*$", f"项目名称: 第{number}个项目"), (r"^系列: .*\n", ""))
    monkeypatch.setenv(CORES, "3")
    assert build(content, tmp_path / "three").sound
    monkeypatch.setenv(CORES, "1")
    assert site(tmp_path / "three") == clean(content)


def test_a_part_tells_the_errors_of_its_years(content: Path, tmp_path: Path) -> None:
    path = projects(content)[0]
    edited(path, (r"^项目名称: .*$", "项目名称:"))
    examination = build_years(content, tmp_path / "part", [path.parent.name])
    assert [diagnostic.place.file.rpartition("/")[2] for diagnostic in examination.diagnostics] == [path.name]


SPREAD = 4  # parts of the way between which it is killed, beside all steps that exchange the site and the last


def test_killed_at_any_step_the_last_good_site_stays_whole_and_the_next_build_is_right(
    content: Path, built: Path, tmp_path: Path
) -> None:
    old, home = site(built), tmp_path / "killed"
    edited(projects(content)[0], (r"^项目名称: .*$", "项目名称: 改过的名称"))
    new = clean(content)

    def act() -> None:
        assert build(content, home).sound

    shutil.copytree(built, home)
    steps = steps_of(home, act)
    assert site(home) == new != old
    spread = (len(steps) * part // SPREAD for part in range(1, SPREAD))
    exchange = [number for number, step in enumerate(steps, 1) if step.startswith("os.rename") and "site.new" in step]
    assert len(exchange) >= 2
    for number in sorted({*spread, *exchange, len(steps)}):
        shutil.rmtree(home)
        shutil.copytree(built, home)
        assert killed_at(number, home, act)
        recover(home / "site")
        assert site(home)[1] in (old[1], new[1]), steps[number - 1]
        act()
        assert site(home) == new, steps[number - 1]


@pytest.mark.parametrize("allowed", [3, 12])
def test_where_the_disk_is_full_it_is_told_and_the_last_good_site_stays(
    content: Path, built: Path, allowed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = site(built)[1]
    edited(content / "site.yml", (r"^网站名称: .*$", "网站名称: 另一个网站"))
    left = [allowed]
    real = os.replace

    def filling(path: Path, target: Path) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, os.strerror(28), str(target))
        real(path, target)

    with monkeypatch.context() as patch:
        patch.setenv(CORES, "1")
        patch.setattr(Path, "replace", filling)
        with pytest.raises(BuildError, match="磁盘满了"):
            build(content, built)
    assert site(built)[1] == old
    assert build(content, built).sound
    assert site(built) == clean(content)


def test_where_the_projects_are_not_there_the_last_good_site_stays(content: Path, built: Path, tmp_path: Path) -> None:
    old, folder = site(built), content / "projects"
    for place in (None, "not-mounted"):
        folder.rename(tmp_path / "away")
        if place:
            folder.symlink_to(tmp_path / place)
        assert not build(content, built).sound and site(built) == old
        if place:
            folder.unlink()
        (tmp_path / "away").rename(folder)
        assert build(content, built).sound and site(built) == old
    for year in sorted(folder.iterdir()):
        year.rename(tmp_path / year.name)
    with pytest.raises(BuildError, match=r"content/projects 里一个项目也没有，已生成的网站.*里却有，所以没有改动网站"):
        build(content, built)
    assert site(built) == old


def test_who_has_no_project_yet_gets_a_site_but_not_without_the_folder(content: Path, tmp_path: Path) -> None:
    shutil.rmtree(content / "projects")
    (content / "projects").mkdir()
    assert build(content, tmp_path / "out").sound
    empty = site(tmp_path / "out")
    (content / "projects").rmdir()
    assert not build(content, tmp_path / "out").sound and site(tmp_path / "out") == empty


def test_a_name_in_another_encoding_is_told_by_a_build_too(content: Path, tmp_path: Path) -> None:
    for folder, ending in (("projects/2017", ".yml"), ("pages", ".md")):
        (content / folder).mkdir(exist_ok=True)
        (content / folder / f"\udcd6\udcd0{ending}").write_text("# 说明\n", "utf-8")
    assert not build(content, tmp_path / "out").sound


def test_a_build_waits_until_nobody_else_is_writing(
    content: Path, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(projects(content)[0], (r"^项目名称: .*$", "项目名称: 等着写的名称"))
    old, other = site(built), Thread(target=build, args=(content, built))
    with wait_for_lock(built):
        other.start()
        wait_until(lambda: "另一个程序正在写" in capsys.readouterr().err)
        new = clean(content)  # no less work than the other has, if it does not wait
        assert site(built) == old != new
    other.join(LIMIT)
    assert site(built) == new


def test_a_store_that_is_damaged_or_gone_costs_only_time(content: Path, built: Path) -> None:
    before = site(built)
    for path in (built / FILE, *(built / "state").rglob("*")):
        if path.is_file():
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert build(content, built).sound and site(built) == before
    (built / FILE).write_text("no database")
    assert build(content, built).sound and site(built) == before
    (built / FILE).unlink()
    for folder in ("made", "state"):
        shutil.rmtree(built / folder, ignore_errors=True)
    assert build(content, built).sound and site(built) == before


HARMS = ("lost", "changed in its place", "of a page that readers see", "of the next site", "added")


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_wrong_with_what_was_made_is_found_when_a_change_needs_it(
    content: Path, built: Path, harm: str
) -> None:
    """What nothing needs is not looked at; what is needed and is not as it was left is made again."""
    if harm == "lost":
        shutil.rmtree(built / "made")
    elif harm == "changed in its place":
        for path in (built / "made").rglob("*"):
            if path.is_file():
                path.write_bytes(path.read_bytes().swapcase())
    elif harm == "of the next site":
        (built / "site.new/index.html").unlink()
    elif harm == "added":
        for name in ("docs", "site", "site.new"):
            (built / name / "odd/there").mkdir(parents=True)
            (built / name / "odd/there/one.html").write_text("")
    else:
        page = built / "site/index.html"
        page.write_bytes(page.read_bytes().swapcase())
    for name in ("改过的名称", "又改过的名称"):
        edited(projects(content)[0], (r"^项目名称: .*$", f"项目名称: {name}"))
        assert build(content, built).sound
        assert site(built) == clean(content)


def test_what_the_last_build_left_is_believed_only_of_what_is_as_it_was(content: Path, built: Path) -> None:
    first, before = content / "projects/2017/menhu.yml", site(built)
    was, text = first.stat(), first.read_text("utf-8")
    edited(first, ("门户网站运维", "网站门户运维"))
    os.utime(first, ns=(was.st_atime_ns, was.st_mtime_ns))  # as long and as old as it was
    assert build(content, built).sound and site(built) == clean(content) != before
    edited(first, (r"^项目名称: .*$", "项目名称:"))
    assert not build(content, built).sound, "the site of the last one stays"
    first.write_text(text, "utf-8")
    page = built / "site/index.html"
    page.write_bytes(page.read_bytes().swapcase())
    assert build(content, built).sound and site(built) == before
    (content / "projects/jiu").mkdir()
    assert not build(content, built).sound, "a folder that is no year is told, though it holds nothing"
