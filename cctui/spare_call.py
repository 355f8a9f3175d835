"""The page of the next call, made while the controller talks: half of what the next customer takes is its widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cctui.navigation import Navigation

if TYPE_CHECKING:
    from textual.timer import Timer

    from screens.call_session import CallSession
    from screens.interaction import InteractionPage

REST_SECONDS: Final = 0.25
"""How long a call is on the screen before the next one's page is made: no key waits for that."""


class SpareCall(Navigation):
    """Mixed into the app: one page that knows no customer yet, mounted but not shown."""

    call_session: CallSession | None = None
    _spare: InteractionPage | None = None
    _spare_for: tuple[object, ...] = ()
    """What the page was made for; it is of no use for anything else."""
    _spare_timer: Timer | None = None

    def prepare_call(self) -> None:
        """Make the next call's page in a moment, where there is none."""
        if self._spare is None and self._spare_timer is None:
            self._spare_timer = self._app.set_timer(REST_SECONDS, self._make_spare)

    def _make_spare(self) -> None:
        from screens.interaction import InteractionPage  # noqa: PLC0415 - start-up

        self._spare_timer = None
        session = self.call_session
        if session is None or not isinstance(self.page, InteractionPage):
            return
        self._spare, self._spare_for = InteractionPage.waiting(self.desk, session.id), self._looks()
        self._app._register(self._app, self._spare)  # noqa: SLF001 - as Textual does with a screen that is to be shown

    def _looks(self) -> tuple[object, ...]:
        """All that a page takes from the program when it is made."""
        app, desk, session = self._app, self.desk, self.call_session
        return (session.id if session else "", desk.facts, desk.work_date, app.size, app.theme)

    def take_spare(self) -> InteractionPage | None:
        """Give the page that was made, if it is still what a new one would be."""
        spare = self._spare
        if spare is None or not spare.is_mounted or self._spare_for != self._looks():
            self.drop_spare()
            return None
        self._spare = None
        return spare

    def drop_spare(self) -> None:
        """Throw the page away that was made."""
        spare, self._spare = self._spare, None
        if spare is not None:
            spare.remove()
