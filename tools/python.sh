#!/bin/sh
# Build the virtual environment from the lock file; every package is checked against its hash.
set -eu
python=$1 venv=$2 lock=$3

command -v "$python" >/dev/null 2>&1 || {
    echo "Python mangler. Installér Python 3.11 eller nyere (Debian: apt-get install python3 python3-venv)." >&2
    exit 1
}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Python er for gammel: Skridtvis kræver 3.11 eller nyere. Vælg en anden med: make demo PYTHON=python3.12" >&2
    exit 1
}
if [ ! -x "$venv/bin/python" ]; then
    echo "Laver et virtuelt miljø i $venv …"
    "$python" -m venv "$venv" || {
        echo "Kunne ikke lave det virtuelle miljø. Debian: apt-get install python3-venv" >&2
        exit 1
    }
fi
echo "Henter Python-pakker …"
"$venv/bin/python" -m pip install --quiet --require-hashes -r "$lock"
"$venv/bin/python" -m pip install --quiet --no-deps --no-build-isolation -e .
