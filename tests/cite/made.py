"""Citations to write down, and texts that are hard to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from pipeline.cite.citation import Citation
from pipeline.cite.plain import one_line

CITATION = Citation(
    "d1",
    "Trollhättans Stad",
    "Avhopparverksamhet",
    "2023-05-06",
    "https://www.trollhattan.example/avhopp.pdf",
    "2024-03-01",
    "gen-000042",
    "1a2b3c4d" + "0" * 56,
    "https://www.trollhattan.example/avhopp.pdf",
    7,
    "Den som vill lämna får stöd.",
    120,
)
HOSTILE = (
    "a } b { c",
    "}}, note = {x",
    "50 % & mer_än #1 $x$ ~ ^ \\ \\alpha{} \\'a",
    "\"Citat\" ”mer” `x' ``y'' -- --- <b> ,, << >> !` ?`",
    "@misc{x, title = {y}}",
    "Rad\nER  - \nTY  - JOUR\r\nAU  - X",
    '=HYPERLINK("x")',
    "\u2028LS\u0085NEL\x0bVT",
    "\u202egnp.exe",
    "é e\u0301 Åäö ŁŐ 中文 🙂",
    "",
)
# What a page can hold, with what the forms give a meaning to.
TEXTS = st.text(
    st.characters(codec="utf-8") | st.sampled_from(list("{}\\&%$#_~^\"'`-,<>@;=\n åäö")), max_size=40
).filter(one_line)


def made(**values: Any) -> Citation:
    return replace(CITATION, **values)
