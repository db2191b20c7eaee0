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
for lang in ja en; do
  for suffix in docx pdf; do
    echo "== taiwan-strait.$lang.$suffix"
    "$judge" "$place/tools/check_$suffix.py" "$place/out/taiwan-strait.$lang.$suffix" || status=1
  done
done
echo "== own words"
"$judge" "$tools/own_words.py" || status=1
exit $status
