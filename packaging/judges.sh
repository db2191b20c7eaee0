#!/bin/sh
# usage: judges.sh PYTHON TOOLS
# Has the sample papers judged from outside, by tools that know nothing of the program. They are copied first: their
# set-up writes beside them.
set -eu
cd "$(dirname "$0")/.."
python=$1 tools=$2
[ -f "$tools/setup.sh" ] || { echo "judges: $tools is not there" >&2; exit 1; }
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cp -R "$tools" "$place/tools"
sh "$place/tools/setup.sh" "$place/venv"
judge="$place/venv/bin/python"
sh packaging/sample.sh "$python" "$place/out"
status=0
# The judge takes the commonest left edge for the margin, which in a paper full of tables is a column's: the style's right
# margin (resources/styles/standard.yaml) is told.
for lang in ja en; do
  echo "== taiwan-strait.$lang.docx"
  "$judge" "$place/tools/check_docx.py" "$place/out/taiwan-strait.$lang.docx" || status=1
  echo "== taiwan-strait.$lang.pdf"
  "$judge" "$place/tools/check_pdf.py" --right-mm 25 "$place/out/taiwan-strait.$lang.pdf" || status=1
done
echo "== own words"
"$judge" "$tools/own_words.py" || status=1
exit $status
