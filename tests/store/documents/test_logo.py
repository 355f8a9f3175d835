"""The logo: read by its bytes, printed, and left out with a sentence where it cannot be."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from store.documents.render import pictures, render
from store.rules.logo import MOST_BYTES, LogoError, checked_logo
from store.tables.documents import DocumentContent
from store.tables.setup import CreditControlSetup
from tests.store.baseset import Desk, make_base_set
from tests.store.documents.papers import statement_of

if TYPE_CHECKING:
    from store.rows.document_data import StatementData
    from tests.stores import Stores

PLAIN = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#0a0"/></svg>'
)


@pytest.fixture
def statement(stores: Stores) -> StatementData:
    return statement_of(stores.copy_of("sqlite", "base set", make_base_set))


def drawn(kind: str, size: tuple[int, int] = (40, 20)) -> bytes:
    """A green picture."""
    made = io.BytesIO()
    Image.new("RGB", size, (0, 170, 0)).save(made, kind)
    return made.getvalue()


def greens(data: StatementData) -> int:
    """Green points on the first page."""
    page = Image.open(io.BytesIO(pictures(data, ppi=72)[0])).convert("RGB")
    return sum(count for count, (red, green, _) in page.getcolors(1 << 20) or [] if green > 120 > red)  # type: ignore[misc]


def with_logo(data: StatementData, logo: bytes) -> StatementData:
    return replace(data, letterhead=replace(data.letterhead, logo=logo))


@pytest.mark.parametrize("logo", [drawn("PNG"), drawn("JPEG"), PLAIN, b"<?xml version='1.0'?>\n<!-- x -->" + PLAIN])
def test_pictures_of_all_kinds_are_printed(statement: StatementData, logo: bytes) -> None:
    assert greens(statement) == 0
    data = with_logo(statement, logo)
    assert greens(data) > 4000
    made = render(data)
    assert (made.note, made.pdf) == ("", render(data).pdf)


def test_a_wide_logo_stays_in_its_place(statement: StatementData) -> None:
    page = Image.open(io.BytesIO(pictures(with_logo(statement, drawn("PNG", (3000, 30))), ppi=72)[0])).convert("RGB")
    left = page.crop((0, 0, 51 + 198 + 4, page.height))
    assert left.getcolors(1 << 20) is not None
    right = page.crop((51 + 198 + 4, 0, page.width, 110))
    assert all(not (green > 120 > red) for _, (red, green, _) in right.getcolors(1 << 20) or [])  # type: ignore[misc]


@pytest.mark.parametrize(
    ("logo", "sentence"),
    [
        (b"GIF89a....", "use a PNG, a JPEG or an SVG"),
        (b"%PDF-1.7", "use a PNG, a JPEG or an SVG"),
        (b"<html><svg></svg></html>", "use a PNG, a JPEG or an SVG"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (drawn("PNG")[:16] + b"\xff" * 30, "damaged"),
        (b"\xff\xd8\xff\xe0", "damaged"),
        (PLAIN + b" " * MOST_BYTES, "more than 2 MB"),
        (PLAIN.replace(b"<rect", b"<script>1</script><rect"), "holds a script"),
        (PLAIN.replace(b"<rect", b'<image href="/etc/passwd"/><rect'), "refers to other files"),
        (PLAIN.replace(b"<rect", b'<image xlink:href="https://example.test/x.png"/><rect'), "refers to other files"),
        (b"<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + PLAIN, "use a PNG, a JPEG or an SVG"),
        (PLAIN.replace(b"<rect", b"<!DOCTYPE x><rect"), "refers to other files"),
        (PLAIN.replace(b"#0a0", b"\xff"), "not in UTF-8"),
    ],
)
def test_what_cannot_be_printed_is_told(statement: StatementData, logo: bytes, sentence: str) -> None:
    with pytest.raises(LogoError, match=sentence):
        checked_logo(logo)
    made = render(with_logo(statement, logo))
    assert sentence in made.note
    assert made.pdf == render(statement).pdf


@pytest.mark.parametrize("logo", [drawn("PNG")[:60], b"<svg width='1'"])
def test_a_damaged_logo_is_left_out_and_told(statement: StatementData, logo: bytes) -> None:
    made = render(with_logo(statement, logo))
    assert made.note == "The logo is damaged, so the document has none: save the picture again."
    assert made.pdf == render(statement).pdf


def test_the_logo_is_that_of_setup(store_kind: str, stores: Stores) -> None:
    desk = Desk(stores.copy_of(store_kind, "base set", make_base_set))
    with desk.session() as session:
        session.add(DocumentContent(sha256="5" * 64, size=len(PLAIN), content=PLAIN))
        session.flush()
        session.get_one(CreditControlSetup, 1).logo_sha256 = "5" * 64
    assert statement_of(desk.url).letterhead.logo == PLAIN
