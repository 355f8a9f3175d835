"""Addresses as they go over the wire, and which link is an original (rule 17)."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from store.rules.addresses import wire_address
from store.rules.emails import EmailError
from store.rules.originals import original_of
from tests.hostile import STRINGS


@pytest.mark.parametrize(
    ("typed", "wire"),
    [
        ("accounts@example.com", "accounts@example.com"),
        (" info@müller.example ", "info@xn--mller-kva.example"),
        ("info@xn--mller-kva.example", "info@xn--mller-kva.example"),
        ("a+b@例え.jp", "a+b@xn--r8jz45g.jp"),
    ],
)
def test_a_domain_goes_as_idna(typed: str, wire: str) -> None:
    assert wire_address(typed) == wire


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "There is no e-mail address"),
        ("müller@example.com", "only plain letters before the @"),
        ("info@straße.example", "can be read as two: type it as it is registered"),
        ("a@b.example, c@d.example", "more than one address"),
        ("a@b.example\nBcc: c@d.example", "This is no e-mail address"),
        (f"a@{'ü' * 63}.example", "is no domain"),
    ],
)
def test_what_is_no_address_is_refused(typed: str, said: str) -> None:
    with pytest.raises(EmailError) as refused:
        wire_address(typed)
    assert said in str(refused.value)


@pytest.mark.parametrize("hostile", STRINGS.values())
def test_hostile_texts_are_no_addresses(hostile: str) -> None:
    for typed in (hostile, f"{hostile}@example.com", f"a@{hostile}.example"):
        try:
            wire = wire_address(typed)
        except EmailError:
            continue
        assert wire.isascii()
        assert wire.isprintable()
        assert wire.count("@") == 1
        assert not set(wire) & set(' ,;<>()[]"\\:')


@dataclass
class Linked:
    """A link to an entry."""

    name: str
    media_type: str = "application/pdf"
    interaction_id: str | None = None


def test_the_original_is_a_pdf_that_names_the_document_or_was_linked_to_the_entry() -> None:
    newest, named = Linked("scan.pdf"), Linked("Invoice_INV 1.pdf", interaction_id="call")
    assert original_of("INV-1", [newest, named]) is named
    assert original_of("INV-2", [newest, named]) is newest
    assert original_of("INV-2", [named]) is None
    assert original_of("INV-1", [Linked("INV-1.png", "image/png")]) is None
    assert original_of("INV-1", []) is None
    assert original_of("---", [named]) is None
