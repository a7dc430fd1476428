#!/usr/bin/env bash
# ja-timex, the peer for calendar expressions, in a virtual environment of its own: .peers/ja_timex
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -x .peers/ja_timex/bin/python ] || python3 -m venv .peers/ja_timex
.peers/ja_timex/bin/python -m pip install --quiet --disable-pip-version-check ja-timex==0.2.8
.peers/ja_timex/bin/python -c 'import ja_timex; print("ja-timex ready")'
