"""The desk's 发布: compare, be asked for corrections, write them in a form, publish, pack."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.support.desk import Visitor, desk_of
from tests.test_desk_projects import MENHU, sent

MONEY = {
    "预算/支出": "48万元",
    "预算/执行率": "96%",
    "预算/子项目/1/支出": "28万元",
    "指标体系/0/下级/0/公布/得分": "3.84",
}
REST = {
    "指标体系/0/公布/得分": "23.84",
    "指标体系/0/公布/得分率": "79.47%",
    "公布/评价分值": "87.84",
    "公布/得分率": "87.84%",
}


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    with desk_of(tmp_path) as visitor:
        yield visitor


def press(visitor: Visitor, folder: Path, **asked: str) -> str:
    """Press a button of the page, wait for what it began, and look."""
    answer = visitor.post("/publish", {"folder": str(folder), **asked})
    assert answer.status_code == 303, answer.text
    jobs = visitor.app.desk.jobs
    for job in list(jobs.last.values()):
        assert job.finished.wait(120)
    return visitor.text("/publish")


def test_a_figure_is_corrected_and_a_project_withdrawn_with_a_reason_and_errors_stop_everything(
    visitor: Visitor, tmp_path: Path
) -> None:
    folder = tmp_path / "公布"
    assert "请写明发布到哪个文件夹" in visitor.post("/publish", {"folder": "", "publish": "1"}).text
    page = press(visitor, folder, publish="1")
    assert "已发布到" in page and (folder / "current/index.html").is_file() and "没有要写明的" in page
    assert str(folder) in visitor.text("/publish"), "it is remembered"
    visitor.app.desk.take(visitor.app.desk.jobs.do(visitor.app.desk.build()))
    assert sent(visitor, MONEY | REST).status_code == 303
    page = press(visitor, folder, compare="1")
    assert "预算.支出：49万元 → 48万元" in page and "【重大】" in page and 'name="reason"' in page
    refused = press(visitor, folder, publish="1")
    assert "没有写明更正" in refused and "49万元" in (folder / "current/data/2017/menhu.json").read_text()
    wrong = visitor.post("/publish/corrections", {"number": "0", "reason": "算错", "body": ""})
    assert wrong.status_code == 422 and 'value="算错"' in wrong.text
    while 'name="number" value="0"' in visitor.text("/publish"):
        answer = visitor.post("/publish/corrections", {"number": "0", "reason": "决算数录错", "body": "某市档案馆"})
        assert answer.status_code == 303, answer.text
    text = (tmp_path / "content/projects/2017/menhu.yml").read_text()
    assert f"更正:\n- 日期: {date.today()}\n" in text and "决定单位: 某市档案馆" in text
    page = press(visitor, folder, publish="1")
    assert "没有要写明的" in page and "已发布到" in page
    assert "48万元" in (folder / "current/data/2017/menhu.json").read_text()
    page = press(visitor, folder, pack="1")
    assert "已打包" in page and (tmp_path / "build/jixiao-gongkai.zip").is_file()

    # a project that is gone
    (tmp_path / "content/projects/2018/zhanlan.yml").rename(tmp_path / "zhanlan.yml")
    page = press(visitor, folder, publish="1")
    assert "写明撤下" in page
    visitor.post("/publish/corrections", {"number": "0", "reason": "涉密", "body": "某市档案馆"})
    assert "原因: 涉密" in (tmp_path / "content/withdrawn.yml").read_text()
    assert "已发布到" in press(visitor, folder, publish="1")
    visitor.text(MENHU)
    sent(visitor, {"预算/支出": "很多"})
    page = press(visitor, folder, publish="1")
    assert "数据还有错误" in page
