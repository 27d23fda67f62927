// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/register_tiles.h"

namespace lab::kernels {

RegisterTiles baselineTiles();
#if defined(__x86_64__)
RegisterTiles avx2Tiles();
RegisterTiles avx512Tiles();
#endif

namespace {

std::int64_t parts(std::int64_t extent, std::int64_t size)
{
    return (extent + size - 1) / size;
}

} // namespace

const std::vector<RegisterTiles>& registerTiles()
{
    static const std::vector<RegisterTiles> known = [] {
        std::vector<RegisterTiles> list = {baselineTiles()};
#if defined(__x86_64__)
        if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
            list.push_back(avx2Tiles());
        if (__builtin_cpu_supports("avx512f"))
            list.push_back(avx512Tiles());
#endif
        return list;
    }();
    return known;
}

std::int64_t callCount(const RegisterTiles& tiles, const MatmulShape& shape)
{
    return parts(shape.rows, tiles.rowBlock) * parts(shape.columns, tiles.tileColumns);
}

void multiplyPart(const RegisterTiles& tiles, const MatmulShape& shape, const float* x, const float* w,
                  float* y, std::int64_t index)
{
    const std::int64_t across = parts(shape.columns, tiles.tileColumns);
    tiles.multiply(shape, x, w, y, index / across * tiles.rowBlock, index % across * tiles.tileColumns);
}

} // namespace lab::kernels
