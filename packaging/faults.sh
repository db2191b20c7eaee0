#!/bin/sh
# Kills, power cuts, full disks and twins against the real code, by the tools in FAULTS; a short version of the plan.
# usage: faults.sh PYTHON FAULTS
set -eu
python=$1
faults=$2
cd "$(dirname "$0")/.."
command -v strace >/dev/null || { echo "faults: strace is not installed"; exit 1; }

check="$python -m tests.faults.worker check {dir}"
run() { # FAULT MODE ROUNDS options: rounds of MODE, '' for as long as the fault lets it
  fault=$1 mode=$2 rounds=$3
  shift 3
  printf '%s, ' "$mode"
  "$python" "$faults/faults.py" "$fault" --work "$python -m tests.faults.worker work $mode {dir} $rounds" --check "$check" "$@"
}

run kill9 mix "" --rounds 15 --max-ms 3000
run twin mix "" --rounds 2 --max-ms 3000
run fsize mix 1 --steps 6 --max 480k
if unshare -rm true 2>/dev/null; then
  run diskfull mix 2 --sizes 64k,256k,384k,640k
  run readonly mix 1
else
  echo "left out: full disk and read-only folder, which need a mount namespace of their own"
fi
printf 'edit and save, '
"$python" "$faults/powercut.py" --work "$python -m tests.faults.worker work short {dir} 1" --check "$check"
