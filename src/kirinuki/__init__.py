"""kirinuki (切り抜き): the chronicle of running news stories."""

from __future__ import annotations

__version__ = "0.1.0"
