"""The desk's 收件: papers are read apart from the desk, settled mark by mark, written, taken back, sent back."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from generator.desk import jobs, work
from generator.desk.jobs import Job, JobError
from generator.desk.state import Desk
from tests.support.desk import Visitor, desk_of
from tests.support.sent_files import packed
from tests.support.sent_forms import self_evaluation

KEY = re.compile(r'<a href="/inbox/([0-9a-f]{16})">([^<]+)</a>')
DRAFT = "content/projects/2018/daszh.yml"


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    with desk_of(tmp_path) as visitor:
        yield visitor


def sent(visitor: Visitor, *files: tuple[str, bytes]) -> dict[str, str]:
    """Drop files and wait until they are read; gives the key of each paper on the desk."""
    picked = [(io.BytesIO(data), name) for name, data in files]
    answer = visitor.post("/inbox", {"files": picked})
    assert answer.status_code in (303, 422), answer.text
    job = visitor.app.desk.jobs.last.get("read_papers")
    assert job is None or job.finished.wait(120)
    return {name: key for key, name in KEY.findall(visitor.text("/inbox"))}


def form(tmp_path: Path, name: str, **cells: object) -> tuple[str, bytes]:
    return name, self_evaluation(tmp_path / "sent" / name, cells).read_bytes()


def settle(visitor: Visitor, key: str, **asked: str) -> str:
    """Press a button beside the first thing that is to be settled; gives the page after it."""
    match = re.search(r'name="checksum" value="(\w+)"', visitor.text(f"/inbox/{key}/0"))
    assert match
    answer = visitor.post(f"/inbox/{key}/0", {"checksum": match[1], "back": f"/inbox/{key}", **asked})
    assert answer.status_code == 303, answer.text
    return visitor.text(f"/inbox/{key}")


def test_nothing_is_in_the_content_until_it_is_written_and_the_last_one_is_taken_back(
    visitor: Visitor, tmp_path: Path
) -> None:
    papers = sent(visitor, form(tmp_path, "甲馆.xlsx"), ("空的.xlsx", b""), ("说明.txt", "不是表".encode()))
    assert set(papers) == {"甲馆.xlsx", "说明.txt"}
    page = visitor.text("/inbox")
    assert re.search(r'data-level="已收">已收', page) and re.search(r'data-level="不收">不收', page)
    assert not (tmp_path / DRAFT).exists() and "从这里移去" in visitor.text(f"/inbox/{papers['甲馆.xlsx']}")
    assert visitor.post(f"/inbox/{papers['甲馆.xlsx']}", {"write": "1"}).status_code == 303
    assert (tmp_path / DRAFT).exists() and "已写入" in visitor.text("/inbox")
    assert visitor.text("/projects/2018/daszh")
    assert visitor.post(f"/inbox/{papers['甲馆.xlsx']}", {"back": "1", "from_list": "1"}).status_code == 303
    assert not (tmp_path / DRAFT).exists() and visitor.get("/projects/2018/daszh").status_code == 404


def test_a_mark_is_settled_where_the_paper_stands_beside_it(visitor: Visitor, tmp_path: Path) -> None:
    name, data = form(tmp_path, "乙馆.xlsx", B4="某市图书馆", F4="某市图书馆", G11="约30")
    (key,) = sent(visitor, (name, data)).values()
    page = visitor.text(f"/inbox/{key}")
    assert "数字化页数" in page and 'formaction="/units"' in page and "登记此单位" in page
    confirm = re.search(r'name="confirm" value="(\d+)"', page)
    while confirm:
        page = settle(visitor, key, confirm=confirm[1])
        confirm = re.search(r'name="confirm" value="(\d+)"', page)
    given = {"name": "某市图书馆", "slug": "tushuguan", "kind": "预算单位", "back": f"/inbox/{key}"}
    assert visitor.post("/units/new", given).status_code == 303
    page = visitor.text(f"/inbox/{key}")
    assert "登记此单位" not in page
    page = settle(visitor, key, **{"f:项目名称": "2018年档案数字化二期", "save": "1"})
    assert "读好以后改过的" in page and "2018年档案数字化二期" in page
    visitor.post(f"/inbox/{key}", {"number": "0", "year": "2019"})
    assert visitor.post(f"/inbox/{key}", {"number": "0", "year": "十九"}).status_code == 422
    visitor.post(f"/inbox/{key}", {"write": "1"})
    (written,) = (tmp_path / "content/projects/2019").iterdir()
    assert "项目名称: 2018年档案数字化二期" in written.read_text() and "待核对：" not in written.read_text()


def test_a_change_of_a_project_is_shown_old_and_new_and_not_written_over_what_changed_since(
    visitor: Visitor, tmp_path: Path
) -> None:
    first = sent(visitor, form(tmp_path, "甲馆.xlsx"))["甲馆.xlsx"]
    visitor.post(f"/inbox/{first}", {"write": "1"})
    before = (tmp_path / DRAFT).read_text()
    second = sent(visitor, form(tmp_path, "甲馆更正.xlsx", E6="115.13", G6="97.16%", H6="9.72", G15="99.72"))[
        "甲馆更正.xlsx"
    ]
    assert "116.13万元 → 115.13" in visitor.text(f"/inbox/{second}").replace("&gt;", ">")
    (tmp_path / DRAFT).write_text(before + "# 别处\n")
    refused = visitor.post(f"/inbox/{second}", {"write": "1"})
    assert (
        refused.status_code == 422 and "再读一次" in refused.text and (tmp_path / DRAFT).read_text().endswith("别处\n")
    )
    (tmp_path / DRAFT).write_text(before)
    assert visitor.post(f"/inbox/{second}", {"write": "1"}).status_code == 303
    assert "支出: 115.13万元" in (tmp_path / DRAFT).read_text()
    visitor.post(f"/inbox/{second}", {"back": "1"})
    assert (tmp_path / DRAFT).read_text() == before


def test_what_units_are_to_mend_goes_back_as_one_archive(visitor: Visitor, tmp_path: Path) -> None:
    sent(
        visitor,
        form(tmp_path, "甲馆.xlsx", G11=31),
        form(tmp_path, "乙馆.xlsx", B3="2018年展览", G12=21),
        form(tmp_path, "好.xlsx"),
    )
    page = visitor.text("/inbox")
    assert page.count('data-level="请单位改"') == 2
    answer = visitor.post("/inbox/returned", {"unit": "某市档案馆"})
    assert answer.headers["Content-Disposition"].isascii(), "a header takes nothing else"
    with ZipFile(io.BytesIO(answer.data)) as archive:
        names = sorted(name for name in archive.namelist() if not name.endswith("/"))
    assert names == ["乙馆（校验结果）.xlsx", "甲馆（校验结果）.xlsx"]


def test_names_lead_nowhere_and_many_bytes_are_not_kept(
    visitor: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = form(tmp_path, "甲馆.xlsx")[1]
    papers = sent(
        visitor,
        ("../../content/甲馆.xlsx", data),
        ("..\\..\\乙\0.xlsx", data),
        ("..", data),
        ("长" * 300 + ".xlsx", data),
    )
    assert sorted(len(name) for name in papers) == [7, 7, 65]
    assert not list((tmp_path / "content").rglob("*.xlsx"))
    for key in ("../../secret", "0" * 16, "secret", "..%2f..%2fsecret"):
        assert visitor.get(f"/inbox/{key}").status_code == 404
        assert visitor.post(f"/inbox/{key}", {"write": "1"}).status_code == 404
    monkeypatch.setattr("generator.desk.staging.MOST_BYTES", 1000)
    assert "超过 20 MB" in visitor.post("/inbox", {"files": [(io.BytesIO(data), "大.xlsx")]}).text


def test_a_bomb_is_told_and_the_desk_goes_on(visitor: Visitor, tmp_path: Path) -> None:
    bomb = packed({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": b"\0" * (200 << 20)})
    assert sent(visitor, ("炸弹.xlsx", bomb), form(tmp_path, "甲馆.xlsx"))
    page = visitor.text("/inbox")
    assert page.count('data-level="不收"') == 1 and page.count('data-level="已收"') == 1


def test_a_process_that_takes_too_long_is_ended_and_the_next_job_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk_of(tmp_path) as visitor:
        desk: Desk = visitor.app.desk
        monkeypatch.setattr(jobs, "SECONDS", 0)
        with pytest.raises(JobError, match="已停下"):
            desk.jobs.do(Job("read_papers", "读", (desk.paths, {}), confined=True))
        monkeypatch.undo()
        with pytest.raises(JobError, match="程序出了错"):
            desk.jobs.do(Job("read_papers", "读", (desk.paths, {}), confined=True, then=lambda _: 1 // 0))
        assert desk.jobs.do(Job("read_papers", "读", (desk.paths, {}), confined=True)) == ()
        with pytest.raises(JobError, match="没有找到"):
            desk.jobs.do(Job("next_changes", "比较", (desk.paths, str(tmp_path / "没有"))))
        with pytest.raises(JobError, match="程序出了错"):
            desk.jobs.do(Job("no_such_work", "没有", ()))
    assert work.TROUBLES
