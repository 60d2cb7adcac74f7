#!/bin/sh
# Make the example's board in a folder and publish it; made anew only where its sources or the
# code changed. It is built beside and renamed when it is whole. A record that somebody entered
# something into is theirs, and is left as it is.
set -eu
cd "$(dirname "$0")/.."
board=$1
PATH=$PWD/.venv/bin:$PATH
export PATH

sources=$(find src/signboard examples/gwangju-2020 -type f ! -name '*.pyc' | LC_ALL=C sort |
    xargs cat | cksum)
record() { cksum <"$1/record.sqlite"; }

if [ -f "$board/.made-of" ]; then
    { read -r made_of; read -r kept; } <"$board/.made-of"
    if [ "$kept" != "$(record "$board")" ]; then
        echo "$board holds entries of its own since it was made, so it is kept as it is"
        made_of=$sources
    fi
else
    made_of=nothing
fi

if [ "$made_of" != "$sources" ]; then
    if [ "$made_of" != nothing ]; then
        echo "The example's sources or the code changed; its board is made anew …"
    else
        echo "Making the example's board in $board …"
    fi
    rm -rf "$board.new" "$board.old"
    examples/gwangju-2020/build.sh "$board.new" >/dev/null
    { echo "$sources"; record "$board.new"; } >"$board.new/.made-of"
    if [ -e "$board" ]; then mv "$board" "$board.old"; fi
    mv "$board.new" "$board"
    rm -rf "$board.old"
fi
signboard publish "$board" >/dev/null
