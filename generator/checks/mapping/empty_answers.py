"""整改情况要写做了什么，不能只是重复建议，或只写打算；写明时间、佐证的不在此列。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.mapping._answers import content_words, shown_done
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "整改空泛"
SEVERITY: Severity = "提示"
NOTABLE = False

INTENDED = re.compile("将|拟|计划|打算|准备|逐步|积极|探索|力争|争取|下一步|今后|后续|研究|考虑")
GOODWILL = re.compile("进一步|加强|加大|加快|强化|推进|推动|健全|完善|规范|优化|提升|提高")


def check(project: Project) -> Iterator[Violation]:
    """Of an answer that neither says what was done nor when: does it say anything the advice did not?"""
    for finding in project.findings:
        answer = finding.rectification
        if answer is None or answer.state in ("已完成", "未载明") or shown_done(answer):
            continue
        own = content_words(answer.text)
        advice = content_words("，".join((finding.advice, *finding.advice_detail)))
        if INTENDED.search(answer.text):
            problem = "整改情况只写了打算，没有时间、做法和结果"
        elif own and 2 * len(own & advice) >= len(own):
            problem = "整改情况只是重复建议，看不出做了什么"
        elif GOODWILL.search(answer.text) or answer.state in ("计划中", "未说明进度"):
            problem = "整改情况只是表态，看不出做了什么"
        else:
            continue
        yield answer, "text", f"{problem}，请写明做了什么、何时完成，或补写“时间”“佐证”"
