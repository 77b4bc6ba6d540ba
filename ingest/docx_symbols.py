"""Letters of symbol fonts, which a DOCX stores as numbers in a font, as the signs that they print."""

from __future__ import annotations

from balagh.ingest.font_names import may_print_tifinagh

#: Where the letters of a symbol font are stored: F000 and the font's own number.
PRIVATE = range(0xF000, 0xF100)

#: Fonts whose letters are signs, in small letters.
_FONTS = ("wingdings", "webdings", "symbol", "marlett", "zapf dingbats")

#: Wingdings: bullets, ticks and arrows; all else in it is a small picture and is left out.
_WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "◆",
    0x77: "◆", 0x9E: "•", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xB2: "✦", 0xD8: "➢", 0xDC: "➢", 0xE0: "→",
    0xE8: "➔", 0xF0: "➔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x50: "✓", 0x4F: "✗", 0x95: "•", 0x96: "•", 0x97: "●", 0x9E: "•", 0xA3: "□", 0x52: "☑"}

#: Symbol: signs that are no letters; its Greek alphabet has letters of its own in every other font.
_SYMBOL = {
    0x2D: "−", 0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xA8: "◆", 0xAE: "→", 0xB8: "÷",
    0xB9: "≠", 0xBB: "≈", 0xDE: "⇒", 0xA5: "∞", 0xBC: "…", 0xAC: "←",
}  # fmt: skip

#: A letter that is a bullet's shape in a typewriter font.
_HOLLOW, _TYPEWRITER = "o", "courier"


def is_symbol_font(font: str | None) -> bool:
    """Say whether a font's letters are signs.

    >>> is_symbol_font("Wingdings"), is_symbol_font("Arial")
    (True, False)
    """
    return (font or "").lower().startswith(_FONTS)


def printed_sign(code: int, font: str | None) -> str:
    """Give the sign that letter `code` of a symbol font prints; nothing where it is a small picture.

    >>> printed_sign(0xF0B7, "Symbol"), printed_sign(0x28, "Wingdings")
    ('•', '')
    """
    name, low = (font or "").lower(), code & 0xFF
    if font is not None and may_print_tifinagh(font):
        return chr(low)
    if name.startswith("wingdings 2"):
        return _WINGDINGS_2.get(low, "")
    if name.startswith("wingdings 3"):
        return "→" if low in range(0x70, 0xB0) else ""
    if name.startswith("wingdings"):
        return _WINGDINGS.get(low, "")
    if name.startswith("symbol"):
        return _SYMBOL.get(low, "")
    return _WINGDINGS.get(low, "") if not is_symbol_font(font) else ""


def printed_text(text: str, font: str | None) -> str:
    r"""Give a run's text as it prints: letters of a symbol font, or stored where they are, become their signs.

    >>> printed_text("a \uf0b7", None)
    'a •'

    Fonts that print Tifinagh for Latin letters keep these: they are judged later, with all that is set in them.
    """
    if font is not None and may_print_tifinagh(font):
        return "".join(_as_byte(letter) for letter in text)
    if is_symbol_font(font):
        return "".join(
            letter if letter.isspace() else printed_sign(ord(letter), font)
            for letter in text
            if ord(letter) < 0x100 or ord(letter) in PRIVATE or letter.isspace()
        )
    if not any(ord(letter) in PRIVATE for letter in text):
        return text
    return "".join(_unmarked(letter) if ord(letter) in PRIVATE else letter for letter in text)


def printed_bullet(text: str, font: str | None) -> str:
    r"""Give a list's bullet as it prints; a bullet that is a small picture prints as a dot.

    >>> printed_bullet("o", "Courier New"), printed_bullet("-", "Calibri"), printed_bullet("\uf0d8", "Wingdings")
    ('○', '-', '➢')
    """
    if text == _HOLLOW and (font or "").lower().startswith(_TYPEWRITER):
        return "○"
    return printed_text(text, font) or ("•" if text.strip() else "")


def _as_byte(letter: str) -> str:
    return chr(ord(letter) & 0xFF) if ord(letter) in PRIVATE else letter


def _unmarked(letter: str) -> str:
    # The font is not named: a dot in Symbol and a square in Wingdings have numbers of their own.
    code = ord(letter)
    return printed_sign(code, "Symbol") if code & 0xFF == 0xB7 else printed_sign(code, "Wingdings")
