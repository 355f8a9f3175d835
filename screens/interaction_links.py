"""Document links of an interaction (S45, S46)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.dropped import DroppedFiles, LinkTarget
from screens.interaction_updates import Updating
from store.queries import documents

if TYPE_CHECKING:
    from store.requests.base import Done
    from store.rows.calls import LineRow


class Linking(DroppedFiles, Updating):
    """Mixed into the interaction page: files linked to this interaction."""

    def link_target(self) -> LinkTarget | str:
        """The interaction, and where setup says so its ticked entries."""
        header = self.header
        if header is None or not self.live:
            return "This interaction can only be read: link the file to an entry or to the customer, from its card (c)."
        ticked = [number for number in self.lines if number in self.selection.ticked]
        copied = tuple(ticked) if self.desk.facts.setup.copy_links_to_entries else ()
        named = tuple(self.lines[number].document_no for number in copied)
        return LinkTarget(header.customer_no, self.interaction_id, copied, named)

    def action_documents(self) -> None:
        """The interaction's documents, and linking by a typed path."""
        from screens.documents import DocumentsPage, Scope  # noqa: PLC0415 - start-up

        header = self.header
        if header is None:
            return
        self.keep_ticks()
        name = header.customer_name or header.customer_no
        scope = Scope(f"{name} · interaction", self.link_target(), header.customer_no, self.interaction_id)
        self.app.push_screen(DocumentsPage(self.desk, scope))

    def _linked(self, done: Done, problems: str) -> None:
        self.entered = True
        super()._linked(done, problems)

    def links_changed(self) -> None:
        """The marks of the entries, and how many there are."""
        self.sync()

    def take_lines(self, lines: dict[int, LineRow]) -> None:
        """Count the links besides."""
        super().take_lines(lines)
        if self.in_store:
            self.read("links", self._take_links, documents.links_count, self.interaction_id)

    def _take_links(self, count: int) -> None:
        if count != self.links:
            self.links = count
            self.show_header()
