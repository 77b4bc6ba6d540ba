"""What a fax machine delivers of a page: coarse bilevel lines with dirt, losses and the machine's own header line.

Group 3 machines (ITU-T T.4) send 1728 dots a line at 8 dots a millimetre; a line is 1/7.7 mm high in the fine mode
and twice that in the standard one. Fax software sends 200 x 200 dots an inch where a machine sends fine.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image as PillowImage

from samples.render import DPI

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from samples.degrade import Image

#: Dots of a line.
LINE_DOTS = 1728

#: Dots an inch across and down: machines' fine mode, fax software's, and the standard mode.
FINE, SOFTWARE, STANDARD = (204, 196), (200, 200), (204, 98)

#: How often a fine page comes from fax software.
SOFTWARE_SHARE = 0.35

#: Standard deviation in inches of the surroundings that edges are strengthened against.
EDGE_REACH = 0.012

#: Size of the machine's own letters, in OpenCV's measure: 14 dots high.
HEADER_SCALE = 1.3

#: Senders as header lines name them: invented, some without a name, as machines often have none set.
SENDERS = ("SERVICE PRESSE", "CABINET", "SECRETARIAT GENERAL", "BUREAU D'ORDRE", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The sending machine: its resolution and its faults, the same for all pages of a call.

    Attributes:
        across, down: dots an inch.
        blur: standard deviation of its optics in inches.
        edges: how much it strengthens edges before it decides on black, as machines do to save pale print.
        level: grey level below which it sends black; dark settings thicken strokes, light ones break them.
        drift: how much that level wanders over the page.
        grain: standard deviation of its sensor in grey levels.
        specks: dirt, in specks a page.
        streaks: dots (counted from the left) where dirt on the glass draws a line down the page.
        lost, doubled: lines of the page that fail to arrive, and that arrive twice.
        slant: degrees; stretch: length of the page sent against its own.
    """

    across: int
    down: int
    blur: float
    edges: float
    level: float
    drift: float
    grain: float
    specks: int
    streaks: tuple[int, ...]
    lost: int
    doubled: int
    slant: float
    stretch: float


def fax_tiff(pages: Sequence[Image], rng: np.random.Generator, *, fine: bool) -> bytes:
    """Give the TIFF (CCITT group 4, one frame a page) that a fax server stores for a call.

    Args:
        pages: (height, width, 3) uint8 RGB pages at 300 dots an inch.
        rng: decides everything that differs from call to call.
        fine: the fine mode (204 x 196 or 200 x 200 dots an inch); else the standard one (204 x 98).
    """
    sender = make_sender(rng, fine=fine)
    stamp = _header_words(rng)
    frames = []
    for number, page in enumerate(pages, start=1):
        sent = send_page(page, sender, rng)
        _write_header(sent, f"{stamp}   P. {number:02d}/{len(pages):02d}", sender)
        frames.append(PillowImage.fromarray(sent).convert("1", dither=PillowImage.Dither.NONE))
    buffer = io.BytesIO()
    frames[0].save(
        buffer,
        "TIFF",
        save_all=True,
        append_images=frames[1:],
        compression="group4",
        dpi=(sender.across, sender.down),
        resolution_unit=2,
    )
    return buffer.getvalue()


def make_sender(rng: np.random.Generator, *, fine: bool) -> Sender:
    """Draw a machine: most are fair, none is perfect."""
    across, down = (SOFTWARE if rng.random() < SOFTWARE_SHARE else FINE) if fine else STANDARD
    return Sender(
        across=across,
        down=down,
        blur=float(rng.uniform(0.0018, 0.0038)),
        edges=float(rng.uniform(0.15, 1.0)),
        level=float(rng.uniform(118, 178)),
        drift=float(rng.uniform(4, 16)),
        grain=float(rng.uniform(4, 18)),
        specks=int(rng.integers(30, 350)),
        streaks=tuple(int(x) for x in rng.integers(60, LINE_DOTS - 60, int(rng.choice((0, 0, 1, 2))))),
        lost=int(rng.integers(0, 4)),
        doubled=int(rng.integers(0, 3)),
        slant=float(rng.normal(0, 0.4)),
        stretch=float(rng.uniform(0.99, 1.01)),
    )


def send_page(page: Image, sender: Sender, rng: np.random.Generator) -> Image:
    """Give the page as it arrives, without the header line: (lines, dots) uint8, 0 and 255."""
    grey = _scan(page, sender)
    height, width = grey.shape
    level = sender.level + sender.drift * _waves(height, width, rng)
    noisy = grey + rng.standard_normal(grey.shape, dtype=np.float32) * np.float32(sender.grain)
    sent = np.where(noisy < level, 0, 255).astype(np.uint8)
    _drop_specks(sent, sender, rng)
    _draw_streaks(sent, sender, rng)
    return _lose_lines(sent, sender, rng)


def _scan(page: Image, sender: Sender) -> NDArray[np.float32]:
    """Slant, stretch and blur the page, and bring it to the machine's dots: (lines, dots) float32."""
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY) if page.ndim == 3 else page
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -sender.slant, 1.0)
    turned = cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,))
    soft = cv2.GaussianBlur(turned, (0, 0), sender.blur * DPI)
    around = cv2.GaussianBlur(turned, (0, 0), EDGE_REACH * DPI)
    soft = cv2.addWeighted(soft, 1.0 + sender.edges, around, -sender.edges, 0.0)
    size = (round(width * sender.across / DPI), round(height * sender.down * sender.stretch / DPI))
    dots = cv2.resize(soft, size, interpolation=cv2.INTER_AREA)
    spare = max(0, LINE_DOTS - dots.shape[1])
    framed = cv2.copyMakeBorder(dots, 0, 0, spare // 2, spare - spare // 2, cv2.BORDER_CONSTANT, value=(255,))
    return framed[:, :LINE_DOTS].astype(np.float32)


def _waves(height: int, width: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Give slow random waves over the page, mean 0 and standard deviation 1."""
    coarse = rng.standard_normal((max(2, height // 60), max(2, width // 60)), dtype=np.float32)
    smooth = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(smooth / max(float(smooth.std()), 1e-6), np.float32)


def _drop_specks(sent: Image, sender: Sender, rng: np.random.Generator) -> None:
    """Turn over single dots and small clumps, black ones more often than white ones."""
    height, width = sent.shape
    for _ in range(sender.specks):
        y, x = int(rng.integers(0, height)), int(rng.integers(0, width))
        tall, wide = (int(n) for n in rng.integers(1, 3, 2))
        sent[y : y + tall, x : x + wide] = 0 if rng.random() < 0.7 else 255


def _draw_streaks(sent: Image, sender: Sender, rng: np.random.Generator) -> None:
    """Draw the lines down the page that dirt on a sheet-fed scanner's glass makes; they come and go."""
    for x in sender.streaks:
        present = cv2.resize(
            rng.random((max(2, sent.shape[0] // 40), 1), dtype=np.float32), (1, sent.shape[0])
        )
        sent[present[:, 0] > rng.uniform(0.1, 0.6), x : x + int(rng.integers(1, 3))] = 0


def _lose_lines(sent: Image, sender: Sender, rng: np.random.Generator) -> Image:
    """Leave lines out, send others twice, and fill a few with the white or black of a transmission fault."""
    lines = list(range(sent.shape[0]))
    for _ in range(sender.lost):
        del lines[int(rng.integers(0, len(lines)))]
    for _ in range(sender.doubled):
        at = int(rng.integers(0, len(lines)))
        lines.insert(at, lines[at])
    arrived = sent[lines].copy()
    for _ in range(int(rng.integers(0, 3))):
        y, x = int(rng.integers(0, arrived.shape[0])), int(rng.integers(0, LINE_DOTS // 2))
        arrived[y, x : x + int(rng.integers(200, LINE_DOTS))] = 0 if rng.random() < 0.3 else 255
    return arrived


def _header_words(rng: np.random.Generator) -> str:
    """Make the header line up to the page number: date and time, sender and numbers, as machines differ."""
    day, month, year = int(rng.integers(1, 29)), int(rng.integers(1, 13)), int(rng.integers(2004, 2024))
    clock = f"{int(rng.integers(8, 19)):02d}:{int(rng.integers(0, 60)):02d}"
    date = (
        f"{day:02d}/{month:02d}/{year}",
        f"{year}-{month:02d}-{day:02d}",
        f"{day:02d}-{month:02d}-{year % 100:02d}",
    )
    number = f"05{rng.integers(22, 40)}{rng.integers(100000, 999999)}"
    sender = SENDERS[int(rng.integers(len(SENDERS)))]
    shapes = (
        f"{date[int(rng.integers(3))]} {clock}   {number}   {sender}",
        f"{date[int(rng.integers(3))]}  {clock}  FROM: {sender} {number}  TO: 0{rng.integers(500000000, 699999999)}",
        f"Fax emis par : {number}   {sender}   {date[0]} {clock}",
        f"{clock} {date[0]} FAX {number} {sender}",
    )
    return shapes[int(rng.integers(len(shapes)))].rstrip()


def _write_header(sent: Image, words: str, sender: Sender) -> None:
    """Print the machine's line over the top edge in its own coarse letters, which know no slant and no dirt."""
    (width, height), below = cv2.getTextSize(words, cv2.FONT_HERSHEY_PLAIN, HEADER_SCALE, 2)
    letters = np.full((height + below + 4, width + 4), 255, np.uint8)
    cv2.putText(letters, words, (2, height + 2), cv2.FONT_HERSHEY_PLAIN, HEADER_SCALE, (0,), 2)
    lines = max(1, round(letters.shape[0] * sender.down / FINE[1]))
    arrived = cv2.resize(letters, (letters.shape[1], lines), interpolation=cv2.INTER_AREA)[
        :, : LINE_DOTS - 80
    ]
    top = round(sender.down / 25)
    window = sent[top : top + lines, 40 : 40 + arrived.shape[1]]
    window[...] = np.where(arrived < 160, 0, 255)
