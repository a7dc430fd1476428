"""Runs in ja-timex's own environment: one list of expressions for each text.

Standard input: JSON list of {"text", "published"}. Standard output: JSON list of lists of TIMEX3 attributes
with offsets into the text as given. A text on which the library raises has no expressions; how many there
were goes to standard error.
"""

import json
import sys

import pendulum
from ja_timex import TimexParser

jobs = json.load(sys.stdin)
found = []
raised = 0
for job in jobs:
    parser = TimexParser(reference=pendulum.parse(job["published"], tz="Asia/Tokyo"))
    try:
        timexes = parser.parse(job["text"])
    except Exception:
        raised += 1
        timexes = []
    found.append(
        [
            {
                "start": (t.raw_span or t.span)[0],
                "end": (t.raw_span or t.span)[1],
                "type": t.type,
                "value": t.value,
                "mod": t.mod,
                "quant": t.quant,
                "range_start": bool(t.range_start),
                "range_end": bool(t.range_end),
            }
            for t in timexes
        ]
    )
json.dump(found, sys.stdout)
if raised:
    print(f"ja-timex raised on {raised} of {len(jobs)} texts", file=sys.stderr)
