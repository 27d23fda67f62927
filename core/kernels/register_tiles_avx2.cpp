// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled with AVX2 and FMA enabled: reached only where the CPU has them.
#include "core/kernels/register_tiles_template.h"

namespace lab::kernels {

RegisterTiles avx2Tiles()
{
    return Tiles<32, 6, 2, 256, 36>::describe("AVX2"); // 12 of 16 registers hold sums
}

} // namespace lab::kernels
