#!/bin/sh
# usage: setup-venv.sh PYTHON FOLDER REQUIREMENTS
# A virtual environment holding exactly the pinned packages; one that was left half-made is made again.
set -eu
python=$1 folder=$2 requirements=$3
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "briefer: Python 3.11 or newer is needed (found: $("$python" --version 2>&1 || echo none))" >&2
  exit 1
fi
"$folder/bin/python" -m pip --version >/dev/null 2>&1 || {
  echo "briefer: making a virtual environment in $folder" >&2
  "$python" -m venv --clear "$folder"
}
echo "briefer: installing the pinned packages of $requirements" >&2
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$requirements"
