"""Reads profiles from TOML; every wrong key or value is a sentence."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, get_args

from store.exchange import profile as p
from store.exchange.outcome import DateOrder, ImportRefused
from store.exchange.values import TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

TABLES: Final[dict[str, type]] = {
    "file": p.FileRules,
    "rows": p.RowRules,
    "dates": p.DateRules,
    "amounts": p.AmountRules,
    "currency": p.CurrencyRules,
    "types": p.TypeRules,
    "open": p.OpenRules,
    "keys": p.KeyRules,
}
"""The tables of a profile, each with what its keys are read into."""

_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "dates.order": get_args(DateOrder),
    "amounts.decimal": (".", ","),
    "amounts.sign": get_args(p.Sign),
    "currency.amounts": ("currency", "lcy"),
    "currency.rate": ("lcy per unit", "units per lcy"),
    "types.other": TYPES,
    "types.positive": TYPES,
    "types.negative": TYPES,
    "open.means": get_args(p.Means),
    "keys.repeated": get_args(p.Repeated),
    "keys.customer": get_args(p.CustomerKey),
}
_FIELDS: Final = {
    "entries": p.ENTRY_FIELDS,
    "customers": p.CUSTOMER_FIELDS,
    "customer_in_entries": p.CUSTOMER_FIELDS,
    "rows.fill_down": p.ENTRY_FIELDS,
    "keys.entry_no_from": p.ENTRY_FIELDS,
}
_MOST_BYTES: Final = 1 << 20


def parsed(path: Path) -> dict[str, Any]:
    """The tables of a profile's file as they stand there; raises ImportRefused (usage) where it is no TOML."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _wrong(path.name, "it is larger than 1 MiB: is it a profile?")
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise _wrong(path.name, f"it cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _wrong(path.name, f"it is no TOML ({error})") from error


def profile_of(name: str, tables: Mapping[str, Any], file: str) -> p.Profile:
    """Make a profile of its tables.

    Args:
        name: What `--profile` calls it.
        tables: As TOML has them, what it is based on joined already.
        file: The file's name, for sentences.

    Raises:
        ImportRefused: A key or a value is wrong (usage).
    """
    reader = _Reader(file)
    given: dict[str, Any] = {}
    known = tuple(each.name for each in fields(p.Profile) if each.name != "name")
    for key, value in tables.items():
        reader.known(key, known, "")
        if key in TABLES:
            given[key] = reader.rules(key, TABLES[key], value)
        elif key in _FIELDS:
            given[key] = reader.words_by_key(key, value, _FIELDS[key])
        else:
            given[key] = reader.value(key, value, reader.default(p.Profile, key))
    made = p.Profile(name=name, **given)
    _refuse_contradictions(made, file)
    return made


class _Reader:
    """Checks values against the types of the keys' defaults."""

    def __init__(self, file: str) -> None:
        self._file = file

    def known(self, key: str, valid: Sequence[str], where: str) -> None:
        if key not in valid:
            near = get_close_matches(key, valid, n=1, cutoff=0.0)[0]
            raise _wrong(self._file, f"“{where}{key}” is no key; did you mean “{where}{near}”?")

    @staticmethod
    def default(owner: type, key: str) -> object:
        (found,) = (each for each in fields(owner) if each.name == key)
        return found.default_factory() if callable(found.default_factory) else found.default

    def rules(self, table: str, owner: type, given: object) -> object:
        if not isinstance(given, dict):
            raise _wrong(self._file, f"“{table}” must be a table: write [{table}] above its keys.")
        valid = tuple(each.name for each in fields(owner))
        values = {}
        for key, value in given.items():
            self.known(key, valid, f"{table}.")
            values[key] = self.value(f"{table}.{key}", value, self.default(owner, key))
        return owner(**values)

    def value(self, key: str, given: object, default: object) -> object:
        if isinstance(default, tuple):
            return self._list(key, given)
        if isinstance(default, dict):
            return self._table(key, given)
        kind: type = str if default is None else type(default)
        if type(given) is not kind or (kind is int and not 0 <= int(str(given)) <= _MOST_BYTES):
            raise _wrong(self._file, f"“{key}” must be {_KINDS[kind]}.")
        choices = _CHOICES.get(key)
        if choices and given not in choices:
            raise _wrong(self._file, f"“{key}” cannot be “{given}”: choose {', '.join(map(_shown, choices))}.")
        return self._checked(key, given)

    def _checked(self, key: str, given: object) -> object:
        check = _CHECKS.get(key)
        told = check(str(given)) if check and given else ""
        if told:
            raise _wrong(self._file, f"“{key}” {told}.")
        return given

    def _list(self, key: str, given: object) -> tuple[str, ...]:
        words = (given,) if isinstance(given, str) else given
        if not isinstance(words, (list, tuple)) or not all(isinstance(word, str) for word in words):
            raise _wrong(self._file, f"“{key}” must be a text or a list of texts.")
        for word in words:
            if key in _FIELDS:
                self.known(word, _FIELDS[key], "")
        return tuple(words)

    def _table(self, key: str, given: object) -> object:
        if key in {"rows.only", "rows.without"}:
            return self.words_by_key(key, given, None)
        if not isinstance(given, dict) or not all(isinstance(word, str) for word in given.values()):
            raise _wrong(self._file, f"“{key}” must be a table of texts.")
        for name, word in given.items():
            if key == "types.words" and word not in TYPES:
                raise _wrong(self._file, f"“{key}.{name}” cannot be “{word}”: choose {', '.join(map(_shown, TYPES))}.")
            if key == "currency.rates" and _rate(word):
                raise _wrong(self._file, f"“{key}.{name}” {_rate(word)}.")
        return dict(given)

    def words_by_key(self, key: str, given: object, valid: Sequence[str] | None) -> dict[str, tuple[str, ...]]:
        if not isinstance(given, dict):
            raise _wrong(self._file, f"“{key}” must be a table: write [{key}] above its keys.")
        for name in given if valid else ():
            self.known(name, valid or (), f"{key}.")
        return {name: self._list(f"{key}.{name}", words) for name, words in given.items()}


_KINDS: Final[dict[type, str]] = {str: "a text", bool: "true or false", int: "a whole number"}


def _shown(choice: str) -> str:
    return f"“{choice}”"


def _pattern(text: str) -> str:
    try:
        found = re.compile(text)
    except re.error as error:
        return f"is no regular expression ({error})"
    return "" if {"no", "name"} & set(found.groupindex) else "names neither (?P<no>…) nor (?P<name>…)"


def _encoding(text: str) -> str:
    try:
        "".encode(text)
    except (LookupError, ValueError):
        return f"cannot be “{text}”: name an encoding such as utf-8, utf-16 or cp1252"
    return ""


def _rate(text: str) -> str:
    try:
        rate = Decimal(text)
    except InvalidOperation:
        rate = Decimal(0)
    good = rate.is_finite() and Decimal("0.0000001") < rate < Decimal(10_000_000)
    return "" if good else f'cannot be “{text}”: write what one unit is in LCY, such as "0.8532"'


_CHECKS: Final[dict[str, Callable[[str], str]]] = {
    "rows.group_pattern": _pattern,
    "file.encoding": _encoding,
    "file.delimiter": lambda text: "" if len(text) == 1 and text not in '"\r\n' else "must be one character",
}


def _refuse_contradictions(made: p.Profile, file: str) -> None:
    fields, customers = set(made.entries), set(made.customers)
    grouped = made.rows.group or made.rows.group_pattern
    means = made.open.means
    faults = (
        (not fields and not customers, "it names no columns: write [entries] or [customers] with fields and captions"),
        (
            fields and not grouped and not {"customer_no", "customer_name"} & fields,
            "“entries” names no column of the customer: customer_no or customer_name",
        ),
        (
            fields and not {"posting_date", "document_date"} & fields,
            "“entries” names no column of the date: posting_date",
        ),
        (
            fields and not {"original", "debit", "credit", "remaining"} & fields,
            "“entries” names no column of the amount: original, debit and credit, or remaining",
        ),
        (
            fields and not means and not {"remaining", "paid", "closed_at", "open"} & fields,
            "it does not say what is open: name a column remaining, paid, closed_at or open, or write [open] means",
        ),
        (
            fields and means and means != "all" and means not in fields,
            f"“open.means” is “{means}”, and “entries” names no such column",
        ),
        (customers and not {"no", "name"} & customers, "“customers” names no column of the customer: no or name"),
    )
    for wrong, told in faults:
        if wrong:
            raise _wrong(file, told)


def _wrong(file: str, what: str) -> ImportRefused:
    return ImportRefused(
        f"The profile {file} is wrong: {what.rstrip('.')}{'' if what.endswith('?') else '.'}", kind="usage"
    )
