#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The program as a process among others: what Qt would take for itself, streams that are full or closed, names
# that are no text, locales, folders that may not be written.   program_test.sh PATH-TO-speedup-lab
set -uo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../support/expect.sh"
program=$1
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
export XDG_CONFIG_HOME=$work/config HOME=$work
unset DISPLAY WAYLAND_DISPLAY QT_QPA_PLATFORM
short=(run batch-convolution --budget 0.2 --set images=2)

# Options of Qt's own are not swallowed.
for option in -platform --session --style --display --geometry; do
    expect "$option is no option of run" "$("$program" "${short[@]}" $option offscreen 2>&1; echo "$?")" \
        *"nknown option"*"${option##*-}"*$'\n'2
done
expect '-platform without a command is refused' "$("$program" -platform xcb 2>&1; echo "$?")" \
    *"there is no option '-platform'"*$'\n'2

# Standard output that is full or closed.
for words in list --help 'run --help'; do
    # shellcheck disable=SC2086 # several words
    expect "$words on a full disk" "$("$program" $words 2>&1 >/dev/full; echo "$?")" *'standard output'*$'\n'1
done
"$program" "${short[@]}" --json kept.json 2>/dev/null | true
expect 'a reader that goes away does not keep the file from being written' "$(head -c 1 kept.json)" '{'
"$program" "${short[@]}" --json /dev/stdout >both.txt 2>/dev/null
expect 'JSON on standard output leaves the table before it' "$(head -n 1 both.txt)" 'Batch convolution*'
expect 'and is there' "$(grep -c '"variants"' both.txt)" 1
expect 'and is followed by the last sentence' "$(tail -n 1 both.txt)" 'Wrote /dev/stdout'

# Names.
printf 'P6\n8 8\n255\n%192s' '' >$'caf\xe9.ppm'
expect 'a name that is not UTF-8 is found' \
    "$("$program" run image-preprocessing --budget 0.2 --set photos=8 --images $'caf\xe9.ppm' 2>&1 >/dev/null)" \
    'Photos: 1.'*
expect 'and is refused as a target before anything is measured' \
    "$("$program" "${short[@]}" --json $'caf\xe9.json' 2>&1; echo "$?")" *'not UTF-8'*$'\n'2
long=$(printf 'x%.0s' {1..300})
expect 'a name that is too long is refused before anything is measured' \
    "$("$program" "${short[@]}" --json "$long" 2>&1; echo "$?")" *'too long a name'*$'\n'2

# One language, whatever the locale.
for locale in ar_EG.UTF-8 de_DE.UTF-8 tr_TR.UTF-8 C; do
    report=$(LC_ALL=$locale LANG=$locale "$program" "${short[@]}" --json "$locale.json" 2>&1)
    # No decimal comma, no digit but ASCII's: Arabic ones begin with this byte.
    expect "$locale: numbers have points" \
        "$(cat "$locale.json" - <<<"$report" | LC_ALL=C grep -E $'[0-9],[0-9]|\xd9' | head -n 3)" ''
    expect "$locale: a time is written as elsewhere" "$report" *[0-9].[0-9]*
done

# Settings lie under the program's name, with what an earlier version kept elsewhere.
rm -rf config
mkdir -p 'config/Unknown Organization'
printf '[General]\ntheme=1\n' >'config/Unknown Organization/speedup-lab.conf'
"$program" list >/dev/null
expect 'earlier settings are taken along' "$(grep -c '^theme=1' config/speedup-lab/speedup-lab.conf)" 1

# A folder that may not be written, without a display. Root may write anywhere but here.
mkdir bare
chmod a-w bare
run=()
((EUID == 0)) && run=(setpriv --reuid=65534 --regid=65534 --clear-groups)
chmod 755 "$work"
readable=$("${run[@]}" env HOME=/nonexistent "$program" --version 2>&1 || true)
if [[ $readable == speedup-lab* ]]; then
    report=$(cd bare && "${run[@]}" env HOME=/nonexistent XDG_CONFIG_HOME=/nonexistent "$program" 2>&1; echo "$?")
    expect 'the table comes first' "$report" *'One after the other'*"the folder '$work/bare' is read-only"*$'\n'1
else
    echo "not tried: another user may not run $program"
fi

((failures == 0)) && echo 'the program: all as expected'
exit $((failures > 0))
