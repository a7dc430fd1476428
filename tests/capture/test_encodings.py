from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.capture.encodings import decode
from kirinuki.errors import InputError

REPORT = "港湾局の三崎報道官は３０日、「岸壁を閉鎖する」と述べた。\r\nけが人は約40人、ｶﾞﾗｽが割れた。\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp_ext", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_the_text_comes_out_as_it_was_written(encoding: str) -> None:
    decoded = decode(REPORT.encode(encoding), "x.txt")
    assert decoded.text == REPORT
    assert decoded.encoding.removesuffix("-sig") == {
        "utf-8-sig": "utf-8",
        "utf-16": "utf-16-le",
    }.get(encoding, encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("①番線 ㈱北浜 髙橋", "cp932"),
        ("①番線と㈱北浜の𠮟責", "euc_jis_2004"),
        ("①番線と㈱北浜", "iso2022_jp_3"),
        ("髙橋さんは①番と言った", "utf-16-le"),
    ],
)
def test_characters_that_vendors_and_later_standards_added_are_read(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x.txt").text == text


def test_what_decided_is_told() -> None:
    assert decode("\ufeffあ".encode(), "x").why == "byte order mark"
    assert decode("あ".encode("iso2022_jp"), "x").why == "escape sequences"
    assert decode("あ".encode(), "x").why == "valid UTF-8"
    assert decode("\n港".encode("utf-16-be"), "x").why == "byte pairs read as text"
    assert decode("ある日".encode("euc_jp"), "x").why in ("only this one fits", "reads as Japanese")


@pytest.mark.parametrize(
    ("data", "word", "place"),
    [
        (b"", "空", ""),
        (b"%PDF-1.7 ...", "PDF", "0 バイト目"),
        (b"\x89PNG\r\n\x1a\n", "PNG", "0 バイト目"),
        (b"abc\x00\x01\x02", "バイナリ", "3 バイト目"),
        (b"abc\x07def", "バイナリ", "3 バイト目"),
        ("あ\0い".encode("utf-16"), "バイナリ", "4 バイト目"),
        (b"\xff\xff\xfe\xfd" * 9, "文字コード", "0 バイト目"),
        (b"\xef\xbb\xbfabc\xff", "壊れて", "6 バイト目"),
        ("한국어 기사입니다. ".encode("euc_kr") * 40, "文字コード", "0 バイト目"),
    ],
)
def test_what_is_no_japanese_text_is_refused_with_name_place_and_mend(
    data: bytes, word: str, place: str
) -> None:
    with pytest.raises(InputError) as refused:
        decode(data, "悪い.txt")
    message = str(refused.value)
    assert message.startswith("悪い.txt: ")
    assert word in message
    assert place in message
    assert message.endswith("ください")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), min_size=1))
def test_utf_8_is_never_taken_for_anything_else(text: str) -> None:
    decoded = decode(text.encode(), "x")
    assert (decoded.text, decoded.encoding) == (text, "utf-8")


@given(st.binary())
def test_any_bytes_give_a_text_or_a_clear_error(data: bytes) -> None:
    try:
        decoded = decode(data, "x")
    except InputError:
        return
    assert "\0" not in decoded.text
    assert decoded.text.encode().decode() == decoded.text


KANA = st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x3093), min_size=4)


@given(KANA, st.sampled_from(["cp932", "euc_jp", "iso2022_jp"]))
def test_kana_in_any_japanese_encoding_is_told_from_the_others(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x").text == text


PAGE = "<!doctype html><html><head>{meta}</head><body><p>港湾局は13日、第2岸壁を閉じると発表した。</p></body></html>"
LABELS = {
    "utf-8": "utf-8",
    "cp932": "Shift_JIS",
    "euc_jp": "EUC-JP",
    "iso2022_jp": "ISO-2022-JP",
    "utf-16": "utf-16",
}


@pytest.mark.parametrize("how", ["header", "mark", "meta", "undeclared", "wrong header", "wrong meta"])
@pytest.mark.parametrize("encoding", LABELS)
def test_pages_are_decoded_whatever_they_declare(encoding: str, how: str) -> None:
    wrong = "EUC-JP" if encoding == "utf-8" else "utf-8"
    label = wrong if how.startswith("wrong") else LABELS[encoding]
    text = PAGE.format(
        meta=f'<meta http-equiv="Content-Type" content="text/html; charset={label}">' if "meta" in how else ""
    )
    data = text.encode({"utf-16": "utf-16-le"}.get(encoding, encoding))
    if how == "mark":
        mark = {"utf-8": b"\xef\xbb\xbf", "utf-16": b"\xff\xfe"}.get(encoding)
        if mark is None:
            pytest.skip("no byte order mark in this encoding")
        data = mark + data
    decoded = decode(data, "x", declared=f"text/html; charset={label}" if "header" in how else None)
    assert decoded.text == text
    assert decoded.why


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp"])
def test_a_page_may_hold_a_few_illegal_bytes_and_a_text_may_not(encoding: str) -> None:
    data = (
        PAGE.format(meta=f"<meta charset={LABELS[encoding]}>")
        .encode(encoding)
        .replace(b"</body>", b"\x81 </body>")
    )
    decoded = decode(data, "x")
    assert "港湾局は13日、第2岸壁を閉じると発表した。" in decoded.text
    assert decoded.encoding == encoding
    assert "illegal" in decoded.why


def test_what_a_page_declares_decides_between_encodings_that_both_fit() -> None:
    ambiguous = b"<html><meta charset={}><p>" + "亜".encode("euc_jp") * 2
    says = {label: decode(ambiguous.replace(b"{}", label.encode()), "x") for label in ("EUC-JP", "Shift_JIS")}
    assert says["EUC-JP"].text.endswith("亜亜")
    assert says["EUC-JP"].encoding == "euc_jp"
