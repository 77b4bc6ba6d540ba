"""Words that are words with lam and alef turned too: what stands beside them says which is meant.

Each entry has the word as the fault leaves it. What is in no entry, such as `عمال` (workers, or `عملا`, by), is left to
the number of forms and to the rest of the line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from balagh.pipelines.repair.arabic_forms import is_listed
from balagh.pipelines.repair.arabic_words import fold_arabic, is_known

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEVER = re.compile("(?!)")


@dataclass(frozen=True, slots=True)
class _Context:
    """What makes a word the turned one of another.

    Attributes:
        word: a pattern of the whole word; group `pair` is what is turned.
        after: a pattern of the whole next word that makes it so.
        before: a pattern of the whole word before that makes it so.
        unless: a pattern of the word before with which it is right as it stands, whatever comes after.
        always: whether it is none anyway, for all its forms.
        opens: whether it must be the first word of the line for `after` to tell.
    """

    word: re.Pattern[str]
    after: re.Pattern[str] = _NEVER
    before: re.Pattern[str] = _NEVER
    unless: re.Pattern[str] = _NEVER
    always: bool = False
    opens: bool = False


def _one_of(words: str, *, article: bool = False) -> re.Pattern[str]:
    """Give a pattern of any of the words, with the article or without if `article`."""
    choices = "|".join(words.split())
    return re.compile(f"(?:ال)?(?:{choices})" if article else f"(?:{choices})")


#: Kinds of a communiqué: `بلاغ صحفي`, which a mature (`بالغ`) one never is.
_KINDS = "صحفي صحافي إخباري اخباري إعلامي اعلامي مشترك توضيحي تكميلي تصحيحي استدراكي ختامي عاجل رسمي"
#: What a communiqué is from, to or about; `بالغ من العمر` is aged.
_SENDERS = (
    "من إلى الى عن حول بشأن بخصوص صادر رقم للرأي للصحافة للعموم الديوان الوزارة اللجنة المكتب المجلس الأمانة"
)
#: What is said of a communiqué, or that it says.
_SAYS = (
    "هذا نص مضمون نشر إصدار اصدار انتهى وفق وحسب حسب وأضاف أضاف وتابع وأوضح أوضح وأكد أكد وذكر ذكر ويضيف يضيف "
    "ويؤكد ويشير وأشار أشار وأبرز وأورد في ذات"
)
#: Plurals that are counted by three to ten.
_COUNTED = (
    "أيام أشهر شهور أسابيع سنوات أعوام ساعات دقائق ثوان آلاف الاف ملايين ملايير عشر عشرة أرباع أضعاف أخماس عقود قرون "
    "مراكز محاور أقسام مشاريع أطفال أشخاص أفراد أعضاء مراحل مستويات أنواع أصناف دراهم أمتار كيلومترات عناصر من مواسم "
    "أفلام أجزاء أبواب فصول مجالات مقاعد لقاءات برامج وزراء ممثلين فائزين مترشحين جرحى قتلى مصابين لاعبين طلبة أساتذة"
)
#: Given names and titles that stand after `مولاي`.
_GIVEN = (
    "إسماعيل اسماعيل الحسن الحسين رشيد عبد علي يوسف إدريس ادريس سليمان هشام يعقوب بوسلهام أحمد احمد محمد الطاهر المهدي "
    "بوعزة الشريف عبدالله عبدالرحمن حفيظ سلامة عمر مصطفى إبراهيم ابراهيم الطيب التهامي العربي الكبير"
)

_CONTEXTS = (
    _Context(re.compile("[ولب]{0,2}ب(?P<pair>ال)غ"), after=_one_of(_KINDS)),
    _Context(re.compile("ب(?P<pair>ال)غ"), after=_one_of(_SENDERS), opens=True),
    _Context(
        re.compile("[ولبف]{0,2}الب(?P<pair>ال)غ"),
        after=_one_of(" ".join(f"ال{kind}" for kind in _KINDS.split())),
        before=_one_of(_SAYS),
    ),
    _Context(
        re.compile("[وبل]?س(?P<pair>ال)"),
        after=_one_of("القنيطرة الجديدة تابريكت المدينة"),
        before=_one_of("الرباط والرباط بالرباط مدينة بمدينة عمالة بعمالة جماعة بجماعة القنيطرة إقليم باشوية"),
    ),
    _Context(
        re.compile("[ولبف]?مو(?P<pair>ال)ي"), after=_one_of(_GIVEN), before=_one_of("سيدي الأمير الشريف")
    ),
    _Context(
        re.compile("[ولبف]{0,2}(?:ال)?ث(?P<pair>ال)ثة"),
        after=_one_of(_COUNTED, article=True),
        unless=re.compile(".+ة|.+ات|.+اء"),
    ),
    _Context(re.compile("[ولبف]{0,2}(?:ال)?ث(?P<pair>ال)ث(?:ين|ون|مائة|مئة|اء|ينات)"), always=True),
    _Context(re.compile("[ولب]?ف?ض(?P<pair>ال)"), after=_one_of("عن على")),
    _Context(re.compile("[وف]?بد(?P<pair>ال)"), after=_one_of("من عن منه منها منهم")),
    _Context(re.compile("[وف]?نق(?P<pair>ال)"), after=_one_of("عن")),
    _Context(
        re.compile("[وف]?عم(?P<pair>ال)"),
        after=_one_of(
            "بأحكام بمقتضيات بالقانون بالمادة بالمواد بالفصل بالظهير بالمرسوم بتوجيهات بمبدأ بقوله"
        ),
    ),
    _Context(re.compile("[وف]?ك(?P<pair>ال)"), after=_one_of("من"), before=_one_of("إن أن على")),
    _Context(
        re.compile("[وف]?ب(?P<pair>ال)"),
        after=_one_of("حدود شك قيد مقابل هوادة توقف منازع استثناء انقطاع رجعة جدوى أساس مبرر سند فائدة"),
    ),
    _Context(
        re.compile("[وبلف]{0,2}الو(?P<pair>ال)يات"),
        after=_one_of("المتحدة الجزائرية التونسية الأمريكية الشمالية"),
    ),
    _Context(
        re.compile("[وبلف]{0,2}(?:ال|ل)?س(?P<pair>ال)مة"),
        after=_one_of(
            "الطرقية الصحية المهنية الجسدية المعلوماتية الغذائية البحرية الجوية السككية النووية المواطنين الأشخاص "
            "العامة والصحة والأمن والوقاية"
        ),
        before=_one_of("حزام معايير تدابير شروط قواعد الصحة والصحة"),
    ),
    _Context(
        re.compile("[وبلف]{0,2}(?:ال|ل)?س(?P<pair>ال)م"),
        after=_one_of("عليكم الدائم الملكي"),
        before=_one_of("عبد وعبد عملية حفظ لحفظ مسلسل معاهدة اتفاق الأمن دار عليه عليها"),
    ),
    _Context(
        re.compile("[وبلف]{0,2}(?:ال|ل)?ع(?P<pair>ال)ق(?:ة|ات)"),
        after=_one_of("مع بين ب.+ الثنائية الدولية العامة الخارجية التعاون الصداقة وطيدة متينة وثيقة مباشرة"),
    ),
    _Context(
        re.compile("[وبلف]{0,2}(?:ال|ل)?ع(?P<pair>ال)م(?:ة|ات)"),
        after=_one_of(
            "تجارية التجارية الجودة جودة الترميز الاستفهام االستفهام التبويب الاقتباس االقتباس التشوير"
        ),
    ),
    _Context(
        re.compile("لي(?P<pair>ال)"), after=_one_of("ونهارا"), before=_one_of("نهارا والنصف صباحا مساء")
    ),
    _Context(
        re.compile("[ولبف]{0,2}(?:ال|ل)?ص(?P<pair>ال)ة"),
        after=_one_of("الجمعة العيد العصر الظهر المغرب الفجر"),
    ),
)

#: `لا` by itself: the article never stands alone, but extractors part it from its word.
_NOT = re.compile("[وف]?(?P<pair>ال)")
#: What begins as a verb of the present begins.
_VERB = re.compile("[يتنأ][\u0621-\u064a]{2,}")
_AFTER_NOT = _one_of("بد شك سيما أحد شيء مثيل يزال تزال زال زالت سبيل مجال غير إله داعي حاجة ضرر")


def turned_by_context(words: Sequence[str], at: int) -> int | None:
    """Give where in word `at` of a line the alef stands that its neighbours turn with the lam after it; else None.

    >>> turned_by_context(["بالغ", "صحفي"], 0), turned_by_context(["شخص", "بالغ"], 1)
    (1, None)
    """
    word = words[at]
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    alone = article_alone(word)
    if alone is not None:
        return alone if _is_denied(after) else None
    for context in _CONTEXTS:
        match = context.word.fullmatch(word)
        if match is None or context.unless.fullmatch(before):
            continue
        follows = context.after.fullmatch(after) and not (context.opens and at)
        if context.always or follows or context.before.fullmatch(before):
            return match.start("pair")
    return None


def article_alone(word: str) -> int | None:
    """Give where the alef of an article stands that is a word of its own, as no article is; None for other words."""
    match = _NOT.fullmatch(word)
    return match.start("pair") if match is not None else None


def _is_denied(word: str) -> bool:
    """Tell whether a word is one that `لا` stands before, and not one that lost its article."""
    if _AFTER_NOT.fullmatch(word):
        return True
    folded = fold_arabic(word)
    is_verb = _VERB.fullmatch(folded) is not None and not is_listed(f"ال{folded}")
    return is_verb and (folded[0] == "ي" or is_known(folded))
