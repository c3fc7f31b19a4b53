"""All built-in functions of DMN 1.5 by name."""

from server.domain.feel import (
    library_contexts,
    library_lists,
    library_numbers,
    library_ranges,
    library_texts,
    library_times,
)
from server.domain.feel.signatures import SIGNATURES, built_in
from server.domain.feel.values import Function

MODULES = (
    library_contexts,
    library_lists,
    library_numbers,
    library_ranges,
    library_texts,
    library_times,
)
BUILTINS: dict[str, Function] = {
    name: built_in(signatures) for name, signatures in SIGNATURES.items()
}
