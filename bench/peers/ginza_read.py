"""Runs in GiNZA's own environment: reads texts (JSON list on standard input), prints the seconds taken."""

import json
import sys
import time

import spacy

texts = json.load(sys.stdin)
nlp = spacy.load("ja_ginza")
nlp(texts[0])  # the first call loads the dictionary
start = time.perf_counter()
for text in texts:
    nlp(text)
print(time.perf_counter() - start)
