"""Placeholders of subjects and bodies, and the program's own words (rule 17)."""

from __future__ import annotations

from string import Formatter

import pytest

from store.rules.languages import LANGUAGES
from store.rules.wording import PLACEHOLDERS, WordingError, check_wording, filled
from store.rules.wording_words import WORDS, own_body, own_subject
from tests.hostile import STRINGS

VALUES = dict.fromkeys(PLACEHOLDERS, "") | {"customer_no": "C1", "overdue": "GBP 1,200.00"}


def test_placeholders_are_filled() -> None:
    assert filled("{customer_no} owes {overdue}.", VALUES) == "C1 owes GBP 1,200.00."
    assert filled("{ Customer_No }", VALUES) == "C1"
    assert filled("{{customer_no}} is {customer_no}", VALUES) == "{customer_no} is C1"


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        ("{customer}", "There is no placeholder {customer}: did you mean {customer_no}?"),
        ("{contact name}", "did you mean {contact_name}?"),
        ("{Over-due}", "did you mean {overdue}?"),
        ("{quux}", "choose one of customer_no, customer_name"),
        ("{}", "There is no placeholder {}: choose one of"),
        ("{customer_no.__class__}", "There is no placeholder {customer_no.__class__}"),
        ("100 {", "A “{” stands alone: write {{ for a brace"),
        ("} 100", "A “}” stands alone: write }} for a brace"),
        ("{customer_no\n}", "A “{” stands alone"),
    ],
)
def test_a_wrong_placeholder_is_named_with_the_nearest(wording: str, said: str) -> None:
    with pytest.raises(WordingError) as wrong:
        check_wording(wording)
    assert said in str(wrong.value)


@pytest.mark.parametrize("hostile", [*STRINGS.values(), "{customer_no}", "{{", "%s", "{0}"])
def test_data_is_never_filled_again(hostile: str) -> None:
    assert filled("<{customer_name}>", VALUES | {"customer_name": hostile}) == f"<{hostile}>"


def test_every_language_has_words_and_only_known_placeholders() -> None:
    assert tuple(WORDS) == LANGUAGES
    for language in LANGUAGES:
        for statement in (True, False):
            for documents in (True, False):
                subject = own_subject(language, statement=statement, documents=documents)
                body = own_body(language, statement=statement, documents=documents, overdue=True, signed=True)
                check_wording(subject + body)
                told = {name for _, name, _, _ in Formatter().parse(subject + body) if name}
                assert ("documents" in told) == documents
                assert ("document_nos" in told) == documents
                assert ("overdue" in told) == (statement or not documents)
                assert {"customer_no", "contact_name", "controller_name"} <= told | {"customer_no"}
