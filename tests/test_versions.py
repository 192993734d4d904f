"""Versions: what was published of a project and then replaced stays at an address of its own, word for word."""

import errno
import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from generator.deploy import DeployError
from generator.deploy.release import Release
from generator.deploy.release_log import ReleaseLog
from generator.deploy.verify import verify
from generator.load.versions import KeptVersion, VersionContent, packed_version, read_versions, versions_folder
from generator.pages.verify import COMMANDS
from generator.pages.versions import frozen, targets
from generator.pipeline.build import BuildError
from tests.support.building import build, tree
from tests.support.cases import BASE
from tests.support.deploying import log_beside, package, publish, roll_back
from tests.support.releases import lay_out_project

pytestmark = pytest.mark.usefixtures("quick_disk")
DAYS = tuple(date(2026, 11, day) for day in (20, 21, 22, 23))
FILE = "projects/2017/menhu.yml"


@dataclass
class Body:
    """Somebody who publishes: a content, what is built of it, the folder that readers see."""

    home: Path
    before: dict[str, bytes] = field(default_factory=dict)

    @property
    def content(self) -> Path:
        return self.home / "content"

    @property
    def out(self) -> Path:
        return self.home / "out"

    @property
    def seen(self) -> Path:
        return self.home / "srv/current"

    def write(self, words: str, more: str = "") -> None:
        """Let the background of the one project say something."""
        text = (self.content / FILE).read_text("utf-8")
        text = re.sub(r"\n背景:\n.*\n", "\n", text)
        (self.content / FILE).write_text(f"{text.rstrip()}\n背景:\n- {words}\n{more}", "utf-8")

    def build(self) -> None:
        examination = build(self.content, self.out)
        assert examination.sound, [str(diagnostic) for diagnostic in examination.diagnostics]

    def publish(self, day: date, recover: bool = False) -> Release:
        self.build()
        return publish(self.out / "site", self.home / "srv", self.log(day, recover))

    def log(self, day: date, recover: bool = False) -> ReleaseLog:
        return ReleaseLog(self.content, day, recover)

    def kept(self) -> list[KeptVersion]:
        return list(read_versions(self.content).get("2017/menhu", ()))

    def copied(self, home: Path) -> "Body":
        shutil.copytree(self.home, home, symlinks=True)
        return Body(home, self.before)


CORRECTION = """更正:
- {日期: 2026-11-22, 事项: 背景.1, 原为: 第二版说乙, 改为: 第三版说丙, 原因: 写错了, 决定单位: 某局}
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Body:
    """Three states, published on three days; `before` is the page and the record of the first."""
    body = Body(tmp_path_factory.mktemp("body"))
    shutil.copytree(BASE / "content", body.content)
    for words, day, more in zip(("第一版说甲", "第二版说乙", "第三版说丙"), DAYS, ("", "", CORRECTION), strict=False):
        body.write(words, more)
        body.publish(day)  # a correction of what is neither result nor money fits as well
        if not body.before:
            body.before = {
                name: (body.seen / name).read_bytes() for name in ("2017/menhu.html", "data/2017/menhu.json")
            }
    return body


@pytest.fixture
def body(published: Body, tmp_path: Path) -> Body:
    """The same in a place of its own."""
    return published.copied(tmp_path / "body")


def page(body: Body, name: str) -> str:
    return (body.seen / "2017/menhu" / name).read_text("utf-8")


def test_every_state_that_was_replaced_is_at_its_address_and_says_so(published: Body) -> None:
    assert sorted(path.name for path in (published.seen / "2017/menhu").iterdir()) == [
        "2026-11-20.html", "2026-11-20.json", "2026-11-21.html", "2026-11-21.json", "history.html",
    ]  # fmt: skip
    first, second = page(published, "2026-11-20.html"), page(published, "2026-11-21.html")
    assert "此版已不再有效</strong>（2026-11-20 公布，2026-11-21 起由新版代替）" in first and "第一版说甲" in first
    assert "（2026-11-21 公布，2026-11-22 更正）" in second and "第二版说乙" in second
    assert 'href="2026-11-21.html">后一版' in first and 'href="2026-11-20.html">前一版' in second
    assert all('<meta name="robots" content="noindex">' in text and text.count("<h1") == 1 for text in (first, second))
    assert (published.seen / "2017/menhu/2026-11-20.json").read_bytes() == published.before["data/2017/menhu.json"]
    now = (published.seen / "2017/menhu.html").read_text("utf-8")
    assert "以前公布的 2 版可查阅" in now and 'href="menhu/history.html"' in now


def words_of(html: str) -> list[str]:
    """The words of an article, without what only scripts use."""
    article = re.sub(r"<script.*?</script>|<(div|button)[^>]* hidden>.*?</\1>", "", html, flags=re.S)
    return unescape(re.sub(r"<[^>]*>", "", article)).split()


def test_an_old_version_says_word_for_word_what_readers_saw(published: Body) -> None:
    def article(html: str) -> str:
        return html[html.index('id="content"') : html.rindex("</article>")].partition("<h1")[2]

    saw = words_of(article(published.before["2017/menhu.html"].decode()))
    assert words_of(article(page(published, "2026-11-20.html"))) == saw and len(saw) > 50


def test_the_history_tells_in_words_what_was_changed_newest_first(published: Body) -> None:
    rows = re.findall(r'<tr><th scope="row">(.*?)(?=<tr>|</table>)', page(published, "history.html"), re.S)
    assert [row[:10] for row in rows] == ["2026-11-21", "2026-11-20"]
    assert "2026-11-22 更正：写错了。某局决定。" in rows[0] and "背景.1：第二版说乙 → 第三版说丙" in rows[0]
    assert "背景.1：第一版说甲 → 第二版说乙" in rows[1] and "更正." not in rows[0] + rows[1]


def test_no_search_list_feed_or_sitemap_knows_of_old_versions_and_every_link_of_theirs_leads_somewhere(
    published: Body,
) -> None:
    files = tree(published.seen)
    for name, data in files.items():
        if not name.startswith(("2017/menhu", "release/", "assets/")):
            assert "第一版说甲".encode() not in data and b"menhu/2026" not in data, name
    for name in ("2026-11-20.html", "2026-11-21.html", "history.html"):
        for link in re.findall(r'(?:href|src)="([^"#?]+)', page(published, name)):
            if not urlsplit(link).scheme:
                assert (published.seen / "2017/menhu" / unquote(link)).exists(), (name, link)


def test_a_clean_build_and_a_build_after_publishing_give_the_published_bytes(body: Body) -> None:
    seen = {name: data for name, data in tree(body.seen).items() if not name.startswith("release/")}
    body.build()
    assert tree(body.out / "site") == seen
    shutil.rmtree(body.out)
    again = body.publish(DAYS[3])
    assert tree(body.out / "site") == seen and not again.entered and len(body.kept()) == 3


def test_a_package_and_another_machine_show_the_same_versions(body: Body) -> None:
    body.write("第四版说丁")
    shutil.rmtree(body.home / "srv")
    body.build()
    package(body.out / "site", body.home / "x.zip", body.log(DAYS[3]))
    assert [version.label for version in body.kept()] == ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"]
    assert (body.out / "site/2017/menhu/2026-11-22.html").is_file()


def test_a_package_is_held_against_the_last_one_which_alone_can_stand_in_for_a_lost_record(tmp_path: Path) -> None:
    file, site = tmp_path / "x.zip", lay_out_project(tmp_path / "a", "甲")
    log = log_beside(file)
    package(site, file, log)
    log.values.unlink()
    with pytest.raises(DeployError, match=r"published\.jsonl”不见了.*上一个压缩包还在时"):
        package(site, file, log)
    package(site, file, log_beside(file, recover=True))
    shutil.rmtree(log.values.parent)
    with pytest.raises(DeployError, match="不见了"):
        package(site, file, log)
    package(site, file, log_beside(file, recover=True))
    assert labels(file) == ["2026-11-20"]
    log.values.unlink()
    file.unlink()
    with pytest.raises(DeployError, match="不见了"):
        package(site, file, log_beside(file, recover=True))


def test_several_states_of_one_day_have_addresses_of_their_own(body: Body) -> None:
    for words in ("第四版说丁", "第五版说戊"):
        body.write(words)
        body.publish(DAYS[3])
    assert [version.label for version in body.kept()][-2:] == ["2026-11-23", "2026-11-23-2"]
    assert "第四版说丁" in page(body, "2026-11-23.html") and "当日第" not in page(body, "history.html")


def test_going_back_is_a_state_of_its_own_when_something_new_is_published(body: Body) -> None:
    with pytest.raises(DeployError, match=r"公布过的更正、撤下有 1 条不见了(.|\n)*所以没有退回上一版"):
        roll_back(body.home / "srv", body.log(DAYS[3]))
    body.write("第四版说丁")
    body.publish(DAYS[3])
    roll_back(body.home / "srv", body.log(DAYS[3]))
    assert [item.label for item in body.kept()][-1] == "2026-11-23-2" and body.kept()[-1].state == body.kept()[2].state
    body.publish(DAYS[3])
    assert "第四版说丁" in page(body, "2026-11-23.html") and "第三版说丙" in page(body, "2026-11-23-2.html")


def test_versions_stay_where_a_project_moved_away_and_are_shown_no_more_when_it_is_taken_back(body: Body) -> None:
    (body.content / FILE).rename((body.content / FILE).with_name("xin-menhu.yml"))
    body.publish(DAYS[3])
    assert "该项目的网页已不在原地址" in page(body, "2026-11-22.html") and "第三版说丙" in page(body, "2026-11-22.html")
    assert not (body.seen / "2017/menhu.html").exists() and not (body.seen / "2017/xin-menhu").exists()
    text = (body.content / FILE).with_name("xin-menhu.yml").read_text("utf-8")
    (body.content / FILE).with_name("xin-menhu.yml").unlink()
    withdrawn = "- {{项目: 2017/{}, 项目名称: 门户, 日期: 2026-11-23, 原因: 涉密, 决定单位: 某局}}\n"
    both = "".join(withdrawn.format(slug) for slug in ("menhu", "xin-menhu"))
    (body.content / "withdrawn.yml").write_text(both, "utf-8")
    body.publish(DAYS[3])
    assert not (body.seen / "2017/menhu").exists() and len(body.kept()) == 3
    body.log(DAYS[3]).values.unlink()
    body.publish(DAYS[3], recover=True)
    (body.content / FILE).with_name("xin-menhu.yml").write_text(text.replace("  得分率: 87.92%\n", ""), "utf-8")
    again = withdrawn.format("xin-menhu").replace("日期", "事项: 重新公布, 日期")
    (body.content / "withdrawn.yml").write_text(both + again, "utf-8")
    with pytest.raises(DeployError, match=r"xin-menhu.yml：公布\.得分率：87\.92% → （空白）"):
        body.publish(DAYS[3])


def test_a_project_that_gets_its_old_address_back_is_published(body: Body) -> None:
    file, other = body.content / FILE, (body.content / FILE).with_name("xin-menhu.yml")
    for source, target in ((file, other), (other, file)):
        source.rename(target)
        body.publish(DAYS[3])
    assert not (body.seen / "2017/menhu/2026-11-22.html").exists() and "第三版说丙" in page(body, "../menhu.html")


# ---- what stops publishing ----


def rewritten(body: Body) -> None:
    """A kept version says something else, under a name that fits."""
    folder, version = versions_folder(body.content), body.kept()[0]
    record, article = json.loads(gzip.decompress((folder / version.file).read_bytes()))
    digest, data = packed_version(VersionContent(record.replace("甲", "改").encode(), article))
    (folder / version.file).unlink()
    (folder / version._replace(sum=digest).file).write_bytes(data)


def lost(body: Body) -> None:
    (versions_folder(body.content) / body.kept()[0].file).unlink()


@pytest.mark.parametrize("damage", [rewritten, lost])
def test_a_version_that_is_gone_or_rewritten_stops_publishing_until_it_is_given_up(
    body: Body, damage: Callable[[Body], None]
) -> None:
    damage(body)
    with pytest.raises(DeployError, match=r"2017/menhu 公布过的旧版不见了或改过.*RECOVER=1"):
        body.publish(DAYS[3])
    body.publish(DAYS[3], recover=True)


def test_a_version_that_is_damaged_stops_the_build_with_its_name(body: Body) -> None:
    file = versions_folder(body.content) / body.kept()[0].file
    file.write_bytes(file.read_bytes()[:-9])
    with pytest.raises(BuildError, match=rf"{re.escape(file.name)}”残缺或改过"):
        build(body.content, body.home / "other")


def test_a_site_that_was_made_before_a_version_was_kept_is_not_published(body: Body) -> None:
    old = shutil.copytree(body.out / "site", body.home / "old")
    body.write("第四版说丁")
    body.publish(DAYS[3])
    body.write("第五版说戊")
    with pytest.raises(DeployError, match="缺少 2017/menhu 以前公布过的版本的网页"):
        publish(old, body.home / "srv", body.log(DAYS[3]))


@pytest.mark.parametrize("name", ["2026-11-20.html", "2026-11-20.json", "history.html"])
def test_an_old_version_that_was_edited_later_is_found_by_us_and_with_sha256sum(body: Body, name: str) -> None:
    log = body.log(DAYS[3])
    assert verify(str(body.seen), log.kept()).faults == ()
    file = body.seen / "2017/menhu" / name
    file.unlink()  # it may be another name of a file of the last release
    file.write_text("改过", "utf-8")
    assert verify(str(body.seen), log.kept()).faults == (f"2017/menhu/{name}：内容与清单不符，发布后改过。",)
    ran = subprocess.run(COMMANDS[0], shell=True, cwd=body.seen, check=False, capture_output=True)
    assert f"2017/menhu/{name}: FAILED" in ran.stdout.decode()


# ---- what the store lacks ----


def labels(home: Path) -> list[str]:
    return [version.label for version in read_versions(log_beside(home).content).get("2017/p", ())]


def test_where_the_disk_is_full_when_a_version_is_kept_the_next_run_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, site = tmp_path / "srv", lay_out_project(tmp_path / "a", "甲")
    with monkeypatch.context() as full:

        def refuse(self: Path, *_: object) -> None:
            raise OSError(errno.ENOSPC, "full", str(self))

        full.setattr(Path, "write_bytes", refuse)
        with pytest.raises(DeployError, match="空间不够"):
            publish(site, home, log_beside(home))
    write = Path.write_bytes
    with monkeypatch.context() as full:
        full.setattr(Path, "write_bytes", lambda at, data: refuse(at) if at.name == ".version.tmp" else write(at, data))
        with pytest.raises(DeployError, match=r"网站已经发布，但写不了发布记录“.*\.version\.tmp”.*再运行一次"):
            publish(site, home, log_beside(home))
    assert labels(home) == []
    publish(site, home, log_beside(home))
    assert labels(home) == ["2026-11-20"]


def test_what_was_published_before_versions_were_kept_is_kept_from_what_readers_see(tmp_path: Path) -> None:
    home = tmp_path / "srv"
    log = log_beside(home, DAYS[1])
    publish(lay_out_project(tmp_path / "a", "甲"), home, log_beside(home))
    shutil.rmtree(versions_folder(log.content))
    known = [json.loads(line) for line in log.values.read_text("utf-8").splitlines() if '"2017/p"' in line]
    for entry in known:
        del entry["facts"], entry["withdrawn"]
    log.values.write_text("".join(json.dumps(entry) + "\n" for entry in known), "utf-8")
    with pytest.raises(DeployError, match="请先运行 make build"):
        publish(lay_out_project(tmp_path / "b", "乙"), home, log)
    assert labels(home) == ["2026-11-20"]
    publish(lay_out_project(tmp_path / "b", "乙", "2026-11-20"), home, log)
    assert labels(home) == ["2026-11-20", "2026-11-21"]


# ---- the article ----


def test_links_of_an_old_article_work_from_the_deeper_address_and_lead_to_nothing_newer() -> None:
    article = (
        '<a href="#score">a</a><a href="../methods.html#x">b</a><a href="https://example.org/">c</a>'
        '<a class="d" href="../units/gone.html">d</a><a href="../data/2017/x.json" download>e</a>'
        '<a href="../data/2017/x.docx">f</a><a href="index.html">g</a><a href="mailto:a@b">h</a>'
        '<script type="application/ld+json">{}</script><div role="group" hidden><button>i</button></div>'
        '<button type="button" class="term" popovertarget="t">术语</button><div class="years-slot"></div>'
    )
    assert set(targets(article, "2017/x")) == {"methods.html", "units/gone.html", "2017/index.html"}
    assert frozen(article, "2017/x", "2026-11-20", {"units/gone.html"}) == (
        '<a href="#score">a</a><a href="../../methods.html#x">b</a><a href="https://example.org/">c</a>'
        '<a class="d">d</a><a href="2026-11-20.json" download>e</a>'
        '<a>f</a><a href="../index.html">g</a><a href="mailto:a@b">h</a>术语'
    )
