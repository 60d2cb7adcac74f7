#!/bin/sh
# Install Debian's packages that are missing: `packages.sh WHAT-FOR PACKAGE[:PROGRAM]…`. A package
# is there where its program is: the command that has its name, or the command or path (* fits
# anything) that stands behind it. Who isn't root is told what is missing, and nothing fails.
set -eu
purpose=$1
shift
missing=
for wanted in "$@"; do
    # the program stands without quotes, so that the shell finds what fits it
    { command -v ${wanted#*:} || ls -d ${wanted#*:}; } >/dev/null 2>&1 || missing="$missing ${wanted%%:*}"
done
if [ -z "$missing" ]; then exit 0; fi

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Missing for the $purpose:$missing; what needs it is skipped (as root: apt install$missing)"
    exit 0
fi
echo "Installing for the $purpose:$missing …"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
case $missing in *postgresql*)
    # Debian begins and starts a database when PostgreSQL is installed, unless this says not to
    without=/etc/postgresql-common/createcluster.d
    mkdir -p $without
    echo "create_main_cluster = false" >$without/none.conf
    trap 'rm -f "$log" $without/none.conf' EXIT
    ;;
esac
if ! { apt-get update -qq && apt-get install -qq -y --no-install-recommends $missing; } \
    >"$log" 2>&1 </dev/null; then
    echo "They could not be installed, so what needs them is skipped: $(tail -n 1 "$log")"
fi
