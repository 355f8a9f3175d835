"""The engine that changes a store: BEGIN IMMEDIATE on SQLite, whole transactions on both."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from store.queries.connection import StoreError, dialect_of, sqlite_path
from store.queries.file_systems import NETWORK, file_system

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


def open_engine(url: str, *, foreign_keys: bool = True) -> Engine:
    """An engine on a store, its file made beforehand for the group; raises StoreError with a sentence."""
    if dialect_of(url) == "postgresql":
        return _postgresql(url)
    path = Path(sqlite_path(url)).absolute()
    make_file(path)
    engine = sa.create_engine(f"sqlite:///{path}", poolclass=sa.NullPool, connect_args={"timeout": 10})
    _hook_sqlite(engine, foreign_keys=foreign_keys)
    return engine


def _postgresql(url: str) -> Engine:
    plain = url.replace("postgres://", "postgresql://", 1).replace("postgresql://", "postgresql+psycopg://", 1)
    try:
        return sa.create_engine(plain, poolclass=sa.NullPool)
    except ImportError as error:
        raise StoreError("PostgreSQL needs the extra: pipx install 'cctui[postgres]'.") from error
    except sa.exc.ArgumentError as error:
        raise StoreError(f"That is no PostgreSQL address: {error}.") from error


def _hook_sqlite(engine: Engine, *, foreign_keys: bool) -> None:
    def connected(raw: Any, _record: object) -> None:  # noqa: ANN401 - the driver's connection
        raw.isolation_level = None
        pragmas = (
            "journal_mode=WAL",
            "synchronous=FULL",
            f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
            "recursive_triggers=ON",
            "journal_size_limit=16777216",
        )
        for pragma in pragmas:
            raw.execute(f"PRAGMA {pragma}")

    def begun(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    sa.event.listen(engine, "connect", connected)
    sa.event.listen(engine, "begin", begun)


def make_file(path: Path) -> None:
    """Make the store's file for owner and group; raises StoreError where the place is unfit."""
    make_folder(path)
    try:
        if not path.exists():
            mode = file_mode(path.parent)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, mode))
            path.chmod(mode)
    except OSError as error:
        raise _not_made(path, error) from error
    if not path.is_file():
        raise StoreError(f"{path} is not a file.")
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise StoreError(f"The store {path} or its folder is read-only for you: SQLite has to write beside it.")
    kind = file_system(path)
    if kind in NETWORK:
        raise StoreError(f"The store {path} lies on a network file system ({kind}): use a local disk or PostgreSQL.")


def make_folder(path: Path) -> None:
    """Make the folder of a store's file, for its owner alone; raises StoreError where it cannot be made."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise _not_made(path, error) from error


def _not_made(path: Path, error: OSError) -> StoreError:
    return StoreError(f"The store {path} cannot be made: {error.strerror}. Name another place with --db.")


def file_mode(folder: Path) -> int:
    """Who may read and write a store in a folder: its owner, and the group where the folder belongs to one."""
    return 0o660 if folder.stat().st_mode & 0o020 else 0o600
