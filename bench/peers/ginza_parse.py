"""Runs in GiNZA's own environment: names and dependency parse of each text.

Standard input: JSON list of texts. Standard output: JSON list of {"entities": [[start, end, label]],
"tokens": [[start, end, lemma, dependency, head, sentence]]}; heads and sentences are counted in the text.
"""

import json
import sys

import spacy

nlp = spacy.load("ja_ginza")
found = []
for text in json.load(sys.stdin):
    doc = nlp(text)
    sentence_of = {token.i: number for number, sent in enumerate(doc.sents) for token in sent}
    found.append(
        {
            "entities": [[e.start_char, e.end_char, e.label_] for e in doc.ents],
            "tokens": [[t.idx, t.idx + len(t), t.lemma_, t.dep_, t.head.i, sentence_of[t.i]] for t in doc],
        }
    )
json.dump(found, sys.stdout)
