#!/bin/sh
# Installs every peer at its pinned version into a virtual environment of its
# own: install.sh [DIR], by default `venvs` beside this script (not committed).
# Their pins exclude each other, so one environment cannot hold them all.
set -u
here=$(cd "$(dirname "$0")" && pwd)
venvs=${1:-$here/venvs}
python=${PYTHON:-python3.11}
command -v "$python" >/dev/null || { echo "$python is missing; the pins are for Python 3.11 (set PYTHON)" >&2; exit 1; }
mkdir -p "$venvs" || exit 1

missing=""
for peer in skdh mobgap gaitmap fit; do
    "$python" -m venv "$venvs/$peer" &&
        "$venvs/$peer/bin/pip" install --quiet --disable-pip-version-check --no-deps \
            -r "$here/requirements-$peer.txt" || {
        rm -rf "${venvs:?}/$peer"
        missing="$missing $peer"
    }
done
[ -z "$missing" ] && echo "All peers are in $venvs" && exit 0
echo "Not installed:$missing. They come from PyPI: is this machine online? run.py measures the others." >&2
exit 1
