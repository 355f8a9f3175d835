"""Files dropped on a page or typed there: looked at, asked about, read and linked, none of it on the page's thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from rich.cells import cell_len

from screens import files
from screens.messages import Answered, ReadFailed
from screens.page import Page
from screens.read_only import READ_ONLY
from store.requests.documents import LinkDocuments
from store.rules.files import size_text
from store.rules.pasted import looks_like_paths
from widgets.columns import cut
from widgets.keysink import deliver

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from screens.files import FoundFile, Looked, Taken
    from store.requests.base import Done

P = ParamSpec("P")
R = TypeVar("R")

LOOK, TAKE = "look at files", "take files"
"""Lanes: keys typed ahead wait a moment for them."""
ANSWERS = len("  [y] yes  [n] no  [Esc] cancel") + 2
SHORTEST_NAME = 12


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """What files are linked to.

    Attributes:
        customer_no: Whose they are.
        interaction_id: With which interaction; None: with none.
        entry_nos: The entries that are linked: the selected ones of an interaction where setup copies links, else
            those that the page is about.
        named: The entries' document nos., for the question.
    """

    customer_no: str
    interaction_id: str | None = None
    entry_nos: tuple[int, ...] = ()
    named: tuple[str, ...] = ()


class DroppedFiles(Page):
    """Mixed into pages on which files can be dropped."""

    def link_target(self) -> LinkTarget | str:
        """What a file would be linked to now, or why nothing can be; pages override it."""
        return "Nothing can be linked here."

    def links_changed(self) -> None:
        """Files were linked; pages that show them override it."""
        self.show_page()

    @property
    def taking(self) -> bool:
        """Whether files are being read to be linked."""
        return TAKE in self._reading

    def why_not(self, action_id: str) -> str | None:
        """A file that is being read would be lost by leaving."""
        if action_id == "back" and self.taking:
            return "A file is still being read: wait until it is linked."
        return super().why_not(action_id)

    def on_paste(self, event: events.Paste) -> None:
        """A path that a terminal pastes for a dropped file; anything else does nothing."""
        if deliver(self, event):
            return
        event.stop()
        event.prevent_default()
        self.status.clear()
        if not looks_like_paths(event.text):
            key = self.actions.key("link_document") or self.actions.key("documents")
            self.tell(f"What was pasted is no path of a file: nothing is done ({key} takes a typed one).", "warning")
            return
        self.link_typed(event.text, pasted=True)

    def link_typed(self, typed: str, *, pasted: bool = False) -> None:
        """Look at the files that a text names, then ask whether they shall be linked."""
        target = READ_ONLY if self.desk.books.read_only else self.link_target()
        if isinstance(target, str):
            self.tell(target, "warning")
            return
        self.work(LOOK, lambda found: self._ask(target, found), files.look, typed, pasted=pasted)

    def work(
        self,
        lane: str,
        then: Callable[[R], None],
        function: Callable[P, R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Do something slow in a thread and give its result to `then`; a FileProblem is told."""
        self._reading.add(lane)
        call = partial(function, *args, **kwargs)
        self.run_worker(partial(self._work, lane, then, call), name=lane, thread=True, exit_on_error=False)

    def _work(self, lane: str, then: Callable[[Any], None], call: Callable[[], Any]) -> None:
        try:
            found = call()
        except files.FileProblem as problem:
            self.post_message(ReadFailed(lane, str(problem)))
        except Exception as fault:  # noqa: BLE001 - in a thread nobody else would hear of it
            sentence = f"This could not be done, by a fault of the program ({type(fault).__name__})."
            self.post_message(ReadFailed(lane, sentence))
        else:
            self.post_message(Answered(lane, then, found))

    def _ask(self, target: LinkTarget, found: Looked) -> None:
        if not found.files:
            self.tell(" ".join(found.problems), "warning")
            return
        if self.prompt.active:  # something else was begun meanwhile
            self.tell("That file was not linked: drop it again.", "warning")
            return
        question = question_of(found.files, len(found.problems), target.named, self.size.width)
        self.prompt.ask(question, lambda key: self._answered_link(key, target, found))

    def _answered_link(self, key: str, target: LinkTarget, found: Looked) -> None:
        if key == "y":
            self.work(TAKE, lambda taken: self._taken(target, taken, found.problems), files.take, found.files)

    def _taken(self, target: LinkTarget, taken: Taken, before: tuple[str, ...]) -> None:
        problems = " ".join((*before, *taken.problems))
        if not taken.files:
            self.tell(problems, "warning")
            return
        request = LinkDocuments(
            actor=self.desk.actor,
            customer_no=target.customer_no,
            files=taken.files,
            interaction_id=target.interaction_id,
            entry_nos=target.entry_nos,
        )
        self.submit(request, lambda done: self._linked(done, problems))

    def _linked(self, done: Done, problems: str) -> None:
        if problems:
            self.tell(f"{done.summary}. Not linked: {problems}", "warning")
        else:
            self.tell(f"{done.summary}.", "success")
        self.links_changed()


def question_of(found: tuple[FoundFile, ...], failed: int, named: tuple[str, ...], width: int) -> str:
    """`Link remittance.pdf (12 kB) to INV-1?`, within a line of `width` cells with its answers."""
    size = size_text(sum(file.size for file in found))
    to = f" to {', '.join(named)}" if named else ""
    room = width - ANSWERS
    if len(found) > 1 or failed:
        of = f" of {len(found) + failed}" if failed else ""
        several = f"{len(found)}{of} file{'' if len(found) + failed == 1 else 's'}"
        return cut(f"Link {several} ({size}){to}", room - 1) + "?"
    rest = f"Link  ({size})?"
    name = cut(found[0].name, max(SHORTEST_NAME, room - cell_len(rest) - cell_len(to)))
    return cut(f"Link {name} ({size}){to}", room - 1) + "?"
