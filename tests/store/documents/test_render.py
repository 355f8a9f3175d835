"""Documents as PDF: the base set's amounts in their text, the same bytes again, languages, logo, missing characters."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pypdf import PdfReader

from store.documents.compiling import PLACEHOLDER
from store.documents.render import pictures, render
from store.rules.languages import LANGUAGES
from tests.store.baseset import CM_9, INV_1, Desk, make_base_set
from tests.store.documents.papers import copy_of, printed, statement_of, text_of

if TYPE_CHECKING:
    from store.rows.document_data import StatementData
    from tests.stores import Stores

A4 = (595.28, 841.89)


@pytest.fixture
def desk(stores: Stores) -> Desk:
    """On one database: what is rendered has been read."""
    return Desk(stores.copy_of("sqlite", "base set", make_base_set))


@pytest.fixture
def statement(desk: Desk) -> StatementData:
    return statement_of(desk.url)


def named(data: StatementData, name: str) -> StatementData:
    return replace(data, addressee=replace(data.addressee, name=name))


@pytest.mark.seed("S47")
def test_the_statement_has_the_base_set_to_the_last_digit(statement: StatementData) -> None:
    text = printed(statement)
    for line in (
        "29 Jan 2026 28 Feb 2026 Invoice INV-1 X-1 · Order 1 1,000.00 1,000.00 1,000.00",
        "8 Feb 2026 10 Mar 2026 Invoice INV-3 X-3 · Order 3 500.00 500.00 1,500.00",
        "20 Mar 2026 20 Mar 2026 Credit memo CM-9 X-5 · Order 5 -300.00 -300.00 1,200.00",
        "1 Mar 2026 31 Mar 2026 Invoice INV-4 X-4 · Order 4 250.00 250.00 1,450.00",
        "26 Mar 2026 2 Apr 2026 Payment PAY-7 X-6 · Order 6 -200.00 -200.00 1,250.00",
        "16 Mar 2026 15 Apr 2026 Invoice INV-2 X-2 · Order 2 800.00 800.00 2,050.00",
        "Balance at 31 Mar 2026 2,050.00",
        "28 Feb 2026 Invoice INV-1 31 1,000.00",
        "Overdue 1,200.00",
        "GBP 2,050.00 1,200.00",
    ):
        assert line in text
    start = text.index("Age of the balance")
    assert text[start + 1 : start + 11 : 2] == ["Not due", "1–30 days", "31–60 days", "61–90 days", "Over 90 days"]
    assert text[start + 2 : start + 12 : 2] == ["850.00", "200.00", "1,000.00", "0.00", "0.00"]


def test_what_is_paid_in_part_has_both_amounts(desk: Desk) -> None:
    desk.pay(INV_1, "400", date(2026, 3, 27))
    line = "29 Jan 2026 28 Feb 2026 Invoice INV-1 X-1 · Order 1 1,000.00 600.00 600.00"
    assert line in printed(statement_of(desk.url))


def test_a_balance_carried_forward_is_printed(desk: Desk) -> None:
    text = printed(statement_of(desk.url, kind="balance", from_date=date(2026, 2, 1)))
    assert "1 Feb 2026 to 31 Mar 2026" in text
    assert "1 Feb 2026 Opening balance 1,000.00" in text
    assert "8 Feb 2026 10 Mar 2026 Invoice INV-3 X-3 · Order 3 500.00 1,500.00" in text


def test_it_is_pdf_a_on_a4_and_the_same_bytes_again(statement: StatementData, desk: Desk) -> None:
    made = render(statement)
    assert made.pdf == render(statement).pdf
    assert made.pdf != render(named(statement, "Somebody else")).pdf
    assert (made.missing_glyphs, made.note) == ((), "")
    paper = PdfReader(io.BytesIO(made.pdf))
    assert tuple(round(float(side), 2) for side in paper.pages[0].mediabox[2:]) == A4
    metadata = paper.xmp_metadata
    assert metadata is not None
    assert (metadata.pdfaid_part, metadata.pdfaid_conformance) == ("2", "B")
    assert paper.metadata is not None
    assert paper.metadata.creation_date is not None
    assert paper.metadata.creation_date.date() == statement.work_date
    copied = copy_of(desk.url, INV_1)
    assert render(copied).pdf == render(copied).pdf


def test_pages_are_pictures_of_a4_with_ink_on_them(statement: StatementData) -> None:
    (page,) = pictures(statement, ppi=50)
    picture = Image.open(io.BytesIO(page))
    assert (round(picture.width / 50 * 25.4), round(picture.height / 50 * 25.4)) == (210, 297)
    assert min(picture.convert("L").tobytes()) < 64


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_written_with_its_own_marks(desk: Desk, language: str) -> None:
    made = render(statement_of(desk.url, language=language))
    assert not made.missing_glyphs
    text = text_of(made.pdf).replace("\u00a0", " ")
    marks = {"en": "2,050.00", "fr": "2 050,00", "sv": "2 050,00", "pl": "2 050,00"}
    dates = {
        "en": "31 Mar 2026", "sv": "2026-03-31", "nl": "31-03-2026",
        "de": "31.03.2026", "da": "31.03.2026", "pl": "31.03.2026",
    }  # fmt: skip
    assert marks.get(language, "2.050,00") in text
    assert dates.get(language, "31/03/2026") in text
    assert ("Statement of account" in text) == (language == "en")


def test_a_long_statement_goes_on_with_its_heading(statement: StatementData) -> None:
    (section,) = statement.sections
    many = tuple(replace(section.lines[0], document_no=f"INV-{n}") for n in range(200))
    data = replace(statement, sections=(replace(section, lines=many),))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(render(data).pdf)).pages]
    assert len(pages) > 3
    assert all("Date Due Document" in page for page in pages[:4])
    assert f"Page 2 of {len(pages)}" in pages[1]
    assert all(f"INV-{n} " in "\n".join(pages) for n in range(200))


def test_the_largest_amounts_fit(statement: StatementData) -> None:
    (section,) = statement.sections
    huge = Decimal("-99999999999999.99")
    line = replace(section.lines[0], amount=huge, remaining=huge, balance=huge, document_no="X" * 20)
    data = replace(statement, sections=(replace(section, lines=(line,), bands=(huge,) * 10, closing_balance=huge),))
    data = replace(data, band_limits=tuple(range(10, 90, 10)))
    assert text_of(render(data).pdf).count("-99,999,999,999,999.99") == 3 + 1 + 10 + 1


def test_names_in_many_scripts_have_glyphs(statement: StatementData) -> None:
    name = "Żółć ŐŰ Алексей Ἑλλάς שלום"
    made = render(named(statement, name))
    assert made.missing_glyphs == ()
    assert "Żółć ŐŰ Алексей Ἑλλάς" in text_of(made.pdf)


def test_characters_without_a_glyph_are_shown_and_told(statement: StatementData) -> None:
    made = render(named(statement, "Tibet \U000130b8\U0001f9ff\U000130b8 Ltd"))
    assert made.missing_glyphs == ("\U000130b8", "\U0001f9ff")
    assert "\U000130b8 \U0001f9ff" in made.note
    text = text_of(made.pdf)
    assert f"Tibet {PLACEHOLDER * 3} Ltd" in text
    assert "Some characters could not be printed; each is shown as □." in text
    assert made.pdf == render(named(statement, "Tibet \U000130b8\U0001f9ff\U000130b8 Ltd")).pdf
    assert len(pictures(named(statement, "\U000130b8"), ppi=30)) == 1


def test_a_credit_memo_has_its_own_title(desk: Desk) -> None:
    text = printed(copy_of(desk.url, CM_9, language="de"))
    assert text[text.index("Gutschrift") + 1] == "Kopie aus dem Debitorenbuch"
    assert "Gesamtbetrag GBP 300,00" in text


def test_discount_and_terms_are_told(desk: Desk) -> None:
    data = replace(
        copy_of(desk.url, INV_1),
        payment_terms_code="30D 2%",
        payment_discount=Decimal(20),
        payment_discount_date=date(2026, 4, 8),
    )
    text = printed(data)
    assert "Payment terms 30D 2%" in text
    assert "If paid by 8 Apr 2026, 20.00 GBP may be taken off." in text
    assert not any("taken off" in line for line in printed(replace(data, payment_discount=Decimal(0))))


def test_several_threads_get_the_same_bytes(statement: StatementData) -> None:
    names = ["Ada", "Tibet \U000130b9", "Łódź", "\U000130ba Ltd"] * 3
    alone = {name: render(named(statement, name)).pdf for name in names[:4]}
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda name: render(named(statement, name)).pdf, names))
    assert together == [alone[name] for name in names]
