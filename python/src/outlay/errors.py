"""What is raised when something does not follow the layout."""

from __future__ import annotations

from typing import Iterable, List, Optional

_MAX_EDITS = 3


class LayoutError(ValueError):
    """Something does not follow the layout. The message says what, where, what was expected and what was found."""


def near_miss(word: str, known: Iterable[str]) -> Optional[str]:
    """The word that was probably meant, or None. Same rule as nearMiss of @outlay/schema: at most three edits, and at
    most a third of the word; case and separators do not count."""
    wanted = _plain(word)
    best: Optional[str] = None
    fewest = _MAX_EDITS + 1
    for candidate in known:
        other = _plain(candidate)
        edits = 0 if wanted == other else _edits(wanted, other)
        if edits <= min(_MAX_EDITS, len(other) // 3) and edits < fewest:
            best, fewest = candidate, edits
    return best


def _plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isascii() and letter.isalnum())[:64]


def _edits(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        following: List[int] = [i]
        for j, other in enumerate(b, 1):
            following.append(min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (letter != other)))
        row = following
    return row[-1]


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """' Did you mean 'jpg'?' with a space before it, or nothing."""
    near = near_miss(word, known) if isinstance(word, str) else None
    return "" if near is None else f" Did you mean {near!r}?"
