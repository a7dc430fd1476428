"""What can go wrong, as a person meets it.

Wrong use raises one of these; bad data met on the way becomes a `Problem` row instead, and the run goes on.
Every message names the thing, the place and the mend. `exit_status` is what the command line returns.
"""

from __future__ import annotations


class KirinukiError(Exception):
    """The root: catch this to catch everything kirinuki raises on purpose."""

    exit_status = 2


class InputError(KirinukiError):
    """Something given to be read cannot be: empty, binary, of unknown encoding, not the form it claims."""

    exit_status = 1


class ReadingError(InputError):
    """A text that no reading can be made of, such as one holding lone surrogates."""


class ArchiveError(KirinukiError):
    """The archive is missing, read-only, locked, newer than this program, or on a full disk."""


class ConfigError(KirinukiError):
    """kirinuki.toml or a file it names is wrong; the message gives the key and the nearest right one."""


class NotFoundError(KirinukiError):
    """An id, a date or a name that the archive does not hold, or that fits several things."""


class CorrectionError(KirinukiError):
    """A correction that cannot be: a field that there is not, an impossible value, words that the text does not have."""


class TraceError(KirinukiError):
    """The bytes in the WARC file no longer give the words that the archive shows."""

    exit_status = 1


class DeliveryError(KirinukiError):
    """A notice that could not be sent: the mail server or the webhook does not answer, or refuses.

    `unsure` where it was handed over and nobody said whether it arrived.
    """

    exit_status = 1

    def __init__(self, message: str, *, unsure: bool = False) -> None:
        super().__init__(message)
        self.unsure = unsure


class FetchError(KirinukiError):
    """What lies at an address cannot be had: not to be asked, not to be reached, too long, too slow, or not HTTP.

    `unreachable` where not even a connection was made, so that it may be the network that is gone.
    """

    exit_status = 1

    def __init__(self, message: str, *, unreachable: bool = False) -> None:
        super().__init__(message)
        self.unreachable = unreachable


class QueryError(KirinukiError):
    """A search query that cannot be understood; the message gives the place in it."""
