"""One `kirinuki.toml` an archive → `Config`. A key that is not known is an error that names the nearest one."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

from kirinuki.errors import ConfigError
from kirinuki.model.watching import Budget
from kirinuki.model.weaving import ChangeKind

FILE = "kirinuki.toml"
NAMES = "names.tsv"
"""The person's own names, read where the file is there though no setting names it."""

TEMPLATE = """\
# 書庫の設定 (settings of this archive)

# 紙面の題 (title of the pages)
title = "切り抜き"

# 報道機関: 変わらない短い名 = "呼び名" (outlets: a key that never changes = "what people call it")
# [outlets]
# shimpo = "某新報"

# 自分の名簿: 読みに使う名前の表。この設定がなくても、隣に names.tsv があれば使う
# (your own names, tabs between name, type, who, reading; a names.tsv beside this file is taken without this)
# [read]
# names = "names.tsv"

# 容疑者、被害者など公の立場のない人: "hide" なら一覧と公開する索引に出さない。"show" なら出す
# (people with no public role, suspects and victims among them: kept out of lists and of what is published, or not)
# [people]
# private = "hide"

# 同じ社、同じ系列の報道機関: 独立した報道の数では一つに数えます (outlets of one house count as one report)
# [families]
# "某グループ" = ["shimpo", "某テレビ"]

# 流れに付ける自分のタグと、その別名。題や書き出しに出れば候補に挙がる (your tags for storylines, with aliases)
# [tags]
# "港湾" = ["岸壁", "埠頭"]

# 取りに行く: 内側のネットワークでも取りに行ってよいホスト、サーバーに名乗る連絡先
# (hosts that may be fetched from though they are private; the contact that servers are told)
# [fetch]
# allow = ["news.intra.example"]
# contact = "you@example.jp"

# 見張り: 一つのホストに一時間に何度まで、何秒おきに (how often kirinuki watch asks one host in an hour, and how many seconds apart)
# [watch]
# per_hour = 120
# gap = 2

# 知らせ: kirinuki alert が、新しい文が当てはまるときに一度だけ知らせる (rules for `kirinuki alert`)
# [[alerts]]
# name = "港"
# words = ["岸壁", "港湾局"]         # どれか一つが文にある (one of these stands in the passage)
# speaker = "知事"                   # 話者 (who said it)
# to = ["terminal", "mail:you@example.jp", "webhook:https://example.jp/hook"]
# quiet = "22:00-07:00"              # この間は送らず、明けてから送る (sent when the hours are over)
#
# [[alerts]]
# name = "黙って直された"
# changed = ["corrected", "dropped"] # 改稿で訂正・削除されたもの (silent edits of these kinds)
#
# [mail]
# host = "smtp.example.jp"
# from = "kirinuki@example.jp"
# user = "kirinuki"                  # パスワードは環境変数 KIRINUKI_MAIL_PASSWORD に (password in the environment)
"""
"""What `kirinuki init` writes."""

_KEYS = ("title", "outlets", "read", "people", "families", "tags", "fetch", "watch", "alerts", "mail")
_READ_KEYS = ("names",)
_FETCH_KEYS = ("allow", "contact")
_WATCH_KEYS = ("per_hour", "gap")
_ALERT_KEYS = ("name", "words", "speaker", "place", "outlet", "changed", "to", "quiet")
_MAIL_KEYS = ("host", "port", "security", "from", "user", "password_env")
_TARGET = re.compile(r"terminal|mail:[^@\s,]+@[^@\s,]+|webhook:https?://\S+")
_HOURS = re.compile(r"(?P<from>(?:[01]\d|2[0-3]):[0-5]\d)-(?P<until>(?:[01]\d|2[0-3]):[0-5]\d)")
_HOST = re.compile(r"[\w.:-]+")
_SLUG = re.compile(r"\w+(?:-\w+)*")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a person wants to be told of: news that meets every condition given.

    `words`: one of them stands in the passage; `speaker` and `place`: part of a speaker's words, of a name in it;
    `outlet`: its key or name. `changed` makes it a rule about silent edits of these kinds instead of news. `to` are
    `terminal`, `mail:ADDRESS` and `webhook:URL`. `quiet` are the hours, from and until, in which nothing is sent.
    """

    name: str
    words: tuple[str, ...] = ()
    speaker: str | None = None
    place: str | None = None
    outlet: str | None = None
    changed: frozenset[ChangeKind] = frozenset()
    to: tuple[str, ...] = ("terminal",)
    quiet: tuple[dt.time, dt.time] | None = None


@dataclass(frozen=True, slots=True)
class Mail:
    """The server that sends mail. The password stands in the environment, in the variable `password_env`."""

    host: str
    sender: str
    port: int = 587
    security: str = "starttls"
    user: str | None = None
    password_env: str = "KIRINUKI_MAIL_PASSWORD"


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of an archive. `outlets` are names by key; both are unique, as the names of `alerts` are. `names` is
    the file of the person's own names, from the archive's folder. `families` are the keys or names of outlets by
    the house that they are of. `private` says whether people with no public role are shown. `tags` are the person's
    words for storylines, each with its aliases. `allow` are hosts that may be fetched from though they lie in a private
    network, `contact` whom a server's keeper may write to. `budget` is what watching may ask of one host."""

    title: str = "切り抜き"
    outlets: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    families: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    alerts: tuple[Rule, ...] = ()
    mail: Mail | None = None
    names: str | None = None
    private: Literal["hide", "show"] = "hide"
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    allow: tuple[str, ...] = ()
    contact: str | None = None
    budget: Budget = field(default_factory=Budget)


def load_config(path: Path) -> Config:
    """The settings in the file at `path`. Raises `ConfigError` with the key and the mend."""
    try:
        form = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as e:
        raise ConfigError(f"{path}: 読めません ({e.strerror}): 権限を確かめてください") from e
    except UnicodeDecodeError as e:
        raise ConfigError(
            f"{path}: {e.start} バイト目が UTF-8 ではありません: UTF-8 で保存し直してください"
        ) from e
    except tomllib.TOMLDecodeError as e:
        raise ConfigError(f"{path}: TOML として読めません ({e}): その行を直してください") from e
    for key in form:
        if key not in _KEYS:
            raise ConfigError(f"{path}: {key} という設定はありません (unknown key){_nearest(key, _KEYS)}")
    allow, contact = _fetch(path, form.get("fetch", {}))
    title = form.get("title", Config().title)
    if not isinstance(title, str):
        raise ConfigError(f'{path}: title は文字列で書いてください: title = "切り抜き"')
    return Config(
        title=title,
        outlets=MappingProxyType(_outlets(path, form.get("outlets", {}))),
        families=MappingProxyType(_families(path, form.get("families", {}))),
        alerts=_alerts(path, form.get("alerts", []), mail="mail" in form),
        mail=_mail(path, form["mail"]) if "mail" in form else None,
        names=_names(path, form.get("read", {})),
        private=_private(path, form.get("people", {})),
        tags=MappingProxyType(_tags(path, form.get("tags", {}))),
        allow=allow,
        contact=contact,
        budget=_watch(path, form.get("watch", {})),
    )


def names_text(folder: Path, config: Config) -> tuple[str, str] | None:
    """What the file of the person's own names holds, and the file's name; None where there is none and none is set.

    Raises `ConfigError` where it is set and missing, or cannot be read.
    """
    path = folder / (config.names or NAMES)
    return read_names(path) if config.names is not None or path.exists() else None


def read_names(path: Path) -> tuple[str, str]:
    """What a file of names holds, and its name for messages. Raises `ConfigError` where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig"), str(path)
    except OSError as e:
        raise ConfigError(
            f"{path}: 名簿が読めません ({e.strerror}): 場所と権限を確かめてください (cannot read the names)"
        ) from e
    except UnicodeDecodeError as e:
        raise ConfigError(
            f"{path}: {e.start} バイト目が UTF-8 ではありません: UTF-8 で保存し直してください"
        ) from e


def _names(path: Path, form: Any) -> str | None:
    if not isinstance(form, dict):
        raise ConfigError(f'{path}: read は表で書いてください: [read] の下に names = "{NAMES}"')
    for key in form:
        if key not in _READ_KEYS:
            raise ConfigError(
                f"{path}: read.{key} という設定はありません (unknown key){_nearest(key, _READ_KEYS)}"
            )
    names = form.get("names")
    if names is not None and not (isinstance(names, str) and names.strip()):
        raise ConfigError(f'{path}: read.names は名簿のファイルの名です: names = "{NAMES}"')
    return names


def _private(path: Path, form: Any) -> Literal["hide", "show"]:
    if not isinstance(form, dict):
        raise ConfigError(f'{path}: people は表で書いてください: [people] の下に private = "hide"')
    for key in form:
        if key != "private":
            raise ConfigError(
                f"{path}: people.{key} という設定はありません (unknown key){_nearest(key, ('private',))}"
            )
    said = form.get("private", "hide")
    if said not in ("hide", "show"):
        raise ConfigError(f'{path}: people.private は "hide" か "show" です')
    return "show" if said == "show" else "hide"


def _fetch(path: Path, form: Any) -> tuple[tuple[str, ...], str | None]:
    if not isinstance(form, dict):
        raise ConfigError(
            f'{path}: fetch は表で書いてください: [fetch] の下に allow = ["news.intra.example"]'
        )
    for key in form:
        if key not in _FETCH_KEYS:
            raise ConfigError(
                f"{path}: fetch.{key} という設定はありません (unknown key){_nearest(key, _FETCH_KEYS)}"
            )
    allow, contact = form.get("allow", []), form.get("contact")
    if not isinstance(allow, list) or not all(
        isinstance(host, str) and _HOST.fullmatch(host) for host in allow
    ):
        raise ConfigError(
            f'{path}: fetch.allow はホストの名を並べて書いてください: allow = ["news.intra.example"]'
        )
    if contact is not None and not (isinstance(contact, str) and contact.isascii() and contact.isprintable()):
        raise ConfigError(f'{path}: fetch.contact は連絡先です: contact = "you@example.jp"')
    return tuple(allow), contact


def _watch(path: Path, form: Any) -> Budget:
    if not isinstance(form, dict):
        raise ConfigError(f"{path}: watch は表で書いてください: [watch] の下に per_hour = 120")
    for key in form:
        if key not in _WATCH_KEYS:
            raise ConfigError(
                f"{path}: watch.{key} という設定はありません (unknown key){_nearest(key, _WATCH_KEYS)}"
            )
    per_hour, gap = form.get("per_hour", Budget().per_hour), form.get("gap", Budget().gap)
    if isinstance(per_hour, bool) or not isinstance(per_hour, int) or not 1 <= per_hour <= 3600:
        raise ConfigError(f"{path}: watch.per_hour は 1 から 3600 までの数です: per_hour = 120")
    if isinstance(gap, bool) or not isinstance(gap, int | float) or not 0 <= gap <= 3600:
        raise ConfigError(f"{path}: watch.gap は 0 から 3600 までの秒です: gap = 2")
    return Budget(per_hour, float(gap))


def _outlets(path: Path, form: Any) -> dict[str, str]:
    if not isinstance(form, dict) or not all(
        isinstance(name, str) and name.strip() for name in form.values()
    ):
        raise ConfigError(
            f'{path}: outlets は表で、呼び名は文字列で書いてください: [outlets] の下に shimpo = "某新報"'
        )
    for key in form:
        if not _SLUG.fullmatch(key):
            raise ConfigError(f"{path}: outlets.{key} の短い名は文字と数字と - で書いてください")
    names = list(form.values())
    for name in names:
        if names.count(name) > 1:
            keys = ", ".join(key for key in form if form[key] == name)
            raise ConfigError(f"{path}: 「{name}」に短い名が二つあります ({keys}): どちらかを消してください")
    return form


def _families(path: Path, form: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(form, dict) or not all(
        isinstance(names, list) and names and all(isinstance(name, str) and name.strip() for name in names)
        for names in form.values()
    ):
        raise ConfigError(
            f"{path}: families は表で、報道機関を並べて書いてください: "
            '[families] の下に "某グループ" = ["某新報", "某テレビ"]'
        )
    everywhere = [name for names in form.values() for name in dict.fromkeys(names)]
    for name in everywhere:
        if everywhere.count(name) > 1:
            raise ConfigError(f"{path}: families の「{name}」が二つの所にあります: どちらかを消してください")
    return {house: tuple(names) for house, names in form.items()}


def _tags(path: Path, form: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(form, dict) or not all(
        name.strip()
        and isinstance(aliases, list)
        and all(isinstance(alias, str) and alias.strip() for alias in aliases)
        for name, aliases in form.items()
    ):
        raise ConfigError(
            f'{path}: tags は表で、別名を並べて書いてください: [tags] の下に "港湾" = ["岸壁", "埠頭"]'
        )
    words = [word for name, aliases in form.items() for word in dict.fromkeys((name, *aliases))]
    for word in words:
        if words.count(word) > 1:
            raise ConfigError(f"{path}: tags の「{word}」が二つの所にあります: どちらかを消してください")
    return {name: tuple(aliases) for name, aliases in form.items()}


def _alerts(path: Path, form: Any, *, mail: bool) -> tuple[Rule, ...]:
    if not isinstance(form, list) or not all(isinstance(rule, dict) for rule in form):
        raise ConfigError(f"{path}: alerts は [[alerts]] の表を並べて書いてください")
    rules = tuple(_rule(path, n, rule) for n, rule in enumerate(form, 1))
    names = [rule.name for rule in rules]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ConfigError(f"{path}: alerts に「{twice}」が二つあります: どちらかの name を変えてください")
    if not mail and any(target.startswith("mail:") for rule in rules for target in rule.to):
        raise ConfigError(
            f"{path}: mail: へ知らせるには [mail] に host と from を書いてください (no mail server)"
        )
    return rules


def _rule(path: Path, number: int, form: Mapping[str, Any]) -> Rule:
    """One table of `alerts`, the `number`-th of the file."""
    name = form.get("name")
    if not isinstance(name, str) or not name.strip():
        raise ConfigError(
            f'{path}: alerts の {number} 番目に name がありません: name = "港" の形で付けてください'
        )
    place = f"{path}: alerts の「{name}」"
    for key in form:
        if key not in _ALERT_KEYS:
            raise ConfigError(
                f"{place}の {key} という設定はありません (unknown key){_nearest(key, _ALERT_KEYS)}"
            )

    def strings(key: str) -> tuple[str, ...]:
        value = form.get(key, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise ConfigError(f'{place}の {key} は文字列か、その並びで書いてください: {key} = ["…"]')
        return tuple(value)

    def string(key: str) -> str | None:
        return next(iter(strings(key)), None)

    for target in strings("to"):
        if not _TARGET.fullmatch(target):
            raise ConfigError(
                f"{place}の to の {target} へは送れません: terminal、mail:住所、webhook:https://… のどれかです"
            )
    kinds = {kind: kind for kind in get_args(ChangeKind)}
    for kind in strings("changed"):
        if kind not in kinds:
            raise ConfigError(f"{place}の changed の {kind} という種類はありません{_nearest(kind, kinds)}")
    rule = Rule(
        name=name.strip(),
        words=strings("words"),
        speaker=string("speaker"),
        place=string("place"),
        outlet=string("outlet"),
        changed=frozenset(kinds[kind] for kind in strings("changed")),
        to=strings("to") or ("terminal",),
        quiet=_hours(place, string("quiet")),
    )
    if rule.changed and (rule.speaker or rule.place):
        raise ConfigError(
            f"{place}: changed と speaker・place は一緒に使えません。words と outlet は使えます"
        )
    if not (rule.words or rule.speaker or rule.place or rule.outlet or rule.changed):
        raise ConfigError(
            f"{place}に条件がありません: words、speaker、place、outlet、changed のどれかを書いてください"
        )
    return rule


def _hours(place: str, value: str | None) -> tuple[dt.time, dt.time] | None:
    if value is None:
        return None
    found = _HOURS.fullmatch(value)
    if found is None:
        raise ConfigError(f'{place}の quiet は quiet = "22:00-07:00" の形で書いてください')
    return dt.time.fromisoformat(found["from"]), dt.time.fromisoformat(found["until"])


def _mail(path: Path, form: Any) -> Mail:
    if not isinstance(form, dict):
        raise ConfigError(f"{path}: mail は表で書いてください: [mail] の下に host と from")
    for key in form:
        if key not in _MAIL_KEYS:
            raise ConfigError(
                f"{path}: mail.{key} という設定はありません (unknown key){_nearest(key, _MAIL_KEYS)}"
            )
    for key in _MAIL_KEYS:
        if key in form and not isinstance(form[key], int if key == "port" else str):
            raise ConfigError(f"{path}: mail.{key} は{'数' if key == 'port' else '文字列'}で書いてください")
    for key in ("host", "from"):
        if not form.get(key):
            raise ConfigError(f'{path}: mail.{key} がありません: {key} = "…" を書いてください')
    security = form.get("security", "starttls")
    if security not in ("starttls", "tls", "none"):
        raise ConfigError(f"{path}: mail.security は starttls、tls、none のどれかです")
    if form.get("user") and security == "none" and form["host"] not in ("localhost", "127.0.0.1", "::1"):
        raise ConfigError(
            f'{path}: mail.security が "none" のままパスワードは送れません: starttls か tls にしてください'
        )
    return Mail(
        host=form["host"],
        sender=form["from"],
        port=form.get("port", 587),
        security=security,
        user=form.get("user"),
        password_env=form.get("password_env", "KIRINUKI_MAIL_PASSWORD"),
    )


def _nearest(key: str, keys: Iterable[str]) -> str:
    near = get_close_matches(key, list(keys), n=1)
    return f": {near[0]} ではありませんか" if near else f": 使えるのは {', '.join(keys)} です"
