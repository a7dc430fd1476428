"""Rules by outlet: which one holds, what it changes, what is wrong with a file; trying one and making the first."""

# ruff: noqa: E501  (pages, not sentences)

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kirinuki.capture.encodings import decode
from kirinuki.capture.extract import extract
from kirinuki.capture.extract.rules import OutletRule, RuleBook, load_rules, packaged, read_folder, read_rule
from kirinuki.capture.extract.rules.trying import propose, try_rule
from kirinuki.errors import ConfigError

LEAD = "潮見市は13日、老朽化した第2岸壁の使用を当面見合わせると発表した。"
NOTE = "本紙の調べでは、同じ造りの岸壁は県内にあと3カ所ある。担当の課は点検を急ぐ。"
RULE = """
key = "migiwa"
name = "汀日報"
hosts = ["migiwa.example"]

[[layouts]]
valid_until = 2023-03-31
body = ["div.old"]

[[layouts]]
valid_from = 2023-04-01
body = ["div.k1 > p", "div.k1 > h3"]
drop = [".memo", ".memo .memo"]
title = "p.t9"
published = "span.d7@data-at"
authors = "span.w3"
first = ["published"]
"""
PAGE = f"""<!doctype html><html><head><title>岸壁を閉鎖 - 汀日報</title><meta property="article:published_time" content="2024-05-02T00:00:00Z"></head><body>
<p class=t9>第2岸壁を閉鎖</p><span class=d7 data-at="2024-05-01 21:37">5/1</span><span class=w3>三崎遼</span><span class=w3>凪原そら</span>
<div class=k1><p>{LEAD}</p><div class=memo><p>{NOTE}</p><div class=memo><p>記者のメモ。</p></div></div><h3>再開は来週</h3><p>港湾局は<b>点検</b>を続ける。</p></div></body></html>"""


def rule(text: str = RULE) -> OutletRule:
    return read_rule(text, "migiwa.toml")


def read(text: str = RULE, url: str = "https://news.migiwa.example/1", day: dt.date = dt.date(2024, 5, 2)):  # type: ignore[no-untyped-def]
    return extract(PAGE.encode(), url=url, rules=RuleBook((rule(text),)).on(day))


def test_a_rule_says_what_stands_where() -> None:
    found = read()
    assert found.paragraphs == (LEAD, "再開は来週", "港湾局は点検を続ける。")
    assert (found.title, found.authors, found.outlet) == ("第2岸壁を閉鎖", ("三崎遼", "凪原そら"), "汀日報")
    assert found.why["body"] == "migiwa.toml 2023-04-01.."


def test_what_the_page_declares_comes_before_a_rule_unless_the_rule_comes_first() -> None:
    assert read().published == "2024-05-01T21:37:00+09:00"
    assert read(RULE.replace('first = ["published"]', "")).published == "2024-05-02T09:00:00+09:00"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://other.example/1", dt.date(2024, 5, 2)),
        ("https://notmigiwa.example/1", dt.date(2024, 5, 2)),
        ("https://migiwa.example/1", dt.date(2020, 1, 1)),
    ],
    ids=["another host", "a host that ends alike", "before the layout, whose predecessor finds nothing"],
)
def test_without_a_rule_that_holds_the_page_is_read_as_ever(url: str, day: dt.date) -> None:
    assert "toml" not in read(url=url, day=day).why["body"]
    assert NOTE in read(url=url, day=day).paragraphs


def test_the_persons_own_rules_come_before_the_programs(tmp_path: Path) -> None:
    (tmp_path / "shimpo.toml").write_text(RULE.replace("migiwa", "shimpo"), encoding="utf-8")
    assert [r.own for r in load_rules(tmp_path).rules] == [True, *[False] * len(packaged())]
    assert next(load_rules(tmp_path).layouts("https://www.shimpo.example/1"))[0].name == "汀日報"
    assert load_rules(tmp_path / "missing").rules == packaged()


@pytest.mark.parametrize(
    ("wrong", "right", "message"),
    [
        ("drop =", "drops =", "「drop」ではありませんか"),
        ("hosts =", "host =", "「hosts」ではありませんか"),
        ('name = "汀日報"', "", "name を文字列で"),
        ("valid_from = 2023-04-01", "valid_from = 2023-01-01", "overlapping validity"),
        ("valid_until = 2023-03-31", 'valid_until = "2023"', "valid_until は日付です"),
        ('"div.k1 > p"', '"div.k1 >> p["', "not a CSS selector"),
        ('first = ["published"]', 'first = ["section"]', "no selector of it"),
        ("[[layouts]]", "[layouts", "TOML として読めません"),
        ('body = ["div.old"]', "body = []", "body を文字列か"),
    ],
)
def test_what_is_wrong_with_a_rule_is_said_with_its_place(wrong: str, right: str, message: str) -> None:
    with pytest.raises(ConfigError, match=r"^migiwa\.toml") as raised:
        rule(RULE.replace(wrong, right, 1))
    assert message in str(raised.value)


def test_a_host_in_two_files_is_an_error(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(RULE, encoding="utf-8")
    with pytest.raises(ConfigError, match="a host in two files"):
        read_folder(tmp_path)


def test_the_rules_of_the_package_are_sound() -> None:
    assert [r.key for r in packaged()] == ["shimpo"]
    assert all(r.hosts and r.layouts and not r.own for r in packaged())


def test_a_trial_shows_what_each_selector_gives_and_what_differs() -> None:
    layout = rule().layouts[1]
    trial = try_rule(decode(PAGE.encode(), "page"), rule(), layout, "https://migiwa.example/1")
    assert trial.ruled.counts["div.k1 > p"] == 2
    assert trial.ruled.counts[".memo .memo"] == 0
    assert trial.only_without == (NOTE, "記者のメモ。")
    assert trial.differing()["authors"] == (("三崎遼", "凪原そら"), ())


def test_the_first_rule_made_from_a_page_reads_that_page() -> None:
    url = "https://www.migiwa.example/1"
    free = extract(PAGE.encode(), url=url)
    made = read_rule(propose(decode(PAGE.encode(), "page"), url), "made.toml")
    assert made.hosts == ("migiwa.example",)
    assert extract(PAGE.encode(), url=url, rules=RuleBook((made,))).paragraphs == free.paragraphs


@pytest.mark.parametrize("broken", ["<html><body>", "", "<p>" * 50])
def test_making_a_rule_from_what_is_no_article_is_an_input_error(broken: str) -> None:
    from kirinuki.errors import InputError

    with pytest.raises(InputError):
        propose(decode(broken.encode() + b"<html>", "page"), "https://migiwa.example/1")
