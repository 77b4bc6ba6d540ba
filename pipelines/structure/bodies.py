"""Words that open the name of an institution, a company, an association."""

from __future__ import annotations

import re

from balagh.pipelines.languages.scripts import in_tifinagh
from balagh.pipelines.structure.authority import find_authority, is_kingdom
from balagh.pipelines.text.fold import fold_words, one_apart

_HEADS_LATIN = (
    "ministere|ministeres|secretariat|direction|directions|association|associations|amicale|conseil|"
    "office|agence|universite|commune|communes|"
    "region|prefecture|province|wilaya|pachalik|caidat|cercle|institut|federation|confederation|union|"
    "syndicat|parti|societe|fondation|"
    "commission|comite|chambre|cour|tribunal|parquet|presidence|haute|haut|delegation|inspection|"
    "administration|tresorerie|caisse|fonds|banque|bank|"
    "groupe|groupement|compagnie|centre|ecole|faculte|academie|observatoire|reseau|ligue|organisation|"
    "ordre|collectif|coordination|cooperative|"
    "mouvement|front|forum|cellule|division|service|departement|bureau|musee|bibliotheque|archives|"
    "theatre|orchestre|festival|club|hopital|chu|"
    "complexe|laboratoire|instance|autorite|conservatoire|ambassade|consulat|poste|regie|entraide|"
    "mutuelle|maison|espace|cabinet|"
    "initiative|alliance|rassemblement|congres|royal|forces|gendarmerie|surete|protection|cite|pole|"
    "cluster|incubateur|capitainerie|credit|cooperatives|lycee|college|"
    "ministry|council|university|institute|federation|foundation|agency|authority|embassy|department|"
    "committee|company|society|party|"
    "center|school|faculty|national|moroccan|ministerio|asociacion|consejo|universidad|instituto|"
    "fundacion|embajada|agencia"
)
_HEADS_ARABIC = (
    "وزاره|الوزاره|كتابه|الكتابه|مديريه|المديريه|جمعيه|الجمعيه|جمعيات|مجلس|المجلس|مكتب|المكتب|وكاله|"
    "الوكاله|جامعه|الجامعه|جماعه|الجماعه|جهه|"
    "عماله|اقليم|ولايه|باشويه|قياده|دايره|معهد|المعهد|فدراليه|الفدراليه|الفيدراليه|فيدراليه|كونفدراليه|"
    "الكونفدراليه|اتحاد|الاتحاد|نقابه|النقابه|"
    "حزب|الحزب|شركه|الشركه|موسسه|الموسسه|لجنه|اللجنه|غرفه|الغرفه|محكمه|المحكمه|رياسه|رياسه|الرياسه|هيءه|"
    "هييه|الهييه|مندوبيه|المندوبيه|"
    "مفتشيه|المفتشيه|اداره|الاداره|خزينه|الخزينه|صندوق|الصندوق|بنك|مجموعه|المجموعه|مجمع|المجمع|مركز|"
    "المركز|مدرسه|المدرسه|كليه|اكاديميه|الاكاديميه|"
    "مرصد|المرصد|شبكه|الشبكه|عصبه|العصبه|رابطه|الرابطه|منظمه|المنظمه|تنسيقيه|التنسيقيه|تعاونيه|التعاونيه|"
    "حركه|الحركه|جبهه|منتدي|المنتدي|"
    "قسم|مصلحه|مديريات|خليه|متحف|المتحف|مكتبه|المكتبه|مسرح|مهرجان|نادي|النادي|مستشفي|مختبر|سفاره|قنصليه|"
    "تعاضديه|التعاضديه|دار|"
    "سلطه|السلطه|قبطانيه|القبطانيه|وداديه|الوداديه|قرض|القرض|"
    "امانه|الامانه|المبادره|القوات|الدرك|الوقايه|هياه|تجمع|التجمع|الحكومه|رييس|مندوبيات|بريد|ارشيف"
)
#: Nouns of IRCAM's administrative vocabulary and of the authority file's names: ministry, government, council,
#: parliament, region, province, prefecture, commune, university, institute, directorate, agency, foundation, office,
#: court, association, group, commission, head (of government).
_HEADS_AMAZIGH = (
    "ⵜⴰⵎⴰⵡⴰⵙⵜ|ⵜⴰⵏⴱⴰⴹⵜ|ⴰⵙⵇⵇⵉⵎ|ⵜⴰⵙⵇⵇⵉⵎⵜ|ⴰⴱⵕⵍⴰⵎⴰⵏ|ⵜⴰⵎⵏⴰⴹⵜ|ⵜⴰⵙⴳⴰ|ⵜⴰⵎⵏⴱⴰⴹⵜ|ⵜⴰⴳⵔⴰⵡⵜ|ⵜⴰⵙⴷⴰⵡⵉⵜ|ⴰⵙⵉⵏⴰⴳ|ⵜⴰⵎⵀⵍⴰ|"
    "ⵜⴰⵙⵏⵓⵔⴰⵢⵜ|ⵜⵉⵎⵔⵙⵍⵜ|ⵜⴰⵎⵔⵙⵍⵜ|ⴰⵙⵉⵔⴰ|ⵜⴰⵙⵏⴱⴹⴰⵢⵜ|ⵜⴰⵎⵙⵎⵓⵏⵜ|ⵜⴰⵔⴰⴱⴱⵓⵜ|ⴰⵏⵙⵙⵉⵅⴼ"
)
_HEADS = (
    frozenset(_HEADS_LATIN.split("|"))
    | frozenset(fold_words(word) for word in _HEADS_ARABIC.split("|"))
    | frozenset(_HEADS_AMAZIGH.split("|"))
)

#: Letters from which a word can be told with one of them misread; of Tifinagh, where no prefix or ending makes a verb
#: of such a noun, fewer are enough.
_TELLING, _TELLING_AMAZIGH = 9, 7
#: Verbs and signs of a sentence or headline, which a name has not.
_SENTENCE = re.compile(r"[.!?؟;؛]\s*$|[«»\"]|:\s")
_VERBS_LISTED = (
    "signe signent lance lancent annonce annoncent organise organisent informe appelle invite tient "
    "tiendra célèbre inaugure présente "
    "adopte approuve dénonce condamne exprime salue ouvre obtient remporte participe prend rend "
    "publie renforce réitère est sont "
    "ont sera seront va vient veut peut doit accueille soutient mobilise dévoile reporte ferme "
    "crée remet met "
    "signs sign launches announces hosts opens is are will wins joins unveils has have "
    "يعلن تعلن ينظم تنظم يوقع توقع يوقعان يطلق تطلق يصادق تصادق يدعو تدعو يعقد تعقد يستنكر يندد يشيد "
    "تحتفل تخلد يفتح تفتح يعود تعود يقرر ينهي "
    "ⴰⴷ ⵍⵍⵉ ⵏⵏⴰ ⴷⴰ ⴰⵔ ⵓⵔ ⵔⴰⴷ ⵉⵙ ⵎⴰⵙ ⵉⴳⴰ ⵜⴳⴰ ⵉⵍⵍⴰ ⵜⵍⵍⴰ ⵉⵏⵏⴰ ⵜⵏⵏⴰ ⵅⴼ ⵖⴼ "
    "تنهي يخبر تخبر يدين تدين يطالب تطالب يؤكد تؤكد يعتزم يستقبل تستقبل يحتضن تحتضن توضح يوضح"
)
_VERBS = frozenset(map(fold_words, _VERBS_LISTED.split()))
_LONGEST_NAME = 160
#: Organs and services that every institution has: they name nobody by themselves.
_ORGANS_LISTED = (
    "bureau comité secrétariat conseil cabinet direction service services cellule division "
    "département commission coordination section assemblée "
    "présidence administration national nationale exécutif exécutive central centrale politique "
    "général générale régional régionale provincial provinciale local locale "
    "administratif communication presse relations publiques information de la l du des le les et d "
    "extérieures avec médias permanent permanente "
    "board office press department committee executive general secretariat the of and media "
    "communications "
    "المكتب مكتب اللجنة لجنة الكتابة كتابة الأمانة المجلس السكرتارية قسم مصلحة خلية مديرية شعبة "
    "الوطني الوطنية التنفيذي التنفيذية المركزي المركزية السياسي العام العامة "
    "الجهوي الجهوية الإقليمي الإقليمية المحلي المحلية الإداري التواصل والتواصل الإعلام والإعلام "
    "الاتصال الصحافة والعلاقات العلاقات الإدارية التحضيرية الدائم الدائمة "
    "ⵜⴰⵎⵀⵍⴰ ⴰⵙⵉⵔⴰ ⵏ ⴷ ⵉ ⴰⵎⵢⴰⵡⴰⴹ ⵓⵎⵢⴰⵡⴰⴹ ⴰⵙⵏⵖⵎⵙ ⵓⵙⵏⵖⵎⵙ ⵉⵏⵖⵎⵉⵙⵏ ⴰⵎⴰⵜⴰⵢ ⵜⴰⵎⴰⵜⴰⵢⵜ ⴰⵏⴰⵎⵓⵔ ⵜⴰⵏⴰⵎⵓⵔⵜ"
)
_ORGANS = frozenset(map(fold_words, _ORGANS_LISTED.split()))
_PARENTS = re.compile(
    r"^(?:le |la )?(?:ministere|royaume|province|prefecture|wilaya|region|gouvernement|وزاره|عماله|اقليم|"
    r"ولايه|جهه|ministry|ⵜⴰⵎⴰⵡⴰⵙⵜ|ⵜⴰⵎⵏⴰⴹⵜ|ⵜⴰⵙⴳⴰ|ⵜⴰⵎⵏⴱⴰⴹⵜ|ⵜⴰⴳⵍⴷⵉⵜ)\b"
)
#: Small words at a line's end that a name goes on after.
_CONNECTORS_LISTED = (
    "de du des d l la le les et en a au aux pour sur dans of the and for to in del y el los las par avec "
    "n ⵏ ⴷ"
)
_CONNECTORS = frozenset(_CONNECTORS_LISTED.split())


def opens_body_name(text: str) -> bool:
    """Say whether the first word (after an article) opens an institution's name."""
    words = fold_words(text).split()
    while words and words[0] in ("le", "la", "les", "l", "the"):
        words = words[1:]
    return bool(words) and (words[0] in _HEADS or _misread_head(words[0]))


def _misread_head(word: str) -> bool:
    """Say whether a long word is the first of a name but for one letter."""
    if in_tifinagh(word):
        return len(word) >= _TELLING_AMAZIGH and any(
            len(head) >= _TELLING_AMAZIGH and one_apart(word, head) for head in _HEADS if in_tifinagh(head)
        )
    return len(word) >= _TELLING and any(len(head) >= _TELLING and one_apart(word, head) for head in _HEADS)


def names_body(text: str) -> bool:
    """Say whether `text` is the name of an institution and no sentence about it."""
    if len(text) > _LONGEST_NAME or _SENTENCE.search(text):
        return False
    if find_authority(text) is not None:
        return True
    words = fold_words(text).split()
    return opens_body_name(text) and not any(word in _VERBS for word in words[1:])


def is_organ(text: str) -> bool:
    """Say whether `text` names an organ or a service without saying whose.

    >>> is_organ("Le Bureau National"), is_organ("Direction Provinciale de Khémisset")
    (True, False)
    """
    words = fold_words(text).split()
    return bool(words) and all(word in _ORGANS for word in words) and find_authority(text) is None


def is_parent(text: str) -> bool:
    """Say whether `text` names a ministry, a province or the like, under which more specific bodies stand."""
    return _PARENTS.match(fold_words(text)) is not None


def looks_like_letterhead(text: str) -> bool:
    """Say whether a line could stand in a letterhead: the country, an institution's name."""
    return is_kingdom(text) or names_body(text)


def name_goes_on(above: str, below: str) -> bool:
    """Say whether `below` continues the name on the line above it."""
    last = fold_words(above).split()[-1:]
    if last and last[0] in _CONNECTORS:
        return True
    first = below.strip()[:1]
    if (
        first.islower()
        or below.strip()[:2].lower() in ("d'", "d’", "l'", "l’")
        or above.rstrip().endswith((",", "،", "-", "–"))
    ):
        return True
    return fold_words(below).split()[:1] in (
        [word] for word in ("de", "du", "des", "et", "d", "pour", "aux", "au", "of", "and", "for")
    )
