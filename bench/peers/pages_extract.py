"""Runs in the peers' environment: decoded pages on standard input, by program what each gives for every page and its seconds."""

import json
import re
import sys
import time
from html import unescape

import newspaper
from readability import Document


def newspaper4k(page):
    article = newspaper.Article("https://shimpo.example/1", language="ja")
    article.download(input_html=page)
    article.parse()
    published = article.publish_date
    return article.title, article.text, published.isoformat() if published else None


def readability_lxml(page):
    document = Document(page)
    text = re.sub(r"</(?:p|div|h\d|li)>|<br\s*/?>", "\n", document.summary())
    return document.short_title(), unescape(re.sub(r"<[^<>]*>", "", text)), None


pages = json.load(sys.stdin)
found = {}
for program in (newspaper4k, readability_lxml):
    answers, took = [], 0.0
    for page in pages:
        start = time.perf_counter()
        try:
            answer = program(page)
        except Exception:
            answer = (None, "", None)
        took += time.perf_counter() - start
        answers.append(answer)
    found[program.__name__] = {"answers": answers, "took": took}
print(json.dumps(found))
