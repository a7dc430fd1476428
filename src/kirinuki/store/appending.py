"""Growing a file that must never hold half of anything."""

from __future__ import annotations

import os
from typing import IO


def append_whole(file: IO[bytes], data: bytes) -> None:
    """Append `data`; it is on the disk when this returns. Where that fails or is stopped the file is as it was before."""
    end = file.seek(0, os.SEEK_END)
    try:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    except BaseException:
        file.truncate(end)
        raise
