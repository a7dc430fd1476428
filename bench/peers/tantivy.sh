#!/usr/bin/env bash
# tantivy, the peer for full-text search, in a virtual environment of its own: .peers/tantivy
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -x .peers/tantivy/bin/python ] || python3 -m venv .peers/tantivy
.peers/tantivy/bin/python -m pip install --quiet --disable-pip-version-check tantivy==0.27.0
.peers/tantivy/bin/python -c 'import tantivy; print("tantivy ready")'
