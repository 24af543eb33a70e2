#!/bin/sh
# Resolve what pyproject.toml asks for into hashed requirements for every supported Python and platform. Names, versions and hashes only.
set -eu
uv=$1
options="--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet"
# shellcheck disable=SC2086
"$uv" pip compile $options ../pyproject.toml --output-file run.txt
# shellcheck disable=SC2086
"$uv" pip compile $options ../pyproject.toml --group ../pyproject.toml:checks --output-file checks.txt
