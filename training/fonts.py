"""The typefaces that the shape networks learn from, and those kept out to measure them (Debian packages' files).

Packages: fonts-dejavu, fonts-liberation, fonts-noto-core, fonts-hosny-amiri, fonts-kacst, fonts-sil-scheherazade,
fonts-freefont-ttf, fonts-crosextra-carlito, fonts-linuxlibertine, fonts-ebgaramond, fonts-arabeyes,
fonts-urw-base35, fonts-mph-2b-damase, fonts-unifont.
"""

from __future__ import annotations

import subprocess

from training.print_lines import Typeface

LATIN, ARABIC, TIFINAGH, INDIC = "latin", "arabic", "tifinagh", "indic"

_SEEN = {
    "DejaVu Sans": {LATIN, ARABIC, TIFINAGH, INDIC},
    "DejaVu Sans:bold": {LATIN, ARABIC, TIFINAGH, INDIC},
    "DejaVu Serif": {LATIN},
    "Liberation Serif": {LATIN},
    "Liberation Serif:bold": {LATIN},
    "Liberation Serif:italic": {LATIN},
    "Liberation Sans": {LATIN},
    "Liberation Sans:bold": {LATIN},
    "Liberation Sans:italic": {LATIN},
    "Liberation Sans Narrow": {LATIN},
    "Nimbus Sans:bold:fontformat=CFF": {LATIN},
    "Nimbus Sans Narrow:bold:fontformat=CFF": {LATIN},
    "URW Gothic:fontformat=CFF": {LATIN},
    "URW Gothic:bold:fontformat=CFF": {LATIN},
    "URW Bookman:fontformat=CFF": {LATIN},
    "P052:fontformat=CFF": {LATIN},
    "Noto Sans": {LATIN},
    "Noto Sans:bold": {LATIN},
    "Noto Serif:bold": {LATIN},
    "EB Garamond": {LATIN},
    "FreeSans": {LATIN, TIFINAGH},
    "FreeSans:bold": {LATIN, TIFINAGH},
    "FreeSans:italic": {LATIN, TIFINAGH},
    "FreeSans:italic:bold": {LATIN, TIFINAGH},
    "DejaVu Sans Condensed": {LATIN, TIFINAGH},
    "DejaVu Sans Condensed:bold": {LATIN, TIFINAGH},
    "FreeSerif": {LATIN, ARABIC, INDIC},
    "Noto Sans Tifinagh": {TIFINAGH},
    "Noto Naskh Arabic": {ARABIC, INDIC},
    "Noto Naskh Arabic:bold": {ARABIC, INDIC},
    "Noto Kufi Arabic": {ARABIC, INDIC},
    "Amiri": {ARABIC, INDIC},
    "Amiri:bold": {ARABIC, INDIC},
    "KacstBook": {ARABIC, INDIC},
    "KacstTitle": {ARABIC, INDIC},
    "KacstNaskh": {ARABIC, INDIC},
    "KacstOffice": {ARABIC, INDIC},
    "KacstPoster": {ARABIC},
    "KacstFarsi": {ARABIC},
    "KacstDigital": {ARABIC},
    "Noto Kufi Arabic:bold": {ARABIC, INDIC},
    "AlArabiya": {ARABIC},
    "Granada": {ARABIC},
    "Nada": {ARABIC},
    "Khalid": {ARABIC},
    "Furat": {ARABIC},
    "Salem": {ARABIC},
    "Cortoba": {ARABIC},
}

_UNSEEN = {
    "Carlito": {LATIN},
    "Carlito:bold": {LATIN},
    "Linux Libertine O": {LATIN},
    "Noto Sans Arabic": {ARABIC, INDIC},
    "Scheherazade": {ARABIC, INDIC},
    "KacstLetter": {ARABIC, INDIC},
    "MPH 2B Damase": {TIFINAGH},
    "Unifont": {LATIN, TIFINAGH},
}


def _find(names: dict[str, set[str]]) -> tuple[Typeface, ...]:
    faces = []
    for name, prints in names.items():
        command = ["fc-match", "--format=%{family}|%{file}", name]
        family, path = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("|")
        if name.split(":")[0] not in family:
            message = (
                f"the typeface {name} is not installed (found {family}); see this module's list of packages"
            )
            raise SystemExit(message)
        faces.append(Typeface(path=path, prints=frozenset(prints)))
    return tuple(faces)


TYPEFACES = _find(_SEEN)
UNSEEN = _find(_UNSEEN)
