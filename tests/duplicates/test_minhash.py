from __future__ import annotations

import subprocess
import sys

from pipeline.duplicates.minhash import BANDS, ROWS, likely_pairs, signature

WORDS = [f"ord{number}" for number in range(200)]


def test_a_signature_is_of_the_set_and_the_same_in_every_process() -> None:
    made = signature(WORDS)
    assert len(made) == 4 * BANDS * ROWS
    assert signature([*reversed(WORDS), WORDS[0]]) == made
    code = "from pipeline.duplicates.minhash import signature; print(signature(f'ord{n}' for n in range(200)).hex())"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == made.hex()


def test_sets_that_share_most_are_likely_and_others_are_not() -> None:
    signatures = {
        "b": signature(WORDS),
        "a": signature(WORDS[:180]),
        "c": signature(WORDS[20:]),
        "d": signature(f"annat{number}" for number in range(200)),
    }
    assert likely_pairs(signatures) == [("a", "b"), ("a", "c"), ("b", "c")]
    assert likely_pairs(dict(sorted(signatures.items()))) == likely_pairs(signatures)


def test_one_or_none_has_no_pair() -> None:
    assert likely_pairs({}) == likely_pairs({"a": signature(WORDS)}) == []
