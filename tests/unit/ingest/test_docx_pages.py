"""Pages, heads, feet, notes and pictures of a Word file."""

from __future__ import annotations

import pytest

from balagh.ingest import open_source
from balagh.ingest.flow import FlowPicture, FlowText, Region
from balagh.settings import Settings
from tests.wordfile import drawing, items_of, lines_of, par, png, run, sheets_of, word_file

BREAK = '<w:r><w:br w:type="page"/></w:r>'
SEEN = "<w:r><w:lastRenderedPageBreak/></w:r>"


def pages_of(body: str) -> list[list[str]]:
    return [
        [item.text for item in sheet.flow.items if isinstance(item, FlowText)]
        for sheet in sheets_of(word_file(body))
        if sheet.flow
    ]


@pytest.mark.parametrize(
    "body",
    [
        par("un", BREAK) + par("deux"),
        par("un") + par(BREAK) + par("deux"),
        par("un") + par(BREAK, "deux"),
        par("un", BREAK) + par(SEEN, "deux"),
        par("un") + par(SEEN, "deux"),
        par("un", BREAK, "deux"),
        par("un") + par("deux", look="<w:pageBreakBefore/>"),
        par("un") + par(look="<w:sectPr/>") + par("deux") + "<w:sectPr/>",
        par("un", look="<w:sectPr/>") + par("deux") + '<w:sectPr><w:type w:val="oddPage"/></w:sectPr>',
    ],
)
def test_pages_end_where_the_file_says_so(body: str) -> None:
    assert pages_of(body) == [["un"], ["deux"]]


def test_a_section_may_go_on_on_the_same_page() -> None:
    body = par("un", look="<w:sectPr/>") + par("deux") + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'
    assert pages_of(body) == [["un", "deux"]]


def test_a_paragraph_over_two_pages_stays_whole() -> None:
    assert pages_of(par("un", SEEN, " et demi") + par("deux")) == [["un et demi"], ["deux"]]


def test_only_the_pages_asked_for_are_made() -> None:
    data = word_file(par("un", BREAK) + par("deux"))
    source = open_source(data, settings=Settings(pages=frozenset({2})))
    assert source.pages == 2
    assert [sheet.number for sheet in source.sheets()] == [2]


def headed(section: str, *, settings: str = "", pages: str = "", body: str = par("texte")) -> list[str]:
    names = {"default": "tous", "first": "premier", "even": "pair"}
    parts = {
        f"word/h{k}.xml": f"<w:hdr {{spaces}}>{par(text)}</w:hdr>" for k, text in enumerate(names.values())
    }
    parts |= {"word/f.xml": f"<w:ftr {{spaces}}>{par('pied')}</w:ftr>"}
    parts |= {"word/settings.xml": f"<w:settings {{spaces}}>{settings}</w:settings>"}
    if pages:
        spaces = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
        parts |= {"docProps/app.xml": f'<Properties xmlns="{spaces}"><Pages>{pages}</Pages></Properties>'}
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        parts |= {
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="a" Type="{relation}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="b" Type="{relation}/extended-properties" Target="docProps/app.xml"/></Relationships>'
        }
    relations = {f"rId{k}": ("header", f"h{k}.xml") for k in range(3)}
    relations |= {"rId8": ("footer", "f.xml"), "rId9": ("settings", "settings.xml")}
    references = "".join(
        f'<w:headerReference w:type="{kind}" r:id="rId{k}"/>' for k, kind in enumerate(names)
    )
    foot = '<w:footerReference w:type="default" r:id="rId8"/>'
    whole = f"{body}<w:sectPr>{references}{foot}{section}</w:sectPr>"
    return lines_of(word_file(whole, parts=parts, relations=relations))


def test_heads_come_first_and_feet_last_if_they_are_printed() -> None:
    assert headed("") == ["tous", "texte", "pied"]
    assert headed("<w:titlePg/>") == ["premier", "tous", "texte", "pied"]
    assert headed("", settings="<w:evenAndOddHeaders/>") == ["tous", "pair", "texte", "pied"]


def test_a_first_page_alone_prints_no_other_head() -> None:
    assert headed("<w:titlePg/>", pages="1") == ["premier", "texte"]
    assert headed("<w:titlePg/>", pages="2") == ["premier", "tous", "texte", "pied"]


def test_heads_are_on_the_first_page_and_feet_on_the_last() -> None:
    lines = headed("", body=par("un", BREAK) + par("deux"))
    assert lines == ["tous", "un", "deux", "pied"]


def test_notes_stand_at_the_end_and_only_those_referred_to() -> None:
    notes = (
        '<w:footnotes {spaces}><w:footnote w:id="0">' + par("trait") + "</w:footnote>"
        '<w:footnote w:id="2">'
        + par("<w:r><w:footnoteRef/></w:r>", " La note.")
        + "</w:footnote></w:footnotes>"
    )
    body = par("Un", '<w:r><w:footnoteReference w:id="2"/></w:r>', " mot.") + par("Fin.")
    data = word_file(
        body, parts={"word/footnotes.xml": notes}, relations={"rId1": ("footnotes", "footnotes.xml")}
    )
    assert lines_of(data) == ["Un mot.", "Fin.", " La note."]


def pictured(body: str, picture: bytes | None = None, target: str = "media/image1.png") -> bytes:
    parts = {f"word/{target}": picture if picture is not None else png()}
    return word_file(body, parts=parts, relations={"rId1": ("image", target)})


def test_a_picture_stands_in_its_place_with_its_printed_size() -> None:
    items = items_of(pictured(par("avant") + par(drawing(1)) + par("après")))
    before, picture, after = items
    assert isinstance(before, FlowText)
    assert isinstance(after, FlowText)
    assert isinstance(picture, FlowPicture)
    assert picture.image.shape == (30, 60, 3)
    assert (picture.name, picture.region) == ("image1.png", Region.BODY)
    assert picture.dpi is None  # 30 dots an inch are no resolution


def test_a_believable_resolution_is_kept() -> None:
    (picture,) = items_of(pictured(par(drawing(1, (0.4, 0.2)))))
    assert isinstance(picture, FlowPicture)
    assert picture.dpi == pytest.approx(150)


def test_what_is_cropped_away_is_not_read() -> None:
    crop = '<a:srcRect l="50000" b="40000"/>'
    (picture,) = items_of(pictured(par(drawing(1, inside=crop))))
    assert isinstance(picture, FlowPicture)
    assert picture.image.shape[:2] == (18, 30)


def test_a_picture_of_the_old_kind_is_found() -> None:
    shape = '<w:r><w:pict><v:shape style="width:36pt;height:18pt"><v:imagedata r:id="rId1"/></v:shape></w:pict></w:r>'
    (picture,) = items_of(pictured(par(shape)))
    assert isinstance(picture, FlowPicture)
    assert picture.dpi == pytest.approx(120)


def test_trifles_are_left_out() -> None:
    assert items_of(pictured(par(drawing(1, (0.05, 0.05))))) == []
    assert items_of(pictured(par(drawing(1)), png((400, 3)))) == []


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x01\x00\x00\x00" + bytes(36) + b" EMF" + bytes(50), "EMF"),
        (b"\xd7\xcd\xc6\x9a" + bytes(50), "WMF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (png()[:40], "breaks off"),
        (bytes(range(32)) * 9, "unknown kind"),
    ],
)
def test_a_picture_that_cannot_be_read_is_named(data: bytes, reason: str) -> None:
    (sheet,) = sheets_of(pictured(par("texte", drawing(1)), data))
    assert sheet.flow is not None
    assert len(sheet.flow.items) == 1
    (notice,) = sheet.notices
    assert "image1.png" in notice.message
    assert reason in notice.message


def test_a_picture_whose_part_is_damaged_is_named() -> None:
    data = pictured(par("texte", drawing(1)), png((300, 200)))
    at = data.index(b"word/media/image1.png") + 60
    (sheet,) = sheets_of(data[:at] + bytes(8) + data[at + 8 :])
    assert "image1.png is damaged" in sheet.notices[0].message


def test_a_picture_that_is_not_in_the_file_is_named() -> None:
    data = word_file(par("texte", drawing(1)), relations={"rId1": ("image", "http://exemple.ma/logo.png")})
    (notice,) = open_source(data, settings=Settings()).notices
    assert "logo.png" in notice.message


def test_a_picture_too_large_is_named_and_the_text_read() -> None:
    data = pictured(par("texte", drawing(1)), png((1200, 900)))
    (sheet,) = open_source(data, settings=Settings(max_megapixels=0.5)).sheets()
    assert "megapixels" in sheet.notices[0].message


def test_a_head_says_its_picture_once() -> None:
    head = f"<w:hdr {{spaces}}>{par(drawing(1))}</w:hdr>"
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/i.png"/>'
        "</Relationships>"
    )
    parts: dict[str, str | bytes] = {"word/media/i.png": png()}
    for name in ("h1", "h2"):
        parts |= {f"word/{name}.xml": head, f"word/_rels/{name}.xml.rels": links}
    section = (
        '<w:sectPr><w:headerReference w:type="first" r:id="rId1"/><w:headerReference w:type="default" r:id="rId2"/>'
        "<w:titlePg/></w:sectPr>"
    )
    relations = {"rId1": ("header", "h1.xml"), "rId2": ("header", "h2.xml")}
    assert lines_of(word_file(par("un") + section, parts=parts, relations=relations)) == ["[i.png]", "un"]


def test_a_hidden_run_hides_no_field_mark() -> None:
    marks = '<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="{}"/></w:r>'
    body = par(marks.format("begin"), marks.format("separate"), run("vu"), marks.format("end"), " et lu")
    assert lines_of(word_file(body)) == ["vu et lu"]
