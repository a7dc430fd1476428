#!/usr/bin/env bash
# GiNZA (ja-ginza), the peer for reading Japanese text, in a virtual environment of its own: .peers/ginza
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -x .peers/ginza/bin/python ] || python3 -m venv .peers/ginza
.peers/ginza/bin/python -m pip install --quiet --disable-pip-version-check ginza ja-ginza
.peers/ginza/bin/python -c 'import spacy; spacy.load("ja_ginza"); print("ginza ready")'
