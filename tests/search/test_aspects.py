from __future__ import annotations

from pipeline.records import Fact
from pipeline.search.aspects import Cited, Told, joined, told
from pipeline.search.lexicon import ASPECTS
from pipeline.swedish.sentences import sentence_spans

TEXT = (
    "Skolan ligger vid ån sedan länge. Huset är rött och stort. Steget riktar sig till barn mellan 10 och 14 år. Vi gör"
    " hembesök inom två dygn. Arbetet sker i samverkan med polisen och Frivården. Det kostar 2,5 miljoner kronor om"
    " året, varav hälften kommer från Brå. Projektet pågår 2023–2025. Av dem som deltagit har färre misstänkts för nya"
    " brott."
)


def cited(start: str) -> Cited:
    at = TEXT.index(start)
    span = next(span for span in sentence_spans(TEXT) if span[0] == at)
    return Cited("d", *span, TEXT[span[0] : span[1]])


def test_each_aspect_is_told_by_its_sentences() -> None:
    found = told("d", TEXT, sentence_spans(TEXT))
    assert tuple(found) == ASPECTS
    assert found["target_group"] == Told(("barn",), (1,), ("10 och 14 år",), (cited("Steget"),))
    assert found["method"] == Told(("hembesök",), (1,), (), (cited("Vi gör"),))
    assert found["partners"] == Told(("polisen", "Kriminalvården"), (1, 1), (), (cited("Arbetet"),))
    assert found["funding"] == Told(("Brå",), (1,), ("2,5 miljoner kronor",), (cited("Det kostar"),))
    assert found["period"].details == ("2023–2025",)
    assert found["results"].values == ("misstankar, domar eller återfall",)
    assert all(TEXT[s.start : s.end] == s.text for one in found.values() for s in one.sentences)


def test_an_aspect_that_nothing_is_said_of_is_empty() -> None:
    text = "Kärlen töms på tisdagar varje vecka."
    assert set(told("d", text, sentence_spans(text)).values()) == {Told()}


def test_a_fact_makes_a_sentence_tell_without_a_cue() -> None:
    text = "Först kommer ett stycke text här. Sedan kommer ett annat stycke. Där finns kommunens frivårdare med."
    at = text.index("frivårdare")
    without = told("d", text, sentence_spans(text))["partners"]
    fact = Fact("partner", "frivårdare", at, at + 10, "frivårdare")
    assert without == Told()
    assert told("d", text, sentence_spans(text), [fact])["partners"].values == ("Kriminalvården",)


def test_a_description_needs_no_cue() -> None:
    text = "Hyresvärdar och polisen ska knacka på när det bråkas."
    found = told(None, text, sentence_spans(text), described=True)
    assert found["partners"].values == ("polisen", "fastighetsägare och hyresvärdar")
    assert found["partners"].sentences == (Cited(None, 0, len(text), text),)
    assert told(None, text, sentence_spans(text))["partners"] == Told()


def test_several_pages_are_joined_in_order() -> None:
    one = told("d", TEXT, sentence_spans(TEXT))
    other = "Teamet består av polisen och skolan i området."
    both = joined([one, told("e", other, sentence_spans(other))])
    assert both["partners"].values == ("polisen", "Kriminalvården", "skolan")
    assert both["partners"].times == (2, 1, 1)
    assert [sentence.doc_id for sentence in both["partners"].sentences] == ["d", "e"]


def test_a_goal_is_no_result() -> None:
    text = "Målet är att 60 barn ska ha fått stöd. Hittills har 12 barn fått stöd."
    found = told("d", text, sentence_spans(text))["results"]
    assert [sentence.text for sentence in found.sentences] == ["Hittills har 12 barn fått stöd."]
