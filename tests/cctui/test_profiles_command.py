"""Profiles on the command line: listed, found by name or path, changed by a user, and guessed."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from tests.cctui.conftest import Command

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schema/care.json").read_text(encoding="utf-8"))
LEDGER = "Kunde;Datum;Betrag;Offen\n00042;29.01.2026;1.190,00;190,00\n"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder of profiles, empty."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    folder = tmp_path / "cctui" / "profiles"
    folder.mkdir(parents=True)
    return folder


def test_profiles_are_listed_a_users_own_with_its_path(command: Command, own: Path) -> None:
    (own / "erpnext.toml").write_text('based_on = "erpnext"\ntitle = "Ours"\n[dates]\norder = "mdy"\n')
    (own / "broken.toml").write_text("[dates]\nordr = 1\n")
    listed = command("import", "--profiles", "--json")
    Draft202012Validator(SCHEMA).validate(json.loads(listed.out))
    rows = {row["name"]: row for row in json.loads(listed.out)["data"]}
    assert rows["erpnext"] == {"name": "erpnext", "title": "Ours", "from": str(own / "erpnext.toml")}
    assert rows["xero-invoices"]["from"] == "cctui"
    assert rows["broken"]["title"].startswith("The profile broken.toml is wrong: “dates.ordr” is no key;")
    assert all(row["title"] for row in rows.values())


def test_a_profile_is_found_by_name_else_the_nearest_are_told(command: Command, own: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.csv"
    ledger.write_text(LEDGER)
    unknown = command("import", "--profile", "xero", str(ledger))
    assert (unknown.code, unknown.out) == (2, "")
    assert unknown.err.startswith("There is no profile “xero”; did you mean xero-aged or ")
    assert command("import", "--profile", "./xero.toml", str(ledger)).code == 2
    (own / "loop.toml").write_text('based_on = "pool"\n')
    (own / "pool.toml").write_text('based_on = "loop"\n')
    assert "is based on itself" in command("import", "--profile", "loop", str(ledger)).err


def test_a_guess_is_saved_and_imports(command: Command, own: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.csv"
    ledger.write_text(LEDGER)
    guessed = command("import", "--guess", str(ledger))
    assert (guessed.code, tomllib.loads(guessed.out)["entries"]["original"]) == (0, "Betrag")
    assert "00042     2026-01-29" in guessed.err
    (own / "mine.toml").write_text(guessed.out)
    brought = command("import", "--profile", "mine", "--lcy", "EUR", str(ledger), db=str(tmp_path / "books.db"))
    assert (brought.code, brought.err) == (0, "")
    assert "1,190.00     190.00" in brought.out
    assert command("import", "--guess", "--csv", str(ledger)).code == 2
    assert command("import", "--guess", str(ledger), str(ledger)).code == 2


def test_a_known_file_without_its_profile_is_told_which(command: Command, tmp_path: Path) -> None:
    sample = Path(__file__).parents[1] / "data/profiles/xero-aged/Aged_Receivables_Detail-1.xlsx"
    assert "try --profile xero-aged first" in command("import", "--guess", str(sample)).err
    refused = command("import", str(sample), "--lcy", "GBP", db=str(tmp_path / "books.db"))
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == f"{sample.name} looks like a file of the profile xero-aged: say --profile xero-aged.\n"


def test_a_bill_is_not_guessed_to_be_an_invoice(command: Command) -> None:
    """It is a supplier's where a file has invoices too."""
    sample = Path(__file__).parents[1] / "data/profiles/xero-invoices/SalesInvoices-1.csv"
    assert '# "Bill" = ""' in command("import", "--guess", str(sample)).out
