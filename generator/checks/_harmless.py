"""Things in which a check found nothing wrong: those that it meets again in another project it need not look at."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

Thing = TypeVar("Thing", bound=Hashable)


class Harmless(set[Thing]):
    """A set of such things that begins anew when it is full."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def remember(self, things: Iterable[Thing]) -> None:
        """Take up more of them."""
        if len(self) > self.most:
            self.clear()
        self.update(things)
