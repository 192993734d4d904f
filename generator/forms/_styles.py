"""Styles of our workbooks: fonts of official papers by their names, borders, what may be changed, the print set-up."""

from typing import Any

FANGSONG, HEITI, SONG = "仿宋", "黑体", "宋体"
GENERAL, TEXT = "General", "@"
PALE, WRONG = "#F2F2F2", "#FFC7CE"
PAPER_A4 = 9


class Styles:
    """Formats of one workbook, each made once."""

    def __init__(self, file: Any) -> None:
        self.file = file
        self.known: dict[tuple[Any, ...], Any] = {}

    def get(self, **wanted: Any) -> Any:
        """The format with these properties."""
        key = tuple(sorted(wanted.items()))
        if key not in self.known:
            self.known[key] = self.file.add_format(wanted)
        return self.known[key]

    def title(self, size: int) -> Any:
        """The name of the form, or the line below it."""
        return self.get(font_name=HEITI if size > 12 else FANGSONG, font_size=size, align="center", valign="vcenter")

    def word(self, head: bool = False) -> Any:
        """A word of the form itself."""
        return self.get(
            font_name=HEITI, font_size=10, border=1, align="center", valign="vcenter", text_wrap=True,
            **({"bg_color": PALE} if head else {}),
        )  # fmt: skip

    def value(self, shown: str, number: bool, locked: bool = False) -> Any:
        """What is filled in, or worked out."""
        return self.get(
            font_name=SONG if number else FANGSONG, font_size=10, border=1, valign="vcenter", text_wrap=True,
            align="center" if number else "left", num_format=shown, locked=locked,
            **({"bg_color": PALE} if locked else {}),
        )  # fmt: skip

    def plain(self, bold: bool = False, locked: bool = True) -> Any:
        """A line of a sheet beside the form."""
        return self.get(
            font_name=HEITI if bold else FANGSONG, font_size=10, valign="top", text_wrap=True,
            locked=locked,
        )  # fmt: skip

    def other(self, shown: str) -> Any:
        """A figure on the sheet of other content."""
        return self.get(font_name=FANGSONG, font_size=10, valign="top", align="left", num_format=shown, locked=False)

    def wrong(self) -> Any:
        """A cell that breaks a rule."""
        return self.get(bg_color=WRONG)


def set_up(sheet: Any, landscape: bool = False) -> None:
    """A4, as wide as one page, in the middle, numbered."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(PAPER_A4)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_footer("&C第 &P 页，共 &N 页")


def protect(sheet: Any) -> None:
    """Keep what is not to be filled in as it is; everything that helps while filling in stays allowed."""
    sheet.protect(
        "",
        {
            "format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True,
            "delete_rows": True, "insert_columns": True, "sort": True, "autofilter": True,
            "objects": True,
        },
    )  # fmt: skip
