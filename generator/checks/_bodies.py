"""The registered bodies by every name they go by."""

from generator.checks._cache_last import cache_last
from generator.model.book import Unit, without_code


class Bodies:
    """The units by every name, and one key for a body whichever of its names is written."""

    def __init__(self, units: tuple[Unit, ...]) -> None:
        self.units: dict[str, Unit] = {name: unit for unit in units for name in unit.names}

    def find(self, name: str) -> Unit | None:
        """The unit, with or without a budget code before its name."""
        return self.units.get(without_code(name))

    def key(self, name: str) -> str:
        """Its slug, or the name where it is not registered."""
        unit = self.find(name)
        return unit.slug if unit else without_code(name)

    def full(self, name: str) -> str:
        """Its full name, or the name where it is not registered."""
        unit = self.find(name)
        return unit.name if unit else name


bodies = cache_last(Bodies)
