#!/bin/sh
# The newest versions that pyproject.toml allows, for every platform and for Python 3.11 and later, by hash and without
# addresses. Existing pins stay where they still fit; delete the two files first to move all of them.
set -eu
cd "$(dirname "$0")/.."
compile() {
  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
    --no-emit-find-links --custom-compile-command "make pins" pyproject.toml "$@"
}
compile -o packaging/requirements.txt
compile --extra dev -c packaging/requirements.txt -o packaging/requirements-dev.txt
