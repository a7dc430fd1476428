"""Which encoding some bytes are in, and their text.

Japanese text comes in UTF-8, in the three encodings of JIS that web pages and mail used for decades, and in UTF-16 from
Windows programs. What the bytes themselves prove decides (a mark, an escape sequence, NULs, validity), and only where
several encodings would do, what Japanese text looks like. A guess that nothing supports is an error, not mojibake.

Web pages declare what they are in, and often wrongly: what a header or a `<meta>` says decides only between encodings that
the bytes allow. A page may hold a few illegal bytes, as browsers let it.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import NoReturn

from kirinuki.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Each list from the plain standard to its extensions: half-width kana, then the characters of JIS X 0213.
_ISO_2022 = ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_3", "iso2022_jp_2004")
_EIGHT_BIT = ("cp932", "euc_jp", "euc_jis_2004")
_UTF_16 = ("utf-16-le", "utf-16-be")

_SAMPLE = 1 << 16
"""Bytes looked at where likeness to Japanese decides; validity is always checked over all of them."""

_ESCAPE = re.compile(rb"\x1b(?:\$[@B]|\$\(|\([BJI])")
_BINARY = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"PK\x03\x04", "ZIP (Word, Excel, EPUB …)"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3", "SQLite"),
    (b"\xd0\xcf\x11\xe0", "Microsoft Office"),
)
# Half-width katakana is left out on purpose: it is what the other 8-bit encodings look like when read as cp932.
_JAPANESE = re.compile(
    "[ぁ-ゖァ-ヺー一-鿿\U00020000-\U0003ffff々〆、。「」『』（）・…〜～！？：０-９Ａ-Ｚａ-ｚ　]"
)
_KANA = re.compile("[ぁ-ゖァ-ヺー]")
_FOREIGN = re.compile(r"[^\t\n\r\x0c\x1b -~ぁ-ヿ一-鿿\U00020000-\U0003ffff　-〿＀-￯‐-⁯←-⇿∀-⋿■-◿☀-⛿①-⓿㈀-㋿]")
_ILLEGAL = "\ufffd"
_HEAD = 4096
"""Bytes in which a page says that it is one and what it is in."""
_OPENING = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml|<!--|<!doctype\s+(?:html|rss|rdf)|<html|<head|<rss\b|<rdf:RDF|<feed\b|<urlset\b)",
    re.IGNORECASE,
)
_META = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_DECLARATION = re.compile(rb"\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_FAMILY = {"euc_jis_2004": "euc_jp"} | dict.fromkeys(_ISO_2022, "iso2022_jp")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FEW = 0.01
"""Share of control characters that a text may have picked up on the way; with more it is no text."""
_ENOUGH = 200
"""Japanese characters above which a text that has no kana at all is taken for another language."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was in, under Python's name, and the evidence that decided."""

    text: str
    encoding: str
    why: str


def decode(data: bytes, name: str, *, declared: str | None = None) -> Decoded:
    """The text of `data`; `name` is what messages call it, `declared` a Content-Type or charset that came with it.

    The byte order mark is not part of the text, line breaks stay as they are. Raises `InputError` for no bytes at
    all, for binary data, and where no encoding fits, with the byte offset of the first sign.
    """
    page = _Page.of(data, declared)
    if page is not None and 0 < data.count(0) <= len(data) * _FEW:
        data = data.replace(b"\0", b"")
    decoded = _decode(data, name, page)
    controls = _CONTROL.findall(decoded.text)
    if "\0" in controls or len(controls) > len(decoded.text) * _FEW:
        _, sign, after = decoded.text.partition("\0" if "\0" in controls else controls[0])
        _refuse_binary(name, len(data) - len((sign + after).encode(decoded.encoding, "replace")))
    return decoded


@dataclass(frozen=True, slots=True)
class _Page:
    """What a web page declares, as Python's names of encodings with who said it, the header first."""

    declared: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, data: bytes, header: str | None) -> _Page | None:
        """None for what begins as no page and was not sent as one."""
        head = data[:_HEAD]
        sent = header is not None and re.search("html|xml", header, re.IGNORECASE) is not None
        if not sent and header is None and _OPENING.match(head.replace(b"\0", b"")) is None:
            return None
        said = []
        if header is not None:
            found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", header, re.IGNORECASE)
            said.append((found[1] if found else header, "HTTP header"))
        if (declaration := _DECLARATION.match(head)) is not None:
            said.append((declaration[1].decode("ascii"), "XML declaration"))
        if (meta := _META.search(head)) is not None:
            said.append((meta[1].decode("ascii"), "meta"))
        return cls(tuple((known, who) for label, who in said if (known := _known(label)) is not None))

    def says(self, encoding: str) -> tuple[int, str]:
        """How much it counts that this encoding is declared, or one of its family, and who declares it; 0 for nobody."""
        family = _FAMILY.get(encoding, encoding)
        for rank, (known, who) in enumerate(self.declared):
            if _FAMILY.get(known, known) == family:
                return len(self.declared) - rank, who
        return 0, ""


def _known(label: str) -> str | None:
    """Python's name of a declared encoding of those that Japanese pages are in; what is declared as Shift_JIS is cp932."""
    label = label.strip().lower().replace("_", "-")
    if label.startswith(("shift-jis", "sjis", "x-sjis", "ms-kanji", "windows-31j", "cp932", "ms932")):
        return "cp932"
    if label.startswith(("euc-jp", "x-euc-jp", "eucjp", "ujis")):
        return "euc_jp"
    if label.startswith(("iso-2022-jp", "jis", "csiso2022jp")):
        return "iso2022_jp"
    if label.startswith("utf-16"):
        return "utf-16-be" if "be" in label else "utf-16-le"
    return "utf-8" if label in ("utf-8", "utf8") else None


def _decode(data: bytes, name: str, page: _Page | None) -> Decoded:
    if not data:
        raise InputError(f"{name}: 空のファイルです (empty): 中身のあるファイルを指してください")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            if (
                page is not None
                and (mended := _mended(data[len(mark) :], encoding, "byte order mark")) is not None
            ):
                return mended
            return _strict(data, len(mark), encoding, "byte order mark", name)
    for magic, kind in _BINARY:
        if data.startswith(magic):
            raise InputError(
                f"{name}: 0 バイト目からバイナリ ({kind}) です (binary): 文章をテキストで保存して足してください"
            )
    if (nul := data.find(0)) >= 0:
        if (decoded := _utf_16(data if page is None else data[: len(data) // 2 * 2], name)) is not None:
            return decoded
        _refuse_binary(name, nul)
    if _ESCAPE.search(data) and data.isascii():
        for encoding in _ISO_2022:
            if (text := _try(data, encoding, cut=page is not None)) is not None:
                return Decoded(text, encoding, "escape sequences")
    try:
        text = _read(data, "utf-8", cut=page is not None)
    except UnicodeDecodeError as e:
        if page is not None and (decoded := _tolerant(data, page)) is not None:
            return decoded
        return _legacy(data, name, e.start)
    return Decoded(text, "utf-8", "valid UTF-8")


def _tolerant(data: bytes, page: _Page) -> Decoded | None:
    """A page in the encoding in which the fewest bytes are illegal; what it declares decides between equals."""
    candidates = []
    for rank, encoding in enumerate(("utf-8", "cp932", _euc(data), "iso2022_jp")):
        if encoding == "iso2022_jp" and not _ESCAPE.search(data):
            continue
        mended = _mended(data, encoding, "")
        if mended is None or (likeness := _likeness(data[:_SAMPLE], encoding)) <= 0:
            continue
        legality = -mended.text.count(_ILLEGAL) / len(mended.text)
        # Japanese text read as what it is not has half its letters foreign: a tenth tells them apart.
        order = (round(likeness, 1), page.says(encoding)[0], legality, likeness, -rank)
        candidates.append((order, legality, mended))
    if not candidates:
        return None
    legal = [c for c in candidates if c[1] == 0] or candidates
    best = max(legal, key=lambda c: c[0])
    rivals = [c for c in legal if c is not best and c[0][0] == best[0][0]]
    _, legality, decoded = best
    _, who = page.says(decoded.encoding)
    why = (
        f"declared by {who}"
        if rivals and who
        else "only this one fits"
        if len(legal) == 1
        else "reads as Japanese"
    )
    if legality < 0:
        why += f", {decoded.text.count(_ILLEGAL)} illegal"
    return Decoded(decoded.text, decoded.encoding, why)


def _euc(data: bytes) -> str:
    """EUC-JP as the standard has it, or with the vendors' characters (①) where it then has fewer illegal bytes."""
    return min(
        ("euc_jp", "euc_jis_2004"),
        key=lambda encoding: _read(data, encoding, cut=True, errors="replace").count(_ILLEGAL),
    )


def _mended(data: bytes, encoding: str, why: str) -> Decoded | None:
    """`data` with its illegal bytes replaced; None where they are more than a few."""
    text = _read(data, encoding, cut=True, errors="replace")
    illegal = text.count(_ILLEGAL)
    letters = len(_JAPANESE.findall(text))
    return Decoded(text, encoding, why) if illegal <= max(3, letters * _FEW) else None


def _strict(data: bytes, skip: int, encoding: str, why: str, name: str) -> Decoded:
    try:
        return Decoded(data[skip:].decode(encoding), encoding, why)
    except UnicodeDecodeError as e:
        raise InputError(
            f"{name}: {skip + e.start} バイト目が {encoding} として壊れています (broken): 元のファイルから保存し直してください"
        ) from None


def _try(data: bytes, encoding: str, *, cut: bool = False) -> str | None:
    try:
        return _read(data, encoding, cut=cut)
    except UnicodeDecodeError:
        return None


def _read(data: bytes, encoding: str, *, cut: bool, errors: str = "strict") -> str:
    """The text of `data`; what may be `cut` off within a character ends before it."""
    return codecs.getincrementaldecoder(encoding)(errors).decode(data, final=not cut)


def _utf_16(data: bytes, name: str) -> Decoded | None:
    """UTF-16 without a mark: an even number of bytes that reads as Japanese or ASCII one way round."""
    best = max(_UTF_16, key=lambda encoding: _likeness(data[:_SAMPLE], encoding))
    if len(data) % 2 or _likeness(data[:_SAMPLE], best) <= 0:
        return None
    return _strict(data, 0, best, "byte pairs read as text", name)


def _legacy(data: bytes, name: str, not_utf_8: int) -> Decoded:
    """One of the encodings before Unicode, or UTF-16 that happens to hold no NUL."""
    fits = [
        (_likeness(data[:_SAMPLE], encoding), -rank, encoding)
        for rank, encoding in enumerate((*_EIGHT_BIT, *_UTF_16))
        if _try(data, encoding) is not None
    ]
    score, _, encoding = max(fits, default=(0.0, 0, ""))
    if score > 0:
        why = "only this one fits" if len(fits) == 1 else "reads as Japanese"
        return Decoded(data.decode(encoding), encoding, why)
    tail = f"文字コードが分かりません: {not_utf_8} バイト目が UTF-8 でなく、Shift_JIS、EUC-JP、ISO-2022-JP、UTF-16 とも読めません"
    raise InputError(f"{name}: {tail} (unknown encoding): UTF-8 で保存し直してください")


def _likeness(sample: bytes, encoding: str) -> float:
    """How much a decoded sample looks like Japanese or ASCII text: above 0 for text, at most 1."""
    text = sample.decode(encoding, "ignore")
    if not text:
        return 0.0
    japanese = len(_JAPANESE.findall(text))
    if japanese > _ENOUGH and not _KANA.search(text):
        return 0.0
    half_kana = sum("｡" <= c <= "ﾟ" for c in text)
    plain = sum(c <= "~" for c in text)
    foreign = len(_FOREIGN.findall(text))
    return (japanese + plain - half_kana / 2 - 10 * foreign) / len(text)


def _refuse_binary(name: str, offset: int) -> NoReturn:
    raise InputError(
        f"{name}: {offset} バイト目に文章にない制御符号があり、バイナリと見ました (binary): テキストのファイルを指してください"
    )
