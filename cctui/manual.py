"""Writes the documentation's tables from the program: `python -m cctui.manual FILE...`, or `make docs`.

A table of keys stands between two comments, `<!-- keys of every page -->` or `<!-- keys of ClassName -->` before it and
`<!-- end of keys -->` after it, that of the books' tables between `<!-- tables of the books -->` and
`<!-- end of tables -->`; what is between them is written anew.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cctui.gathered import page_classes
from widgets.actions import Action, keys_of
from widgets.common_actions import LIST_ACTIONS
from widgets.keynames import key_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

EVERY_PAGE: Final = "every page"
"""What the table of the common actions is named by."""

_BOOKS: Final = re.compile(r"(<!-- tables of the books -->\n).*?(<!-- end of tables -->)", re.DOTALL)
_TABLE: Final = re.compile(r"<!-- keys of ([A-Za-z ]+) -->\n.*?<!-- end of keys -->", re.DOTALL)


def main(arguments: Sequence[str]) -> int:
    """Write the tables of the files named anew; the exit code."""
    for name in arguments:
        path = Path(name)
        path.write_text(written(path.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


def written(text: str) -> str:
    """A text with its tables as the program is now; raises ValueError for an unknown page."""

    def anew(found: re.Match[str]) -> str:
        return f"<!-- keys of {found[1]} -->\n\n{key_tables(found[1])}\n\n<!-- end of keys -->"

    return _BOOKS.sub(lambda found: f"{found[1]}\n{book_tables()}\n\n{found[2]}", _TABLE.sub(anew, text))


def named(text: str) -> list[str]:
    """What the tables of a text are of, in their order: names of page classes and `EVERY_PAGE`."""
    return [found[1] for found in _TABLE.finditer(text)]


def key_tables(name: str) -> str:
    """The table of a page's own actions and a line with the common ones it takes; or the common actions' table.

    Args:
        name: A page class of `cctui.gathered`, or `EVERY_PAGE`.

    Raises:
        ValueError: No page is called so.
    """
    if name == EVERY_PAGE:
        return "\n".join(_rows(LIST_ACTIONS, grouped=True))
    found = [page for page in page_classes() if page.__name__ == name]
    if not found:
        raise ValueError(f"There is no page “{name}”.")
    actions = found[0].ACTIONS
    own = _first_of_each(action for action in actions if action not in LIST_ACTIONS)
    parts = ["\n".join(_rows(own))] if own else []
    return "\n\n".join([*parts, _common(actions)])


def book_tables() -> str:
    """The tables of the books with their columns and what each holds, in the order of an export."""
    from store.exchange.whole_tables import whole_tables  # noqa: PLC0415 - only for the text that has them

    rows = ["| Table | Columns |", "| --- | --- |"]
    for table in whole_tables():
        columns = ", ".join(
            f"{'**' * (name in table.key)}`{name}`{'**' * (name in table.key)} {kind}"
            for name, kind in table.columns.items()
        )
        rows.append(f"| `{table.name}`{' (counted)' if table.counted else ''} | {columns} |")
    return "\n".join(rows)


def _first_of_each(actions: Iterable[Action]) -> list[Action]:
    by_id: dict[str, Action] = {}
    for action in actions:
        by_id.setdefault(action.id, action)
    return list(by_id.values())


def _rows(actions: Iterable[Action], *, grouped: bool = False) -> Iterator[str]:
    yield "| Key | Action | What it does | Name |"
    yield "| --- | --- | --- | --- |"
    group = ""
    for action in actions:
        if grouped and action.group != group:
            group = action.group
            yield f"| | **{group}** | | |"
        keys = " ".join(f"`{key_text(key)}`" for key in keys_of(action))
        yield f"| {keys} | {action.verb} | {action.help} | `{action.id}` |"


def _common(actions: Sequence[Action]) -> str:
    """The common actions that a page takes, by group; the taken ones are named where some are not."""
    own = {action.id for action in actions if action not in LIST_ACTIONS}
    groups: dict[str, list[Action]] = {}
    for action in LIST_ACTIONS:
        groups.setdefault(action.group, []).append(action)
    told = []
    for group, members in groups.items():
        taken = [action for action in members if action in actions and action.id not in own]
        if len(taken) == len(members):
            told.append(group)
        elif taken:
            told.append(f"{group} ({', '.join(action.verb for action in taken)})")
    return f"Of the keys of every page: {', '.join(told)}."


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
