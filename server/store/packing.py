"""Texts made small: half of a finished case is its journal, and more than half of that repeats.

Deflate with a dictionary of the words that every journal uses takes a third to a half of the room
for some ten microseconds a row; PostgreSQL itself compresses no row under two kilobytes. The first
byte names the dictionary. A dictionary is never changed: better words get the next number.
"""

import zlib

FIRST = (
    b'"]],["IncidentOpened","["CaseWithdrawn","["WorkEscalated","["TimerFired","["TimerDropped","'
    b'["TimerSet","["ListeningBegan","["ListeningEnded","message","signal","["FanOutClosed","'
    b'["FanOutOpened","process",["DocumentAttached","application/pdf","image/jpeg"]'
    b',["DecisionTaken","["CaseFinished","finished","","Event_"],["WorkGivenBack","["WorkClaimed","'
    b'["WorkOffered","Activity_","township_officer","dept_officer","dept_head",null,null,"'
    b'2026-01-01T01:00:00+00:00"]]","Gateway_","Flow_",["CaseStarted","["DataWritten",["'
    b'"]],["PathTaken",["start","[["WorkCompleted","019'
)
DICTIONARIES = {1: FIRST}
NEWEST = 1
SMALL, LARGE = 12, 15
"""Sizes of the window, as powers of two: a small one is made faster, and enough for most rows."""


class Unreadable(ValueError):  # says what is wrong
    """The bytes were not made by ``pack``."""


def pack(text: str) -> bytes:
    """The text made small."""
    plain = text.encode()
    window = SMALL if len(plain) < 1 << SMALL else LARGE
    squeeze = zlib.compressobj(
        6, zlib.DEFLATED, -window, window - 7, zlib.Z_DEFAULT_STRATEGY, DICTIONARIES[NEWEST]
    )
    return bytes([NEWEST]) + squeeze.compress(plain) + squeeze.flush()


def unpack(packed: bytes) -> str:
    """The text as it was; refused with ``Unreadable``."""
    try:
        stretch = zlib.decompressobj(-LARGE, DICTIONARIES[packed[0]])
        return (stretch.decompress(packed[1:]) + stretch.flush()).decode()
    except (zlib.error, LookupError, UnicodeDecodeError) as cause:
        raise Unreadable from cause
