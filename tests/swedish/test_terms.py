from __future__ import annotations

from pipeline.swedish.terms import part_stems, query_terms, stems


def test_stems_leave_out_stop_words_and_keep_order() -> None:
    assert stems("Kommunen arbetar mot våld") == ["kommun", "arbet", "våld"]


def test_part_stems_are_those_of_compounds_only() -> None:
    assert part_stems("missbruk och alkoholmissbruk") == ["alkohol", "missbruk"]


def test_a_compound_and_its_paraphrase_share_terms() -> None:
    assert set(part_stems("alkoholmissbruk")) == set(stems("missbruk av alkohol"))


def test_query_terms_are_distinct_and_carry_their_parts() -> None:
    assert query_terms("Vad är gängkriminalitet? Gängkriminalitet!") == [("gängkriminalitet", ("gäng", "kriminalitet"))]
