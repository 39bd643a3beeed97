"""MinHash signatures of sets of word shingles, and which of them may be alike (Broder 1997; LSH as in datasketch).

A guess only: what is returned as a pair is compared in full by `likeness.py` before anything comes of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from datasketch import MinHash

# 25 bands of 5 rows find a pair of Jaccard .7 with probability .990 and one of .75 with .999; of .5 every second one,
# which costs a comparison and nothing else.
BANDS, ROWS = 25, 5
_KIND: Any = {"num_perm": BANDS * ROWS, "seed": 1, "scheme": "affine32"}


def signature(shingles: Iterable[str]) -> bytes:
    """Return the signature of a set: BANDS × ROWS little-endian uint32, the same in every process."""
    from datasketch import MinHash

    minhash = MinHash(**_KIND)
    minhash.update_batch([shingle.encode() for shingle in shingles])
    return bytes(minhash.hashvalues.astype("<u4").tobytes())


def likely_pairs(signatures: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Return the pairs of keys (smaller first, sorted) that share a band of their signatures."""
    from datasketch import MinHashLSH

    lsh = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))
    known = {key: _minhash(value) for key, value in signatures.items()}
    for key, minhash in known.items():
        lsh.insert(key, minhash)
    return sorted((key, str(other)) for key, minhash in known.items() for other in lsh.query(minhash) if key < other)


def _minhash(value: bytes) -> MinHash:
    from datasketch import MinHash

    return MinHash(**_KIND, hashvalues=np.frombuffer(value, dtype="<u4").astype(np.uint32))
