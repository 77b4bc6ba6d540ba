"""Names of months and weekdays as Moroccan communiqués print them, folded (no accents, hamza or capitals)."""

from __future__ import annotations

from functools import cache
from typing import Final

from balagh.pipelines.text.fold import one_apart

#: Months 1 to 12; each entry lists every name. Arabic: Moroccan, then Egyptian, then Levantine names.
_GREGORIAN: Final = (
    "janvier janv january jan enero يناير كانون_الثاني",
    "fevrier fevr fev february feb febrero فبراير شباط",
    "mars march marzo مارس اذار",
    "avril avr april apr abril ابريل نيسان",
    "mai may mayo ماي مايو ايار",
    "juin june jun junio يونيو يونيه حزيران",
    "juillet juil july jul julio يوليوز يوليو يوليه تموز",
    "aout august aug agosto غشت اغسطس اب",
    "septembre sept september sep septiembre setiembre شتنبر سبتمبر ايلول",
    "octobre oct october octubre اكتوبر تشرين_الاول",
    "novembre nov november noviembre نونبر نوفمبر تشرين_الثاني",
    "decembre dec december diciembre دجنبر ديسمبر كانون_الاول",
)
_HIJRI: Final = (
    "محرم المحرم muharram moharram moharrem mouharram",
    "صفر safar",
    "ربيع_الاول ربيع_الاولي rabii_i rabii_1 rabii_al_awal rabii_al_aoual rabi_i rabi_al-awwal "
    "rabi'_al-awwal rabi_al_awwal",
    "ربيع_الثاني ربيع_الاخر rabii_ii rabii_2 rabii_attani rabii_ettani rabi_ii rabi_al-thani "
    "rabi'_al-thani rabi_al_thani",
    "جمادي_الاولي جمادي_الاول joumada_i joumada_1 joumada_al_oula jumada_i jumada_al-ula",
    "جمادي_الثانيه جمادي_الاخره جمادي_الثاني joumada_ii joumada_2 joumada_attania jumada_ii jumada_al-thani",
    "رجب rajab rejeb",
    "شعبان chaabane chaaban sha'ban shaaban",
    "رمضان ramadan",
    "شوال chaoual chawwal shawwal",
    "ذو_القعده ذي_القعده dou_al_kiada dou_al_qiada dhou_al_qi'da dhu_al-qadah dou_al_kaada",
    "ذو_الحجه ذي_الحجه dou_al_hijja dhou_al_hijja dhu_al-hijjah dou_al-hijja",
)
_WEEKDAYS: Final = (
    "lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday "
    "saturday sunday "
    "lunes martes miercoles jueves viernes sabado domingo "
    "الاثنين الاتنين الثلاثاء الثلاتاء الاربعاء الخميس الجمعه السبت الاحد"
)


_ENGLISH: Final = (
    "january jan february feb march april apr may june jun july jul august aug "
    "september sept sep october oct november nov december dec"
)


def _table(rows: tuple[str, ...]) -> dict[str, int]:
    return {
        name.replace("_", " "): number for number, row in enumerate(rows, start=1) for name in row.split()
    }


#: Folded name to month number.
GREGORIAN: Final[dict[str, int]] = _table(_GREGORIAN)
ENGLISH: Final[dict[str, int]] = {
    name: number for name, number in GREGORIAN.items() if name in _ENGLISH.split()
}
HIJRI: Final[dict[str, int]] = _table(_HIJRI)
WEEKDAYS: Final = tuple(_WEEKDAYS.split())

#: Letters from which a name can be told with one of them misread: "mars" and "mai" are too near to each other.
_TELLING = 5


@cache
def near_month(word: str) -> str | None:
    """Give the Gregorian month that a folded word is with one letter misread, missing or too much; else None.

    >>> near_month("septemhre"), near_month("octobre"), near_month("يوسيو")
    ('septembre', None, None)
    """
    if word in GREGORIAN or word in HIJRI:
        return None
    near = {GREGORIAN[name]: name for name in GREGORIAN if len(name) >= _TELLING and one_apart(word, name)}
    return next(iter(near.values())) if len(near) == 1 else None
