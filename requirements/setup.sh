#!/bin/sh
# Make the environment: find a Python, install the locked packages, put the `batlas` command in place, fetch Neo4j.
set -eu
venv=$1

fits() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1
}

python=
for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3 python; do
    if command -v "$candidate" >/dev/null 2>&1 && fits "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Batlas needs Python 3.11, 3.12 or 3.13 with its venv module, and none was found on the PATH." >&2
    echo "Install one (Debian, Ubuntu: apt install python3 python3-venv; Fedora: dnf install python3; macOS: brew install python@3.13)," >&2
    echo "or name one: make setup PYTHON=/path/to/python3" >&2
    exit 1
fi

if ! [ -x "$venv/bin/python" ] || ! fits "$venv/bin/python"; then
    echo "Making the environment in $venv with $("$python" --version)"
    "$python" -m venv --clear "$venv"
fi
echo "Installing the locked packages (some 60, about a minute the first time)"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/checks.txt
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
echo "Fetching Neo4j (about 120 MB, once for all your checkouts)"
"$venv/bin/batlas" neo4j fetch
echo "Ready. Try: make demo"
