// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lab::kernels {

// y[i] = max(0, x[i]) for `count` elements; 0 where x[i] is not a number. The arrays do not overlap. Any
// thread. Neither is ever inlined, so that every variant of a program runs the same instructions.

/// One element at a time with a conditional jump for each, which costs much more where the signs come in an
/// order that the CPU cannot predict.
void reluBranch(const float* x, float* y, std::int64_t count);

/// Without a jump for each element, several at once in the baseline's vector instructions.
void reluVector(const float* x, float* y, std::int64_t count);

} // namespace lab::kernels
