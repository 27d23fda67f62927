// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled for what every machine of this kind has.
#include "core/kernels/register_tiles_template.h"

namespace lab::kernels {

RegisterTiles baselineTiles()
{
#if defined(__x86_64__)
    return Tiles<16, 6, 2, 256, 36>::describe("SSE2");
#elif defined(__aarch64__)
    return Tiles<16, 8, 3, 256, 32>::describe("NEON"); // 24 of its 32 registers hold sums
#else
    return Tiles<16, 6, 2, 256, 36>::describe("128-bit vectors");
#endif
}

} // namespace lab::kernels
