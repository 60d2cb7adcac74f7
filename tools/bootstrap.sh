#!/bin/sh
# Make .venv hold what uv.lock says; with `dev`, what the tests need too. Nothing is done where
# it does already. uv comes by pip into .uv/, so that Python with its venv module is enough.
set -eu
cd "$(dirname "$0")/.."
wanted=${1:-run}
if [ -f .venv/.made-dev ]; then wanted=dev; fi # what the tests need isn't taken away again

refuse() {
    echo "signboard: $1" >&2
    exit 1
}

made_of=$(cat pyproject.toml uv.lock tools/bootstrap.sh | cksum)" in $PWD"
if [ "$(cat ".venv/.made-$wanted" 2>/dev/null)" = "$made_of" ]; then exit 0; fi

python=
without_venv=
too_old=
for name in python3 python3.14 python3.13 python3.12 python3.11; do
    version=$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    if ! "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        too_old=$version
    elif ! "$name" -c 'import ensurepip, venv' 2>/dev/null; then
        without_venv=${without_venv:-$version}
    else
        python=$(command -v "$name")
        break
    fi
done
if [ -z "$python" ]; then
    if [ -n "$without_venv" ]; then
        refuse "Python $without_venv comes without its venv module; install it: apt install python$without_venv-venv"
    elif [ -n "$too_old" ]; then
        refuse "Python $too_old is too old; install Python 3.11 or later"
    fi
    refuse "no Python was found; install it: apt install python3 python3-venv"
fi

echo "Installing what uv.lock says into .venv (once; up to two minutes) …"
if ! .uv/bin/uv --version >/dev/null 2>&1; then
    rm -rf .uv
    "$python" -m venv .uv
    .uv/bin/python -m pip install --quiet --disable-pip-version-check uv ||
        refuse "uv could not be installed; is the network there? Then: make up"
fi
groups=--no-dev
if [ "$wanted" = dev ]; then groups=--dev; fi
UV_PYTHON_DOWNLOADS=never .uv/bin/uv sync --quiet --locked $groups --python "$python" ||
    refuse "the packages could not be installed; what uv said stands above"
rm -f .venv/.made-*
echo "$made_of" >".venv/.made-$wanted"
