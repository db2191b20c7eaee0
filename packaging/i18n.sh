#!/bin/sh
# usage: i18n.sh BIN
# Collects the interface's texts into resources/i18n for a person to translate (English: the plural forms only), and
# compiles them.
set -eu
bin=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
cd resources/i18n
"$bin/pyside6-lupdate" -silent -locations none -no-obsolete -pluralonly ../../briefer/ui/*.py -ts briefer_en.ts
"$bin/pyside6-lupdate" -silent -locations none -no-obsolete ../../briefer/ui/*.py -ts briefer_ja.ts
for lang in en ja; do
  "$bin/pyside6-lrelease" -silent briefer_$lang.ts -qm briefer_$lang.qm
done
