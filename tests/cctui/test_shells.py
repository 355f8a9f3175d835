"""What shells and manuals get: completion, the man page, and the help that is written beforehand."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cctui import reference
from cctui.cli import main, running
from cctui.cli.manpage import man_page
from cctui.cli.registry import help_text, told_commands
from cctui.cli.shells import script
from tests.store.queries.books import Writing, write
from tests.store.queries.conftest import worked

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cctui.conftest import Command
    from tests.stores import Stores

OLD = "write it anew by: make docs"


def people(w: Writing) -> None:
    worked(w)
    w.customer("40000", 'Adam\'s $(touch pwned) `x` & "Co"')
    w.customer("A-1", "Zoë\tTab")


@pytest.fixture
def books(stores: Stores) -> str:
    return stores.prepared("sqlite", "completed", lambda url: write(url, people))


def test_the_man_page_is_of_this_program(command: Command) -> None:
    assert reference.MAN_PAGE.read_text(encoding="utf-8") == man_page(), OLD
    assert command("man").out == man_page()
    if groff := shutil.which("groff"):
        told = subprocess.run(
            [groff, "-man", "-Tutf8", "-K", "utf8", "-ww", "-z", str(reference.MAN_PAGE)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert told.stderr == ""


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a command line prints that ends well."""
    capsys.readouterr()
    assert running.run(words) == 0
    told = capsys.readouterr()
    assert told.err == ""
    return told.out


def test_the_help_is_of_this_program(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert reference.HELP.read_text(encoding="utf-8") == help_text(), OLD
    for columns in ("80", "200", ""):
        monkeypatch.setenv("COLUMNS", columns)
        with monkeypatch.context() as patched:
            patched.setattr(main, "perform", lambda _: pytest.fail("the library was asked"))
            assert said(capsys, "--help") == said(capsys, "-h") == help_text()
        with monkeypatch.context() as patched:
            patched.setattr(running, "quick", lambda _: None)
            assert said(capsys, "--help") == help_text()
    monkeypatch.setenv("COLUMNS", "60")
    assert max(map(len, said(capsys, "--help").splitlines())) <= 60


def test_customers_are_completed_by_no_and_by_name(capsys: pytest.CaptureFixture[str], books: str) -> None:
    def completed(*words: str) -> list[list[str]]:
        return [line.split("\t") for line in said(capsys, "complete", *words).splitlines()]

    db = ("--db", books)
    assert completed(*db, "balance", "1") == [["10000", "Ādatum Corporation"]]
    assert completed(*db, "balance", "adat") == [["Ādatum Corporation", "10000"]]
    assert completed(f"--db={books}", "balance", '"Blåb') == [["Blåbær [/] ApS", "20000"]]
    assert completed(*db, "balance", "a-") == [["A-1", "Zoë Tab"]]
    assert len(completed(*db, "balance", "")) == 5
    assert completed("--db", "none.db", "balance", "a") == completed() == []


def test_no_library_is_loaded_to_complete(books: str) -> None:
    code = (
        "import sys; from cctui.cli.running import run; run(sys.argv[1:]);"
        "assert not {'typer', 'textual', 'sqlmodel'} & set(sys.modules)"
    )
    words = ["complete", "--db", books, "balance", "2"]
    ended = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    assert ended.stdout.startswith("20000\t")


def completed(folder: Path, *words: str) -> list[str]:
    """What bash would put into the command line, of the words with the last one unfinished."""
    lines = [
        f'cctui() {{ {shlex.quote(sys.executable)} -m cctui "$@"; }}',
        "compopt() { :; }",  # only known while the shell itself completes
        script("bash") or "",
        f"COMP_WORDS=(cctui {' '.join(map(shlex.quote, words))}); COMP_CWORD={len(words)}; _cctui",
        "printf '%s\\n' \"${COMPREPLY[@]}\"",
    ]
    text = "\n".join(lines).replace("command cctui", "cctui")
    ended = subprocess.run(
        ["bash", "--norc", "-c", text], capture_output=True, text=True, check=True, cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert ended.stderr == ""
    return ended.stdout.splitlines()


def test_bash_completes_commands_options_and_customers(books: str, tmp_path: Path) -> None:
    assert completed(tmp_path, "bal") == ["balance"]
    assert completed(tmp_path, "--db", books, "entr") == ["entries"]
    assert completed(tmp_path, "aging", "--re") == ["--reverse", "--read-only"]
    assert completed(tmp_path, "list", "--sort", "n") == [""]
    found = completed(tmp_path, "--db", books, "balance", "ada")
    assert found == ['Adam\'s $(touch pwned) `x` & "Co"', "Ādatum Corporation"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_knows_every_command(command: Command, shell: str) -> None:
    ended = command("completion", shell)
    assert (ended.code, ended.err) == (0, "")
    assert "@" not in ended.out.replace("[@]", "").replace("@Q", "")
    for told in told_commands()[1:]:
        assert told.name in ended.out
    if found := shutil.which(shell):
        subprocess.run([found, "-n"], input=ended.out, text=True, check=True)


def test_another_shell_is_refused(command: Command) -> None:
    ended = command("completion", "tcsh")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "There is no script for “tcsh”: choose bash, zsh or fish.\n"
