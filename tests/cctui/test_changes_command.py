"""What an import changed, as commands print it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jsonschema import Draft202012Validator

from store.rules.import_changes import KINDS
from tests.cctui.test_import_command import GOOD, ledger

if TYPE_CHECKING:
    from tests.cctui.conftest import Command

PAID = GOOD.replace("1000.00,1000.00", "1000.00,0.00").replace("Yes", "No")
OTHER = "3,2026-01-29,Invoice,INV-3,2,Two,70.00,70.00,2026-02-28,Yes\n"


SCHEMA: Final = json.loads((Path(__file__).parents[2] / "docs/schema/care.json").read_text(encoding="utf-8"))


def as_json(command: Command, *arguments: str, db: str) -> Any:  # noqa: ANN401 - JSON
    """What a command prints as JSON, held to the schema."""
    read = json.loads(command(*arguments, "--json", db=db).out)
    Draft202012Validator(SCHEMA["$defs"][read["kind"]] | {"$defs": SCHEMA["$defs"]}).validate(read)
    return read


def test_what_imports_and_care_print_as_json_is_what_the_schema_says(
    command: Command, contoso_file: str, tmp_path: Path
) -> None:
    assert SCHEMA["$defs"]["row"]["properties"]["kind"]["enum"] == list(KINDS)
    assert as_json(command, "changes", "--imports", db=contoso_file)["imports"] == 1
    assert as_json(command, "backup", str(tmp_path / "b.db"), db=contoso_file)["data"]["findings"] == []
    assert {row["part"] for row in as_json(command, "doctor", db=contoso_file)["data"]} >= {"books", "terminal"}


def test_what_changed_is_told_by_the_import_and_afterwards(command: Command, sqlite_url: str, tmp_path: Path) -> None:
    ended = command("changes", db=sqlite_url)
    assert (ended.code, ended.out) == (3, "")
    assert command("import", ledger(tmp_path, GOOD), "--lcy", "GBP", db=sqlite_url).code == 0
    assert "1 new entries, the first of these books" in command("changes", db=sqlite_url).out
    path = ledger(tmp_path, PAID, OTHER)
    tried = as_json(command, "import", path, "--dry-run", db=sqlite_url)
    assert (tried["kind"], tried["dry_run"], tried["data"]["import_id"]) == ("import", True, 0)
    done = as_json(command, "import", path, db=sqlite_url)
    assert tried["data"] | {"import_id": 2} == done["data"]
    assert [row["kind"] for row in done["data"]["changes"]] == ["paid", "new", "new_customer"]
    told = as_json(command, "changes", db=sqlite_url)
    assert [{**row, "id": None} for row in told["data"]] == [{**row, "id": None} for row in done["data"]["changes"]]
    assert (told["import"]["id"], told["counts"]) == (2, {"paid": 1, "new": 1, "new_customer": 1})


def test_one_kind_one_word_one_import(command: Command, sqlite_url: str, tmp_path: Path) -> None:
    for rows in ((GOOD,), (PAID, OTHER)):
        assert command("import", ledger(tmp_path, *rows), "--lcy", "GBP", db=sqlite_url).code == 0

    def kinds(*arguments: str) -> list[str]:
        out = command("changes", *arguments, "--csv", db=sqlite_url).out
        return [row["kind"] for row in csv.DictReader(io.StringIO(out))]

    assert kinds("--kind", "new-customer", "--kind", "paid") == ["paid", "new_customer"]
    assert kinds("two", "cur:GBP") == ["new"]
    assert kinds("--limit", "1") == ["paid"]
    assert kinds("--import", "1") == []
    assert "1 of 3 changes: --limit 3 shows all." in command("changes", "--limit", "1", db=sqlite_url).out
    assert [
        row["entries_new"] for row in json.loads(command("changes", "--imports", "--json", db=sqlite_url).out)["data"]
    ] == [1, 1]
    for wrong, code in ((("--import", "9"), 1), (("--kind", "x"), 2), (("over:x",), 2), (("--imports", "x"), 2)):
        ended = command("changes", *wrong, db=sqlite_url)
        assert (ended.code, ended.out) == (code, ""), wrong
