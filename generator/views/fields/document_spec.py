"""Document specification: one kind of JSON file that the site publishes, where it lies and what it holds."""

from dataclasses import dataclass
from typing import Generic

from generator.views.fields import Field, Thing_contra

API = "api/v1"


@dataclass(frozen=True)
class DocumentSpec(Generic[Thing_contra]):
    """One kind of JSON file: its name (also its schema's), its address, what it holds, its fields.

    A document that is a list holds objects of these fields; those of the `api` begin with the address of their schema.
    """

    name: str
    path: str
    title: str
    fields: tuple[Field[Thing_contra], ...]
    listed: bool = False
    api: bool = True

    @property
    def schema(self) -> str:
        """Where its schema lies."""
        return f"{API}/schema/{self.name}.schema.json"
