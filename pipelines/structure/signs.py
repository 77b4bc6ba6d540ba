"""Short lines with a fixed wording: end marks, page numbers, references, headings of the about and contact parts."""

from __future__ import annotations

import re

from balagh.pipelines.text.fold import flat, fold, fold_words, one_apart, plain_digits

_END_WORDS_LISTED = (
    "fin|fin du communique|fin communique|fin de communique|fin du document|fin de transmission|end|ends|ende|"
    "the end|end of release|end of press release|end of statement|fin del comunicado|"
    "انتهي|انتهي البلاغ|انتهي البيان|النهايه|نهايه البلاغ|نهايه|تم بحمد الله|"
    "ⵜⴰⴳⴳⴰⵔⴰ|ⵜⴰⴳⴰⵔⴰ|ⵜⵉⴳⵉⵔⴰ|ⵜⴰⴳⴳⴰⵔⴰ ⵏ ⵓⵍⵖⵓ|ⵜⴰⴳⴳⴰⵔⴰ ⵏ ⵓⵙⵙⵓⵎⵔ"
)
_END_WORDS = frozenset(_END_WORDS_LISTED.split("|"))
_END_SIGNS = re.compile(
    r"^\W*(?:#\s*){2,5}\W*$|^#[#HFE]{2,4}$|^\W*[-–—]\s*(?:30|٣٠)\s*[-–—]\W*$|^(?:\*\s*){3,7}$|^[xX×]{3,}$|^-\s?0\s?-$"
)
#: `###` as engines read it: bars and crosses for one or more of its signs.
_CROSSES = re.compile(r"^(?=.*#|HHH)\W*(?:[#H+4]\s*){3,5}\W*$")
#: A word between dashes, and the Arabic word for "ended".
_DASHED, _ENDED = re.compile(r"^(\W*[-–—]\s*)([^\W\d_]{2,4})(\s*[-–—]\W*)$"), "انتهى"
_PAGE_NUMBER = re.compile(
    r"^[-–—\s\[(|.]*(?:(?:page|pag|p|pg|صفحه|الصفحه|ص)\b\.?\s*)?\d{1,3}\s*(?:(?:/|\bsur\b|\bof\b|\bde\b|"
    r"\bمن\b|\|)\s*\d{1,3})?[-–—\s\])|.]*$"
)
#: A number with nothing about it, or a dash on one side only: at the end of a line that may be anything.
_BARE_NUMBER = re.compile(r"^[-–—]?\s*\d{1,3}\s*[.)|\]]*$|^\d{1,3}\s*[-–—]$")

#: `N° 12/2021`, `Réf. : DC/45/2022`, `رقم: 12`, `عدد 45`.
_NUMBER_BODY = (
    r"(?:[\w.-]+/){0,4}(?:n\s?[°º]\s?)?[\w./-]*\d[\w./-]*(?:\s?/\s?[\w.-]+)*"
    r"(?:\s[^\W\d_]{1,3}(?:/[\w.-]+)+)?"
)
_REFERENCE = re.compile(
    rf"(?:(?:\b(?:ref(?:erence|s)?|n/ref|v/ref|nos ref)\b\.?\s*(?:n[°ºo]\.?)?\s*:?"
    rf"|(?<![\w])n\s?[°º]|\bno\b\.?|\bnum(?:ero)?\b\.?|(?<!\w)(?:رقم|عدد|المرجع|"
    rf"مرجع|ⵓⵟⵟⵓⵏ)\s*:?)\s*:?\s*{_NUMBER_BODY})",
)

_ABOUT = re.compile(
    r"^\W*(?:(?:a|au) (?:propos|sujet) (?:de|d|du|des|de l|de la)\b|qui (?:sommes nous|est)\b|about\b|"
    r"acerca de|sobre (?:el|la)\b|"
    r"presentation (?:de|du|d)\b|pour rappel$|bio express|"
    r"نبذه (?:عن|حول)|حول\b|عن (?:الجمعيه|المجلس|المؤسسه|الوكاله|الجامعه|المكتب|الشركه|المعهد|مجموعه|"
    r"الوزاره|المركز|المندوبيه|الصندوق|بنك)|"
    r"تعريف ب|معلومات عن|بخصوص\b|من نحن|تقديم\b|(?:ⵅⴼ|ⵖⴼ) [ⴰⵓⵜⵍⵉⵡⵢ])"
)
_ABOUT_LONGEST = 90

_CONTACT_WORDS = re.compile(
    r"^(?:vos |votre |nos |your )?(?:contacts?|contact(?:s)? (?:de |pour la )?(?:presse|medias?)|"
    r"(?:press|media) (?:contacts?|enquiries|inquiries|office)|"
    r"relations? (?:presse|medias|avec la presse|publiques)|service (?:de )?(?:presse|communication)|"
    r"pour (?:plus|de plus|davantage|toute?) (?:amples )?(?:d |de )?(?:information|informations|"
    r"renseignement|renseignements|precisions|demande)[\w ]*|"
    r"(?:informations|renseignements|information)(?: et contacts?| presse)?|contacts? (?:utiles|et "
    r"informations)|"
    r"for (?:more|further|additional|any) (?:information|details|enquiries)[\w ]*|contacto(?: de)?(?: "
    r"prensa)?|para mas informacion[\w ]*|"
    r"للاتصال|للتواصل|جهات? الاتصال|الاتصال|اتصال|التواصل|للمزيد من (?:المعلومات|الاستفسار|التفاصيل)[\w "
    r"]*|لمزيد من (?:المعلومات|التفاصيل|التوضيح)[\w ]*|"
    r"للاستفسار|للاتصال بنا|الاتصال الصحفي|المكلف بالتواصل|اتصال الصحافه|التواصل مع الصحافه|العلاقات مع "
    r"الصحافه|(?:الاتصال|للاتصال|للتواصل) (?:بالصحافه|الصحفي|الصحافي|مع الصحافه)|"
    r"مسؤول التواصل|جهه الاتصال(?: الصحفي)?|(?:ⵉ )?[ⴰⵓ]ⵎⵢⴰⵡⴰⴹ(?: ⵏ [\u2d30-\u2d7f]+| ⴰⴽⴷ [\u2d30-\u2d7f ]+)?)$"
)

#: Who gets a copy, what goes with the letter: a list under the text that is no part of it.
_COPIES = re.compile(
    r"^(?:ampliations?|copies?(?: a| pour)?|pour copie|cc|c c|destinataires?|liste de diffusion|diffusion|"
    r"pieces? jointes?|p j|pj|annexes?|copy to|copies to|encl|enclosures?|distribution|"
    r"نسخه|نسخ|نسخه الي|نسخه موجهه الي|المرسل اليهم|المرفقات|مرفقات|يوزع علي)$"
)
#: A fax machine's line over the page: a time, a date, the page of the call, a number dialled, the machine's own words.
_FAX_SIGNS = (
    re.compile(r"(?<!\d)[0-2]?\d[:.h][0-5]\d(?![\d/.-])"),
    re.compile(r"(?<!\d)\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}(?!\d)|\b\d{1,2}[- ][a-z]{3,4}[- .]+\d{2,4}\b"),
    re.compile(r"\bp(?:age|g)?\s?[.:,]?\s?\d{1,3}(?:\s?/\s?\d{1,3})?(?!\d)"),
    re.compile(r"(?<![\d.])(?:\+|0)\d(?:[ .-]?\d){7,13}(?!\d)"),
    re.compile(r"\b(?:fax|telecopie|from|to|tx|rx|de)\s?:|\bfax\b|فاكس"),
)
_FAX_ENOUGH, _LONGEST_FAX_LINE = 3, 120
#: ".../..." at a page's foot: the text goes on overleaf.
_OVERLEAF = re.compile(
    r"^\W*(?:\.{2,}|…)\s?/\s?(?:\.{2,}|…)\W*$|^(?:t\.?\s?s\.?\s?v\.?\s?p\.?|p\.?\s?t\.?\s?o\.?|يتبع)$", re.I
)

#: Digits from which a line holds a number to call.
_TELLING_DIGITS = 6


def is_copies_heading(text: str) -> bool:
    """Say whether a line heads the list of those who get a copy, with the first of them behind a colon or not."""
    label = text.partition(":")[0]
    return len(label) <= 40 and _COPIES.match(fold_words(label)) is not None


def is_fax_line(text: str) -> bool:
    """Say whether a line at a page's top was printed by a fax machine.

    >>> is_fax_line("05/02/2021 14:32  0537123456  DGCT   P.01/02"), is_fax_line("Rabat, le 05/02/2021")
    (True, False)
    """
    plain = flat(text)
    return len(text) <= _LONGEST_FAX_LINE and sum(bool(s.search(plain)) for s in _FAX_SIGNS) >= _FAX_ENOUGH


def is_overleaf(text: str) -> bool:
    """Say whether a line at a page's foot says no more than that the text goes on."""
    return _OVERLEAF.match(text.strip()) is not None


def is_end_mark(text: str) -> bool:
    """Say whether `text` marks the end of a communiqué.

    >>> [is_end_mark(text) for text in ("FIN", "- FIN -", "###", "-30-", "انتهى", "Enfin")]
    [True, True, True, True, True, False]
    """
    # "fin." closes a sentence that wrapped; the mark has a capital.
    worded = fold_words(text) in _END_WORDS and not next(filter(str.isalpha, text), "A").islower()
    return len(text) <= 40 and (
        worded or any(signs.match(text) for signs in (_END_SIGNS, _CROSSES)) or _misread_end(text) is not None
    )


def _misread_end(text: str) -> str | None:
    """Give the end mark that a line is with one letter misread, or None: ``- EIN -``, ``انتبى``."""
    dashed = _DASHED.match(text)
    if dashed and dashed[2].isupper():
        return dashed[1] + "FIN" + dashed[3] if one_apart(fold(dashed[2]), "fin") else None
    return _ENDED if one_apart(fold_words(text), fold(_ENDED)) else None


def end_mark_text(text: str) -> str:
    """Give an end mark as it was printed: crosses that were read as letters are crosses.

    >>> end_mark_text("#HHH"), end_mark_text("- FIN -")
    ('###', '- FIN -')
    """
    if set(text) <= set("# "):
        return text
    return "###" if _CROSSES.match(text) else _misread_end(text) or text


def is_page_number(text: str, *, bare: bool) -> bool:
    """Say whether `text` numbers a page; a number with nothing about it counts only where `bare` is set."""
    plain = flat(plain_digits(text)).strip()
    if len(plain) > 20 or _PAGE_NUMBER.match(plain) is None or is_end_mark(text):
        return False
    return bare or _BARE_NUMBER.match(plain) is None


def find_reference(text: str) -> str | None:
    """Give the document's own number in a short line as printed, or None.

    >>> find_reference("Réf. : DC/45/2022"), find_reference("N° 12/2021"), find_reference("Une loi")
    ('Réf. : DC/45/2022', 'N° 12/2021', None)
    """
    match = _REFERENCE.search(flat(text))
    return text[match.start() : match.end()].strip(" .,;") if match else None


def is_about_heading(text: str) -> bool:
    """Say whether `text` announces a paragraph about the issuer."""
    return (
        len(text) <= _ABOUT_LONGEST
        and text[-1:] not in ".;،,؛"
        and _ABOUT.match(fold_words(text)) is not None
    )


def is_contact_heading(text: str) -> bool:
    """Say whether `text` announces whom to call, and nothing else."""
    if "@" in text or sum(map(str.isdigit, text)) >= _TELLING_DIGITS:
        return False
    return len(text) <= 70 and _CONTACT_WORDS.fullmatch(fold_words(text)) is not None


def split_contact_label(text: str) -> tuple[str, str]:
    """Part ``Contact presse : …`` into its label with the colon and the rest; the label is empty without one."""
    label, colon, rest = text.partition(":")
    if colon and is_contact_heading(label):
        return label + colon, rest.strip()
    return "", text


def starts_contact(text: str) -> bool:
    """Say whether a line opens the contact part, by a heading alone or by one with data after a colon."""
    return is_contact_heading(text) or bool(split_contact_label(text)[0])


def same_words(left: str, right: str) -> bool:
    """Say whether two texts read alike but for accents, capitals and signs."""
    return fold_words(fold(left)) == fold_words(fold(right))
