#!/bin/sh
# Set up the verifiers that others wrote, for the tests, in var/verifiers/: Go's packages for
# transparency logs (as Debian packages them) under our own few lines, and from PyPI what asks for
# Python 3.12. What can't be had is named, and the tests that need it are skipped.
set -eu
cd "$(dirname "$0")/.."
into=var/verifiers
from=tests/verifiers
gocode=/usr/share/gocode

tools/packages.sh "verifiers in Go" golang-go:go \
    golang-golang-x-mod-dev:$gocode/src/golang.org/x/mod \
    golang-github-transparency-dev-formats-dev:$gocode/src/github.com/transparency-dev/formats
mkdir -p $into

# Go rebuilds only what changed. The mark says that the program is as new as its source.
if [ -d $gocode/src/github.com/transparency-dev/formats ] && command -v go >/dev/null 2>&1; then
    [ -d $into/go-cache ] || echo "Building the verifier in Go (once) …"
    GO111MODULE=off GOPATH=$gocode GOFLAGS= GOTOOLCHAIN=local GOCACHE=$PWD/$into/go-cache \
        go build -o $into/golang ./$from/golang || {
        echo "The verifier in Go could not be built; its tests are skipped" >&2
        rm -f $into/golang
    }
    [ ! -e $into/golang ] || touch $into/golang
fi

made_of=$(cksum <$from/requirements.txt)" in $PWD"
if [ "$(cat $into/venv/.made 2>/dev/null)" = "$made_of" ]; then exit 0; fi
for name in /usr/bin/python3 python3.14 python3.13 python3.12 python3; do
    "$name" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null || continue
    echo "Installing the verifiers in Python (once) …"
    rm -rf $into/venv
    if UV_PYTHON_DOWNLOADS=never .uv/bin/uv venv --quiet --python "$name" $into/venv &&
        .uv/bin/uv pip install --quiet --no-deps --python $into/venv/bin/python \
            --requirement $from/requirements.txt; then
        echo "$made_of" >$into/venv/.made
        exit 0
    fi
    rm -rf $into/venv
    echo "The verifiers in Python could not be installed; their tests are skipped" >&2
    exit 0
done
echo "No Python 3.12 or later was found; the tests of the verifiers that need it are skipped"
