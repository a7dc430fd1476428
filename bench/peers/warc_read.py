"""Seconds of the processor that a peer takes to pass over a WARC file, and how many records it came to:

warc_read.py fastwarc|warcio FILE
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

start = time.process_time()
count = 0
try:
    if sys.argv[1] == "fastwarc":
        from fastwarc import ArchiveIterator

        for _ in ArchiveIterator(sys.argv[2], parse_http=False):
            count += 1
    else:
        from warcio.archiveiterator import ArchiveIterator

        with Path(sys.argv[2]).open("rb") as file:
            for _ in ArchiveIterator(file, no_record_parse=True):
                count += 1
except Exception as e:
    print(type(e).__name__, e, file=sys.stderr)
print(time.process_time() - start, count)
