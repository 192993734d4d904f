"""Layouts of official forms, one a file, found by the folder: each makes a `Form` of the content of a data file.

Content is what `views.declared` gives of a project: mappings under Chinese keys, lists, texts. What it lacks is a cell
left blank, so an empty form is the layout of nearly nothing: the name, the unit, the tree of a framework.
"""

from collections.abc import Mapping
from functools import cache
from typing import Protocol

from generator.core.registry import discover, implementation
from generator.forms.layout import Content, Form


class FormLayout(Protocol):
    """A module of this folder: what people ask for the form by (自评表), its version, and what lays it out.

    The version changes whenever what stands where on the form does; files of an unknown one are not read.
    """

    NAME: str
    VERSION: str = "1"
    UNIT_IN_HEAD: bool = True  # heads of columns tell the unit of amounts, so that a bare number is no guess
    NEEDS_OWN_SCORE: bool = False  # it shows what a unit scored itself; there is none of a project that did not

    def layout(self, content: Content) -> Form:
        """Return the form, filled with what the content has."""
        ...


@cache
def layouts() -> Mapping[str, FormLayout]:
    """Return every layout by its name; raises `ContractError` where a module does not keep the contract.

    A name is also that of the sheet or document it is written as.
    """
    implementations = (implementation(module, FormLayout) for module in discover(__name__))
    return {form_layout.NAME: form_layout for form_layout in implementations}
