"""Words of a copy that know where they stand in it."""

from __future__ import annotations

from dataclasses import dataclass

from briefer.core.text import Mapped


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the copy: display text whose offsets lead back into the decoded file."""

    words: Mapped

    @property
    def text(self) -> str:
        """The words."""
        return self.words.text

    @property
    def start(self) -> int:
        """Where they begin in the decoded file (characters)."""
        return self.words.offsets[0][0] if self.words.offsets else 0

    @property
    def end(self) -> int:
        """Where they end in the decoded file."""
        return self.words.offsets[-1][1] if self.words.offsets else 0

    def pieces(self) -> list[list[int]]:
        """[at, start, length] of each run of characters that stands unbroken in the file."""
        found: list[list[int]] = []
        for at, (start, end) in enumerate(self.words.offsets):
            if end != start + 1:
                continue  # a blank that stands for more than one character
            if found and found[-1][1] + found[-1][2] == start and found[-1][0] + found[-1][2] == at:
                found[-1][2] += 1
            else:
                found.append([at, start, 1])
        return found
