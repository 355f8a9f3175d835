"""Hostile texts in every field of a document: they are printed as they are, and nothing of them is run."""

from __future__ import annotations

import io
from dataclasses import fields, is_dataclass, replace
from itertools import cycle
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from store.documents.finding import words_of
from store.documents.payload import payload
from store.documents.render import render
from store.rules.text import clean
from tests.hostile import STRINGS, forbidden_in
from tests.store.baseset import INV_1, Desk, make_base_set
from tests.store.documents.papers import copy_of, statement_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.stores import Stores

WIDTH = 595
"""Of A4, in points."""
TEMPLATE_CODE = (
    *('#include "/etc/passwd"', '#read("words.json")', "#panic()", "[red]*bold*_it_`raw`$x^2$", "#let x = 1"),
    *(
        "@ref <label>",
        '"); #panic("',
        "\\u{41}",
        "// gone",
        "/* gone */",
        "= Heading",
        "#sys.inputs",
        "~~~",
        "--- -- ...",
    ),
    *("https://example.test/#x", "#set page(width: 1pt)", "{0} {1}", "\"quoted\" 'text'", "</script>", "\\#x"),
)
UNREADABLE = "combining"
"""Stacked marks: the reader tells glyphs without a letter of their own as control characters."""
KEPT = {"kind", "language", "document", "band_basis"}
"""What the program itself chooses."""


@pytest.fixture
def desk(stores: Stores) -> Desk:
    return Desk(stores.copy_of("sqlite", "base set", make_base_set))


def everywhere(value: Any, texts: Iterator[str]) -> Any:  # noqa: ANN401 - any row
    """A row with the next text in each of its fields that hold text, in the rows within it too."""
    changed: dict[str, Any] = {}
    for each in fields(value):
        held = getattr(value, each.name)
        if isinstance(held, str) and each.name not in KEPT:
            changed[each.name] = next(texts)
        elif isinstance(held, tuple):
            changed[each.name] = tuple(everywhere(row, texts) if is_dataclass(row) else row for row in held)
        elif is_dataclass(held):
            changed[each.name] = everywhere(held, texts)
    return replace(value, **changed)


def squeezed(text: str) -> str:
    """Without blanks and breaks, which lines of a page bring."""
    return "".join(text.replace("\u200b", "").split())


def strings(value: Any) -> list[str]:  # noqa: ANN401 - any part of a payload
    if isinstance(value, str):
        return [value]
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in held for text in strings(each)]


def test_template_code_is_printed_not_run(desk: Desk) -> None:
    for data in (statement_of(desk.url), copy_of(desk.url, INV_1)):
        texts = cycle(TEMPLATE_CODE)
        made = [render(everywhere(data, texts)) for _ in range(2)]
        page = squeezed("".join(text_of(each.pdf) for each in made))
        assert [text for text in TEMPLATE_CODE if squeezed(text) not in page] == []
        assert [each.missing_glyphs for each in made] == [(), ()]


@pytest.mark.parametrize("start", range(0, len(STRINGS), 12))
def test_hostile_strings_become_harmless_text(desk: Desk, start: int) -> None:
    names = sorted(STRINGS)
    names = names[start:] + names[:start]
    for data in (statement_of(desk.url), copy_of(desk.url, INV_1)):
        hostile = everywhere(data, cycle(STRINGS[name] for name in names if name != UNREADABLE))
        assert not forbidden_in("".join(strings(payload(hostile, words_of("en", None)))))
        made = render(hostile)
        paper = PdfReader(io.BytesIO(made.pdf))
        assert not forbidden_in("".join(page.extract_text() for page in paper.pages).replace("\n", ""))
        assert bool(made.missing_glyphs) == ("No font of this machine" in made.note)
        assert paper.metadata is not None
        assert str(paper.metadata.title) == clean(str(paper.metadata.title))


@pytest.mark.parametrize("name", [UNREADABLE, "over"])
def test_one_string_in_every_field_is_rendered(desk: Desk, name: str) -> None:
    hostile = everywhere(statement_of(desk.url), cycle([STRINGS[name]]))
    assert not forbidden_in("".join(strings(payload(hostile, words_of("en", None)))))
    made = render(hostile)
    assert made.pdf.startswith(b"%PDF-")
    assert ("…" in text_of(made.pdf)) == (name == "over")


def test_every_field_is_reached(desk: Desk) -> None:
    told = strings(payload(everywhere(statement_of(desk.url), cycle(["HOSTILE"])), words_of("en", None)))
    assert not [text for text in told if "Northwind" in text or "INV-" in text]
    assert sum("HOSTILE" in text for text in told) > 40


def test_texts_without_an_end_stay_on_the_page(desk: Desk) -> None:
    made = render(everywhere(statement_of(desk.url), cycle(["W" * 500])))
    edges: list[float] = []

    def seen(text: str, _: object, matrix: list[float], *__: object) -> None:
        if text.strip():
            edges.append(matrix[4])

    for page in PdfReader(io.BytesIO(made.pdf)).pages:
        page.extract_text(visitor_text=seen)
    assert edges
    assert max(edges) < WIDTH
