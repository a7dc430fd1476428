#!/usr/bin/env bash
# datasketch, the peer for near-duplicate look-up, in a virtual environment of its own: .peers/datasketch
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -x .peers/datasketch/bin/python ] || python3 -m venv .peers/datasketch
.peers/datasketch/bin/python -m pip install --quiet --disable-pip-version-check datasketch==1.6.5
.peers/datasketch/bin/python -c 'import datasketch; print("datasketch ready")'
