"""What is said where nothing may be changed."""

from __future__ import annotations

from typing import Final

READ_ONLY: Final = "These books are open read-only: nothing can be changed."
