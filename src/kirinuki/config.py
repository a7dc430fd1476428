"""One `kirinuki.toml` an archive → `Config`. A key that is not known is an error that names the nearest one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kirinuki.errors import ConfigError

FILE = "kirinuki.toml"

TEMPLATE = """\
# 書庫の設定 (settings of this archive)

# 紙面の題 (title of the pages)
title = "切り抜き"

# 報道機関: 変わらない短い名 = "呼び名" (outlets: a key that never changes = "what people call it")
# [outlets]
# shimpo = "某新報"
"""
"""What `kirinuki init` writes."""

_KEYS = ("title", "outlets")
_SLUG = re.compile(r"\w+(?:-\w+)*")


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of an archive. `outlets` are names by key; both are unique."""

    title: str = "切り抜き"
    outlets: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


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
    title = form.get("title", Config().title)
    if not isinstance(title, str):
        raise ConfigError(f'{path}: title は文字列で書いてください: title = "切り抜き"')
    return Config(title=title, outlets=MappingProxyType(_outlets(path, form.get("outlets", {}))))


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


def _nearest(key: str, keys: Iterable[str]) -> str:
    near = get_close_matches(key, list(keys), n=1)
    return f": {near[0]} ではありませんか" if near else f": 使えるのは {', '.join(keys)} です"
