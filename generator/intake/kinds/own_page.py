"""Text copied from a project page of this site: refused, with the download to send instead.

Copying from a browser loses where cells begin and end; the page offers its form as a Word document that reads back.
"""

from generator.forms.published import EXCERPT
from generator.intake.paper import Paper, Paragraph, Refused

LAST_SECTION = "来源与下载"  # of every project page, below the sentence `EXCERPT` under its form
REASON = (
    "这是从本站项目网页复制的文字，复制时表格的行和格会丢，不能读；"
    "请改交在那个网页末尾“来源与下载”里下载的信息表或自评表（Word），或者用 make form 做的工作簿（Excel）"
)


def recognise(paper: Paper) -> Refused | None:
    """Refuse a paper that shows both marks of a project page, however its lines were broken or put into tables."""
    cells = (
        [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells] for block in paper.blocks
    )
    text = "".join("".join(part.split()) for parts in cells for part in parts)
    return Refused(paper.file, REASON) if LAST_SECTION in text.partition(EXCERPT)[2] else None
