"""Templates: found by name, copied to be changed, words of one's own, and sentences for what is wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from store.documents.finding import BUNDLED, WORDS, DocumentError, copy_templates, template_names, words_of
from store.documents.render import render
from store.rules.languages import LANGUAGES
from tests.store.baseset import Desk, make_base_set
from tests.store.documents.papers import copy_of, printed, statement_of

if TYPE_CHECKING:
    from pathlib import Path

    from store.rows.document_data import StatementData
    from tests.stores import Stores


@pytest.fixture
def desk(stores: Stores) -> Desk:
    return Desk(stores.copy_of("sqlite", "base set", make_base_set))


@pytest.fixture
def statement(desk: Desk) -> StatementData:
    return statement_of(desk.url)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A user's folder with copies of all templates."""
    made = tmp_path / "templates"
    written, left = copy_templates(made)
    assert {each.name for each in written} == {"common.typ", "statement.typ", "invoice.typ", "credit_memo.typ", WORDS}
    assert left == []
    return made


def test_all_languages_have_the_same_words() -> None:
    words = json.loads((BUNDLED / WORDS).read_text("utf-8"))
    assert set(words) == set(LANGUAGES)
    for language in LANGUAGES:
        assert words[language].keys() == words["en"].keys()
        assert all(text.strip() for text in words[language].values())
        places = {name: [f"{{{n}}}" in text for n in (0, 1)] for name, text in words[language].items()}
        assert places == {name: [f"{{{n}}}" in text for n in (0, 1)] for name, text in words["en"].items()}


def test_copies_print_the_same(statement: StatementData, folder: Path) -> None:
    assert render(statement, template_folder=folder).pdf == render(statement).pdf
    assert render(statement, template_folder=folder / "missing").pdf == render(statement).pdf


def test_a_changed_template_is_used_at_once_and_not_written_over(statement: StatementData, folder: Path) -> None:
    own = folder / "statement.typ"
    own.write_text('#import "common.typ": *\nWe owe nothing, #data.customer.name does.', "utf-8")
    assert printed(statement, template_folder=folder) == ["We owe nothing, Northwind [red] Ltd does."]
    own.write_text("Changed again", "utf-8")
    assert printed(statement, template_folder=folder) == ["Changed again"]
    written, left = copy_templates(folder)
    assert (written, len(left)) == ([], 5)
    assert own.read_text("utf-8") == "Changed again"
    copy_templates(folder, again=True)
    assert own.read_bytes() == (BUNDLED / "statement.typ").read_bytes()


def test_a_template_of_another_name_is_chosen(desk: Desk, statement: StatementData, folder: Path) -> None:
    (folder / "final.typ").write_text("Last warning", "utf-8")
    assert template_names(folder) == ["credit_memo", "final", "invoice", "statement"]
    assert template_names(None) == ["credit_memo", "invoice", "statement"]
    assert printed(statement, template="final", template_folder=folder) == ["Last warning"]
    assert printed(copy_of(desk.url, 1), template="final", template_folder=folder) == ["Last warning"]
    with pytest.raises(DocumentError, match="There is no template “final”: choose one of credit_memo, invoice"):
        render(statement, template="final")


@pytest.mark.parametrize("name", ["../statement", "/etc/passwd", "a.b", "common", "", " ", "x\ny", "ü", "-"])
def test_only_names_are_templates(statement: StatementData, folder: Path, name: str) -> None:
    if name:
        with pytest.raises(DocumentError, match="template"):
            render(statement, template=name, template_folder=folder)
    else:
        assert render(statement, template=name, template_folder=folder).pdf == render(statement).pdf


def test_words_of_ones_own_come_first(statement: StatementData, folder: Path) -> None:
    (folder / WORDS).write_text(json.dumps({"en": {"statement": "What you owe"}}), "utf-8")
    assert "What you owe" in printed(statement, template_folder=folder)
    assert words_of("de", folder)["statement"] == "Kontoauszug"
    assert words_of("pt", None)["statement"] == "Statement of account"


@pytest.mark.parametrize("text", ["{", "[]", '{"en": 7}', ""])
def test_words_that_cannot_be_read_are_told(statement: StatementData, folder: Path, text: str) -> None:
    (folder / WORDS).write_text(text, "utf-8")
    with pytest.raises(DocumentError, match=r"words\.json cannot be read: it must be JSON"):
        render(statement, template_folder=folder)


def test_a_mistake_in_a_template_is_told_with_its_line(statement: StatementData, folder: Path) -> None:
    (folder / "statement.typ").write_text("\n\n#nothing", "utf-8")
    with pytest.raises(DocumentError, match=r"\(statement\.typ, line 3\): unknown variable: nothing"):
        render(statement, template_folder=folder)
    (folder / "statement.typ").write_text("A glyph of its own: \U000130b8", "utf-8")
    with pytest.raises(DocumentError, match="has characters of its own that no font has"):
        render(statement, template_folder=folder)


def test_a_template_reads_nothing_outside_its_folder(statement: StatementData, folder: Path) -> None:
    (folder.parent / "secret.txt").write_text("secret", "utf-8")
    for path in ("../secret.txt", "/etc/passwd", str(folder.parent / "secret.txt")):
        (folder / "statement.typ").write_text(f'#read("{path}")', "utf-8")
        with pytest.raises(DocumentError, match="cannot be used"):
            render(statement, template_folder=folder)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(DocumentError, match="cannot be written"):
        copy_templates(tmp_path / "file" / "templates")
