"""Page of a project in a real browser: what needs attention leads to its place, the score table reads on a phone."""

from io import BytesIO
from typing import Any
from unicodedata import normalize

from pypdf import PdfReader

ADDRESS = "2017/shipin-huiyi.html"


def test_what_needs_attention_is_listed_above_the_form_and_leads_to_its_place(visit: Any) -> None:
    page = visit("http").open(ADDRESS)
    notices = page.locator(".notices")
    assert notices.locator("summary").inner_text() == f"本站核对发现 {notices.locator('li').count()} 处需要注意"
    notices.locator("summary").click()
    for link in notices.locator("a").all():
        link.click()
        target = page.locator(":target")
        assert link.inner_text() in target.inner_text()
        assert target.evaluate("node => node.getClientRects().length > 0")


def test_every_mark_leads_to_a_note_and_back_and_labels_are_never_run_together_with_values(visit: Any) -> None:
    page = visit("http").open(ADDRESS)
    dead = """() => [...document.querySelectorAll('.note-mark a, .note-back')]
        .map(link => link.hash.slice(1)).filter(id => !document.getElementById(id))"""
    assert page.locator(".note-mark a").count() > 5
    assert page.evaluate(dead) == []
    texts = page.locator(".notes li").all_text_contents()
    assert len(texts) == len(set(texts)), "the same words are told once"
    cells = page.locator(".scoretree tbody td:last-child").all_inner_texts()
    assert "目标值\n100%\n扣分\n0.35 分\n说明\n报告未载实际值、评分标准和扣分原因。" in cells
    assert not [text for text in cells if "评定" in text]


def test_every_fullest_page_is_short_on_a_phone_and_what_is_folded_opens_for_a_link_and_on_paper(visit: Any) -> None:
    visitor = visit("http", width=360)
    for address in ("2017/xinxi-fuwu-pingtai.html", "2018/gongshanglian-xinxihua.html", ADDRESS):
        page = visitor.open(address)
        assert page.evaluate("document.documentElement.scrollHeight") <= 14_000
        wrap = page.locator(".table-wrap:has(table.scoretree)")
        assert wrap.evaluate("node => node.scrollWidth <= node.clientWidth + 1"), (
            "the scores need no sideways scrolling"
        )
        assert wrap.locator("tr.lost td:nth-last-child(3)").first.is_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    inside, summary = page.locator("#background ~ .report-part h3").first, page.locator(".report-part > summary").first
    assert summary.inner_text() == "立项背景及目的、立项依据、项目内容、实施情况、主要绩效的详情"
    assert not inside.is_visible()
    page.emulate_media(media="print")
    assert inside.is_visible() and not summary.is_visible()
    page.emulate_media(media="screen")
    page.evaluate("location.hash = document.querySelector('.notes li').id")
    page.locator(".notes li").first.wait_for(state="visible")


def test_on_a_phone_the_rows_that_lost_nothing_are_folded_until_asked_for(visit: Any) -> None:
    page = visit("http", width=375).open(ADDRESS)
    rows = page.locator(".scoretree tbody tr:not(.lost, .carried)")
    leaf = rows.first.locator("th:not([data-level])")
    button = page.locator(".fold-rows")
    rate = page.locator(".scoretree tr.lost td:nth-last-child(2)").first
    assert rate.evaluate("cell => getComputedStyle(cell, '::before').content") == '"得分率（本站核算）"'
    assert button.inner_text() == f"显示没有扣分的 {rows.count()} 项"
    assert not leaf.is_visible()
    assert page.locator(".scoretree tfoot tr").is_visible()
    button.click()
    assert leaf.is_visible()
    assert button.inner_text() == "只看扣分的指标"
    button.click()
    mark = ".scoretree tr:not(.lost) th:not([data-level]) .note-mark a"
    page.evaluate("selector => location.hash = document.querySelector(selector).id", mark)
    leaf.wait_for(state="visible")


def test_on_a_desktop_and_on_paper_no_row_is_folded(visit: Any) -> None:
    page = visit("http").open(ADDRESS)
    leaf = page.locator(".scoretree tbody tr:not(.lost, .carried) th:not([data-level])").first
    assert leaf.is_visible()
    assert not page.locator(".fold-rows").is_visible()
    page.set_viewport_size({"width": 375, "height": 800})
    leaf.wait_for(state="hidden")
    page.emulate_media(media="print")
    leaf.wait_for(state="visible")


def test_the_first_answer_leads_down_to_each_of_its_parts_and_on_a_phone_one_line_to_those_of_the_page(
    visit: Any,
) -> None:
    page = visit("http").open("2017/xinxi-fuwu-pingtai.html")
    answers = page.locator(".answer li")
    assert answers.all_inner_texts() == [
        "预算与支出（执行率）\n预算 19.369万元，支出 19.000万元（98.09%）",
        "评价分值和评价结论\n87.12 分，良好",
        "存在问题和整改情况\n2 个：推进中 2 项",
        "扣分最多（本站核算）\n项目验收管理制度建立与落实情况，扣 3.00 分",
    ]
    below = "link => document.querySelector(link.hash).getBoundingClientRect().top > link.getBoundingClientRect().top"
    for link in page.locator(".answer a").all():
        assert link.evaluate(below)
    page.locator(".answer a", has_text="项目验收").click()
    row = page.locator("tr:target")
    assert "B2.3 项目验收管理制度建立与落实情况" in row.inner_text() and "扣分\n3.00 分" in row.inner_text()
    assert not page.locator(".jumps").is_visible()
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.locator(".jumps a").all_inner_texts() == ["信息表", "得分", "问题", "预算", "来源"]
    tops = page.locator(".jumps a").evaluate_all("all => new Set(all.map(node => node.offsetTop)).size")
    assert tops == 1
    page.locator(".jumps a", has_text="问题").click()
    assert page.locator("h2:target").inner_text().startswith("问题、建议与整改")


def test_what_is_not_printed_is_no_part_of_the_first_answer(visit: Any) -> None:
    page = visit("http").open("2017/waidi-touzi.html")
    assert page.locator(".answer li").all_inner_texts() == [
        "预算与支出（执行率）\n预算 20.645万元，支出未载",
        "评价分值和评价结论\n88.47 分，良好",
        "存在问题和整改情况\n2 个：已完成 1 项，未说明进度 1 项",
    ]


def test_the_page_tells_where_it_comes_from_how_to_cite_it_and_how_to_report_a_mistake(visit: Any) -> None:
    visitor = visit("http")
    visitor.before(
        "window.copied = []; Object.defineProperty(navigator, 'clipboard',"
        " {value: {writeText: async (text) => { window.copied.push(text); }}})"
    )
    page = visitor.open("2018/laihu-touzi.html#budget")
    assert page.locator(".sources .original").all_inner_texts() == ["未附原文"]
    page.get_by_role("button", name="复制链接").click()
    page.locator(".byline").get_by_role("link", name="引用").click()
    page.wait_for_function("window.copied.length === 2")
    link, cited = page.evaluate("window.copied")
    assert link == page.url.partition("#")[0]
    today = page.evaluate("new Date().toLocaleDateString('sv-SE')")
    assert cited == (
        "示范站点（非官方）. 2018年各地来沪投资数据采集与统计分析系统(运维)项目：绩效评价结果（2018年度）[EB/OL]. "
        f"(2026-11-21)[{today}]. {link}."
    )
    assert page.locator(".copied").inner_text() == f"已复制：{cited}"
    without = visit("http", script=False).open("2018/laihu-touzi.html")
    without.locator(".byline").get_by_role("link", name="引用").click()
    assert without.locator(":target + dd").inner_text().startswith("示范站点（非官方）. 2018年各地来沪投资")


def test_last_years_problems_stand_beside_this_years_and_the_contents_lead_there(visit: Any) -> None:
    page = visit("http").open("2018/laihu-touzi.html")
    contents = page.locator(".contents a").all_inner_texts()
    assert contents[:4] == ["信息表", "得分", "问题、建议与整改", "同一项目历年结果"]
    assert page.locator(".two-years h4").all_inner_texts() == ["2017年度存在问题", "2018年度存在问题（本页）"]
    assert page.locator(".two-years li").count() == 4
    assert page.get_by_role("heading", name="整改情况", level=3).first.is_visible()
    earlier = visit("http").open("2017/laihu-touzi.html")
    assert earlier.locator(".years").is_visible() and not earlier.locator(".two-years").count()


def test_a_problem_leads_to_the_indicators_whose_lost_points_it_explains(visit: Any) -> None:
    page = visit("http").open("2018/gongshanglian-xinxihua.html")
    links = page.locator(".finding a[href^='#indicator-']")
    assert links.all_inner_texts() == ["B31 实施管理制度建设", "B32 实施管理执行情况"]
    links.first.click()
    assert page.locator("th:target").inner_text().startswith("B31")


def test_the_form_alone_is_one_sheet_and_groups_that_go_on_are_named_again(visit: Any) -> None:
    page = visit("http").open("2017/xinxi-fuwu-pingtai.html")
    assert page.locator(".carried").first.is_hidden()

    def sheets(part: str) -> list[str]:
        page.evaluate("part => document.documentElement.setAttribute('data-printing', part)", part)
        paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
        return ["".join(normalize("NFKC", sheet.extract_text()).split()) for sheet in paper.pages]

    (form,) = sheets("sheet")
    for words in ("项目单位:上海市", "年度:2017", "经办人(签字)", "绩效评价结果信息表"):
        assert words in form
    first, second, *rest = sheets("score")
    assert "经办人" not in first and "问题、建议与整改" not in first
    assert "A项目决策9.00/10" in first
    assert "权重得分" in second, "a head that is repeated has its terms too"
    assert "B项目管理(续)" in second and "B2.2项目过程管理" in second
    assert "B项目管理16.94/25" not in second, "it begins on the first"
    assert "合计10087.12" in "".join((second, *rest))
