# SPDX-License-Identifier: GPL-3.0-or-later
# For tests in bash, which source it: expect SENTENCE ACTUAL PATTERN, and how many were not so in $failures.
failures=0

expect() {
    # shellcheck disable=SC2053 # it is a pattern
    [[ $2 == $3 ]] && return
    printf 'FAILED: %s\n  expected: %s\n  actual:   %s\n' "$1" "$3" "$2"
    failures=$((failures + 1))
}
