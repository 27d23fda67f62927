#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the program ready: installs the Debian packages that are missing, configures where that has not been
# done, builds. Says on standard error what takes time, and nothing when there is nothing to do.
#   prepare.sh PRESET [TARGET…]          all targets unless named
#   prepare.sh --packages PACKAGE…       only installs these, where missing
# Presets that end in arm64 cross-build: libraries of that architecture, tools of this machine's.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

apt_options=()

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

# A name a line, those included that an installed package provides: "libqt6opengl6-dev" became part of another.
# Each once as it is and once with its architecture behind: "zlib1g-dev:arm64".
installed_packages() {
    dpkg-query -W -f '${db:Status-Status} ${Architecture} ${Package}, ${Provides}\n' |
        sed -n -e 's/([^)]*)//g' -e 's/^installed //p' |
        awk -F '[, ]+' '{ for (i = 2; i <= NF; ++i) if ($i != "") print $i "\n" $i ":" $1 }'
}

# Those of them that this release has.
known_packages() {
    local package
    for package in "$@"; do
        apt-cache show "$package" >/dev/null 2>&1 && printf '%s\n' "$package"
    done
    return 0
}

# What cross-building takes instead: libraries of that architecture, this machine's tools, an emulator. That it
# has no headers of its own for each architecture sets nlohmann-json apart.
for_arm64() {
    sed -E -e 's/^build-essential$/crossbuild-essential-arm64\ndpkg-dev\nqemu-user/' \
        -e '/^nlohmann-/!s/^(.*-dev|qt6-.*-plugins)(\??)$/\1:arm64\2/'
}

# PACKAGE… ; one that ends in "?" where the release has it.
install_missing() {
    local missing=() package
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        command -v cmake >/dev/null && command -v ninja >/dev/null && return
        fail "This is not Debian; install what these packages hold and try again: $*"
    fi
    local installed optional=() newest=()
    installed=$(installed_packages)
    for package in "$@"; do
        grep -qxF "${package%\?}" <<<"$installed" && continue
        if [[ $package == *\? ]]; then optional+=("${package%\?}"); else missing+=("$package"); fi
    done
    # Once something is missing, the package lists are renewed; until then those there are tell enough.
    ((${#missing[@]})) || mapfile -t newest < <(known_packages "${optional[@]}")
    ((${#missing[@]} + ${#newest[@]})) || return 0

    local as_root=(env DEBIAN_FRONTEND=noninteractive)
    if ((EUID != 0)); then
        command -v sudo >/dev/null ||
            fail "Packages are missing and only root can install them: apt-get install ${missing[*]} ${newest[*]}"
        as_root=(sudo "${as_root[@]}")
    fi
    quietly "apt-get could not read the package lists; see the lines above." \
        "${as_root[@]}" apt-get update -qq
    mapfile -t newest < <(known_packages "${optional[@]}")
    missing+=("${newest[@]}")
    say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
    quietly "apt-get could not install the packages; see the lines above." \
        "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${apt_options[@]}" "${missing[@]}"
}

# Whether there is nothing to build. That ninja looks for new source files each time makes every dry run of its
# own list say that there is: first the list is brought up to date, then a copy of it is asked, which has no
# rule for renewing itself.
up_to_date() {
    local folder=$1 list
    shift
    ninja -C "$folder" --quiet build.ninja >/dev/null 2>&1 || return 1
    list=$(mktemp)
    cp "$folder/build.ninja" "$list"
    local answer
    answer=$(ninja -C "$folder" -f "$list" -n "$@" 2>/dev/null) || true
    rm -f "$list"
    [[ $answer == *'no work to do'* ]]
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
    if up_to_date "$folder" "$@"; then
        return
    fi
    say "Building ($preset); the first time takes some minutes"
    if [[ -t 2 ]]; then
        ninja -C "$folder" "$@" >&2
    else
        ninja -C "$folder" --quiet "$@" >&2
    fi || fail "The build failed; see the lines above."
}

# May this person change what is built? If not, what is there has to do.
writable() {
    local folder=$root/build/$1
    [[ -d $folder ]] || folder=$root/build
    [[ -d $folder ]] || folder=$root
    [[ -w $folder ]]
}

if [[ ${1:-} == --packages ]]; then
    shift
    install_missing "$@"
else
    if ! writable "$1"; then
        [[ -n ${2:-} && -x $root/build/$1/bin/$2 ]] && exit
        fail "You may not write the folder $root, and nothing is built there; build it as its owner, or copy it."
    fi
    mapfile -t packages < <(sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$here/debian-packages.txt")
    if [[ $1 == *arm64 ]]; then
        dpkg --print-foreign-architectures | grep -qx arm64 ||
            fail "apt-get knows no packages of arm64 here; tell it of them: dpkg --add-architecture arm64"
        mapfile -t packages < <(printf '%s\n' "${packages[@]}" | for_arm64)
        apt_options=(--no-remove) # this machine's own libraries for it
    fi
    install_missing "${packages[@]}"
    build "$@"
fi
