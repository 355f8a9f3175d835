"""Languages of documents: the codes that sources use, amounts and dates as each writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from store.rules.languages import LANGUAGES, amount_in, date_in, known_language, language_of

DAY = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("code", "language"),
    [("de", "de"), ("DE", "de"), ("de-AT", "de"), ("de_CH", "de"), ("DEU", "de"), ("DES", "de"), ("ENU", "en"),
     ("ENG", "en"), ("FRA", "fr"), ("FRB", "fr"), ("NLB", "nl"), ("ESP", "es"), ("ITA", "it"), ("DAN", "da"),
     ("SVE", "sv"), ("PLK", "pl"), (" deu ", "de"), ("", ""), ("xx", ""), ("FIN", ""), ("deutsch", "")],
)  # fmt: skip
def test_codes_of_sources_are_known(code: str, language: str) -> None:
    assert known_language(code) == language


def test_the_first_code_that_is_known_counts() -> None:
    assert language_of("", "FIN", "NLD", "de") == "nl"
    assert language_of("", "FIN") == "en"
    assert language_of() == "en"


def test_amounts_keep_all_their_digits() -> None:
    amount = Decimal("-1234567.895")
    assert amount_in("en", amount, 3) == "-1,234,567.895"
    assert amount_in("de", amount, 3) == "-1.234.567,895"
    assert amount_in("fr", amount, 3) == "-1\u00a0234\u00a0567,895"
    assert amount_in("es", Decimal(100000), 0) == "100.000"
    assert amount_in("xx", Decimal("1000.5"), 2) == "1,000.50"
    assert {amount_in(language, Decimal(7), 0) for language in LANGUAGES} == {"7"}


def test_dates_are_written_as_the_language_has_them() -> None:
    written = {language: date_in(language, DAY) for language in (*LANGUAGES, "xx")}
    assert written == {
        "en": "1 Apr 2026", "de": "01.04.2026", "fr": "01/04/2026", "nl": "01-04-2026", "es": "01/04/2026",
        "it": "01/04/2026", "da": "01.04.2026", "sv": "2026-04-01", "pl": "01.04.2026", "xx": "1 Apr 2026",
    }  # fmt: skip
