"""The command that lists to-dos."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cctui.cli.asking import filter_of
from cctui.cli.fields import todo_fields
from cctui.cli.money import Amounts
from cctui.cli.printing import Report, report
from cctui.cli.problems import ExitCode, Problem
from cctui.cli.state import user_name
from store.queries.filtering import TODO_FIELDS
from store.queries.setup import controller_of, setup
from store.queries.todos import todo_keys, todo_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cctui.cli.state import State
    from store.books import Books


def print_todos(
    state: State,
    words: Sequence[str] = (),
    *,
    which: Literal["open", "closed", "all"] = "open",
    mine: bool = False,
    sort: str = "due",
    reverse: bool = False,
    limit: int | None = None,
) -> int:
    """Print to-dos (S41): open, closed or all; everybody's or the user's own."""
    day = state.settings.work_date
    with state.books() as books:
        settings = books.read(setup)
        asked = filter_of(state, settings, words, TODO_FIELDS)
        owners = _mine(books) if mine else ()
        try:
            keys = books.read(
                todo_keys, work_date=day, state=which, owners=owners, filter=asked, sort=sort, descending=reverse
            )
        except ValueError as error:
            raise Problem(ExitCode.USAGE, str(error)) from error
        rows = books.read(todo_rows, keys[:limit], day)
    made = [rows[key] for key in keys[:limit] if key in rows]
    about = {"lcy": settings.lcy_code, "state": which}
    fields = todo_fields(Amounts(state.settings, settings))
    return report(state, Report("todos", fields, made, about, None, "No to-dos.", "", len(keys), "to-dos"))


def _mine(books: Books) -> tuple[str, ...]:
    user = user_name()
    found = books.read(controller_of, user)
    if found is None:
        raise Problem(
            ExitCode.REFUSED, f"No credit controller is set up for the user “{user}”: leave out --mine, or set one up."
        )
    return (found.code,)
