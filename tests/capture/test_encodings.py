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
FEED = "{xml}<rss><channel><title>港湾日報</title><item><title>第2岸壁を閉じる</title></item></channel></rss>"
LABELS = {
    "utf-8": "utf-8",
    "cp932": "Shift_JIS",
    "euc_jp": "EUC-JP",
    "iso2022_jp": "ISO-2022-JP",
    "utf-16-le": "utf-16",
    "utf-16-be": "utf-16",
}
MARKS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
EVIDENCE = {
    "utf-8": "valid UTF-8",
    "cp932": "only this one fits",
    "euc_jp": "only this one fits",
    "iso2022_jp": "escape sequences",
    "utf-16-le": "byte pairs read as text",
    "utf-16-be": "byte pairs read as text",
}


@pytest.mark.parametrize("header", ["none", "right", "wrong"])
@pytest.mark.parametrize("declared", ["none", "right", "wrong"])
@pytest.mark.parametrize(("encoding", "mark"), [*((e, False) for e in LABELS), *((e, True) for e in MARKS)])
@pytest.mark.parametrize("form", [PAGE, FEED])
def test_pages_and_feeds_are_decoded_whatever_is_declared(
    form: str, encoding: str, mark: bool, declared: str, header: str
) -> None:
    labels = {"right": LABELS[encoding], "wrong": "EUC-JP" if encoding == "utf-8" else "utf-8"}
    label = labels.get(declared)
    text = form.format(
        meta=f'<meta http-equiv="Content-Type" content="text/html; charset={label}">' if label else "",
        xml=f'<?xml version="1.0" encoding="{label}"?>\n' if label else "",
    )
    data = (MARKS[encoding] if mark else b"") + text.encode(encoding)
    decoded = decode(data, "x", declared=f"text/xml; charset={labels[header]}" if header != "none" else None)
    assert decoded.text == text
    assert decoded.encoding == encoding
    assert decoded.why == ("byte order mark" if mark else EVIDENCE[encoding])


@pytest.mark.parametrize("encoding", LABELS)
@pytest.mark.parametrize("form", [PAGE, FEED])
def test_what_is_cut_off_within_a_character_is_the_same_text_up_to_there(form: str, encoding: str) -> None:
    text = form.format(meta="", xml='<?xml version="1.0"?>')
    data = text.encode(encoding)
    for end in range(len(data) * 3 // 4, len(data)):
        cut = decode(data[:end], "x", declared="text/xml").text
        assert text.startswith(cut)
        assert len(cut.encode(encoding)) >= end - 8


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
    # Where nearly all is markup, a few letters read as Japanese either way.
    feed = b'<?xml version="1.0" encoding="EUC-JP"?><rss>' + b"<item></item>" * 9 + "亜".encode("euc_jp")
    meta = b"<html><meta charset=EUC-JP>" + b"<p></p>" * 19 + "亜".encode("euc_jp")
    assert decode(meta, "x").why == "declared by meta"
    assert decode(feed, "x").why == "declared by XML declaration"
    assert decode(feed, "x", declared="text/xml; charset=EUC-JP").why == "declared by HTTP header"
    assert decode(feed, "x", declared="text/xml; charset=Shift_JIS").encoding == "cp932"
