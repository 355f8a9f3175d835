"""Profiles as they are written: all keys in the manual, and a sentence for every wrong one."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from store.exchange import profile as p
from store.exchange.outcome import ImportRefused
from store.exchange.profile_reading import TABLES, profile_of

_MANUAL = (Path(__file__).parents[3] / "docs" / "import.md").read_text("utf-8")
_LEAST = 'entries = { customer_no = "C", posting_date = "D", original = "A", remaining = "R" }\n'


def read(text: str) -> p.Profile:
    return profile_of("mine", tomllib.loads(text), "mine.toml")


def test_the_manual_has_every_key() -> None:
    told: dict[str, str] = {}
    for each in fields(p.Profile):
        if each.name in TABLES:
            told |= {f"{each.name}.{key.name}": key.metadata["says"] for key in fields(TABLES[each.name])}
        elif each.name != "name":
            told[each.name] = each.metadata["says"]
    assert dict(re.findall(r"^\| `([a-z_.]+)` \| (.*) \|$", _MANUAL, re.MULTILINE)) == told
    assert all(f"`{name}`" in _MANUAL for name in (*p.ENTRY_FIELDS, *p.CUSTOMER_FIELDS))


def test_the_example_of_the_manual_is_read() -> None:
    example, *_ = re.findall(r"```toml\n(.*?)```", _MANUAL, re.DOTALL)
    made = read(example)
    assert made.entries["posting_date"] == ("Invoice date", "Date")
    assert made.types.words["CRN"] == "Credit Memo"
    assert (made.open.means, made.amounts.decimal, made.currency.rates) == ("paid", ",", {"EUR": "0.8532"})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "names no columns"),
        ('entries = { customer_no = "C" }', "no column of the date"),
        ('entries = { customer_no = "C", posting_date = "D" }', "no column of the amount"),
        ('entries = { posting_date = "D", original = "A" }', "no column of the customer"),
        ('entries = "C"', r"“entries” must be a table: write \[entries\]"),
        ('[entries]\ncustomer = "C"', "“entries.customer” is no key; did you mean “entries.customer_no”?"),
        ('entries = { customer_no = "C", posting_date = "D", original = "A" }', "does not say what is open"),
        (_LEAST + '[open]\nmeans = "paid"', "“open.means” is “paid”, and “entries” names no such column"),
        (_LEAST + "dates = 1", "“dates” must be a table"),
        (_LEAST + '[dates]\nordr = "dmy"', "“dates.ordr” is no key; did you mean “dates.order”?"),
        (_LEAST + '[dates]\norder = "dym"', "“dates.order” cannot be “dym”: choose “dmy”, “mdy”, “ymd”."),
        (_LEAST + '[dates]\nserial = "yes"', "“dates.serial” must be true or false."),
        (_LEAST + "[file]\nheader_row = -1", "“file.header_row” must be a whole number."),
        (_LEAST + '[file]\nencoding = "klingon"', "“file.encoding” cannot be “klingon”"),
        (_LEAST + '[file]\ndelimiter = ", "', "“file.delimiter” must be one character"),
        (_LEAST + '[rows]\ngroup_pattern = "("', "“rows.group_pattern” is no regular expression"),
        (_LEAST + "[rows]\nskip = [1]", "“rows.skip” must be a text or a list of texts"),
        (_LEAST + '[types]\nwords = { X = "Bill" }', "“types.words.X” cannot be “Bill”"),
        (_LEAST + '[currency]\nrates = { EUR = "0" }', "“currency.rates.EUR” cannot be “0”"),
        (_LEAST + '[keys]\nentry_no_from = ["number"]', "“number” is no key"),
    ],
)
def test_what_is_wrong_is_told(text: str, sentence: str) -> None:
    with pytest.raises(ImportRefused, match=sentence) as refused:
        read(text)
    assert refused.value.kind == "usage"
    assert refused.value.sentence.startswith("The profile mine.toml is wrong: ")
