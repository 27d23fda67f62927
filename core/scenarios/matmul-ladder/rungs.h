// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <cstdint>

namespace lab::scenarios::matmul_ladder {

/// The variants, in the order of the ladder.
enum Rung : std::uint32_t {
    kPython,
    kProducts,
    kRows,
    kTiled,
    kRegisters,
    kRegistersSpread,
    kLibrary,
    kLibrarySpread,
    kBf16,
    kInt8,
    kNumPy,
    kRungs,
};

inline constexpr base::TaskId kProduct{0}; ///< the one task of every rung's picture

} // namespace lab::scenarios::matmul_ladder
