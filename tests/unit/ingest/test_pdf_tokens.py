"""The quick reader of content streams gives what pdfminer gives."""

from __future__ import annotations

import random

import pytest
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psexceptions import PSEOF

from balagh.ingest.pdf_tokens import tokens

ORDINARY = [
    b"BT /F1 12 Tf 1 0 0 -1 40.89 -.5 Tm <00B6> Tj ET",
    b"[(Ra)-20(bat)3.5<0A0b>]TJ 0.5 g\n/GS0 gs\r\nf* T* W*",
    b"/Span<</ActualText<FEFF062F>/MCID 3>>BDC(x)Tj EMC",
    b"/P <</A [1 2 [3]] /B <</C (d)>> >> BDC EMC true false",
    b"(a) ' 1 2 (b) \"",
    b"q 1 0 0 1 0 0 cm",
    b"/\xe9t\xe9 gs /\xc3\xa9 gs",
    b"",
    b"  \n",
]
ODD = [
    b"(a\\(b\\)c\\n) Tj",
    b"(a(b)c) Tj 3 w",
    b"(two\rlines) Tj",
    b"% a remark\n1 w",
    b"/A#20B gs",
    b"BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q",
    b"[1 2",
    b"<</A 1",
    b"]",
    b"1..2 w",
    b"--5 w",
    b"< 0A 0B > Tj",
    b"<0A0> Tj",
    b"(open",
    b"{ }",
    b"[[[[[[[[[[1]]]]]]]]]] TJ",
]


def by_pdfminer(data: bytes) -> list[str]:
    parser, found = PDFContentParser([PDFStream({}, data)]), []
    while True:
        try:
            found.append(repr(parser.nextobject()[1]))
        except PSEOF:
            return found


@pytest.mark.parametrize("data", ORDINARY + ODD)
def test_a_stream_is_taken_apart_as_pdfminer_does(data: bytes) -> None:
    mine = [repr(item) for item in tokens(data + b"\n")]
    # pdfminer keeps the address of an inline picture in its name.
    if b"BI" in data:
        assert [item.split("(")[0] for item in mine] == [
            item.split("(")[0] for item in by_pdfminer(data + b"\n")
        ]
    else:
        assert mine == by_pdfminer(data + b"\n")


def test_any_mixture_is_taken_apart_as_pdfminer_does() -> None:
    choose = random.Random(5)
    for _ in range(300):
        data = b" ".join(choose.choices(ORDINARY + ODD[:5], k=6)) + b"\n"
        assert [repr(item) for item in tokens(data)] == by_pdfminer(data)
