// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/relu.h"

namespace lab::kernels {

// [code then forward-pass/relu-branch]
[[gnu::noinline]] void reluBranch(const float* x, float* y, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i) {
        if (x[i] > 0) {
            // Empty, but to be executed only here: without it compilers turn the jump into a maximum.
            __asm__ volatile("");
            y[i] = x[i];
        } else {
            y[i] = 0;
        }
    }
}
// [end]

// [code then forward-pass/relu-vector]
[[gnu::noinline]] void reluVector(const float* __restrict x, float* __restrict y, std::int64_t count)
{
    // Blocks of a fixed size, because g++ -O2 does not vectorise loops of any other length.
    constexpr std::int64_t kBlock = 16;
    std::int64_t done = 0;
    for (; done + kBlock <= count; done += kBlock)
        for (std::int64_t i = 0; i < kBlock; ++i)
            y[done + i] = x[done + i] > 0 ? x[done + i] : 0.0f;
    for (; done < count; ++done)
        y[done] = x[done] > 0 ? x[done] : 0.0f;
}
// [end]

} // namespace lab::kernels
