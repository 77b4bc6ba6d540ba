"""The small things of a contact line: e-mail and web addresses, phone numbers, the labels before them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from balagh.pipelines.text.fold import flat, fold_words, plain_digits

#: An engine may set a blank beside the sign. A name has at most 64 signs and a label 63 (RFC 5321, RFC 1035): without
#: such bounds a word of a hundred thousand letters is gone over from each of them.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63})+")
_WEB_HOST = re.compile(r"^w{3,4}(?=\.)", re.IGNORECASE)
_SUFFIXES = "ma|com|org|net|gov|int|fr|info|eu|es|africa|press|io|edu|tv"
_URL = re.compile(
    rf"https?://[^\s,;،)]+|www\.[^\s,;،)]+|"
    rf"(?<![@\w.])[a-z0-9](?:[\w-]{{0,63}}\.){{1,20}}(?:{_SUFFIXES})\b(?:/[^\s,;،)]*)?",
    re.IGNORECASE,
)
#: Digits with the signs that people put between them; at least eight digits make a number one can call.
_PHONE = re.compile(r"(?<![\w@./])(?:\+|00)?\s?\(?\d[\d\s.()\u2010-\u2013-]{6,}\d(?![\w@])")
#: One whole Moroccan number.
_MOROCCAN = re.compile(r"(?:(?:\+|00)212[\s.-]*(?:\(0\))?|0)[\s.-]*[5-8](?:[\s.-]*\d){8}")
_DIGIT_COUNT = range(8, 16)
#: Country of numbers printed without a country code.
_REGION = "MA"

_PHONE_LABELS = (
    "tel|tel fixe|tel mob|tel portable|tel gsm|telephone|telephones|tels|phone|telefono|gsm|mobile|mob|"
    "portable|port|whatsapp|fixe|standard|appel|"
    "numero vert|cell|ligne directe|الهاتف|هاتف|الهاتف النقال|الهاتف المحمول|المحمول|النقال|الجوال|هاتف "
    "نقال|رقم الهاتف|الهاتف الثابت|واتساب|t|m|p|ⵜⵉⵍⵉⴼⵓⵏ|ⴰⵜⵉⵍⵉⴼⵓⵏ|ⵓⵟⵟⵓⵏ ⵏ ⵜⵉⵍⵉⴼⵓⵏ"
)
_FAX_LABELS = "fax|telecopie|الفاكس|فاكس|telefax|f|ⴼⴰⴽⵙ|ⴰⴼⴰⴽⵙ"
_MAIL_LABELS = (
    "email|e mail|mail|courriel|adresse e mail|adresse email|adresse electronique|e|correo|correo "
    "electronico|البريد الالكتروني|بريد الكتروني|البريد|"
    "العنوان الالكتروني|ايميل|الايميل|mel|ⵉⵎⴰⵢⵍ|ⵜⴰⵏⵙⴰ ⵜⴰⵍⵉⴽⵜⵔⵓⵏⵉⵜ"
)
_WEB_LABELS = (
    "site|site web|site internet|web|website|url|الموقع|الموقع الالكتروني|موقع|facebook|twitter|x|linkedin|"
    "sitio web|page facebook|ⴰⵙⵉⵜ"
)
_NAME_LABELS = (
    "nom|name|nom et prenom|contact|contacts|الاسم|الاسم الكامل|personne a contacter|interlocuteur|nombre"
)
_LABELS = {
    **dict.fromkeys(_PHONE_LABELS.split("|"), "phone"),
    **dict.fromkeys(_FAX_LABELS.split("|"), "fax"),
    **dict.fromkeys(_MAIL_LABELS.split("|"), "email"),
    **dict.fromkeys(_WEB_LABELS.split("|"), "url"),
    **dict.fromkeys(_NAME_LABELS.split("|"), "name"),
    "tel fax": "phone",
    "telephone fax": "phone",
    "الهاتف الفاكس": "phone",
}
#: Labels long enough to be told from a name with a letter misread, and how alike (0-100) that is.
_LABEL_LETTERS, _LABEL_LIKE = 5, 80.0
_LONG_LABELS = tuple(label for label in _LABELS if len(label) >= _LABEL_LETTERS)
_LABEL = re.compile(r"^\W*([^\d@+:]{1,30}?)\s*[:.]\s*(?=\S|$)")
#: Signs before a number in which its label stands.
_LABEL_REACH = 60
_LABEL_BEFORE = re.compile(r"([^\W\d_][\w/&. -]{0,25}?)\s*[.:]*\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A piece of contact data: characters `start` to `end` of a line, as the document model wants it."""

    start: int
    end: int
    kind: str
    value: str


def has_address(text: str) -> bool:
    """Say whether `text` holds an e-mail address, a web address or a phone number."""
    return bool(_EMAIL.search(text) or _URL.search(text) or _phone_spans(text))


def label_of(text: str) -> str:
    """Give what the label that `text` is, or begins with, announces (phone, fax, email, url, name), or nothing."""
    whole = _LABELS.get(fold_words(text))
    if whole:
        return whole
    match = _LABEL.match(text)
    return _LABELS.get(fold_words(match.group(1)), "") if match else ""


def is_like_label(text: str) -> bool:
    """Say whether `text` reads like a label with a letter or two misread (``الماتف`` for ``الهاتف``)."""
    folded = fold_words(text)
    if len(folded) < _LABEL_LETTERS or len(folded.split()) > 2:
        return False
    # Loaded for contact parts only.
    from rapidfuzz import fuzz, process

    return process.extractOne(folded, _LONG_LABELS, scorer=fuzz.ratio, score_cutoff=_LABEL_LIKE) is not None


def find_data(text: str) -> tuple[Found, ...]:
    """Find the e-mail addresses, web addresses and phone numbers of `text`, in order; fax numbers say so."""
    found = [
        Found(start=m.start(), end=m.end(), kind="email", value="".join(m.group().split()))
        for m in _EMAIL.finditer(text)
        if " " not in m.group() or not label_of(m.group().partition(" ")[0])
    ]
    for match in _URL.finditer(text):
        value = match.group().rstrip(".")
        if not any(item.start < match.end() and match.start() < item.end for item in found):
            end, value = match.start() + len(value), _WEB_HOST.sub("www", value)
            found.append(Found(start=match.start(), end=end, kind="url", value=value))
    for start, end in _phone_spans(text):
        if any(item.start < end and start < item.end for item in found):
            continue
        number = _international(text[start:end])
        if number:
            kind = "fax" if _label_before(text[:start]) == "fax" else "phone"
            found.append(Found(start=start, end=end, kind=kind, value=number))
    return tuple(sorted(found, key=lambda item: item.start))


def _phone_spans(text: str) -> list[tuple[int, int]]:
    plain = plain_digits(text)
    spans: list[tuple[int, int]] = []
    for match in _PHONE.finditer(plain):
        digits = sum(character.isdigit() for character in match.group())
        if digits in _DIGIT_COUNT:
            spans.append(match.span())
        elif digits >= _DIGIT_COUNT.stop:
            # Two numbers side by side, with nothing but a dash or a blank between them.
            start = match.start()
            spans += ((start + m.start(), start + m.end()) for m in _MOROCCAN.finditer(match.group()))
    return spans


def _label_before(text: str) -> str:
    match = _LABEL_BEFORE.search(flat(text[-_LABEL_REACH:]))
    if match is None:
        return ""
    words = fold_words(match.group(1)).split()
    return next((label for size in (2, 1) if (label := _LABELS.get(" ".join(words[-size:]), ""))), "")


def _international(printed: str) -> str | None:
    """Give a printed number in E.164, or None where no such number can be."""
    # Loaded for documents that print a number only.
    import phonenumbers

    try:
        number = phonenumbers.parse(plain_digits(printed), _REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
