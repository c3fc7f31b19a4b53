"""Words as they are looked for: whatever width, case or brackets people happen to type.

Full-width letters and digits are the same as half-width ones (Unicode NFKC), and 〔2026〕, [2026]
and (2026) the same number. Simplified and traditional characters stay apart.
"""

from __future__ import annotations

import re
import unicodedata

from server.domain.masking import masked

MOST_TERMS = 8
"""Of a search; what is typed beyond is not looked for."""
LONGEST_WORDS = 500
"""Characters of a matter that a search looks through."""
BRACKETS = str.maketrans("〔【[〕】]", "((()))")


def folded(text: str) -> str:
    """The text without differences that nobody means."""
    return unicodedata.normalize("NFKC", text).lower().translate(BRACKETS)


def terms_of(search: str) -> tuple[str, ...]:
    """The words that all have to be there; whole numbers of persons as masks leave them."""
    return tuple(dict.fromkeys(masked(folded(search)).split()))[:MOST_TERMS]


def grams_of(terms: tuple[str, ...]) -> tuple[str, ...]:
    """Every pair of neighbouring characters of the terms, and terms of one character themselves."""
    pairs = (term[at : at + 2] for term in terms for at in range(max(1, len(term) - 1)))
    return tuple(dict.fromkeys(pairs))


def words_in(*parts: str) -> str:
    """What a search looks through, a line for each part; whoever guesses digits finds nothing by it."""
    return masked(folded("\n".join(part for part in parts if part)))[:LONGEST_WORDS]


def matches(words: str, search: str) -> bool:
    """Whether folded words have every term in them."""
    return all(term in words for term in terms_of(search))


def pieces(text: str, search: str) -> tuple[tuple[str, bool], ...]:
    """The text in pieces, each with whether it is what was looked for."""
    terms = terms_of(search)
    if not terms:
        return ((text, False),)
    letters = [folded(letter) for letter in text]
    places = [at for at, letter in enumerate(letters) for _ in letter]
    found: set[int] = set()
    for one in re.finditer("|".join(map(re.escape, terms)), "".join(letters)):
        found.update(places[one.start() : one.end()])
    cut: list[tuple[str, bool]] = []
    for at, letter in enumerate(text):
        if cut and cut[-1][1] is (at in found):
            cut[-1] = (cut[-1][0] + letter, cut[-1][1])
        else:
            cut.append((letter, at in found))
    return tuple(cut)
