// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled with AVX-512 enabled: reached only where the CPU has it.
#include "core/kernels/register_tiles_template.h"

namespace lab::kernels {

RegisterTiles avx512Tiles()
{
    return Tiles<64, 8, 2, 256, 32>::describe("AVX-512"); // 16 of 32 registers hold sums
}

} // namespace lab::kernels
