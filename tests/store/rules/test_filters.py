from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.filters import Amount, Codes, Days, DaysOverdue, Filter, FilterError, Term, Word, parse_filter, shown

TODAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", ()),
        ("acme ltd", (Word("acme"), Word("ltd"))),
        ('"acme ltd" !x', (Word("acme ltd"), Word("x", negated=True))),
        ("over:60", (DaysOverdue(">", 60),)),
        ("over<=60", (DaysOverdue("<=", 60),)),
        ("amt>500", (Amount(">", Decimal(500)),)),
        ("amt<=1,000", (Amount("<=", Decimal(1000)),)),
        ("amt:-5.50", (Amount("=", Decimal("-5.5")),)),
        ("due<today", (Days("due", None, date(2026, 3, 30)),)),
        ("due<=t", (Days("due", None, TODAY),)),
        ("due>today", (Days("due", date(2026, 4, 1), None),)),
        ("DUE>=today", (Days("due", TODAY, None),)),
        ("due:fri", (Days("due", date(2026, 4, 3), date(2026, 4, 3)),)),
        ("due:2026-04-01..2026-04-30", (Days("due", date(2026, 4, 1), date(2026, 4, 30)),)),
        ("due:..eom", (Days("due", None, TODAY),)),
        ("due:1/4..", (Days("due", date(2026, 4, 1), None),)),
        ("st:promised", (Codes("st", ("PROMISED",)),)),
        ('!st:"no answer"|queried', (Codes("st", ("NO ANSWER", "QUERIED"), negated=True),)),
        ("cur:eur", (Codes("cur", ("EUR",)),)),
        ("ctl:ANNA|BOB|anna", (Codes("ctl", ("ANNA", "BOB")),)),
        ("doc:INV-1", (Codes("doc", ("INV-1",)),)),
        ("type:credit", (Codes("type", ("Credit Memo",)),)),
        ('"over:60"', (Word("over:60"),)),
        ("acme !over:60", (Word("acme"), DaysOverdue(">", 60, negated=True))),
    ],
)
def test_words_and_terms(typed: str, terms: tuple[Term, ...]) -> None:
    assert parse_filter(typed, TODAY) == Filter(terms, typed)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("ovr:60", "“ovr:” is no term here: did you mean one like over:60"),
        ("stt:x", "did you mean one like st:promised"),
        ("amount>5", "did you mean one like amt>500"),
        ("over:", "“over:” lacks its value: type one like over:60"),
        ("over:x", "“x” is not a number of days"),
        ("amt>1.200", "has 3 decimals"),
        ("due:soon", "“soon” is not a date"),
        ("due<1/4..2/4", "A range is typed like due:2026-04-01"),
        ("due:..", "A range is typed like"),
        ("due:2026-04-30..2026-04-01", "ends before it starts"),
        ("type:re", "begins several document types: type one of Reminder, Refund"),
        ("type:bill", "is no document type"),
        ("st>x", "“st” takes a colon"),
        ("st:|", "“st:” lacks its value"),
        ("!", "Nothing follows “!”"),
        ('""', "between the quotes"),
        ('"acme', "A quote is not closed"),
    ],
)
def test_what_is_not_understood_gets_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(FilterError) as refused:
        parse_filter(typed, TODAY)
    assert sentence in str(refused.value)


def test_a_page_takes_only_what_it_shows() -> None:
    assert parse_filter("due<today", TODAY, fields=("due",)).terms
    with pytest.raises(FilterError, match="“amt>” is no term here"):
        parse_filter("amt>5", TODAY, fields=("due", "st"))


def test_marks_and_order_are_as_configured() -> None:
    found = parse_filter("amt>1.200,5 due:4/15", TODAY, order="mdy", decimal_mark=",")
    assert found.terms == (Amount(">", Decimal("1200.5")), Days("due", date(2026, 4, 15), date(2026, 4, 15)))
    assert shown(found, decimal_mark=",") == "amt>1200,50 due:2026-04-15"


def test_the_normal_form() -> None:
    found = parse_filter('  "acme ltd"   over:60 due<t !st:"no answer"|x due:1/4..2/4 "!a"', TODAY)
    assert shown(found) == '"acme ltd" over>60 due<=2026-03-30 !st:"NO ANSWER"|X due:2026-04-01..2026-04-02 "!a"'


FIELDS_AND_MARKS = ["over", "amt", "due", "st", "cur", "type", ":", "<", ">=", "!", "|", " ", " "]
VALUES = ["acme", '"a b"', "60", "1,000.5", "today", "..", "invoice", "ÄÖ", "2026-04-01"]
PIECES = st.lists(st.sampled_from([*FIELDS_AND_MARKS, *VALUES]), max_size=10).map("".join)


@given(st.one_of(st.text(max_size=15), PIECES))
def test_the_normal_form_reads_back_alike(typed: str) -> None:
    with suppress(FilterError):
        found = parse_filter(typed, TODAY)
        again = parse_filter(shown(found), TODAY)
        assert again.terms == found.terms
        assert shown(again) == shown(found)
