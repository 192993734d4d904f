"""Label layout: the side of each mark where its title lies on no mark and on no other title."""

from collections.abc import Sequence

from generator.charts._style import columns

Point = tuple[int, int]
Box = tuple[int, int, int, int]  # left, top, right, bottom

MARK, GAP, LINE, HALF = 6, 8, 8, 6  # half a mark, from its middle to the title, half a line, half a Chinese character


def free_sides(spots: Sequence[Point], titles: Sequence[str], right: int) -> list[str | None]:
    """A side for each title, the first come first; None where all four are taken or end outside the picture."""
    taken: list[Box] = [(x - MARK, y - MARK, x + MARK, y + MARK) for x, y in spots]
    found: list[str | None] = []
    for spot, title in zip(spots, titles, strict=True):
        boxes = _boxes(spot, HALF * columns(title) + GAP)
        free = [
            side
            for side, box in boxes.items()
            if box[0] >= 0 and box[2] <= right and not any(_meet(box, other) for other in taken)
        ]
        found.append(free[0] if free else None)
        taken.extend(boxes[side] for side in free[:1])
    return found


def _boxes(spot: Point, wide: int) -> dict[str, Box]:
    (x, y), half = spot, wide // 2
    return {
        "right": (x + GAP, y - LINE, x + GAP + wide, y + LINE),
        "left": (x - GAP - wide, y - LINE, x - GAP, y + LINE),
        "top": (x - half, y - GAP - 1 - 2 * LINE, x + half, y - GAP - 1),
        "bottom": (x - half, y + GAP + 1, x + half, y + GAP + 1 + 2 * LINE),
    }


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
