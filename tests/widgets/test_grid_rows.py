"""A window of rows: asked for once, old ones shown until new ones come, far ones let go."""

from __future__ import annotations

from widgets.grid_rows import KEPT, RowWindow


def test_a_row_is_asked_for_once_until_it_comes() -> None:
    window: RowWindow[str] = RowWindow()
    assert window.missing([1, 2]) == (1, 2)
    assert window.missing([1, 2, 3]) == (3,)
    window.put({1: "one", 2: "two", 3: "three"})
    assert window.missing([1, 2, 3]) == ()


def test_old_rows_are_held_but_asked_for_again() -> None:
    window: RowWindow[str] = RowWindow()
    window.set_all({1: "one", 2: "two"})
    assert window.missing([1, 2, 3]) == ()
    window.make_stale()
    assert window.get(1) == "one"
    assert window.missing([1, 3]) == (1, 3)
    window.put({1: "new"})
    assert window.get(1) == "new"
    assert window.missing([1, 2]) == (2,)


def test_far_rows_are_let_go() -> None:
    window: RowWindow[int] = RowWindow()
    window.put({number: number for number in range(KEPT + 1)})
    window.prune([5, 6])
    assert list(window.values()) == [5, 6]
