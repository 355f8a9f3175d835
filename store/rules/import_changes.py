"""The kinds of change that an import makes (rules 8 and 18), in the order in which they are told."""

from __future__ import annotations

from typing import Final

KINDS: Final = {
    "promise_broken": "promise broken",
    "promise_partially_kept": "promise partially kept",
    "promise_kept": "promise kept",
    "promise_withdrawn": "promise settled by credit",
    "promise_open": "promise open again",
    "over_limit": "over the limit",
    "under_limit": "within the limit again",
    "reopened": "reopened",
    "paid": "paid",
    "part_paid": "part paid",
    "replaced": "receipt in the source now",
    "changed": "changed",
    "new": "new",
    "new_customer": "new customer",
    "not_in_file": "not in this file",
}
"""Words by kind; what somebody should look at first stands first."""

MOST_NOT_IN_FILE: Final = 1000
"""So many entries that are not in a file are kept one by one; the others are counted."""

SHOWN: Final = 1000
"""So many changes an import tells itself; all are read from the books."""
