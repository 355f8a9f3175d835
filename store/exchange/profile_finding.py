"""Finds profiles: those of the program, those of the user, or one by its path."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from store.exchange.outcome import ImportRefused
from store.exchange.profile_reading import TABLES, parsed, profile_of

if TYPE_CHECKING:
    from store.exchange.profile import Profile

PACKAGED: Final = Path(__file__).parent / "profiles"
"""Where the program's own profiles are."""
_SUFFIX: Final = ".toml"
_SHOWN: Final = 3
_DEEPEST: Final = 5


@dataclass(frozen=True, slots=True)
class FoundProfile:
    """A profile that can be named."""

    name: str
    path: Path
    own: bool
    """Whether it is the user's."""


def profiles(folder: Path | None) -> list[FoundProfile]:
    """All profiles by name; a user's own stands for the program's of the same name.

    Args:
        folder: The user's own; it may not exist.
    """
    found = {path.stem: FoundProfile(path.stem, path, own=False) for path in PACKAGED.glob(f"*{_SUFFIX}")}
    if folder is not None and folder.is_dir():
        found |= {path.stem: FoundProfile(path.stem, path, own=True) for path in folder.glob(f"*{_SUFFIX}")}
    return [found[name] for name in sorted(found)]


def find_profile(asked: str, folder: Path | None) -> Profile:
    """Find a profile by name or path.

    Args:
        asked: What the user says; a path where it has a separator or ends with `.toml`.
        folder: The user's own profiles; it may not exist.

    Raises:
        ImportRefused: There is none of this name, with the nearest ones; or it is wrong (usage).
    """
    return _made(_place_of(asked, folder), folder)


@cache
def automatic_profiles() -> tuple[Profile, ...]:
    """The program's own profiles that are tried where nobody names one."""
    found = [_made(each, None) for each in profiles(None) if b"automatic" in each.path.read_bytes()]
    return tuple(each for each in found if each.automatic)


def _place_of(asked: str, folder: Path | None) -> FoundProfile:
    known = {each.name: each for each in profiles(folder)}
    if asked in known:
        return known[asked]
    path = Path(asked).expanduser()
    if path.is_file():
        return FoundProfile(path.stem, path, own=True)
    if "/" in asked or asked.endswith(_SUFFIX):
        raise ImportRefused(f"There is no profile {asked}: check its name and folder.", kind="usage")
    near = get_close_matches(asked.casefold(), known, n=_SHOWN, cutoff=0.3) or sorted(known)[:_SHOWN]
    raise ImportRefused(
        f"There is no profile “{asked}”; did you mean {' or '.join(near)}? cctui import --profiles lists all.",
        kind="usage",
    )


def _made(found: FoundProfile, folder: Path | None) -> Profile:
    return profile_of(found.name, _joined(found, folder, ()), found.path.name)


def _joined(found: FoundProfile, folder: Path | None, above: tuple[Path, ...]) -> dict[str, Any]:
    """A profile's tables, with what it is based on below them."""
    tables = parsed(found.path)
    base = tables.get("based_on")
    if not base or not isinstance(base, str):
        return tables
    # A user's own may be based on the program's of the same name.
    below = _place_of(base, None if base == found.name else folder)
    if below.path in above or below.path == found.path or len(above) > _DEEPEST:
        raise ImportRefused(f"The profile {found.path.name} is wrong: it is based on itself.", kind="usage")
    joined = _joined(below, folder, (*above, found.path))
    joined.pop("automatic", None)
    for key, value in tables.items():
        under = joined.get(key)
        if isinstance(value, dict) and isinstance(under, dict):
            joined[key] = _both(under, value, deep=key in TABLES)
        else:
            joined[key] = value
    return joined


def _both(under: dict[str, Any], over: dict[str, Any], *, deep: bool) -> dict[str, Any]:
    joined = {**under, **over}
    for key in under.keys() & over.keys() if deep else ():
        if isinstance(under[key], dict) and isinstance(over[key], dict):
            joined[key] = {**under[key], **over[key]}
    return joined
