#!/usr/bin/env bash
# fastwarc and warcio, the peers for reading WARC files, in a virtual environment of their own: .peers/warc
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -x .peers/warc/bin/python ] || python3 -m venv .peers/warc
.peers/warc/bin/python -m pip install --quiet --disable-pip-version-check fastwarc==2.0.1 warcio==1.8.1
.peers/warc/bin/python -c 'import fastwarc, warcio; print("fastwarc and warcio ready")'
