"""What a Word file's text says: what is printed, and what editing left in the file."""

from __future__ import annotations

import pytest

from balagh.ingest.flow import FlowText
from tests.wordfile import items_of, lines_of, par, run, word_file

FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE \\* MERGEFORMAT </w:instrText></w:r>'
    '{middle}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData>"
    "<wps:wsp><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
    "</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{inside}"
    "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def said(*runs: str) -> list[str]:
    return lines_of(word_file(par(*runs)))


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ('<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>' + run("Cette"), "Cette"),
        ('<w:del w:id="1"><w:r><w:delText>hier </w:delText></w:r></w:del>' + run("lundi"), "lundi"),
        ('<w:moveFrom w:id="1">' + run("hier ") + "</w:moveFrom>" + run("lundi"), "lundi"),
        ('<w:ins w:id="1">' + run("lundi") + "</w:ins>", "lundi"),
        ('<w:moveTo w:id="1">' + run("lundi") + "</w:moveTo>", "lundi"),
        ('<w:hyperlink r:id="rId9">' + run("www.exemple.ma") + "</w:hyperlink>", "www.exemple.ma"),
        ("<w:smartTag>" + run("Rabat") + "</w:smartTag>", "Rabat"),
        (
            "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>" + run("Rabat") + "</w:sdtContent></w:sdt>",
            "Rabat",
        ),
        ('<w:fldSimple w:instr="DATE">' + run("2021") + "</w:fldSimple>", "2021"),
        (run("secret ", "<w:vanish/>") + run("dit"), "dit"),
        (run("dit", '<w:vanish w:val="0"/>'), "dit"),
        (run("Rabat", "<w:caps/>"), "RABAT"),
        ("<w:r><w:t>co</w:t><w:softHyphen/><w:t>opère</w:t></w:r>", "coopère"),
        ("<w:r><w:t>porte</w:t><w:noBreakHyphen/><w:t>parole</w:t></w:r>", "porte-parole"),
        ("<w:r><w:t>un</w:t><w:tab/><w:t>deux</w:t><w:br/><w:t>trois</w:t></w:r>", "un\tdeux\ntrois"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t> fait</w:t></w:r>', "✓ fait"),
        ('<w:r><w:sym w:font="Wingdings" w:char="zz"/><w:t>fait</w:t></w:r>', "fait"),
        (run("\u00fc", '<w:rFonts w:ascii="Wingdings"/>') + run(" fait"), "✓ fait"),
        (
            "<w:r><w:ruby><w:rt>"
            + run("lu")
            + "</w:rt><w:rubyBase>"
            + run("écrit")
            + "</w:rubyBase></w:ruby></w:r>",
            "écrit",
        ),
        ('<w:r><w:commentReference w:id="0"/></w:r>' + run("dit"), "dit"),
    ],
)
def test_what_is_printed_is_kept_and_no_more(inside: str, text: str) -> None:
    assert said(inside) == [text]


WHITE = '<w:color w:val="FFFFFF"/>'


def test_white_letters_are_read_only_where_they_can_be_seen() -> None:
    assert said(run("caché ", WHITE), "vu") == ["vu"]
    assert said(run("vu", WHITE + '<w:highlight w:val="black"/>')) == ["vu"]
    assert said(run("vu", WHITE + '<w:shd w:val="clear" w:fill="1F3864"/>')) == ["vu"]
    assert said(run("caché", WHITE + '<w:shd w:val="clear" w:fill="auto"/>')) == []
    banner = par(run("Communiqué", WHITE), look='<w:shd w:val="clear" w:fill="1F3864"/>')
    case = f"<w:tc><w:tcPr><w:shd w:fill='000000'/></w:tcPr>{par(run('Case', WHITE))}</w:tc>"
    cell = f"<w:tbl><w:tr>{case}</w:tr></w:tbl>"
    assert lines_of(word_file(banner + cell)) == ["Communiqué", "Case"]
    assert said(BOX.format(inside=par(run("Encadré", WHITE)))) == ["Encadré"]


def test_a_field_gives_its_result_without_its_code() -> None:
    inner = FIELD.format(middle="", result=run("caché"))
    assert said("Page ", FIELD.format(middle="", result=run("3")), " sur 4") == ["Page 3 sur 4"]
    assert said(FIELD.format(middle=inner, result=run("3"))) == ["3"]


def test_a_field_may_run_over_paragraphs() -> None:
    begin, end = FIELD.split("{result}")
    body = par(begin.format(middle=""), "un") + par("deux", end) + par("trois")
    assert lines_of(word_file(body)) == ["un", "deux", "trois"]


def test_a_field_that_never_ends_hides_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>'
    assert lines_of(word_file(par(begin, "un") + par("deux"))) == ["un", "deux"]


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    first = par("Le conseil ", look='<w:rPr><w:del w:id="1"/></w:rPr>')
    assert lines_of(word_file(first + par("a décidé.") + par("Fin."))) == ["Le conseil a décidé.", "Fin."]
    assert lines_of(word_file(par("Un") + first)) == ["Un", "Le conseil "]


def test_a_text_box_is_read_once_and_stands_before_the_text() -> None:
    box = BOX.format(inside=par("Contact") + par("Tél. 0537"))
    assert said(box, "Le texte") == ["Contact", "Tél. 0537", "Le texte"]
    assert said("Le texte", box) == ["Le texte", "Contact", "Tél. 0537"]


def test_a_branch_that_holds_nothing_gives_way_to_the_other() -> None:
    empty = (
        "<mc:AlternateContent><mc:Choice Requires='x'><w:drawing/></mc:Choice><mc:Fallback>{}</mc:Fallback>"
    )
    assert said("<w:r>" + empty.format("<w:t>vu</w:t>") + "</mc:AlternateContent></w:r>") == ["vu"]


def test_lettering_is_text_and_a_watermark_is_not() -> None:
    shape = '<w:r><w:pict><v:shape id="{}"><v:textpath string="BROUILLON"/></v:shape></w:pict></w:r>'
    assert said(shape.format("WordArt 1")) == ["BROUILLON"]
    assert said(shape.format("PowerPlusWaterMarkObject3"), "Un") == ["Un"]


def test_styles_say_how_a_paragraph_looks() -> None:
    styles = (
        "<w:styles {spaces}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='22'/></w:rPr></w:rPrDefault>"
        "</w:docDefaults><w:style w:type='paragraph' w:styleId='Titre'><w:name w:val='Title'/><w:pPr>"
        "<w:jc w:val='center'/></w:pPr><w:rPr><w:b/><w:sz w:val='40'/></w:rPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='Titre2'><w:name w:val='heading 2'/><w:basedOn w:val='Titre'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='A'><w:name w:val='a'/><w:basedOn w:val='B'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='B'><w:name w:val='b'/><w:basedOn w:val='A'/></w:style></w:styles>"
    )
    body = (
        par("Titre", look="<w:pStyle w:val='Titre'/>")
        + par("Partie", look="<w:pStyle w:val='Titre2'/>")
        + par(run("نص", "<w:szCs w:val='30'/><w:bCs/>"), look="<w:bidi/>")
        + par("Ronde", look="<w:pStyle w:val='A'/>")
    )
    data = word_file(body, parts={"word/styles.xml": styles}, relations={"rId1": ("styles", "styles.xml")})
    title, heading, arabic, ring = (item for item in items_of(data) if isinstance(item, FlowText))
    assert (title.level, title.centred, title.bold, title.size) == (0, True, True, 20.0)
    assert (heading.level, heading.centred, heading.bold) == (2, True, True)
    assert (arabic.rtl, arabic.size, arabic.bold, arabic.level) == (True, 15.0, True, None)
    assert (ring.size, ring.bold) == (11.0, False)
