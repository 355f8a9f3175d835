"""Phone numbers and e-mail addresses: what can be one, and how a number is shown and dialled."""

from __future__ import annotations

import subprocess
import sys

import pytest

from store.rules.emails import EmailError, check_email
from store.rules.phones import PhoneError, check_phone, read_phone
from store.rules.text import is_clean
from tests.hostile import STRINGS


@pytest.mark.parametrize(
    ("typed", "country", "own", "shown", "dialled"),
    [
        ("020 7946 0958", "GB", "GB", "020 7946 0958", "+442079460958"),
        ("020 7946 0958", "UK", "DE", "+44 20 7946 0958", "+442079460958"),
        ("02079460958", "", "GB", "020 7946 0958", "+442079460958"),
        ("+44 (0)20 7946 0958", "DE", "DE", "+44 20 7946 0958", "+442079460958"),
        ("0044 20 7946 0958", "DE", "GB", "020 7946 0958", "+442079460958"),
        ("030 123456", "DE", "GB", "+49 30 123456", "+4930123456"),
        ("+14255550100", "", "", "+1 425-555-0100", "+14255550100"),
        ("(425) 555-0100", "US", "US", "(425) 555-0100", "+14255550100"),
        ("020 7946 0958 ext. 12", "GB", "GB", "020 7946 0958 x12", "+442079460958"),
        ("٠٢٠ ٧٩٤٦ ٠٩٥٨", "GB", "DE", "+44 20 7946 0958", "+442079460958"),
    ],
)
def test_a_number_is_shown_as_people_dial_it(typed: str, country: str, own: str, shown: str, dialled: str) -> None:
    number = check_phone(typed, country, own)
    assert (number.typed, number.shown, number.dialled, number.remark) == (typed, shown, dialled, "")


@pytest.mark.parametrize(
    ("typed", "country", "dialled", "remark"),
    [
        ("+44 079460958", "GB", "+44079460958", "unusual for its country"),
        ("7946 0958", "GB", "79460958", "without its area code"),
        ("020 7946 0958", "", "02079460958", "without its country"),
        ("020 7946 0958", "XX", "02079460958", "without its country"),
    ],
)
def test_what_is_unusual_is_pointed_out_and_taken(typed: str, country: str, dialled: str, remark: str) -> None:
    number = check_phone(typed, country)
    assert (number.typed, number.dialled) == (typed, dialled)
    assert remark in number.remark


@pytest.mark.parametrize("typed", ["abc", "ask for Bob", "12", "+", "1" * 16, "+999 123456", "020 7946 0958;reboot"])
@pytest.mark.parametrize("country", ["GB", ""])
def test_what_is_no_number_is_refused_and_what_came_in_is_shown_as_it_is(typed: str, country: str) -> None:
    with pytest.raises(PhoneError, match="type one like"):
        check_phone(typed, country)
    number = read_phone(typed, country)
    assert (number.shown, number.dialled) == (typed, "")


def test_no_number_is_none() -> None:
    assert check_phone(" ").typed == ""
    assert read_phone("") == check_phone("")
    with pytest.raises(PhoneError, match="at most 50 characters"):
        check_phone("+44 20 7946 0958" + " " * 40 + "x1")


@pytest.mark.parametrize("country", ["GB", ""])
def test_nothing_hostile_is_dialled_or_shown(country: str) -> None:
    for text in STRINGS.values():
        for typed in (text, f"020 7946 0958{text}", f"{text}+44 20 7946 0958"):
            number = read_phone(typed, country, "GB")
            assert number.dialled == "" or number.dialled.removeprefix("+").isascii()
            assert number.dialled == "" or number.dialled.removeprefix("+").isdigit()
            assert is_clean(number.shown)


def test_numbers_are_looked_into_only_where_there_is_one() -> None:
    told = "import sys, store.rules.phones as p; p.read_phone(''); print('phonenumbers' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("typed", ["a@b.de", "o'neil+x@c.co.uk", "jürgen@müller.de", " accounts@example.com ", ""])
def test_an_address_is_taken(typed: str) -> None:
    assert check_email(typed) == typed.strip()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("a b@c.de", "blanks"),
        ("a@b.de\nBcc: x@y.z", "more than one"),
        ("a@b.de\r", "blanks"),
        ("a@b.de\x00", "blanks"),
        ("a\u202e@b.de", "blanks"),
        ("a@b.de, c@d.de", "more than one"),
        ("Bob <a@b.de>", "more than one"),
        ("a@b@c.de", "one @"),
        ("nobody", "one @"),
        ("a..b@c.de", "before the @"),
        ("@c.de", "before the @"),
        ("a@intranet", "after the @"),
        ("a@-b.de", "after the @"),
        ("a@10.0.0.1", "after the @"),
        ("a" * 65 + "@b.de", "before the @"),
        ("a@" + "b." * 200 + "de", "at most 250"),
    ],
)
def test_what_is_no_address_is_refused(typed: str, said: str) -> None:
    with pytest.raises(EmailError, match=said):
        check_email(typed)


def test_no_hostile_text_becomes_an_address() -> None:
    for text in STRINGS.values():
        for typed in (text, f"a@b.de{text}", f"{text}@b.de"):
            try:
                address = check_email(typed)
            except EmailError:
                continue
            assert address.isprintable()
            assert not set(address) & set(' ,;<>()[]"\\:\r\n')
