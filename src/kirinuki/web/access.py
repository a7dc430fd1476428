"""Who may come in: the password of an archive, its sessions, and how often a wrong one may be tried.

The user and the argon2id hash of the password lie in `access.json` in the archive's folder, readable by its owner alone.
Where that file is there, everybody is asked for them, on the own machine too. Sessions live as long as the server does.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from kirinuki.errors import ArchiveError, InputError

FILE = "access.json"

LEAST = 10
"""Characters of a password."""
_STAY = dt.timedelta(days=14)
"""A session that is not used for so long has ended."""
_TRIES, _WINDOW = 5, dt.timedelta(minutes=15)
"""So many wrong passwords may be tried in so long, from one address."""
_TRIES_OF_ALL = 50
"""… and from all addresses together."""
_MOST_SESSIONS = 1000


@dataclass(frozen=True, slots=True)
class Password:
    """A user and the hash of their password."""

    user: str
    hash: str

    def fits(self, user: str, password: str) -> bool:
        """Whether these are the user and the password; takes as long for a wrong user as for a wrong password."""
        right = False
        with contextlib.suppress(VerifyMismatchError, InvalidHashError):
            right = PasswordHasher().verify(self.hash, password)
        return hmac.compare_digest(user.encode(), self.user.encode()) and right


def set_password(archive: Path, user: str, password: str) -> None:
    """Ask for this user and password from now on. Raises `InputError` for one that is too short or a user without a name,
    `ArchiveError` where the file cannot be written."""
    if not user.strip():
        raise InputError("利用者の名が空です (the user needs a name)")
    if len(password) < LEAST:
        raise InputError(f"パスワードは {LEAST} 字以上にしてください (too short)")
    path = archive / FILE
    form = json.dumps({"user": user, "hash": PasswordHasher().hash(password)}, ensure_ascii=False)
    new = path.with_name(f"{FILE}.new")
    try:
        new.unlink(missing_ok=True)
        with os.fdopen(
            os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        ) as file:
            file.write(f"{form}\n")
        new.replace(path)
    except OSError as e:
        raise ArchiveError(f"{path}: 書けません ({e.strerror}): 権限を確かめてください (cannot write)") from e


def load_password(archive: Path) -> Password | None:
    """The archive's user and password; None where none was set. Raises `ArchiveError` for a file out of form."""
    path = archive / FILE
    try:
        form = json.loads(path.read_text(encoding="utf-8"))
        return Password(str(form["user"]), str(form["hash"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as e:
        raise ArchiveError(
            f"{path}: 読めません: kirinuki serve --set-password で作り直してください (unreadable)"
        ) from e


def has_password(archive: Path) -> bool:
    """Whether one was set for the archive."""
    return (archive / FILE).exists()


@dataclass(frozen=True, slots=True)
class Proxy:
    """The reverse proxy at `address`, which says in the header `header` who the user is, and lets nobody else say it."""

    header: str
    address: str


class Sessions:
    """The sessions of those who gave the password, by the digest of the secret that their browser keeps."""

    def __init__(self) -> None:
        self._open: dict[str, tuple[str, dt.datetime]] = {}
        self._lock = Lock()

    def begin(self, user: str, now: dt.datetime) -> str:
        """A new session; gives its secret."""
        secret = secrets.token_urlsafe(32)
        with self._lock:
            if len(self._open) >= _MOST_SESSIONS:
                self._open.pop(min(self._open, key=lambda digest: self._open[digest][1]))
            self._open[_digest(secret)] = user, now
        return secret

    def user(self, secret: str, now: dt.datetime) -> str | None:
        """Whose session it is; it is used, and goes on. None for one that there is not, or that has ended."""
        digest = _digest(secret)
        with self._lock:
            user, last = self._open.pop(digest, (None, now))
            if user is None or now - last > _STAY:
                return None
            self._open[digest] = user, now
        return user

    def end(self, secret: str) -> None:
        """That session is over; one that there is not, too."""
        with self._lock:
            self._open.pop(_digest(secret), None)


class TooManyTriesError(Exception):
    """Wrong passwords came too often; `wait` are the seconds until one may be tried again."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


class Tries:
    """Counts wrong passwords, so that nobody tries many, nor many at once."""

    def __init__(self) -> None:
        self._failed: list[tuple[dt.datetime, str]] = []
        self._lock = Lock()

    def attempt(self, fits: Callable[[], bool], address: str, now: dt.datetime) -> bool:
        """Whether the password that came from this address `fits`. Raises `TooManyTriesError`, without looking, when too many
        did not."""
        with self._lock:
            self._failed = [(at, whose) for at, whose in self._failed if now - at < _WINDOW]
            if wait := self._wait(address, now):
                raise TooManyTriesError(wait)
            right = fits()
            if right:
                self._failed = [(at, whose) for at, whose in self._failed if whose != address]
            else:
                self._failed.append((now, address))
            return right

    def _wait(self, address: str, now: dt.datetime) -> int:
        """Seconds until this address may try again; 0 where it may now."""
        mine = [at for at, whose in self._failed if whose == address]
        waits = [
            _WINDOW - (now - failed[-most])
            for failed, most in ((mine, _TRIES), ([at for at, _ in self._failed], _TRIES_OF_ALL))
            if len(failed) >= most
        ]
        return max((int(wait.total_seconds()) + 1 for wait in waits), default=0)


class Tokens:
    """Tokens that a form carries, so that only pages of this server, shown to this browser, can change something."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def token(self, secret: str) -> str:
        """That of the browser which keeps this secret."""
        return hmac.new(self._key, secret.encode(), hashlib.sha256).hexdigest()

    def fits(self, token: str, secret: str) -> bool:
        """Whether it was made for this browser, by this server since it started."""
        with contextlib.suppress(TypeError):  # a token that is no ASCII
            return hmac.compare_digest(token, self.token(secret))
        return False


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
