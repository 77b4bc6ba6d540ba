"""Tell names of people from posts and services."""

from __future__ import annotations

import re

from balagh.pipelines.text.fold import fold_words

_TITLE = re.compile(
    r"^(?:m|mm|mr|mme|mlle|mmes|monsieur|madame|mademoiselle|dr|docteur|pr|prof|professeur|me|maitre|"
    r"hajj?|s e|son excellence|ms|mrs|sir|"
    r"السيد|السيده|الانسه|الاستاذ|الاستاذه|الدكتور|الدكتوره|ذ|د|الحاج|السيدان|"
    r"ⵎⴰⵙⵙ|ⵎⴰⵙⵙⴰ)$"
)
_POSTS_LATIN = (
    "president|presidente|vice|secretaire|directeur|directrice|directrices|direction|ministre|gouverneur|"
    "wali|maire|coordinateur|coordonnateur|"
    "coordinatrice|coordonnatrice|coordination|porte|parole|doyen|doyenne|delegue|deleguee|delegation|"
    "chef|cheffe|tresorier|tresoriere|bureau|conseil|"
    "comite|commission|secretariat|administration|rapporteur|commissaire|procureur|inspecteur|recteur|"
    "responsable|charge|chargee|attache|attachee|"
    "service|services|departement|division|cellule|agence|communication|communications|presse|relations|"
    "medias|media|conseiller|conseillere|manager|officer|head|"
    "press|public|relations|director|chairman|chairwoman|chairperson|secretary|spokesperson|spokesman|"
    "spokeswoman|minister|general|generale|generaux|"
    "assistant|assistante|ingenieur|membre|membres|fondateur|fondatrice|gerant|gerante|pdg|dg|ceo|haut|"
    "bureaux|office|redaction|editeur|chercheur|"
    "professeure|regional|regionale|national|nationale|provincial|provinciale|executif|executive|interim|"
    "adjoint|adjointe|pole|unite|consultant|consultante|"
    "association|federation|syndicat|universite|commune|ministere|institut|presidence|greffier|notaire|"
    "medecin|commandant|capitaine|president|presidents|"
    "avocat|equipe|groupe|societe|standard|accueil"
)
_POSTS_ARABIC = (
    "الرييس|رييس|رييسه|الرييسه|ناءب|نايب|نايبه|الكاتب|كاتب|كاتبه|الكاتبه|المدير|مدير|مديره|المديره|"
    "الوزير|وزير|وزيره|الوزيره|العامل|عامل|الوالي|والي|المنسق|منسق|منسقه|المنسقه|"
    "الناطق|ناطق|الناطقه|العميد|عميد|المندوب|مندوب|مندوبه|الامين|الامينه|المكتب|مكتب|اللجنه|لجنه|المجلس|"
    "مجلس|عن|مسوول|مسووله|المسوول|المسووله|المكلف|المكلفه|مكلف|مكلفه|"
    "المال|السر|الصندوق|"
    "قسم|مصلحه|خليه|مديريه|المديريه|وكاله|جمعيه|الجمعيه|السكرتاريه|الكتابه|الملحق|ملحق|ملحقه|الاعلامي|"
    "الاعلاميه|التواصل|بالتواصل|الاعلام|بالاعلام|الصحافه|الصحفي|مستشار|مستشاره|"
    "العام|العامه|الوطني|التنفيذي|عضو|المحافظ|الحاكم|القايد|الباشا|المفتش|النقيب|الادارة|رياسه|الاداره|"
    "التنسيقيه|الامانه|النقابه|الحزب|الهييه|موسس|خبير|استاذ|شعبه|وحده|فريق"
)
#: President, director, minister (two words), adviser, office, council, directorate, communication, information.
_POSTS_AMAZIGH = (
    "ⴰⵏⵙⵙⵉⵅⴼ|ⵜⴰⵏⵙⵙⵉⵅⴼⵜ|ⵓⵏⵙⵙⵉⵅⴼ|ⴰⵏⵎⵀⴰⵍ|ⵜⴰⵏⵎⵀⴰⵍⵜ|ⵓⵏⵎⵀⴰⵍ|ⴰⵎⴰⵡⵙⴰⵙ|ⵜⴰⵎⴰⵡⵙⴰⵙⵜ|ⵓⵎⴰⵡⵙⴰⵙ|ⴰⵏⵖⵍⴰⴼ|ⵜⴰⵏⵖⵍⴰⴼⵜ|"
    "ⴰⵏⵙⵙⴼⴰⵡ|ⴰⵎⵖⴰⵔ|ⴰⵙⵉⵔⴰ|ⴰⵙⵇⵇⵉⵎ|ⵜⴰⵎⵀⵍⴰ|ⴰⵎⵢⴰⵡⴰⴹ|ⵓⵎⵢⴰⵡⴰⴹ|ⴰⵙⵏⵖⵎⵙ|ⵓⵙⵏⵖⵎⵙ"
)
_POSTS = frozenset(
    fold_words(word)
    for word in (*_POSTS_LATIN.split("|"), *_POSTS_ARABIC.split("|"), *_POSTS_AMAZIGH.split("|"))
)
#: Small words inside names of people.
_PARTICLES_LISTED = "el al ben ibn bin ait aït abou ou bent bou de du la le van y d l i oult ould n"
_PARTICLES = frozenset(_PARTICLES_LISTED.split())
#: Scripts without capitals: there a name is told by what it is not.
_CASELESS = (re.compile("[\u0621-\u064a]"), re.compile("[\u2d30-\u2d6f]"))
_NOT_IN_NAMES = re.compile(r"[\d@:/;!?%&«»\"+#|]")
_LONGEST_NAME = 6
#: Words of Tifinagh that stand between nouns, not between a person's names.
_NOT_NAMES_LISTED = "ⵏ ⴷ ⵙ ⴳ ⵉ ⴷⴰ ⴰⵔ ⴰⴷ ⵍⵍⵉ ⵏⵏⴰ ⵅⴼ ⵖⴼ"
_NOT_NAMES = frozenset(_NOT_NAMES_LISTED.split())


def is_post(text: str) -> bool:
    """Say whether `text` names a post, a service or a body rather than a person.

    >>> is_post("Responsable communication"), is_post("Hicham Tazi")
    (True, False)
    """
    return any(
        word in _POSTS or (word[:1] in "وبل" and word[1:] in _POSTS) for word in fold_words(text).split()
    )


def is_person(text: str) -> bool:
    """Say whether `text` could be a person's name and nothing else.

    >>> is_person("M. Ahmed EL IDRISSI"), is_person("فاطمة الزهراء بنعلي"), is_person("une réunion")
    (True, True, False)
    """
    bare = text.strip(" ,،.-–:")
    if not bare or _NOT_IN_NAMES.search(bare) or is_post(without_title(bare)):
        return False
    words = bare.replace("’", "'").split()
    titled = has_title(bare)
    if not (1 if titled else 2) <= len(words) <= _LONGEST_NAME + titled:
        return False
    script = next((letters for letters in _CASELESS if letters.search(bare)), None)
    if script is not None:
        return all(script.search(word) for word in words) and not any(
            word.endswith(("،", ".", ",")) or word in _NOT_NAMES for word in words[:-1]
        )
    return all(_name_word(word) for word in words)


def has_title(text: str) -> bool:
    """Say whether `text` begins with M., Mme, Dr, السيد or the like."""
    words = fold_words(text).split()
    return bool(words) and _TITLE.match(words[0]) is not None


def without_title(text: str) -> str:
    """Give `text` without a leading M., Mme, Dr or the like."""
    first, _, rest = text.strip().partition(" ")
    return rest.strip() if rest and _TITLE.match(fold_words(first)) else text.strip()


def _name_word(word: str) -> bool:
    bare = word.strip(".,-'")
    return bool(bare) and (bare[0].isupper() or fold_words(bare) in _PARTICLES)
