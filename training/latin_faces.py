"""The typefaces in which Arabic is printed for a reader of Latin letters: to learn from, to judge on, to test on.

Further Debian packages than those of `training.fonts`: fonts-farsiweb, fonts-hosny-thabit, fonts-kacst-one,
fonts-sil-harmattan, fonts-sil-lateef, fonts-unikurdweb, fonts-lemonada, fonts-paktype.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from training.fonts import ARABIC, TYPEFACES, UNSEEN

#: Files of further typefaces that print all letters of Arabic legibly, by how they begin.
MORE = (
    "Nazli", "nazli", "homa", "titr", "Thabit", "Lateef", "Lemonada-Regular", "Lemonada-Bold", "PakTypeNaskh",
    "PakType Naskh Basic.ttf", "PakType Naskh Basic SA", "Unikuweb", "FreeSerifBold", "FreeMono.ttf", "Amiri-Slanted",
    "DejaVuSansMono.ttf", "DejaVuSansCondensed", "KacstPen", "KacstQurn", "KacstScreen", "KacstTitleL", "ae_AlYarmook",
    "ae_Arab", "ae_Dimnah", "ae_Hani", "ae_Hor", "ae_Nice", "ae_Petra", "ae_Sindbad", "ae_Tholoth", "ae_Jet",
    "ae_Kayrawan", "ae_Sharjah", "ae_Rasheeq", "ae_Mashq", "ae_Ouhod", "ae_Tarablus", "ae_AlBattar",
)  # fmt: skip
#: Kept out of the learning and used to choose when to stop and when to be sure; the tests are on `UNSEEN`.
JUDGED = ("KacstOne", "Harmattan", "ae_AlArabiya", "NotoNaskhArabic")
#: Typefaces of the tests, by how their files begin.
TESTED = ("NotoSansArabic", "Scheherazade", "KacstLetter")
#: Share of the lines that are in the typefaces of `training.fonts`, which print most documents.
COMMON = 0.55


def faces(kind: str) -> tuple[list[str], list[str]]:
    """Give the font files of a kind ('learned', 'judged', 'unseen'): common ones and others."""
    if kind == "unseen":
        return [face.path for face in UNSEEN if ARABIC in face.prints], []
    listed = subprocess.run(
        ["fc-list", ":lang=ar", "--format=%{file}\n"], capture_output=True, text=True, check=True
    ).stdout
    paths = sorted(set(listed.splitlines()))
    if kind == "judged":
        return [path for path in paths if Path(path).name.startswith(JUDGED)], []
    common = [face.path for face in TYPEFACES if ARABIC in face.prints]
    more = [path for path in paths if Path(path).name.startswith(MORE)]
    return [path for path in common if not Path(path).name.startswith(JUDGED)], more
