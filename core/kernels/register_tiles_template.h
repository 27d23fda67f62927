// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/register_tiles.h"

// Private to the files register_tiles_*.cpp, each of which is compiled for its own instruction set. All that
// is compiled so has internal linkage and uses no function of the standard library: the linker must never
// take a function with wide instructions for one that runs everywhere.
namespace lab::kernels {
namespace {

template<int Bytes>
struct VectorOf
{
    using Type [[gnu::vector_size(Bytes), gnu::aligned(4)]] = float; // loads need no alignment
};

inline std::int64_t smaller(std::int64_t a, std::int64_t b)
{
    return a < b ? a : b;
}

/// Rows × (Vectors · lanes) of Y in registers.
template<int Bytes, int Rows, int Vectors, int Inner, int RowBlock>
class Tiles
{
public:
    static constexpr RegisterTiles describe(std::string_view instructions)
    {
        return {instructions, Rows,      kColumns,    Inner,       RowBlock,
                kLanes,       &multiply, &arithmetic, kOperations, &readAll};
    }

private:
    using Vector = typename VectorOf<Bytes>::Type;
    static constexpr std::int64_t kLanes = Bytes / 4;
    static constexpr std::int64_t kColumns = Vectors * kLanes;
    static constexpr int kChains = 12; // enough to hide the latency of two units, few enough for 16 registers
    static constexpr std::int64_t kOperations = 2 * kChains * kLanes;

    // Copies columns [column, column + width) of rows [first, first + count) of W side by side, and zeros
    // beyond the edge.
    static void pack(const MatmulShape& shape, const float* w, std::int64_t first, std::int64_t count,
                     std::int64_t column, std::int64_t width, float* panel)
    {
        for (std::int64_t k = 0; k < count; ++k) {
            const float* from = w + (first + k) * shape.columns + column;
            float* to = panel + k * kColumns;
            if (width == kColumns) {
                for (int v = 0; v < Vectors; ++v)
                    *reinterpret_cast<Vector*>(to + v * kLanes) =
                        *reinterpret_cast<const Vector*>(from + v * kLanes);
                continue;
            }
            for (std::int64_t j = 0; j < kColumns; ++j)
                to[j] = j < width ? from[j] : 0.0f;
        }
    }

    // [code then matmul-ladder/registers registers-workers]
    // Adds the product of `Rows` rows of X and the panel to the tile at `y`, `stride` floats a row.
    static inline void multiplyInRegisters(const float* const* x, std::int64_t inner, const float* panel,
                                           float* y, std::int64_t stride, bool first)
    {
        Vector sums[Rows][Vectors];
        for (int r = 0; r < Rows; ++r) {
            for (int v = 0; v < Vectors; ++v)
                sums[r][v] = first ? Vector{} : *reinterpret_cast<const Vector*>(y + r * stride + v * kLanes);
        }
        for (std::int64_t k = 0; k < inner; ++k) {
            Vector w[Vectors];
            for (int v = 0; v < Vectors; ++v)
                w[v] = *reinterpret_cast<const Vector*>(panel + k * kColumns + v * kLanes);
            for (int r = 0; r < Rows; ++r) {
                for (int v = 0; v < Vectors; ++v)
                    sums[r][v] += x[r][k] * w[v];
            }
        }
        for (int r = 0; r < Rows; ++r) {
            for (int v = 0; v < Vectors; ++v)
                *reinterpret_cast<Vector*>(y + r * stride + v * kLanes) = sums[r][v];
        }
    }
    // [end]

    [[gnu::noinline]] static void multiply(const MatmulShape& shape, const float* x, const float* w, float* y,
                                           std::int64_t row, std::int64_t column)
    {
        alignas(64) float panel[Inner * kColumns];
        alignas(64) float edge[Rows * kColumns];
        const std::int64_t width = smaller(kColumns, shape.columns - column);
        const std::int64_t rowEnd = smaller(row + RowBlock, shape.rows);
        for (std::int64_t first = 0; first < shape.inner; first += Inner) {
            const std::int64_t count = smaller(Inner, shape.inner - first);
            pack(shape, w, first, count, column, width, panel);
            for (std::int64_t i = row; i < rowEnd; i += Rows) {
                const std::int64_t rows = smaller(Rows, rowEnd - i);
                const float* sources[Rows];
                for (int r = 0; r < Rows; ++r) // beyond the edge the last row again, into a tile of its own
                    sources[r] = x + (i + smaller(r, rows - 1)) * shape.inner + first;
                float* to = y + i * shape.columns + column;
                if (rows == Rows && width == kColumns) {
                    multiplyInRegisters(sources, count, panel, to, shape.columns, first == 0);
                    continue;
                }
                multiplyInRegisters(sources, count, panel, edge, kColumns, true);
                for (std::int64_t r = 0; r < rows; ++r) {
                    for (std::int64_t j = 0; j < width; ++j) {
                        float& sum = to[r * shape.columns + j];
                        sum = (first == 0 ? 0.0f : sum) + edge[r * kColumns + j];
                    }
                }
            }
        }
    }

    [[gnu::noinline]] static float arithmetic(std::int64_t steps)
    {
        Vector sums[kChains];
        Vector factor;
        Vector addend;
        for (int lane = 0; lane < kLanes; ++lane) {
            factor[lane] = 0.999f;
            addend[lane] = 0.001f;
        }
        for (int chain = 0; chain < kChains; ++chain)
            sums[chain] = factor * static_cast<float>(chain);
        for (std::int64_t step = 0; step < steps; ++step) {
            for (Vector& sum : sums)
                sum = sum * factor + addend;
        }
        return total(sums);
    }

    [[gnu::noinline]] static float readAll(const float* values, std::int64_t count)
    {
        constexpr std::int64_t kSums = 8;
        Vector sums[kSums] = {};
        for (std::int64_t i = 0; i < count; i += kSums * kLanes) {
            for (std::int64_t s = 0; s < kSums; ++s)
                sums[s] += *reinterpret_cast<const Vector*>(values + i + s * kLanes);
        }
        return total(sums);
    }

    template<int Count>
    static float total(const Vector (&sums)[Count])
    {
        float result = 0;
        for (const Vector& sum : sums) {
            for (int lane = 0; lane < kLanes; ++lane)
                result += sum[lane];
        }
        return result;
    }
};

} // namespace
} // namespace lab::kernels
