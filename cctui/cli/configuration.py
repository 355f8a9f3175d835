"""The command `config show`: what the program goes by, and where each value comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

from cctui.cli.kinds import text
from cctui.cli.printing import Field, Report, report
from cctui.cli.settings import config_file, origins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cctui.cli.state import State

_SECRET: Final = re.compile(r"(?<=:)(?!//)[^/]+(?=@)|(?<=password=)[^&]+")
"""A password in the URL of a store: what is shown may be pasted anywhere."""


@dataclass(frozen=True, slots=True)
class _Key:
    """One key of the configuration."""

    key: str
    value: object
    origin: str


def print_config(state: State, *, origin: bool = False) -> int:
    """Print every key of the configuration with its value, with `origin` where it comes from; passwords are hidden."""
    found = origins(state.flags)
    rows = [_Key(key, value, found[key]) for key, value in _values(state)]
    columns = [
        text("key", "Key"),
        Field("value", "Value", lambda row: _as_text(row.value), lambda row: row.value),
        *([text("origin", "From")] if origin else []),
    ]
    path = config_file()
    note = f"Configuration: {path}" if path.is_file() else f"Configuration: {path}, which is not there"
    return report(state, Report("config", columns, rows, {"file": str(path)}, note=note))


def _values(state: State) -> Iterator[tuple[str, object]]:
    """Every key with its value; the mail server's, where one is configured, with a key each."""
    mail = state.settings.mail
    for each in fields(state.settings):
        if each.name != "mail" or mail is None:
            yield each.name, _shown(state, each.name)
    if mail is not None:
        yield from ((f"mail.{part.name}", getattr(mail, part.name)) for part in fields(mail))


def _shown(state: State, key: str) -> object:
    value: object = getattr(state.settings, key)
    return hidden(state.settings.db) if key == "db" else value


def hidden(url: str) -> str:
    """The URL or path of a store, a password in it hidden."""
    return _SECRET.sub("***", url) if "://" in url else url


def without_secrets(sentence: str, *urls: str) -> str:
    """A sentence without the passwords that stand in the URLs of stores."""
    for url in urls:
        for secret in _SECRET.findall(url) if "://" in url else ():
            sentence = sentence.replace(secret, "***")
    return sentence


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return ", ".join(f"{action} = {keys}" for action, keys in value.items())
    return ("false", "true")[value] if isinstance(value, bool) else str(value)
