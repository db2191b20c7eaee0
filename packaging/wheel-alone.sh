#!/bin/sh
# usage: wheel-alone.sh PYTHON DIST
# Installs the wheel of DIST into a fresh environment with nothing but its pinned dependencies and uses it elsewhere:
# shows that the wheel carries its fonts, styles, labels and catalogue.
set -eu
cd "$(dirname "$0")/.."
python=$1 wheel=$(realpath "$2"/briefer-*.whl) pins=$(realpath packaging/requirements.txt)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
sh packaging/setup-venv.sh "$python" "$place/venv" "$pins"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps "$wheel"
cd "$place"
unset PYTHONPATH
export BRIEFER_HOME="$place/home"
briefer="$place/venv/bin/briefer"
shipped=$("$place/venv/bin/python" -c 'from briefer.paths import find_places; print(find_places().shipped)')
"$briefer" corpus info
for lang in ja en; do
  for suffix in docx pdf; do
    "$briefer" export "$shipped/data/examples/taiwan-strait.brief.yaml" -o "sample.$lang.$suffix" --lang "$lang"
    test -s "sample.$lang.$suffix"
  done
done
QT_QPA_PLATFORM=offscreen "$place/venv/bin/python" -c 'import PySide6.QtWidgets, briefer.ui'
echo "wheel-alone: $(basename "$wheel") works by itself"
