#!/usr/bin/env bash
# feedparser and fastfeedparser, the peers for feeds, in a virtual environment of their own: .peers/feeds
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -x .peers/feeds/bin/python ] || python3 -m venv .peers/feeds
.peers/feeds/bin/python -m pip install --quiet --disable-pip-version-check feedparser fastfeedparser
.peers/feeds/bin/python -m pip list --disable-pip-version-check 2>/dev/null | grep -i -E 'feedparser|lxml'
