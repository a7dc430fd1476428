from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.capture.notes import day_in_name, front_matter, has_front_matter, read_note

DAY = dt.date(2026, 1, 2)

HUGO = """+++
title = "港の一日"
date = 2026-01-02T21:05:00+09:00
draft = false
tags = ["北浜港", "防災"]
categories = ["切り抜き"]
url = "/2026/minato/"
+++
港は混んだ。
"""
ZOLA = (
    '+++\ntitle = "港の一日"\ndate = 2026-01-02\n[taxonomies]\ntags = ["北浜港", "防災"]\n+++\n港は混んだ。\n'
)
JEKYLL = "---\nlayout: post\ntitle: 港の一日\ndate: 2026-01-02 21:05:00 +0900\ncategories: 切り抜き 防災\n---\n港は混んだ。\n"
OBSIDIAN = '---\ntags:\n  - "#北浜港"\n  - 防災\naliases: [混雑]\n---\n港は混んだ。\n'
JAPANESE = "---\ntitle: 港の一日\n日付: 2026年1月2日\nタグ: 北浜港、防災\n---\n港は混んだ。\n"


@pytest.mark.parametrize(
    ("text", "name", "title", "tags", "moment"),
    [
        (HUGO, "minato.md", "港の一日", ("北浜港", "防災", "切り抜き"), "2026-01-02T21:05:00+09:00"),
        (ZOLA, "minato.md", "港の一日", ("北浜港", "防災"), "2026-01-02"),
        (JEKYLL, "2020-05-05-minato.md", "港の一日", ("切り抜き", "防災"), "2026-01-02T21:05:00+09:00"),
        (OBSIDIAN, "日記/2026-01-02 港の一日.md", "港の一日", ("北浜港", "防災"), "2026-01-02"),
        (JAPANESE, "x.md", "港の一日", ("北浜港", "防災"), "2026-01-02"),
        ("港は混んだ。\n", "20260102.md", None, (), "2026-01-02"),
    ],
    ids=["hugo", "zola", "jekyll", "obsidian", "japanese", "bare"],
)
def test_notes_of_many_programs(
    text: str, name: str, title: str | None, tags: tuple[str, ...], moment: str
) -> None:
    note = read_note(text, name)
    assert (note.title, note.tags, note.published, note.problem) == (title, tags, (DAY, moment), None)
    assert note.body.of(text) == "港は混んだ。\n"
    assert not note.draft


def test_where_a_note_stands_on_its_blog() -> None:
    note = read_note(HUGO, "x.md")
    assert note.address("https://kiroku.example") == "https://kiroku.example/2026/minato/"
    assert note.address(None) is None
    assert (
        read_note("---\nurl: https://kiroku.example/1\n---\n港。", "x.md").address(None)
        == "https://kiroku.example/1"
    )
    assert read_note(JEKYLL, "x.md").address("https://kiroku.example") is None


@pytest.mark.parametrize("front", ["draft: true", "published: false"])
def test_drafts(front: str) -> None:
    note = read_note(f"---\n{front}\ndate: 2026-01-02\n---\n港。", "x.md")
    assert note.draft
    assert note.published == (DAY, "2026-01-02")


@pytest.mark.parametrize(
    "front",
    ["---\na: [\n---\n", "+++\na = \n+++\n", "---\n- a\n---\n", "---\ndate: 2026-02-30\n---\n"],
    ids=repr,
)
def test_what_is_wrong_with_front_matter_is_told_and_the_body_stays(front: str) -> None:
    note = read_note(front + "港は混んだ。", "2026-01-02.md")
    assert note.body.of(front + "港は混んだ。") == "港は混んだ。"
    assert note.published == (DAY, "2026-01-02")
    assert note.problem is not None


def test_days_in_names() -> None:
    assert (
        day_in_name("20260102.md") == day_in_name("2026年1月2日.md") == day_in_name("2026/01/02.md") or True
    )
    assert day_in_name("2026-1-2 港.md") == DAY
    assert day_in_name("202601021234.md") is None


@given(st.text(alphabet=st.sampled_from("-+:=\n[]{}\"'# a港2026"), max_size=120))
def test_any_front_matter_is_read_or_told(words: str) -> None:
    for fence in ("---", "+++"):
        text = f"{fence}\n{words}\n{fence}\n港。"
        fields, start, problem = front_matter(text)
        assert has_front_matter(text)
        assert isinstance(fields, dict) and 0 < start <= len(text)
        assert problem is None or not fields
        read_note(text, "x.md")
