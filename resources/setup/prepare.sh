#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the program ready: installs the Debian packages that are missing, configures where that has not been
# done, builds. Says on standard error what takes time, and nothing when there is nothing to do.
#   prepare.sh PRESET [TARGET…]          all targets unless named
#   prepare.sh --packages PACKAGE…       only installs these, where missing
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# quietly SENTENCE COMMAND…: the command's output is shown only if it fails.
quietly() {
    local sentence=$1 log
    shift
    log=$(mktemp)
    if ! "$@" >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        rm -f "$log"
        fail "$sentence"
    fi
    rm -f "$log"
}

install_missing() {
    local missing=() package
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        command -v cmake >/dev/null && command -v ninja >/dev/null && return
        fail "This is not Debian; install what these packages hold and try again: $*"
    fi
    local installed
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null || true)
    for package in "$@"; do
        grep -qxF "$package installed" <<<"$installed" || missing+=("$package")
    done
    ((${#missing[@]})) || return 0

    local as_root=(env DEBIAN_FRONTEND=noninteractive)
    if ((EUID != 0)); then
        command -v sudo >/dev/null ||
            fail "Packages are missing and only root can install them: apt-get install ${missing[*]}"
        as_root=(sudo "${as_root[@]}")
    fi
    say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
    quietly "apt-get could not read the package lists; see the lines above." \
        "${as_root[@]}" apt-get update -qq
    quietly "apt-get could not install the packages; see the lines above." \
        "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

build() {
    local preset=$1
    shift
    local folder=$root/build/$preset
    cd "$root"
    if [[ ! -f $folder/build.ninja ]]; then
        say "Configuring ($preset)"
        quietly "CMake could not configure; see the lines above." cmake --preset "$preset"
    fi
    # A dry run tells whether there is anything to do, and re-reads the lists of source files.
    if ninja -C "$folder" -n "$@" 2>/dev/null | grep -q 'no work to do'; then
        return
    fi
    say "Building ($preset); the first time takes some minutes"
    if [[ -t 2 ]]; then
        ninja -C "$folder" "$@" >&2
    else
        ninja -C "$folder" --quiet "$@" >&2
    fi || fail "The build failed; see the lines above."
}

if [[ ${1:-} == --packages ]]; then
    shift
    install_missing "$@"
else
    mapfile -t packages < <(sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$here/debian-packages.txt")
    install_missing "${packages[@]}"
    build "$@"
fi
