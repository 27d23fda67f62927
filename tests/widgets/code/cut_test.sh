#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# cut_test.sh CMAKE: cuts small files, good ones and bad ones.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../support/expect.sh"
cmake=$1
cutter=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../../widgets/code" && pwd)/cut_regions.cmake
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# cut FILE TEXT: the table in $work/table, what was said in $work/said.
cut_out() {
    printf '%s' "$2" >"$work/$1"
    echo "$1" >"$work/files"
    "$cmake" "-DROOT=$work" "-DFILES=$work/files" "-DTABLE=$work/table" -P "$cutter" >"$work/said" 2>&1
}

cut_out good.cpp '#include <a>
    // [code sums/one]
    // [code f()]
    if (a[0] == ";") // \ "x" ${y} @z@
        b();
    // [end]
// [code then sums/all]
c;
// [end]
'
table=$(cat "$work/table")
expect "two markers are one region's, and the line is the first behind them" "$table" \
    '*{R"lab( sums/one f())lab", "good.cpp", 4, R"lab(    if (a\[0\] == ";") // \\ "x" ${y} @z@'$'\n''        b();*'
expect "the next region" "$table" '*{R"lab( then sums/all)lab", "good.cpp", 8, R"lab(c;'$'\n'')lab"}*'
cut_out good.py $'# [code sums/one]\nx = 1\n# [end]\n'
expect "Python has other comments" "$(cat "$work/table")" '*{R"lab( sums/one)lab", "good.py", 2, R"lab(x = 1*'
before=$(stat -c %y "$work/table")
cut_out good.py $'# [code sums/one]\nx = 1\n# [end]\n# more\n'
expect "a table that would be the same stays" "$(stat -c %y "$work/table")" "$before"

refused() {
    local sentence=$1 pattern=$3
    if cut_out bad.cpp "$2"; then
        expect "$sentence is refused" taken refused
    fi
    expect "$sentence is named" "$(cat "$work/said")" "$pattern"
}
refused "a region without an end" $'a;\n// [code sums/one]\nb;\n' '*bad.cpp:2: the region has no*'
refused "a region in another" $'// [code x/a]\n1;\n// [code x/b]\n2;\n// [end]\n' '*bad.cpp:1: the region has no*'
refused "an end of nothing" $'// [code x/a]\n1;\n// [end]\n2;\n// [end]\n' '*bad.cpp: an \[end\]*ends nothing*'
refused "a marker without names" $'a;\n// [code]\n1;\n// [end]\n' '*bad.cpp:2: a marker is*'

exit $((failures > 0))
