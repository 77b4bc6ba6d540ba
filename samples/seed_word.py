"""Make seed 004 again as the Word file it was: ``python -m samples.seed_word --out DIR``.

What another program took for garbled lines at its end are its two logos. They are drawn anew here with the same words
(emblems, letters and colours are our own), small, as they come from web sites: one see-through, one with a dark band.
"""

from __future__ import annotations

import argparse
import io
import zipfile
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2 as pdfium
from PIL import Image as PillowImage

from balagh.model import Role
from samples.document import BOLD, Part, load
from samples.emblems import emblem
from samples.render import check_fonts, pdf_of
from samples.truth import truth_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samples.document import Written

#: The communiqué as it was printed; its text is this file's text too.
PRINTED = Path(__file__).with_name("documents") / "seed-dgct-isic.toml"

NAME = "seed-dgct-isic-word"

#: Pixels for one of CSS, of which there are 96 an inch. Logos of this size come from the head of a web page.
SCALE = 1.5

#: DrawingML's units in a pixel of CSS.
EMU = 9525

#: The moment that every file in the archive is dated: the same document gives the same bytes.
MOMENT = (1980, 1, 1, 0, 0, 0)

FONTS = frozenset({"Carlito", "Noto Naskh Arabic", "Noto Sans Tifinagh", "DejaVu Sans"})

CSS = """
@page { size: 500px 400px; margin: 0 } body { margin: 8px; width: 440px; text-align: center; line-height: 1.3 }
div { white-space: nowrap } svg { width: 52px; height: 52px }
.isic { color: #1a4f8f; font: 13px Carlito } .isic :lang(ar) { font: bold 18px 'Noto Naskh Arabic' }
.isic .acronym { font: bold 34px Carlito; color: #d07a10 } :lang(zgh) { font: 13px 'Noto Sans Tifinagh' }
.dgct { color: #7c1420; font: bold 13px Carlito } .dgct :lang(ar) { font: 16px 'Noto Naskh Arabic' }
.dgct .band { background: #7c1420; color: white; font: bold 17px 'DejaVu Sans'; padding: 5px 0; margin: 4px 40px }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A logo: its CSS class, its emblem and its lines with the class of each; see-through where there is no ink."""

    name: str
    mark: str
    colour: str
    lines: tuple[tuple[Part, str], ...]
    clear: bool


def _line(language: str, text: str, key: str = "") -> Part:
    return Part(role=Role.LOGO, language=language, text=text, issuer=key)


LOGOS = (
    Logo(
        name="isic",
        mark="wheel",
        colour="#d07a10",
        lines=(
            (_line("fr", "ISIC"), "acronym"),
            (_line("ar", "المعهد العالي للإعلام والاتصال", "isic"), ""),
            (_line("zgh", "ⴰⵙⵉⵏⴰⴳ ⴰⵎⴰⵊⵊⵢⴰⵍ ⵏ ⵓⵙⵏⵖⵎⵙ ⴷ ⵓⵎⵢⴰⵡⴰⴹ", "isic"), ""),
            (_line("fr", "Institut Supérieur de l'Information et de la Communication", "isic"), ""),
        ),
        clear=True,
    ),
    Logo(
        name="dgct",
        mark="star",
        colour="#7c1420",
        lines=(
            (_line("ar", "المملكة المغربية"), ""),
            (_line("ar", "وزارة الداخلية"), ""),
            (_line("ar", "المديرية العامة للجماعات الترابية", "dgct"), "band"),
            (_line("fr", "DIRECTION GENERALE DES COLLECTIVITES TERRITORIALES", "dgct"), ""),
        ),
        clear=False,
    ),
)

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
PICTURE = (
    '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{id}" '
    'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="margin"><wp:align>{side}</wp:align></wp:positionH>'
    '<wp:positionV relativeFrom="page"><wp:posOffset>360000</wp:posOffset></wp:positionV>'
    '<wp:extent cx="{cx}" cy="{cy}"/><wp:wrapTopAndBottom/><wp:docPr id="{id}" name="Image {id}"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="{id}" name="image{id}.png"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="rId{id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:anchor></w:drawing></w:r>"
)
#: What editing leaves in a file and no printer prints.
DELETED = (
    '<w:del w:id="90" w:author="Secrétariat" w:date="2021-02-05T09:00:00Z"><w:r><w:delText xml:space="preserve">'
    "lundi prochain </w:delText></w:r></w:del>"
)
BOOKMARK = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> DATE \\@ "yyyy" </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="png" '
    'ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
RELATION = (
    '<Relationship Id="rId{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}"/>'
)


def draw(logo: Logo) -> PillowImage.Image:
    """Draw a logo and cut it to its ink.

    Raises:
        MissingFontError: a font that it is set in is not installed.
    """
    check_fonts(FONTS)
    lines = "".join(
        f'<div lang="{part.language}" dir="{"rtl" if part.language == "ar" else "ltr"}" class="{look}">'
        f"{escape(part.text, quote=False)}</div>"
        for part, look in logo.lines
    )
    body = f'<body class="{logo.name}">{emblem(logo.mark, logo.colour)}{lines}</body>'
    document = pdfium.PdfDocument(pdf_of(f"<!doctype html><html><style>{CSS}</style>{body}</html>"))
    try:
        # A page of 500 CSS pixels is 375 points wide.
        drawn = document[0].render(scale=SCALE * 96 / 72, rev_byteorder=True).to_numpy()[..., :3]
    finally:
        document.close()
    rows, columns = np.nonzero((drawn < 250).any(axis=2))
    cut = np.ascontiguousarray(drawn[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1])
    return _see_through(cut) if logo.clear else PillowImage.fromarray(cut)


def _see_through(drawn: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> PillowImage.Image:
    """Give the picture with its white taken out, so that on white paper it looks the same."""
    opaque = 255 - drawn.min(axis=2).astype(np.float32)
    share = np.maximum(opaque, 1.0)[..., None] / 255
    ink = np.clip(255 - (255 - drawn.astype(np.float32)) / share, 0, 255)
    return PillowImage.fromarray(np.dstack([ink, opaque]).round().astype(np.uint8), "RGBA")


def docx_of(written: Written, pictures: Sequence[PillowImage.Image]) -> bytes:
    """Give the Word file with the text of `written` under the `pictures`."""
    sides = ("left", "right")
    drawn = "".join(
        PICTURE.format(
            id=n, side=sides[n - 1], cx=round(one.width / SCALE * EMU), cy=round(one.height / SCALE * EMU)
        )
        for n, one in enumerate(pictures, start=1)
    )
    body = "".join(_paragraph(part, drawn if part.role is Role.KIND else "") for part in written.parts)
    paper = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    document = f"<w:document {SPACES}><w:body>{body}{paper}</w:body></w:document>"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS.format(
            RELATION.format(id=1, kind="officeDocument", target="word/document.xml")
        ),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": RELATIONS.format(
            "".join(RELATION.format(id=n, kind="image", target=f"media/image{n}.png") for n in (1, 2))
        ),
    }
    for number, picture in enumerate(pictures, start=1):
        buffer = io.BytesIO()
        picture.save(buffer, "PNG", optimize=True)
        parts[f"word/media/image{number}.png"] = buffer.getvalue()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def _paragraph(part: Part, drawn: str) -> str:
    """Set one part: with blanks, a tab and the traces of editing where the seed has them."""
    headed = part.role in (Role.KIND, Role.TITLE)
    place = '<w:pPr><w:jc w:val="center"/></w:pPr>' if headed else '<w:pPr><w:jc w:val="both"/></w:pPr>'
    # Blanks that the author typed to bring the headline's second half to a line of its own.
    text = part.text.replace("\n", " " * 25) if headed else part.plain
    first, *rest = BOLD.split(text)
    runs = [_run(first, bold=headed), *(_run(piece, bold=k % 2 == 0) for k, piece in enumerate(rest))]
    if part.place:
        before, year, after = BOLD.sub(r"\1", text).partition("2021")
        runs = [_run(before, bold=True), FIELD.format(run=_run(year, bold=True)), DELETED, _run(after)]
    if part.style == "indent":
        runs.insert(0, '<w:r><w:t xml:space="preserve"> </w:t><w:tab/></w:r>')
    if "également" in text:
        runs.insert(0, BOOKMARK)
    return f"<w:p>{place}{drawn}{''.join(runs)}</w:p>"


def _run(text: str, *, bold: bool = False) -> str:
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>' if text else ""


def write(out: Path) -> Path:
    """Write ``scans/NAME.docx`` and ``truth/NAME.json`` under `out`; give the file's path."""
    printed = load(PRINTED)
    text = tuple(part for part in printed.parts if part.row != "head")
    logos = tuple(part for logo in LOGOS for part, _ in logo.lines)
    written = printed.model_copy(update={"name": NAME, "parts": logos + text})
    path, truth = out / "scans" / f"{NAME}.docx", out / "truth" / f"{NAME}.json"
    for folder in (path.parent, truth.parent):
        folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(docx_of(printed.model_copy(update={"parts": text}), [draw(logo) for logo in LOGOS]))
    said = truth_of(written).model_copy(update={"file": path.name})
    truth.write_text(said.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return path


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file and its truth; give the exit code."""
    parser = argparse.ArgumentParser(
        prog="samples.seed_word", description="Make seed 004 again as a Word file."
    )
    parser.add_argument("--out", type=Path, required=True, help="a folder for scans/ and truth/")
    path = write(parser.parse_args(arguments).out)
    print(f"{path}  {path.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
