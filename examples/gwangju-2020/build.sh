#!/bin/sh
# The example, step by step: lay a record, file the announcement in both languages, enter the
# facts of the following years, publish the board. `build.sh DIR`; `signboard` is on the PATH.
set -eu
board=$1
cd "$(dirname "$0")"
case $board in /*) ;; *) board=$OLDPWD/$board ;; esac

signboard init "$board" --address https://gwangju-2020.example
signboard enter "$board" board.yaml
signboard file "$board" announcement.ko.md --accept --as gwangju-2020
signboard file "$board" announcement.en.md --accept --as gwangju-2020-en \
    --translation-of gwangju-2020
signboard enter "$board" facts.yaml
signboard publish "$board"
