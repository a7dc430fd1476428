"""Runs in datasketch's environment: sentences and queries on standard input, what its LSH finds on standard output."""

import json
import sys
import time

from datasketch import MinHash, MinHashLSH


def sketch(text: str, perms: int, gram: int) -> MinHash:
    minhash = MinHash(num_perm=perms, seed=1)
    grams = {text[i : i + gram] for i in range(len(text) - gram + 1)} or {text}
    minhash.update_batch([g.encode() for g in grams])
    return minhash


task = json.load(sys.stdin)
bands, rows, gram = task["bands"], task["rows"], task["gram"]
lsh = MinHashLSH(num_perm=bands * rows, params=(bands, rows))
start = time.process_time()
for number, sentence in enumerate(task["sentences"]):
    lsh.insert(number, sketch(sentence, bands * rows, gram))
built = time.process_time() - start
start = time.process_time()
found = [lsh.query(sketch(query, bands * rows, gram)) for query in task["queries"]]
print(json.dumps({"built": built, "took": time.process_time() - start, "found": found}))
