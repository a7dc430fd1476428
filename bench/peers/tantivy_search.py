"""Indexes articles with tantivy, bigrams with positions, and answers queries as they come. Run by its own interpreter.

    tantivy_search.py ARTICLES INDEX     articles as JSON lines: number, told, outlet, month, text

The first line on standard output tells [seconds to index, bytes of the index]. Then each line on standard input is a word, and
each on standard output [seconds of the processor, total], for the count, the newest twenty, and the articles of each outlet
and month.
"""

import json
import sys
import time
from itertools import pairwise
from pathlib import Path

import tantivy

articles, folder = Path(sys.argv[1]), Path(sys.argv[2])
folder.mkdir(parents=True)
schema = tantivy.SchemaBuilder()
schema.add_text_field("text", stored=False, tokenizer_name="bigrams", index_option="position")
schema.add_unsigned_field("number", stored=True)
schema.add_unsigned_field("told", fast=True)
for name in ("outlet", "month"):
    schema.add_text_field(name, stored=False, fast=True, tokenizer_name="raw", index_option="basic")
index = tantivy.Index(schema.build(), path=str(folder))
bigrams = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
index.register_tokenizer("bigrams", bigrams)

start = time.perf_counter()
writer = index.writer(heap_size=500_000_000, num_threads=1)
with articles.open(encoding="utf-8") as lines:
    for line in lines:
        number, told, outlet, month, text = json.loads(line)
        # Bigrams parted by spaces: its own n-grams have no positions that a phrase could use.
        tokens = " ".join(map("".join, pairwise("".join(text.split()))))
        document = tantivy.Document(outlet=outlet, month=month, text=tokens)
        document.add_unsigned("number", number)
        document.add_unsigned("told", told)
        writer.add_document(document)
writer.commit()
writer.wait_merging_threads()
index.reload()
size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
print(json.dumps([time.perf_counter() - start, size]), flush=True)

searcher = index.searcher()
FACETS = {name: {"terms": {"field": name, "size": 10}} for name in ("outlet", "month")}
for line in sys.stdin:
    word = line.rstrip("\n")
    pairs = [a + b for a, b in pairwise(word)]
    start = time.process_time()
    if len(pairs) > 1:
        query = tantivy.Query.phrase_query(index.schema, "text", pairs)
    else:
        query = tantivy.Query.term_query(index.schema, "text", pairs[0], index_option="basic")
    found = searcher.search(query, 20, order_by_field="told")
    [searcher.doc(address) for _, address in found.hits]
    searcher.aggregate(query, FACETS)
    print(json.dumps([time.process_time() - start, found.count]), flush=True)
