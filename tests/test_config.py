from __future__ import annotations

from pathlib import Path

import pytest

from kirinuki.config import TEMPLATE, Config, load_config
from kirinuki.errors import ConfigError
from kirinuki.model.watching import Budget


def load(path: Path, words: str) -> Config:
    path.write_text(words, encoding="utf-8")
    return load_config(path)


def test_what_init_writes_is_the_default(tmp_path: Path) -> None:
    assert load(tmp_path / "kirinuki.toml", TEMPLATE) == Config()


def test_title_and_outlets_are_read(tmp_path: Path) -> None:
    config = load(tmp_path / "x.toml", 'title = "記録"\n[outlets]\nshiomi-nippo = "潮見日報"\n')
    assert config.title == "記録"
    assert dict(config.outlets) == {"shiomi-nippo": "潮見日報"}


def test_families_are_read(tmp_path: Path) -> None:
    config = load(tmp_path / "x.toml", '[families]\n"潮見グループ" = ["shiomi-nippo", "潮見放送"]\n')
    assert dict(config.families) == {"潮見グループ": ("shiomi-nippo", "潮見放送")}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('titel = "x"', "title ではありませんか"),
        ("zzz = 1", "title, outlets"),
        ("title = 3", "title は文字列"),
        ("title = ", "TOML"),
        ("outlets = 3", "outlets は表"),
        ("[outlets]\nx = 3", "outlets は表"),
        ('[outlets]\n"a b" = "甲"', "outlets.a b"),
        ('[outlets]\na = "甲"\nb = "甲"', "a, b"),
        ("read = 3", "read は表"),
        ('[read]\nname = "x"', "names ではありませんか"),
        ("[read]\nnames = 3", "read.names"),
        ("families = 3", "families は表"),
        ('[families]\nx = "甲"', "families は表"),
        ('[families]\nx = ["甲"]\ny = ["乙", "甲"]', "「甲」が二つ"),
    ],
)
def test_a_wrong_setting_is_named_with_the_mend(tmp_path: Path, words: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        load(tmp_path / "x.toml", words)
    assert said in str(refused.value)
    assert "x.toml" in str(refused.value)


def test_a_file_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes('title = "記録"'.encode("cp932"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load_config(tmp_path / "x.toml")
    with pytest.raises(ConfigError, match="読めません"):
        load_config(tmp_path / "none.toml")


def test_tags_with_aliases(tmp_path: Path) -> None:
    file = tmp_path / "kirinuki.toml"
    file.write_text('[tags]\n"港湾" = ["岸壁", "埠頭"]\n"税" = []\n', encoding="utf-8")
    assert dict(load_config(file).tags) == {"港湾": ("岸壁", "埠頭"), "税": ()}
    for wrong in (
        'tags = ["港"]',
        '[tags]\n"港" = "岸壁"',
        '[tags]\n"港" = [1]',
        '[tags]\n"港" = ["岸"]\n"岸" = []',
    ):
        file.write_text(wrong, encoding="utf-8")
        with pytest.raises(ConfigError, match="tags"):
            load_config(file)


def test_hosts_that_may_be_fetched_from_and_whom_servers_may_write_to(tmp_path: Path) -> None:
    path = tmp_path / "kirinuki.toml"
    path.write_text('[fetch]\nallow = ["news.intra.example", "127.0.0.1"]\ncontact = "you@example.jp"\n')
    config = load_config(path)
    assert (config.allow, config.contact) == (("news.intra.example", "127.0.0.1"), "you@example.jp")


@pytest.mark.parametrize(
    "wrong", ['allow = "x"', 'allow = ["a b"]', "contact = 1", 'contact = "a\\nb"', 'alow = ["x"]']
)
def test_a_wrong_fetch_setting_is_named(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "kirinuki.toml"
    path.write_text(f"[fetch]\n{wrong}\n")
    with pytest.raises(ConfigError, match="fetch"):
        load_config(path)


def test_what_watching_may_ask_of_a_host(tmp_path: Path) -> None:
    assert load(tmp_path / "x.toml", "[watch]\nper_hour = 30\ngap = 10\n").budget == Budget(30, 10.0)
    assert load(tmp_path / "x.toml", "").budget == Budget()


@pytest.mark.parametrize(
    "wrong", ["per_hours = 3", "per_hour = 0", "per_hour = 1.5", "gap = -1", "gap = true"]
)
def test_a_wrong_watch_setting_is_named(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(ConfigError, match="watch"):
        load(tmp_path / "x.toml", f"[watch]\n{wrong}\n")
