#!/bin/sh
# usage: sample.sh PYTHON FOLDER
# The program's main job without a window: the sample brief as Word and PDF, in Japanese and English.
set -eu
python=$1 out=$2
brief=data/examples/taiwan-strait.brief.yaml
cd "$(dirname "$0")/.."
mkdir -p "$out"
"$python" -m briefer corpus info >/dev/null
for lang in ja en; do
  for suffix in docx pdf; do
    "$python" -m briefer export "$brief" -o "$out/taiwan-strait.$lang.$suffix" --lang "$lang" >/dev/null
    echo "briefer: $out/taiwan-strait.$lang.$suffix"
  done
done
