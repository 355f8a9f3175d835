"""What promises and to-dos make of an import, in the import's own transaction (rules 8 and 9)."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from sqlmodel import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    import sqlalchemy as sa

    from store.requests.base import Actor


def follow(connection: sa.Connection, actor: Actor, entry_nos: Sequence[int]) -> tuple[int, int]:
    """Close the to-dos of entries that an import settled, and open those again whose payment it took back.

    Args:
        connection: In the import's transaction.
        actor: Who imports.
        entry_nos: Changed entries that have a promise or a to-do, ascending.

    Returns how many promises are kept now, and how many to-dos were closed.
    """
    if not entry_nos:
        return 0, 0
    settle = import_module("store.commands.settle")  # found by name: loaded where there is something to settle
    with Session(connection) as session:  # its end leaves the connection's transaction open
        settled = settle.settle_todos(session, entry_nos, actor.work_date)
    return int(settled.kept), int(settled.closed)
