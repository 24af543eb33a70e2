#!/bin/sh
# What audits Batlas from outside is written for Node. Where that is there its packages are installed, locked, beside what uses them;
# where it is not, or they cannot be had, the tests that need them are skipped and say so.
set -eu
cd "$(dirname "$0")/../tests/node"
left_out() {
    echo "$1: the audits of GraphQL over HTTP and of subscriptions will be skipped." >&2
    exit 0
}
command -v node >/dev/null && command -v npm >/dev/null || left_out "No node and npm are here"
node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' ||
    left_out "Node is $(node --version), and 20 or later is needed"
if cmp -s package-lock.json node_modules/.batlas-lock; then
    exit 0
fi
echo "Installing what audits Batlas from outside (5 packages of Node)"
npm ci --silent || left_out "npm could not install it"
cp package-lock.json node_modules/.batlas-lock
