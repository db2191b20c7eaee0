#!/bin/sh
# usage: i18n.sh BIN
# Collects the interface's texts into resources/i18n/briefer_ja.ts for a person to translate, and compiles it.
set -eu
bin=$1
cd "$(dirname "$0")/.."
"$bin/pyside6-lupdate" -locations none -no-obsolete briefer/ui/*.py -ts resources/i18n/briefer_ja.ts
"$bin/pyside6-lrelease" resources/i18n/briefer_ja.ts -qm resources/i18n/briefer_ja.qm
