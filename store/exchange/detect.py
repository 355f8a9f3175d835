"""Opens a file as what its content says that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.exchange.csv_source import CsvSource
from store.exchange.json_source import JsonSource
from store.exchange.outcome import ImportRefused
from store.exchange.reading import BusinessCentral, NoHeader, Reading

if TYPE_CHECKING:
    from pathlib import Path

    from store.exchange.profile import Profile
    from store.exchange.source import Source

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_MARK = b"\xef\xbb\xbf"


def open_source(path: Path, profile: Profile | None = None) -> Source:
    """Open a file of customers or ledger entries; raises ImportRefused with a sentence.

    Args:
        path: CSV, XLSX or JSON; told by its first bytes, not by its name.
        profile: How it is read; None for Business Central's pages, else whichever profile reads files unasked.
    """
    start = _start_of(path)
    if profile is not None:
        from store.exchange.profile_header import ProfileReading  # noqa: PLC0415 - only where a profile is named

        return opened_by(path, ProfileReading(profile))
    if _is_json(start) and (found := _unasked(path)) is not None:
        return found  # its names are Business Central's own, though of another service
    try:
        return opened_by(path, BusinessCentral())
    except NoHeader:
        if not _is_json(start) and (found := _unasked(path)) is not None:
            return found
        likely = likely_profiles(path)
        if not likely:
            raise
        told = f"{path.name} looks like a file of the profile {likely[0]}: say --profile {likely[0]}."
        others = f" Or one of {', '.join(likely[1:])}." if likely[1:] else ""
        raise NoHeader(told + others) from None


def opened_by(path: Path, reading: Reading) -> Source:
    """Open a file as one reading has it; raises ImportRefused with a sentence.

    Args:
        path: As of `open_source`.
        reading: Whose it is.
    """
    start = _start_of(path)
    if start.startswith((_ZIP, _OLD_EXCEL)):
        from store.exchange.xlsx_source import XlsxSource  # noqa: PLC0415 - the reader is loaded where it is needed

        return XlsxSource(path, reading)
    return JsonSource(path, reading) if _is_json(start) else CsvSource(path, reading)


def _is_json(start: bytes) -> bool:
    return start.removeprefix(_MARK).lstrip().startswith((b"{", b"["))


def _unasked(path: Path) -> Source | None:
    """The file as the first profile reads it that may be tried unasked."""
    from store.exchange.profile_finding import automatic_profiles  # noqa: PLC0415 - where Business Central's fail
    from store.exchange.profile_header import ProfileReading  # noqa: PLC0415

    for profile in automatic_profiles():
        try:
            return opened_by(path, ProfileReading(profile))
        except NoHeader:
            continue
    return None


def likely_profiles(path: Path) -> list[str]:
    """Names of the program's own profiles that know the file's header, first the one that knows most of it.

    Args:
        path: As of `open_source`.
    """
    from store.exchange.profile_finding import find_profile, profiles  # noqa: PLC0415 - where nothing else reads it
    from store.exchange.profile_header import ProfileReading  # noqa: PLC0415

    found = []
    for each in profiles(None):
        try:
            source = opened_by(path, ProfileReading(find_profile(each.name, None)))
        except ImportRefused:
            continue
        found.append((-len(source.captions), each.name))
    return [name for _, name in sorted(found)]


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
