"""What every lookup promises to a script: where it prints, how it ends, and what its JSON holds."""

from __future__ import annotations

import csv
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from jsonschema import Draft202012Validator

from cctui.cli import output
from cctui.cli.output import cells
from tests.cctui.test_history import called

if TYPE_CHECKING:
    from tests.cctui.conftest import Command
    from tests.stores import Stores

SCHEMA: Final[Any] = json.loads((Path(__file__).parents[2] / "docs/schema/lookups.json").read_text(encoding="utf-8"))
DAY: Final = "2026-03-31"
LOOKUPS: Final = (
    ["list"],
    ["list", "over:1", "--limit", "1"],
    ["balance", "C1"],
    ["balance", "C1", "--as-of", "2026-03-15"],
    ["entries", "C1", "--all"],
    ["entries", "C1", "type:invoice", "--limit", "2", "--sort", "remaining"],
    ["entries", "C1", "--as-of", "2026-03-15"],
    ["aging"],
    ["aging", "over:1", "--sort", "band2"],
    ["aging", "C1", "--as-of", "2026-03-15"],
    ["find", "inv"],
    ["todos", "--all"],
    ["promises"],
    ["promises", "C1", "amt>1", "--sort", "amount", "--limit", "1"],
    ["history", "C1", "--limit", "1"],
    ["audit", "--limit", "2"],
    ["audit", "1"],
)
NUMBER: Final = r"-?\d[\d,]*\.\d\d"


@pytest.fixture
def books(stores: Stores) -> str:
    """The base set after two calls; only read."""
    return stores.prepared("sqlite", "called twice", called)


def schema_of(kind: str) -> Draft202012Validator:
    return Draft202012Validator({**SCHEMA["$defs"][kind], "$defs": SCHEMA["$defs"]})


@pytest.mark.parametrize("lookup", LOOKUPS, ids=" ".join)
def test_a_lookup_prints_what_it_promises(
    command: Command, books: str, monkeypatch: pytest.MonkeyPatch, lookup: list[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")  # piped output is never cut
    text, told, table = (command(*lookup, *form, db=books, work_date=DAY) for form in ([], ["--json"], ["--csv"]))
    assert (text.code, text.err, told.code, told.err, table.code) == (0, "", 0, "", 0)
    assert text.lines
    assert text.out.isascii() or "…" not in text.out
    for ended in (text, told, table):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", ended.out)  # plain, whatever the terminal
    read = json.loads(told.out)
    schema_of(read["kind"]).validate(read)
    heading, *rows = csv.reader(table.lines)
    assert rows
    assert {len(row) for row in rows} == {len(heading)}
    assert len(rows) == (len(read["data"]) if isinstance(read["data"], list) else 1)
    left_out = read.get("left_out", 0)
    assert bool(left_out) is bool(table.err) is any("--limit" in line for line in text.lines)
    if left_out:
        assert table.err == f"{text.lines[-1]}\n"
        assert text.lines[-1].startswith(f"{len(rows)} of {len(rows) + left_out} ")


def test_the_schema_is_one_and_knows_no_other_version(command: Command, books: str) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    read = json.loads(command("aging", "--json", db=books).out)
    whole = Draft202012Validator(SCHEMA)
    assert whole.is_valid(read)
    assert not whole.is_valid({**read, "cctui": 2})
    assert not whole.is_valid({**read, "totals": {**read["totals"], "balance_lcy": 1.5}})
    assert {lookup[0] for lookup in LOOKUPS} <= SCHEMA["$defs"].keys()


@pytest.mark.parametrize("lookup", ["balance", "entries", "aging", "promises", "history"])
def test_a_customer_that_is_not_one(command: Command, books: str, lookup: str) -> None:
    nobody = command(lookup, "nobody", "--json", db=books)
    assert (nobody.code, nobody.out, len(nobody.err.splitlines())) == (1, "", 1)
    several = command(lookup, "contact of", "--csv", db=books)
    assert (several.code, several.out) == (2, "")
    assert [line.split()[0] for line in several.err.splitlines()[1:]] == ["C1", "C2"]
    assert command(lookup, "INV-3", db=books).out == command(lookup, "northwind [red", db=books).out


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("aging --sort x", 2, "The aging cannot be sorted by “x”: choose one of no, name, balance"),
        ("promises --sort x", 2, "Promises cannot be sorted by “x”"),
        ("todos --sort x", 2, "To-dos cannot be sorted by “x”"),
        ("entries C1 --as-of 2026-03-01 --sort status", 2, "earlier day cannot be sorted by “status”"),
        ("entries C1 st:promised --as-of 2026-03-01", 2, "“st:” is no term here"),
        ("aging over:5 --as-of 2026-03-01", 2, "“over:” is no term here"),
        ("aging --as-of someday", 2, "--as-of: “someday” is not a date"),
        ("aging --as-of 1/4/2026", 2, "is after the work date 2026-03-31"),
        ("list --as-of 2026-03-01", 2, "cctui list knows today only: --as-of is for aging, balance, entries."),
        ("--as-of 2026-03-01", 2, "cctui knows today only"),
        ("audit --as-of 2026-03-01", 2, "cctui audit knows today only"),
        ("entries C1 over:x", 2, "is not a number of days"),
        ("promises next:t", 2, "is no term here"),
        ("find", 2, "TEXT"),
        ("find zebra --db none.db", 3, "There are no books at none.db"),
    ],
)
def test_what_cannot_be_told_is_one_sentence(command: Command, books: str, line: str, code: int, says: str) -> None:
    ended = command(*line.split(), db="" if "--db" in line else books, work_date=DAY)
    assert (ended.code, ended.out, ended.err.count("\n")) == (code, "", 1)
    assert says in ended.err


@pytest.mark.parametrize("width", [40, 80, *(pytest.param(width, marks=pytest.mark.long) for width in (60, 132, 200))])
def test_tables_fit_a_terminal_and_clip_no_figure(
    command: Command, books: str, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    for lookup in LOOKUPS:
        wide = command(*lookup, db=books, work_date=DAY)
        with monkeypatch.context() as patched:
            patched.setattr(output, "terminal_width", lambda: width)
            narrow = command(*lookup, db=books, work_date=DAY)
        figures = re.findall(NUMBER, wide.out)
        assert all(each in figures for each in re.findall(NUMBER, narrow.out)), lookup
        assert lookup == ["audit", "1"] or not re.search(r"\d…", narrow.out), lookup  # values of any kind
        fits = max(map(cells, narrow.lines[:-1] if "--limit" in lookup else narrow.lines)) <= width
        assert fits or lookup[0] in {"aging", "balance", "audit"} or width == 40, lookup


def test_as_of_the_base_set(command: Command, books: str) -> None:
    told = json.loads(command("aging", "C1", "--as-of", "15/3/2026", "--json", db=books, work_date=DAY).out)
    assert (told["as_of"], told["estimated"]) == ("2026-03-15", False)
    assert told["data"][0]["bands_lcy"] == ["250.00", "1500.00", "0.00", "0.00", "0.00"]
    entries = json.loads(command("entries", "C1", "--as-of", "2026-03-15", "--json", db=books, work_date=DAY).out)
    assert [(row["document_no"], row["days_overdue"]) for row in entries["data"]] == [
        ("INV-1", 15),
        ("INV-3", 5),
        ("INV-4", 0),
    ]
    assert "status_code" not in entries["data"][0]
    options = ("--as-of", "2026-03-15", "--sort", "remaining", "--csv")
    smallest, *_ = csv.DictReader(command("entries", "C1", *options, db=books, work_date=DAY).lines)
    assert (smallest["document_no"], smallest["remaining"]) == ("INV-4", "250.00")
    lines = command("balance", "C1", "--as-of", "2026-03-15", db=books, work_date=DAY).lines
    assert lines[1:3] == ["  As of 2026-03-15", f"  Balance (GBP)  {'1,750.00':>8}"]


def test_promises_are_filtered_sorted_and_limited(command: Command, books: str) -> None:
    def documents(*options: str) -> list[str]:
        ended = command("promises", *options, "--json", db=books, work_date=DAY)
        return [row["document_no"] for row in json.loads(ended.out)["data"]]

    assert documents() == documents("C1") == ["INV-1", "INV-2"]
    assert documents("--sort", "amount") == ["INV-2", "INV-1"]
    assert documents("--sort", "document", "--reverse", "--limit", "1") == ["INV-2"]
    assert documents("amt>500") == documents("northwind", "over:0") == ["INV-1"]
    assert documents("promised<today") == documents("cur:EUR") == documents("ctl:BOB") == []


def test_head_closes_the_pipe_quietly(books: str) -> None:
    line = f"{sys.executable} -m cctui --db {shlex.quote(books)} entries C1 --all | head -n 1"
    ended = subprocess.run(["bash", "-o", "pipefail", "-c", line], capture_output=True, text=True, check=True)
    assert (ended.stdout.count("\n"), ended.stderr) == (1, "")
