"""Files of ledgers as they come, and what may become of them on the way: bytes, cells and parts changed."""

from __future__ import annotations

import csv
import io
import json
import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from hypothesis import strategies as st

from tests.hostile import STRINGS

if TYPE_CHECKING:
    from collections.abc import Callable

TOKENS: Final = (
    *STRINGS.values(),
    *('"', '""', "\0", "\r", "\n", "\t", ";", ",", "|", "\ufeff", "\ufffe", "\ud800", "'", "\\", "=1+1", " ", ""),
    *("NaN", "-Infinity", "1e400", "-1e-400", "1e99999999999999999999", "9" * 400, "0" * 300, "1.2.3", "--1", "1-"),
    *("0001-01-01", "9999-12-31", "2026-02-30", "31/31/2026", "46000", "-1", "99999999999", "0.00001", "1,23", "٣"),
    *("[" * 20_000, '{"a":' * 5_000, "x" * 70_000, "x" * 300, "Total", "TOTAL", "Draft", "Invoice", "USD", "£", "Yes"),
    *("null", "true", "{}", "[]", '"', "}", "]", "A1048577", "XFD9", "ZZZZZ99999999999", "A0", "<c/>", "&bomb;", "]]>"),
)
MARKS: Final = (
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"PK\x03\x04",
    b"\x00",
    b"{",
    b"\xd0\xcf\x11\xe0",
    b"\x81\x8d",
)
ENCODINGS: Final = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32", "cp437", "utf-7")
Draw = tuple[int, int, int, int]
"""How, and three numbers that say where and with what."""
CHANGES: Final = st.lists(st.tuples(*(st.integers(0, 2**16 - 1) for _ in range(4))), min_size=1, max_size=4)


@dataclass(frozen=True)
class Sample:
    """A file as a ledger writes it."""

    name: str
    raw: bytes
    profile: str = ""
    """What reads it; blank where it needs none."""

    @property
    def kind(self) -> str:
        """`xlsx`, `json` or `csv`."""
        return self.name.rpartition(".")[2]


def mutated(sample: Sample, changes: list[Draw]) -> bytes:
    """The sample's bytes with all changes made, one after the other."""
    raw = sample.raw
    ways = WAYS[sample.kind]
    for how, where, at, what in changes:
        raw = ways[how % len(ways)](raw, where, at, what)
    return raw


def _flip(raw: bytes, where: int, at: int, what: int) -> bytes:
    place = _place(raw, where, at)
    return raw[:place] + bytes([(raw[place] if raw else 0) ^ (1 << what % 8)]) + raw[place + 1 :]


def _cut(raw: bytes, where: int, at: int, _what: int) -> bytes:
    return raw[: _place(raw, where, at)]


def _delete(raw: bytes, where: int, at: int, what: int) -> bytes:
    place = _place(raw, where, at)
    return raw[:place] + raw[place + what % 64 :]


def _double(raw: bytes, where: int, at: int, what: int) -> bytes:
    place = _place(raw, where, at)
    return raw[:place] + raw[place : place + what % 400] + raw[place:]


def _insert(raw: bytes, where: int, at: int, what: int) -> bytes:
    place = _place(raw, where, at)
    return raw[:place] + _token(what).encode("utf-8", "surrogatepass") + raw[place:]


def _mark(raw: bytes, where: int, at: int, what: int) -> bytes:
    place = 0 if where % 3 else _place(raw, where, at)
    return raw[:place] + MARKS[what % len(MARKS)] + raw[place:]


def _place(raw: bytes, where: int, at: int) -> int:
    return (where * 2**16 + at) % len(raw) if raw else 0


def _token(what: int) -> str:
    return TOKENS[what % len(TOKENS)]


BYTES: Final = (_flip, _cut, _delete, _double, _insert, _mark)


def _rows(raw: bytes) -> tuple[list[list[str]], str, str]:
    """The rows of a text, its encoding and what is between cells."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode("utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else encoding)
            break
        except UnicodeError:
            continue
    else:
        return [], "utf-8", ","
    delimiter = max(",;\t|", key=text.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), encoding, delimiter
    except csv.Error:
        return [], encoding, delimiter


def _cells(raw: bytes, where: int, at: int, what: int) -> bytes:
    """A cell replaced, or a row or a column doubled, dropped or moved."""
    rows, encoding, delimiter = _rows(raw)
    if not rows:
        return raw
    row = where % len(rows)
    cell = at % max(len(rows[row]), 1)
    way = what % 8
    if way < 4 and rows[row]:
        rows[row][cell] = _token(what // 8)
    elif way == 4:
        rows.insert(at % len(rows), list(rows[row]))
    elif way == 5:
        del rows[row]
    elif way == 6:
        rows = [[*each[:cell], *each[cell : cell + 1], *each[cell:]] for each in rows]
    else:
        rows = [each[:cell] + each[cell + 1 :] for each in rows]
    return _written(rows, encoding, delimiter)


def _recode(raw: bytes, where: int, at: int, what: int) -> bytes:
    """Another encoding, another delimiter."""
    rows, encoding, delimiter = _rows(raw)
    wanted = ENCODINGS[where % len(ENCODINGS)] if at % 2 else encoding
    return _written(rows, wanted, ",;\t|"[what % 4] if what % 3 else delimiter)


def _written(rows: list[list[str]], encoding: str, delimiter: str) -> bytes:
    out = io.StringIO(newline="")
    try:
        csv.writer(out, delimiter=delimiter, escapechar="\\").writerows(rows)
    except csv.Error:
        return b""
    return out.getvalue().encode(encoding, "replace" if encoding in {"cp1252", "cp437"} else "ignore")


_VALUE: Final = re.compile(rb'(?<=[:\[,])\s*(?:"(?:[^"\\]|\\.)*"|[-+.\w]+)')


def _value(raw: bytes, where: int, at: int, what: int) -> bytes:
    """A value or a name of JSON replaced: by a text, or by what stands there bare."""
    found = list(_VALUE.finditer(raw))
    if not found:
        return raw
    place = found[(where * 7 + at) % len(found)]
    text = _token(what // 2)
    new = text.encode("utf-8", "surrogatepass") if what % 2 else json.dumps(text).encode()
    return raw[: place.start()] + new + raw[place.end() :]


def _inside(raw: bytes, where: int, at: int, what: int, change: Callable[[bytes, int, int, int], bytes]) -> bytes:
    """A part of a workbook changed, and zipped again as it should be."""
    try:
        with ZipFile(io.BytesIO(raw)) as parts:
            found = {name: parts.read(name) for name in parts.namelist()}
    except (BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, RuntimeError, EOFError):
        return raw
    sheets = [name for name in found if "sheet" in name or "shared" in name]
    names = sheets if sheets and where % 4 else list(found)
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, part in found.items():
            chosen = name == names[at % len(names)]
            made.writestr(name, change(part, where // 4, at, what) if chosen else part)
    return out.getvalue()


_TEXT: Final = re.compile(rb"(?<=<v>)[^<]*|(?<=<t>)[^<]*|(?<= r=\")[^\"]*|(?<= [ts]=\")[^\"]*")


def _xml_text(part: bytes, where: int, at: int, what: int) -> bytes:
    found = list(_TEXT.finditer(part))
    if not found:
        return part
    place = found[(where * 7 + at) % len(found)]
    text = _token(what).encode("utf-8", "replace").decode()
    return part[: place.start()] + escape(text).encode() + part[place.end() :]


def _part(change: Callable[[bytes, int, int, int], bytes]) -> Callable[[bytes, int, int, int], bytes]:
    return lambda raw, where, at, what: _inside(raw, where, at, what, change)


WAYS: Final[dict[str, tuple[Callable[[bytes, int, int, int], bytes], ...]]] = {
    "csv": (*BYTES, _cells, _cells, _cells, _recode),
    "json": (*BYTES, _value, _value, _value),
    "xlsx": (*BYTES, *(_part(change) for change in (*BYTES, _xml_text, _xml_text, _xml_text, _xml_text))),
}
"""What may happen to a file, by its kind."""
