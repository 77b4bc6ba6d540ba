"""The words that name a communiqué's genre."""

from __future__ import annotations

import re

from balagh.pipelines.structure.signs import find_reference
from balagh.pipelines.text.fold import fold, fold_words, one_apart

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
#: Inside a longer line only the unmistakable genres count.
_LEADING = re.compile(
    r"^\W*(communiqu[ée]s? de presse(?: conjoint| commun)?|communiqu[ée]s?(?: conjoint| commun)?|note de "
    r"presse|"
    r"press release|بلا[غع] صح[فا]في|بلاغ مشترك|بلاغ|بيان صحفي|بيان)\s*(?:[:–—|/]|-\s)\s*",
    re.IGNORECASE,
)
#: Genres that are known with one letter misread, and the letters from which a line can be one of them.
_COMMON = tuple(
    fold_words(genre)
    for genre in (
        "communiqué", "communiqué de presse", "communiqué conjoint", "note d'information", "press release",
        "news release", "media release", "press statement",
        "بلاغ صحفي", "بلاغ صحافي", "بلاغ إخباري", "بلاغ مشترك", "بلاغ توضيحي", "بيان صحفي", "بيان للرأي العام",
        "بلاغ للرأي العام", "بيان مشترك", "بيان توضيحي",
    )
)  # fmt: skip
_TELLING = 8
_RELEASE_NOTES = frozenset(
    fold_words(text)
    for text in (
        "Pour diffusion immédiate", "A diffuser immédiatement", "For immediate release", "Diffusion immédiate",
        "للنشر الفوري", "Embargo", "Sous embargo", "Para su difusión inmediata",
    )
)  # fmt: skip


def is_kind(text: str) -> bool:
    """Say whether `text` is a genre, or a genre with its number; signs around it do not matter.

    >>> is_kind("- COMMUNIQUÉ DE PRESSE -"), is_kind("بلاغ صحفي"), is_kind("Communiqué du jour")
    (True, True, False)
    """
    # "dans un / communiqué." is a wrapped sentence: a genre has a capital and no full stop.
    if len(text) > 90 or text.rstrip()[-1:] in ".,،;؛" or next(filter(str.isalpha, text), "A").islower():
        return False
    number = find_reference(text)
    bare = text.replace(number, "") if number else text
    words = fold_words(_letters_joined(bare))
    return _KIND.fullmatch(words) is not None or (
        len(words) >= _TELLING and any(one_apart(words, genre) for genre in _COMMON)
    )


def kind_text(text: str) -> str:
    """Give the genre as printed, without the signs around it."""
    return " ".join(text.split()).strip(" -–—_*:•.|«»\"'")


def leading_kind(text: str) -> tuple[str, str] | None:
    """Part a genre from what follows it on the same line (``Communiqué : titre``), or give None."""
    match = _LEADING.match(text)
    rest = text[match.end() :].strip() if match else ""
    return (match.group(1), rest) if match and rest else None


def is_release_note(text: str) -> bool:
    """Say whether `text` tells when the communiqué may be published."""
    folded = fold_words(text)
    return folded in _RELEASE_NOTES or folded.startswith(("embargo", "sous embargo"))


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
