from __future__ import annotations

from datetime import date

import pytest

from store.rules.dates import DateError
from store.rules.status import PromiseDateError, check_promise_date, groups, next_interaction, query_by, query_target

TODAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("promised", "queried", "shown"),
    [(True, False, {"promise"}), (False, True, {"query"}), (True, True, {"promise", "query"}), (False, False, set())],
)
def test_flags_decide_what_is_shown(promised: bool, queried: bool, shown: set[str]) -> None:
    assert groups(payment_promised=promised, queried=queried) == shown


def test_the_defaults_of_a_query() -> None:
    assert query_target(TODAY, "1W") == date(2026, 4, 7)
    assert query_target(TODAY, "") == TODAY
    assert query_by(by_me=True, user="ANNA") == "ANNA"
    assert query_by(by_me=False, user="ANNA") == ""
    with pytest.raises(DateError):
        query_target(TODAY, "soon")


def test_a_next_interaction_is_proposed_where_there_is_none() -> None:
    assert next_interaction(None, "3D", TODAY) == date(2026, 4, 3)
    assert next_interaction(date(2026, 5, 1), "3D", TODAY) == date(2026, 5, 1)
    assert next_interaction(None, " ", TODAY) is None


def test_a_promise_needs_a_date_not_before_the_work_date() -> None:
    assert check_promise_date(TODAY, TODAY) == TODAY
    with pytest.raises(PromiseDateError, match="needs a payment date"):
        check_promise_date(None, TODAY)
    with pytest.raises(PromiseDateError, match="Mon 30 Mar 2026 is before the work date, Tue 31 Mar 2026"):
        check_promise_date(date(2026, 3, 30), TODAY)
