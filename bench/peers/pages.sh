#!/usr/bin/env bash
# newspaper4k and readability-lxml, peers for articles out of pages, in a virtual environment of their own: .peers/pages
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -x .peers/pages/bin/python ] || python3 -m venv .peers/pages
.peers/pages/bin/python -m pip install --quiet --disable-pip-version-check newspaper4k==0.9.6 readability-lxml==0.9 lxml-html-clean tinysegmenter
.peers/pages/bin/python -c 'import newspaper, readability; print("newspaper4k and readability-lxml ready")'
