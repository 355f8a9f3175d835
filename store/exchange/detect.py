"""Opens a file as what its content says that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.exchange.csv_source import CsvSource
from store.exchange.odata_source import OdataSource
from store.exchange.outcome import ImportRefused

if TYPE_CHECKING:
    from pathlib import Path

    from store.exchange.source import Source

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_MARK = b"\xef\xbb\xbf"


def open_source(path: Path) -> Source:
    """Open a file of customers or customer ledger entries; raises ImportRefused with a sentence.

    Args:
        path: CSV, XLSX or OData JSON; told by its first bytes, not by its name.
    """
    start = _start_of(path)
    if start.startswith((_ZIP, _OLD_EXCEL)):
        from store.exchange.xlsx_source import XlsxSource  # noqa: PLC0415 - the reader is loaded where it is needed

        return XlsxSource(path)
    text = start.removeprefix(_MARK).lstrip()
    if text.startswith((b"{", b"[")):
        return OdataSource(path)
    return CsvSource(path)


def _start_of(path: Path) -> bytes:
    try:
        with path.open("rb") as raw:
            start = raw.read(4096)
    except FileNotFoundError:
        raise ImportRefused(f"There is no file {path}.", kind="usage") from None
    except OSError as error:
        raise ImportRefused(f"{path} cannot be read: {error.strerror}.", kind="usage") from error
    if not start.strip():
        raise ImportRefused(f"{path.name} is empty.")
    return start
