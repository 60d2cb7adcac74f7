#!/bin/sh
# Install Debian's packages that are missing: `packages.sh WHAT-FOR PACKAGE…`. A package is there
# where a command of its name is; `PACKAGE=SIGN` names another command, or a path that it brings.
# Who isn't root is told what is missing, and nothing fails.
set -eu
purpose=$1
shift
missing=
for wanted in "$@"; do
    package=${wanted%%=*}
    sign=${wanted#*=}
    [ -e "$sign" ] || command -v "$sign" >/dev/null 2>&1 || missing="$missing $package"
done
if [ -z "$missing" ]; then exit 0; fi

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Missing for the $purpose:$missing; what needs it is skipped (as root: apt install$missing)"
    exit 0
fi
echo "Installing for the $purpose:$missing …"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
if ! { apt-get update -qq && apt-get install -qq -y --no-install-recommends $missing; } \
    >"$log" 2>&1 </dev/null; then
    echo "They could not be installed, so what needs them is skipped: $(tail -n 1 "$log")"
fi
rm -f "$log"
