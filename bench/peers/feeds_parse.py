"""Runs in the feed parsers' environment: jobs on standard input, what each parser reads on standard output.

A job is {"parser", "data" (base64), "content_type", "url"}; an answer {"entries": [[title, url, published]], "ms"}.
"""

import base64
import calendar
import datetime
import json
import sys
import time

import fastfeedparser
import feedparser


def by_feedparser(job, data):
    headers = {"content-location": job["url"]}
    if job["content_type"]:
        headers["content-type"] = job["content_type"]
    for entry in feedparser.parse(data, response_headers=headers).entries:
        told = entry.get("published_parsed") or entry.get("updated_parsed")
        moment = told and datetime.datetime.fromtimestamp(calendar.timegm(told), datetime.UTC)
        yield entry.get("title"), entry.get("link"), moment and moment.isoformat()


def by_fastfeedparser(job, data):
    for entry in fastfeedparser.parse(data).entries:
        yield entry.get("title"), entry.get("link"), entry.get("published") or entry.get("updated")


answers = []
for job in json.load(sys.stdin):
    data = base64.b64decode(job["data"])
    parser = {"feedparser": by_feedparser, "fastfeedparser": by_fastfeedparser}[job["parser"]]
    start = time.process_time()
    try:
        entries = list(parser(job, data))
    except Exception:
        entries = []
    answers.append({"entries": entries, "ms": 1000 * (time.process_time() - start)})
json.dump(answers, sys.stdout)
