"""The words that name a communiqué's genre."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from balagh.model import Script
from balagh.pipelines.languages.evidence import weigh_latin
from balagh.pipelines.languages.scripts import count_letters, in_tifinagh, main_script
from balagh.pipelines.structure.amazigh_kinds import is_amazigh_kind, leading_amazigh_kind
from balagh.pipelines.structure.signs import find_reference
from balagh.pipelines.text.fold import fold, fold_words, one_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Genres, folded, longest first in each family; what may follow them is in `_TAIL`.
_GENRES = (
    r"(?:projet de )?communiqu[e3]s?(?: de presse)?(?: (?:conjoint|commun|final|officiel|urgent|"
    r"important|special))?",
    r"communiqu[e3]s?(?: (?:conjoint|commun|final|officiel))(?: de presse)?",
    r"communiqu[e3] (?:du|de la|des|de l) (?:bureau|secretariat|conseil|comite|cabinet|commission|"
    r"ministere)[\w ]{0,40}",
    r"(?:avis|note|notes|dossier|point|alerte|flash|info|invitation|conference|revue)(?: de| a la)? presse",
    r"invitation(?: aux medias| a la presse)?|avis(?: (?:au|aux|a la|a l|important|de|d)(?: [\w "
    r"]{3,40})?)?",
    r"annonce(?: officielle)?|declaration(?: (?:a la presse|de presse|conjointe|finale|commune))?|mise "
    r"au point",
    r"note (?:d information|aux redactions|aux medias)|droit de reponse|rectificatif|circulaire|"
    r"information(?:s)? presse",
    r"(?:joint |official )?(?:press|media|news) (?:release|statement|advisory|note|notice|communique)",
    r"(?:joint |official |public )?(?:statement|communique|announcement|declaration)|(?:public )?notice",
    r"(?:nota|comunicado) de prensa|comunicado(?: (?:conjunto|oficial))?|aviso",
    r"بلاغ(?: (?:صحفي|صحافي|مشترك|هام|توضيحي|اخباري|رسمي|اعلامي|عاجل|للراي العام|الي الراي العام|"
    r"مهم)){0,3}",
    r"(?:مشروع )?بيان(?: (?:صحفي|صحافي|مشترك|ختامي|توضيحي|حقيقه|رسمي|عاجل|استنكاري|تضامني|للراي العام|"
    r"الي الراي العام|هام)){0,3}",
    r"اعلان(?: (?:هام|مشترك|للعموم|الي العموم|صحفي|اخباري|عن طلب عروض)){0,2}|اخبار(?: (?:للعموم|هام))?",
    r"تصريح(?: (?:صحفي|صحافي|مشترك))?|مذكره اخباريه|نشره صحفيه|ندوه صحفيه|دعوه(?: صحفيه)?|ورقه صحفيه|توضيح",
)
_KIND = re.compile("|".join(f"(?:{genre})" for genre in _GENRES))
#: Inside a longer line only the unmistakable genres count, before a colon, a dash or a bar.
_LEADING = re.compile(
    r"^\W*("
    r"communiqu[ée3]s?(?: de presse)?(?: (?:conjoint|commun|final|officiel|urgent))?(?: de presse)?|"
    r"(?:note|avis|dossier|point|info|alerte|invitation) (?:de|à la) presse|note d['’ ]information|mise au point|"
    r"(?:joint |official )?(?:press|media|news) (?:release|statement|advisory|note|communiqu[ée])|"
    r"(?:nota|comunicado) de prensa|"
    r"بلا[غع](?: (?:صح[فا]ا?في|صحفي|مشترك|إخباري|اخباري|توضيحي|هام|للرأي العام))?|"
    r"بيان(?: (?:صحفي|صحافي|مشترك|توضيحي|ختامي|للرأي العام|حقيقة))?|مذكرة إخبارية|إعلان|إخبار"
    r")(?: (?:n\s?[°ºo]\.?|رقم|عدد)\s*[\w./-]*\d[\w./-]*)?\s*(?:[:–—|/]|-\s)\s*",
    re.IGNORECASE,
)
#: Genres that are known with one letter misread, and the letters from which a line can be one of them.
_COMMON = tuple(
    fold_words(genre)
    for genre in (
        "communiqué", "communiqué de presse", "communiqué conjoint", "communiqué de presse conjoint",
        "note d'information", "note de presse", "avis de presse", "dossier de presse", "mise au point", "déclaration",
        "press release",
        "news release", "media release", "press statement",
        "بلاغ صحفي", "بلاغ صحافي", "بلاغ إخباري", "بلاغ مشترك", "بلاغ توضيحي", "بيان صحفي", "بيان للرأي العام",
        "بلاغ للرأي العام", "بيان مشترك", "بيان توضيحي", "بلاغ صحفي مشترك", "بيان ختامي", "بيان حقيقة",
    )
)  # fmt: skip
_TELLING = 8
_RELEASE_NOTES = frozenset(
    fold_words(text)
    for text in (
        "Pour diffusion immédiate", "A diffuser immédiatement", "For immediate release", "Diffusion immédiate",
        "للنشر الفوري", "Embargo", "Sous embargo", "Para su difusión inmediata", "Diffusion libre", "Pour publication",
        "Pour publication immédiate", "A publier", "Prière d'insérer", "For release", "For publication", "للنشر",
        "للنشر والتعميم", "المرجو النشر", "غير قابل للنشر قبل",
    )
)  # fmt: skip

_RELEASE_OPENINGS = (
    "embargo", "embargoed", "sous embargo", "not for release", "not for publication", "ne pas diffuser avant",
    "ne pas publier avant", "for release on", "for immediate release", "pour diffusion le", "غير قابل للنشر قبل",
    "محظور النشر", "لا ينشر قبل",
)  # fmt: skip
_LONGEST_NOTE = 90
#: Signs between a genre's names in several languages.
_BETWEEN = re.compile(r"\s*[/|•·]\s*|\s*[–—]\s*|\s+[-:]\s+")
#: Scripts of the languages that have one of their own, and the languages that share Latin.
_OWN_SCRIPT = {"ar": Script.ARABIC, "zgh": Script.TIFINAGH}
_LATIN = ("fr", "en", "es")


def is_kind(text: str) -> bool:
    """Say whether `text` is a genre, or a genre with its number, in one or several languages.

    Signs around it do not matter.

    >>> [is_kind(text) for text in ("- COMMUNIQUÉ DE PRESSE -", "بلاغ صحفي", "ⴰⵍⵖⵓ - بلاغ", "Communiqué du jour")]
    [True, True, True, False]
    """
    return _is_one_kind(text) or bool(kind_parts(text))


@lru_cache(maxsize=1024)
def kind_parts(text: str) -> tuple[str, ...]:
    """Give the names of a genre that `text` gives in several languages; none where it is anything else.

    >>> kind_parts("ⴰⵙⵙⵓⵎⵔ / Communiqué"), kind_parts("Communiqué")
    (('ⴰⵙⵙⵓⵎⵔ', 'Communiqué'), ())
    """
    if len(text) > _LONGEST_NOTE or text.rstrip()[-1:] in ".,،;؛":
        return ()
    number = find_reference(text)
    bare = kind_text(text.replace(number, "") if number else text)
    parts = tuple(kind_text(run) for part in _BETWEEN.split(bare) for run in _script_runs(part))
    return parts if len(parts) > 1 and all(_is_one_kind(part) for part in parts) else ()


def kind_in(text: str, code: str) -> str | None:
    """Give the name in the language `code` of a genre that `text` gives in several; None where it has none."""
    parts = kind_parts(text)
    if code in _OWN_SCRIPT:
        return next((part for part in parts if _script(part) is _OWN_SCRIPT[code]), None)
    latin = [part for part in parts if _script(part) is Script.LATIN]
    own = (part for part in latin if weigh_latin(part, _LATIN).language == code)
    return next(own, latin[0] if len(latin) == 1 else None)


def _script_runs(text: str) -> Iterator[str]:
    """Cut a text where its words pass to another script; words without letters go with those before them."""
    scripts: list[Script] = []
    for word in text.split():
        script = _script(word)
        scripts.append(scripts[-1] if script is Script.COMMON and scripts else script)
    for _, run in groupby(zip(text.split(), scripts, strict=True), key=lambda pair: pair[1]):
        yield " ".join(word for word, _ in run)


def _script(text: str) -> Script:
    return main_script(count_letters(text))


def _is_one_kind(text: str) -> bool:
    # "dans un / communiqué." is a wrapped sentence: a genre has a capital and no full stop.
    # Beside words in capitals a first word in small ones was misread.
    small = next(filter(str.isalpha, text), "A").islower() and not any(
        len(word) > 1 and word.isupper() for word in text.split()
    )
    if len(text) > 90 or text.rstrip()[-1:] in ".,،;؛" or small:
        return False
    number = find_reference(text)
    bare = text.replace(number, "") if number else text
    if in_tifinagh(bare):
        return is_amazigh_kind(bare)
    words = fold_words(_letters_joined(bare))
    return _KIND.fullmatch(words) is not None or (
        len(words) >= _TELLING and any(one_apart(words, genre) for genre in _COMMON)
    )


def kind_text(text: str) -> str:
    """Give the genre as printed, without the signs around it."""
    return " ".join(text.split()).strip(" -–—_*:•.|«»\"'")


def leading_kind(text: str) -> tuple[str, str] | None:
    """Part a genre from what follows it on the same line (``Communiqué : titre``), or give None.

    A genre in two languages is parted from nothing.
    """
    if kind_parts(text):
        return None
    amazigh = leading_amazigh_kind(text)
    if amazigh is not None:
        return amazigh
    match = _LEADING.match(text)
    rest = text[match.end() :].strip() if match else ""
    return (match.group(1), rest) if match and rest else None


def is_release_note(text: str) -> bool:
    """Say whether `text` tells when the communiqué may be published."""
    folded = fold_words(text)
    return folded in _RELEASE_NOTES or (len(text) <= _LONGEST_NOTE and folded.startswith(_RELEASE_OPENINGS))


def _letters_joined(text: str) -> str:
    """Join letters set apart (``C O M M U N I Q U E``), which would be words of one letter."""
    words = fold(text).split()
    spaced = len(words) > 3 and sum(len(word) == 1 for word in words) >= len(words) - 1
    if not spaced:
        return text
    # Words of a spaced line stand two blanks apart, which reading has made one: try the genres without blanks.
    joined = "".join(words)
    known = {"communiquedepresse": "communique de presse", "pressrelease": "press release"}
    return known.get(joined, joined)
