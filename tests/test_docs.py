"""README and manual say what is true: keys, commands, options, configuration, examples, links."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer.main

from cctui import manual
from cctui.cli.exporting import WHAT
from cctui.cli.main import app
from cctui.cli.problems import ExitCode
from cctui.cli.settings import _KEYS, _TABLES, load
from cctui.gathered import check_remapping, page_classes
from store.delivery.smtp_settings import KEYS
from store.exchange.whole_tables import KINDS
from store.rules.dates import echo_date, parse_date
from store.rules.filters import FIELDS, parse_filter

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
DOCS = ROOT / "docs"
MANUAL, IMPORT, EXPORT, COMMANDS, FEATURES = (
    DOCS / f"{name}.md" for name in ("manual", "import", "export", "commands", "features")
)
EVERY = (README, ROOT / "CHANGELOG.md", MANUAL, IMPORT, EXPORT, COMMANDS, FEATURES)
WORK_DATE = date(2026, 3, 31)
BASESET = ROOT / "tests" / "data" / "baseset"

HEAD = "Entry No.,Customer No.,Posting Date,Original Amount,Remaining Amount,Due Date\n"
FILES = {
    "broken.csv": HEAD + "1,C-1000,29/01/2026,10.00,10.00,soon\n",
    "items.csv": (
        "Kunde;Rechnungsdatum;Art;Belegnr.;Betrag;Offen\n"
        "00042;29.01.2026;RG;1001;1.190,00;190,00\n"
        "00042;30.01.2026;XY;1002;5,00;5,00\n"
        "Summe;;;;1.195,00;195,00\n"
    ),
    "short.csv": HEAD.replace("Original Amount,", "") + "1,C-1000,29/01/2026,10.00,28/02/2026\n",
}
EXAMPLE = re.compile(r"```console\n\$ cctui (?P<typed>[^\n]*)\n(?P<printed>.*?)```", re.DOTALL)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def code_spans(text: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", text))


# -- keys


def test_the_tables_of_keys_are_those_of_the_actions() -> None:
    assert manual.written(read(MANUAL)) == read(MANUAL), "make docs writes them anew"


def test_the_tables_of_an_export_are_those_of_the_books() -> None:
    assert manual.written(read(EXPORT)) == read(EXPORT), "make docs writes them anew"
    assert manual.book_tables() in read(EXPORT)
    assert code_spans(read(EXPORT).partition("| A column holds |")[2]) >= KINDS
    listed = {span for row in re.findall(r"^\| (.*?) \| ", read(EXPORT), re.MULTILINE) for span in code_spans(row)}
    assert set(WHAT) <= listed


def test_every_page_has_its_table_of_keys() -> None:
    wanted = [manual.EVERY_PAGE, *(page.__name__ for page in page_classes())]
    assert sorted(manual.named(read(MANUAL))) == sorted(wanted)


def test_a_table_names_each_key_and_action() -> None:
    table = manual.key_tables("InteractionPage")
    assert "| `n` `Alt+O` | Note | Show the notes of the entry under the cursor. | `show_note` |" in table
    assert "Find (Search, Sort, Refresh)" in table


def test_an_unknown_page_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no page"):
        manual.written("<!-- keys of Nowhere -->\n<!-- end of keys -->")


def test_every_command_of_the_colon_line_is_told() -> None:
    told = set(re.findall(r"`:([a-z]+)[ `]", read(MANUAL)))
    names = {name[5:] for page in page_classes() for name in dir(page) if name.startswith("line_")}
    actions = {action.id for page in page_classes() for action in page.ACTIONS}
    assert names <= told <= names | actions


def test_keys_that_the_readme_names_do_that() -> None:
    pages = {page.__name__: page for page in page_classes()}

    def action(page: str, key: str) -> str:
        return next(each.id for each in pages[page].ACTIONS if key in each.keys)

    assert [action("CreditListPage", key) for key in "ies?"] == ["new_interaction", "explain", "sort", "help"]
    assert [action("InteractionPage", key) for key in "puD"] == ["call", "update_entries", "next_date"]
    assert [action("InteractionPage", key) for key in "w$dc"] == ["who", "cash_receipt", "documents", "customer_card"]
    assert [action("CreditListPage", key) for key in ("R", "c")] == ["resume", "customer_card"]
    assert [action("JournalPage", "f9"), action("PreviewPage", "f9")] == ["post_receipts", "post"]
    assert [action("InteractionPage", key) for key in ("o", "\\", "space")] == ["tick_overdue", "tick_none", "tick"]
    assert [action("TodosPage", key) for key in "ixzZ2"] == ["new_interaction", "close_todo", "undo", "redo", "page_2"]


# -- commands


def commands() -> dict[str, set[str]]:
    """Every command with its long options; the program itself is the empty name."""
    group: Any = typer.main.get_command(app)

    def options(command: Any) -> set[str]:  # noqa: ANN401 - the library's own
        return {name for each in command.params for name in each.opts if name.startswith("--")}

    return {"": options(group)} | {name: options(command) for name, command in group.commands.items()}


def sections(text: str) -> dict[str, str]:
    parts = re.split(r"^## cctui ?(.*)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_has_its_section_with_its_options() -> None:
    real = commands()
    told = {
        name: {span.split()[0] for span in code_spans(body.partition("\n## ")[0]) if span.startswith("--")}
        for name, body in sections(read(COMMANDS)).items()
    }
    assert told == {name: options - {"--help"} for name, options in real.items()}


def test_the_import_page_has_the_imports_options() -> None:
    table = {span.split()[0] for span in code_spans(read(IMPORT)) if span.startswith("--")}
    assert table == commands()["import"] - {"--help"}


def test_the_readme_names_every_command_and_exit_code() -> None:
    text = read(README)
    named = set(re.findall(r"^\| `cctui ([a-z]+)", text, re.MULTILINE))
    assert named == commands().keys() - {""}
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)} == set(ExitCode)


def test_commands_in_the_text_exist_with_their_options() -> None:
    real = commands()
    for path in EVERY:
        lines = [*code_spans(read(path)), *re.findall(r"^    (cctui .*)$", read(path), re.MULTILINE)]
        for line in lines:
            for typed in line.split("&&"):
                words = typed.split()
                if words[:1] != ["cctui"]:
                    continue
                name = words[1] if len(words) > 1 and words[1] in real else ""
                assert name or all(word.startswith("-") or word.isupper() for word in words[1:]), line
                options = {word for word in words if word.startswith("--")}
                assert options <= real[name] | real[""], line


def examples() -> Iterator[tuple[Path, str, str]]:
    for path in (COMMANDS, IMPORT):
        for found in EXAMPLE.finditer(read(path)):
            yield path, found["typed"], found["printed"]


def ran(typed: str, folder: Path) -> str:
    """What a person sees of a command, piped: its output, its errors, and its exit code where that is not 0."""
    env = os.environ | {"CCTUI_DB": str(folder / "books.db"), "CCTUI_WORK_DATE": WORK_DATE.isoformat()}
    done = subprocess.run(
        [sys.executable, "-m", "cctui", *shlex.split(typed)],
        cwd=folder,
        env=env | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line.rstrip() for line in (done.stdout + done.stderr).splitlines()]
    return "".join(f"{line}\n" for line in [*lines, *([f"[exit {done.returncode}]"] if done.returncode else [])])


def example_folder(folder: Path) -> Path:
    shutil.copytree(BASESET, folder, dirs_exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_examples_print_what_is_written(tmp_path: Path) -> None:
    folder = example_folder(tmp_path)
    found = list(examples())
    assert len(found) > 10
    for path, typed, printed in found:
        assert ran(typed, folder) == printed, f"{path.name}: cctui {typed}"


# -- configuration


def test_every_key_of_the_configuration_is_told() -> None:
    rows = re.findall(r"^\| `([a-z_]+)` \| (?:`(CCTUI_[A-Z_]+)`|–) \|", read(README), re.MULTILINE)
    assert [key for key, _ in rows] == list(_KEYS)
    assert {key: variable for key, variable in rows if key not in _TABLES} == {
        key: f"CCTUI_{key.upper()}" for key in _KEYS if key not in _TABLES
    }


def test_every_key_of_the_mail_server_is_told_and_its_example_is_taken() -> None:
    part = read(README).partition("### Mail")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `([a-z_]+)` \|", part, re.MULTILINE)) == set(KEYS)
    assert {f"`{key}`" for key in tomllib.loads(part.partition("```toml\n")[2].partition("```")[0])["mail"]} <= {
        f"`{key}`" for key in KEYS
    }


def test_the_example_configuration_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example = re.search(r"```toml\n(.*?)```", read(README), re.DOTALL)
    assert example
    file = tmp_path / "cctui" / "config.toml"
    file.parent.mkdir()
    file.write_text(example[1], encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    settings = load()
    assert (settings.db, settings.mouse) == ("/srv/credit/books.db", False)
    assert settings.keys == tomllib.loads(example[1])["keys"]
    check_remapping(settings.keys)


# -- what can be typed


def test_search_terms_are_read_and_all_are_told() -> None:
    part = read(MANUAL).partition("## Search terms")[2].partition("\n## ")[0]
    terms = [span for span in re.findall(r"\| `([^`]+)` \|", part.replace("| |", "| | |")) if span]
    assert len(terms) >= 12
    for term in terms:
        parse_filter(term, WORK_DATE)
    told = {found[1] for term in terms if (found := re.match(r"!?([a-z]+)[:<>=]", term))}
    assert told == set(FIELDS)


def test_typed_dates_are_read_as_told() -> None:
    part = read(MANUAL).partition("## Dates and amounts as typed")[2].partition("\n## ")[0]
    told = re.findall(r"`([^`]+)` \| ((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [^|]+?) \|", part)
    assert len(told) == 10
    for typed, meant in told:
        assert echo_date(parse_date(typed, WORK_DATE)) == meant


# -- the text itself


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", read(path)):
        if target.startswith(("https://", "http://")):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name) if name else path
        assert file.is_file(), f"{path.name}: {target}"
        if anchor:
            assert anchor in {anchor_of(line) for line in headings(file)}, f"{path.name}: {target}"


def headings(path: Path) -> list[str]:
    return re.findall(r"^#+ (.*)$", read(path), re.MULTILINE)


def anchor_of(heading: str) -> str:
    return re.sub(r"[^a-z0-9 _-]", "", heading.casefold()).replace(" ", "-")


MAKING = ("agent", "assistant", "brief", "co-authored", "generated by", "helpers?", "model", "prompt", "coding session")
"""Words about how a text or a program was made."""
MACHINES = ("root", "tmp", "work", "home")
SELLING = ("seamless", "powerful", "blazing", "effortless", "cutting-edge")


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_nothing_is_told_but_the_program(path: Path) -> None:
    text = read(path).casefold()
    assert not re.findall(rf"\b(?:{'|'.join([*MAKING, *SELLING])})\b", text)
    assert not [place for place in MACHINES if f"/{place}/" in text]


def test_the_picture_is_small() -> None:
    picture = ROOT / "docs" / "picture.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size < 200_000
