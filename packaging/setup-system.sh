#!/bin/sh
# usage: setup-system.sh [PYTHON]
# The system libraries the window needs, and what `python3 -m venv` needs. Installs only what is missing, through apt
# where root or sudo can; elsewhere it says in one line what is missing and goes on. Run again it does nothing.
set -eu
PATH="$PATH:/usr/sbin:/sbin"
python=${1:-python3}

# library:Debian package. The first line is needed even without a display (Qt's offscreen platform), the others by X11
# and Wayland windows.
libraries="
libEGL.so.1:libegl1 libGL.so.1:libgl1 libxkbcommon.so.0:libxkbcommon0 libdbus-1.so.3:libdbus-1-3 libfontconfig.so.1:libfontconfig1 libglib-2.0.so.0:libglib2.0-0
libX11-xcb.so.1:libx11-xcb1 libxkbcommon-x11.so.0:libxkbcommon-x11-0 libxcb-cursor.so.0:libxcb-cursor0 libxcb-icccm.so.4:libxcb-icccm4 libxcb-image.so.0:libxcb-image0
libxcb-keysyms.so.1:libxcb-keysyms1 libxcb-randr.so.0:libxcb-randr0 libxcb-render-util.so.0:libxcb-render-util0 libxcb-shape.so.0:libxcb-shape0 libxcb-shm.so.0:libxcb-shm0
libxcb-sync.so.1:libxcb-sync1 libxcb-util.so.1:libxcb-util1 libxcb-xfixes.so.0:libxcb-xfixes0 libxcb-xkb.so.1:libxcb-xkb1 libxcb-glx.so.0:libxcb-glx0
libwayland-client.so.0:libwayland-client0 libwayland-cursor.so.0:libwayland-cursor0 libwayland-egl.so.1:libwayland-egl1
"

missing=""
if command -v ldconfig >/dev/null 2>&1; then
  present=$(ldconfig -p)
  for pair in $libraries; do
    case "$present" in
      *"${pair%%:*} "*) ;;
      *) missing="$missing ${pair#*:}" ;;
    esac
  done
fi
# Debian's python3 comes without ensurepip, and `python3 -m venv` then fails.
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
  missing="$missing $("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "briefer: please install with your system's package manager what Debian calls:$missing" >&2
  exit 0
fi
if [ "$(id -u)" = 0 ]; then
  as_root=""
elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || { [ -t 0 ] && [ -t 2 ]; }; }; then
  as_root="sudo"
else
  echo "briefer: system packages are missing; ask an administrator to run: apt-get install$missing" >&2
  exit 0
fi
echo "briefer: installing system packages:$missing" >&2
# shellcheck disable=SC2086  # a list of words
{ $as_root apt-get update -qq &&
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null; } ||
  echo "briefer: they could not all be installed; the window may not open" >&2
