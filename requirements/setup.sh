#!/bin/sh
# Make the environment: find a Python, install the locked packages, put the `batlas` command in place, fetch Neo4j.
# It may be interrupted and run again; with everything there it needs no network.
set -eu
venv=$1

fits() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1
}

version() {
    "$1" -c 'import sys; print("Python %d.%d" % sys.version_info[:2])'
}

if [ -n "${PYTHON:-}" ]; then
    set -- "$PYTHON"
else
    set -- python3.13 python3.12 python3.11 python3 python
fi
python=
for candidate; do
    if fits "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    if [ -n "${PYTHON:-}" ]; then
        echo "PYTHON is $PYTHON, which is no Python 3.11, 3.12 or 3.13 with its venv module." >&2
    else
        echo "Batlas needs Python 3.11, 3.12 or 3.13 with its venv module, and none was found on the PATH." >&2
    fi
    echo "Install one (Debian, Ubuntu: apt install python3 python3-venv; Fedora: dnf install python3; macOS: brew install python@3.13)," >&2
    echo "or name one: make setup PYTHON=/path/to/python3" >&2
    exit 1
fi

rm -f "$venv/.ready"
if [ -e "$venv/.unfinished" ] || ! fits "$venv/bin/python" || ! "$venv/bin/python" -m pip --version >/dev/null 2>&1 ||
    { [ -n "${PYTHON:-}" ] && [ "$(version "$python")" != "$(version "$venv/bin/python")" ]; }; then
    echo "Making the environment in $venv with $(version "$python")"
    "$python" -m venv --clear --without-pip "$venv"
    touch "$venv/.unfinished"
    "$venv/bin/python" -m ensurepip >/dev/null
fi
# What was half installed when somebody pressed Ctrl-C looks whole to pip.
touch "$venv/.unfinished"
echo "Installing the locked packages (some 60, about a minute the first time)"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/checks.txt
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
rm "$venv/.unfinished"
sh requirements/node.sh
echo "Fetching Neo4j (about 140 MB, once for all your checkouts)"
"$venv/bin/batlas" neo4j fetch
touch "$venv/.ready"
echo "Ready. Try: make demo"
