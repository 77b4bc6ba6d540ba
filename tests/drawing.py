"""Pages drawn for the tests, in DejaVu Sans: it has Latin, Arabic and Tifinagh letters and Arabic-Indic digits."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image as Pil
from PIL import ImageDraw, ImageFont

from balagh.model import Box

if TYPE_CHECKING:
    from balagh.ingest import Image
    from balagh.model import Quality

#: From the Debian package fonts-dejavu-core.
SANS = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"

Colour = tuple[int, int, int]
BLACK, WHITE = (0, 0, 0), (255, 255, 255)

FRENCH = (
    "Le conseil de la commune s'est réuni hier afin d'examiner",
    "les comptes de l'année passée, puis il a voté le budget et",
    "ouvert un crédit pour la réfection de la route du village.",
    "Le public était nombreux : près de deux cents habitants",
    "avaient pris place dans la salle des fêtes dès neuf heures.",
    "La prochaine séance aura lieu au printemps, sur le marché.",
)
ARABIC = (
    "عقد المجلس الجماعي دورته العادية أمس لدراسة حسابات",
    "السنة الماضية ثم صادق على الميزانية وفتح اعتمادا جديدا",
    "لإصلاح الطريق المؤدية إلى القرية وسوقها الأسبوعي الكبير",
    "وحضر الجلسة عدد كبير من السكان الذين تابعوا النقاش",
    "وستعقد الجلسة المقبلة في فصل الربيع بمقر الجماعة",
)
TIFINAGH = "ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ ⵜⴰⵎⴰⵡⴰⵙⵜ ⵏ ⵓⵙⵉⵏⴰⴳ"


@lru_cache(maxsize=64)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(SANS, size, layout_engine=ImageFont.Layout.RAQM)


class Canvas:
    """A page to draw on. Print is put by its base line; every method gives the box that the print covers."""

    def __init__(self, width: int, height: int, paper: int = 255) -> None:
        self.picture = Pil.new("RGB", (width, height), (paper, paper, paper))
        self.draw = ImageDraw.Draw(self.picture)

    def write(self, text: str, x: int, base: int, size: int, *, fill: Colour = BLACK) -> Box:
        """Print from the left edge `x`."""
        return self._put(text, x, base, size, "ls", fill)

    def write_back(self, text: str, x: int, base: int, size: int, *, fill: Colour = BLACK) -> Box:
        """Print up to the right edge `x`: how a right-to-left line begins."""
        return self._put(text, x, base, size, "rs", fill)

    def write_wide(self, text: str, x: int, base: int, size: int, width: int) -> None:
        """Print the words of a left-to-right line apart so that they fill `width`: justified."""
        words = text.split()
        free = width - sum(_font(size).getlength(word) for word in words)
        left = float(x)
        for word in words:
            self.write(word, round(left), base, size)
            left += _font(size).getlength(word) + free / (len(words) - 1)

    def _put(self, text: str, x: int, base: int, size: int, anchor: str, fill: Colour) -> Box:
        self.draw.text((x, base), text, font=_font(size), fill=fill, anchor=anchor)
        return Box(
            *(round(side) for side in self.draw.textbbox((x, base), text, font=_font(size), anchor=anchor))
        )

    def rectangle(self, box: tuple[int, int, int, int], fill: Colour) -> None:
        """Fill a box (right and bottom edges exclusive)."""
        x0, y0, x1, y1 = box
        self.draw.rectangle((x0, y0, x1 - 1, y1 - 1), fill=fill)

    def ring(self, x: int, y: int, radius: int, *, fill: Colour, width: int = 8) -> None:
        """Draw a circle about a point."""
        self.draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=fill, width=width)

    def gray(self) -> Image:
        """The page in grey levels."""
        return np.asarray(self.picture.convert("L"), np.uint8).copy()

    def bgr(self) -> Image:
        """The page in colours, as OpenCV keeps them."""
        return np.asarray(self.picture, np.uint8)[:, :, ::-1].copy()


def text_width(text: str, size: int) -> int:
    """How far print reaches, in pixels."""
    return round(_font(size).getlength(text))


def french_page(*, dpi: int = 300, lines: int = 24, height: float = 11.69, top: float = 1.5) -> Canvas:
    """A page of 11-point French print as wide as A4; lengths in inches."""
    page = Canvas(round(8.27 * dpi), round(height * dpi))
    size = round(11 * dpi / 72)
    for number in range(lines):
        page.write(FRENCH[number % len(FRENCH)], dpi, round(top * dpi + number * 1.5 * size), size)
    return page


def slanted(picture: Image, angle: float, paper: int = 255) -> Image:
    """The picture with its lines running down to the right by `angle` degrees, as a page laid crooked."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    turned = cv2.warpAffine(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(paper, paper, paper)
    )
    return np.asarray(turned, np.uint8)


def grainy(picture: Image, sigma: float, seed: int = 5) -> Image:
    """The picture with Gaussian grain."""
    noise = np.random.default_rng(seed).normal(0, sigma, picture.shape)
    return np.asarray(np.clip(np.rint(picture + noise), 0, 255), np.uint8)


def pepper(picture: Image, share: float, seed: int = 5) -> Image:
    """The picture with a share of its pixels black, each by itself."""
    spots = np.random.default_rng(seed).random(picture.shape[:2]) < share
    dirty = picture.copy()
    dirty[spots] = 0
    return dirty


def ink(gray: Image) -> Image:
    """A clean picture's ink as the layout wants it: 255 where something is printed."""
    return np.where(gray < 185, 255, 0).astype(np.uint8)


def steps_done(quality: Quality) -> dict[str, bool]:
    """Which steps of cleaning were applied."""
    return {step.name: step.applied for step in quality.steps}
