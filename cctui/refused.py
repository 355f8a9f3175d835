"""Updates that are refused once the page that asked for them has been left: what was typed comes back all the same."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cctui.navigation import Navigation
from store.requests.calls import UpdateEntries

if TYPE_CHECKING:
    from screens.meanwhile import Now
    from store.requests.base import NotDone

AGAIN_SECONDS = 0.5
"""Something else is being typed: look again after so long."""


class RefusedUpdates(Navigation):
    """Mixed into the app."""

    def show_refused(self, outcome: NotDone) -> None:
        """Show the customer's ledger with the dialog open as it was, once nothing else is being typed."""
        request = outcome.request
        if not isinstance(request, UpdateEntries) or request.interaction_id:
            return
        page = self.pages()[-1]
        if not page.is_active or page.prompt.active:
            self._app.set_timer(AGAIN_SECONDS, partial(self.show_refused, outcome))
            return
        from screens.meanwhile import read_now  # noqa: PLC0415 - seldom

        versions = dict(request.entries)
        page.read("refused", partial(self._refused_read, outcome), read_now, versions, self.desk.work_date)

    def _refused_read(self, outcome: NotDone, now: Now) -> None:
        from screens.ledger import LedgerPage  # noqa: PLC0415
        from screens.meanwhile import Refused  # noqa: PLC0415
        from screens.update_entries_values import typed_of  # noqa: PLC0415 - seldom

        request = outcome.request
        row = next(iter(now.rows.values()), None)
        if row is None or not isinstance(request, UpdateEntries):
            return
        page = LedgerPage(self.desk, customer_no=row.customer_no)
        typed = typed_of(self.desk, request, row.currency_code)
        page.refused = (Refused(dict(request.entries), typed, outcome.sentence),)
        self._app.push_screen(page)
