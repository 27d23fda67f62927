#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Tests resources/setup/prepare.sh on a small project of its own, without touching this machine's packages.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../support/expect.sh"
prepare=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../resources/setup" && pwd)/prepare.sh
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
project=$work/project

# The commands that know of packages, played: `installed` is what dpkg-query knows, apt-get writes down its words.
mkdir -p "$work/bin" "$project/resources/setup"
cat >"$work/bin/dpkg-query" <<'STUB'
#!/bin/bash
cat "$LAB_INSTALLED"
STUB
cat >"$work/bin/apt-get" <<'STUB'
#!/bin/bash
echo "$*" >>"$LAB_ASKED"
STUB
cat >"$work/bin/apt-cache" <<'STUB'
#!/bin/bash
[[ $2 == newer ]]
STUB
cat >"$work/bin/dpkg" <<'STUB'
#!/bin/bash
cat "$LAB_FOREIGN"
STUB
cat >"$work/bin/sudo" <<'STUB'
#!/bin/bash
exec "$@"
STUB
chmod +x "$work"/bin/*
export PATH=$work/bin:$PATH LAB_INSTALLED=$work/installed LAB_ASKED=$work/asked LAB_FOREIGN=$work/foreign
touch "$LAB_ASKED" "$LAB_FOREIGN"

cat >"$project/CMakeLists.txt" <<'LIST'
cmake_minimum_required(VERSION 3.25)
project(small LANGUAGES NONE)
set(program ${CMAKE_BINARY_DIR}/bin/speedup-lab)
file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/*.txt)
add_custom_command(OUTPUT ${program} DEPENDS ${sources}
    COMMAND ${CMAKE_COMMAND} -E make_directory bin
    COMMAND cat ${sources} > ${program}
    COMMAND chmod +x ${program})
add_custom_target(speedup-lab ALL DEPENDS ${program})
LIST
cat >"$project/CMakePresets.json" <<'PRESETS'
{"version": 3, "configurePresets": [
  {"name": "release", "generator": "Ninja", "binaryDir": "${sourceDir}/build/release"},
  {"name": "arm64", "generator": "Ninja", "binaryDir": "${sourceDir}/build/arm64"}]}
PRESETS
printf '# Needed.\ntool\nvirtual-dev # by another\nelsewhere?\n' >"$project/resources/setup/debian-packages.txt"
cp "$prepare" "$project/resources/setup/prepare.sh"
run() { "$project/resources/setup/prepare.sh" "$@" 2>&1; }

printf 'installed amd64 tool, \ninstalled amd64 other, first (= 1.2), virtual-dev (= 6.8.2)\n' >"$LAB_INSTALLED"
expect 'the first start says what it does' "$(run release speedup-lab)" \
    'Configuring (release)*Building (release); the first time takes some minutes*'
expect 'what an installed package provides is not missing' "$(cat "$LAB_ASKED")" ''
expect 'nothing to do, nothing said' "$(run release speedup-lab)" ''
touch "$project/new.txt"
expect 'a new source file is built' "$(run release speedup-lab)" 'Building (release)*'
expect 'and then there is nothing to do' "$(run release)" ''

printf 'config-files amd64 tool, \ninstalled amd64 other, virtual-dev\n' >"$LAB_INSTALLED"
expect 'a removed package is missing' "$(run release speedup-lab)" 'Installing 1 Debian packages: tool'
expect 'and is asked for' "$(tail -n 1 "$LAB_ASKED")" 'install * tool'

printf 'tool\nvirtual-dev\nnewer?\n' >"$project/resources/setup/debian-packages.txt"
expect 'what only this release has is missing, too' "$(run release speedup-lab)" \
    'Installing 2 Debian packages: tool newer'*
printf 'installed amd64 tool, \ninstalled amd64 other, virtual-dev\n' >"$LAB_INSTALLED"
expect 'also where nothing else is' "$(run release speedup-lab)" 'Installing 1 Debian packages: newer'*

# For another architecture: its libraries, this machine's tools.
printf 'build-essential\ntool\nvirtual-dev\nnlohmann-json3-dev\nqt6-newer-plugins?\n' \
    >"$project/resources/setup/debian-packages.txt"
expect 'another architecture has to be known' "$(run arm64 || true)" '*dpkg --add-architecture arm64'
echo arm64 >"$LAB_FOREIGN"
expect 'libraries are that architecture'"'"'s' "$(run arm64)" \
    'Installing 5 Debian packages: crossbuild-essential-arm64 dpkg-dev qemu-user virtual-dev:arm64 nlohmann-'*
expect 'and replace none of this machine' "$(tail -n 1 "$LAB_ASKED")" 'install *--no-remove crossbuild*'
printf 'installed %s, \n' 'all crossbuild-essential-arm64' 'all dpkg-dev' 'amd64 qemu-user' 'amd64 tool' \
    'arm64 other, virtual-dev (= 6.8.2)' 'all nlohmann-json3-dev' >"$LAB_INSTALLED"
expect 'they are found again' "$(run arm64)" ''

# As someone who may not write the folder; root may write everything, unless it takes another's part.
unprivileged=()
if ((EUID == 0)); then
    unprivileged=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    chmod 755 "$work"
fi
chmod -R a-w "$project"
: >"$LAB_ASKED"
chmod 666 "$LAB_ASKED"
expect 'who may not write takes what is built' "$("${unprivileged[@]}" "$project/resources/setup/prepare.sh" \
    release speedup-lab 2>&1; echo "$?")" '0'
chmod -R u+w "$project"
rm -rf "$project/build"
chmod -R a-w "$project"
expect 'and where nothing is built hears of the folder' "$("${unprivileged[@]}" \
    "$project/resources/setup/prepare.sh" release speedup-lab 2>&1 || true)" "You may not write the folder $project,*"
expect 'nothing is installed for it' "$(cat "$LAB_ASKED")" ''

((failures == 0)) && echo 'prepare.sh: all as expected'
exit $((failures > 0))
