// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/matmul_loops.h"
#include "core/kernels/register_tiles.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

namespace lab::kernels {

namespace {

const std::vector<MatmulShape> kShapes = {{1, 1, 1},    {3, 5, 7},      {8, 256, 32},   {64, 784, 128},
                                          {9, 257, 33}, {65, 300, 129}, {31, 1000, 17}, {100, 3, 300}};

// X, W and the product in double precision.
struct Problem
{
    explicit Problem(const MatmulShape& wanted) : shape(wanted)
    {
        for (std::int64_t i = 0; i < shape.rows * shape.inner; ++i)
            x.push_back(std::sin(static_cast<float>(i * 7 % 1000)));
        for (std::int64_t i = 0; i < shape.inner * shape.columns; ++i)
            w.push_back(std::cos(static_cast<float>(i * 3 % 1000)));
        for (std::int64_t i = 0; i < shape.rows; ++i) {
            for (std::int64_t j = 0; j < shape.columns; ++j) {
                double sum = 0;
                for (std::int64_t k = 0; k < shape.inner; ++k)
                    sum += static_cast<double>(x[static_cast<std::size_t>(i * shape.inner + k)]) *
                           static_cast<double>(w[static_cast<std::size_t>(k * shape.columns + j)]);
                expected.push_back(sum);
            }
        }
        y.assign(expected.size(), 99.0f); // what a product leaves out shows
    }

    // n roundings of sums of at most n · 1.
    double tolerance() const
    {
        const auto n = static_cast<double>(shape.inner);
        return 0x1p-24 * n * n;
    }

    void check(const std::string& what) const
    {
        for (std::size_t i = 0; i < expected.size(); ++i)
            ASSERT_NEAR(y[i], expected[i], tolerance())
                << what << " at " << i << " of " << shape.rows << "×" << shape.inner << "×" << shape.columns;
    }

    MatmulShape shape;
    std::vector<float> x;
    std::vector<float> w;
    std::vector<float> y;
    std::vector<double> expected;
};

TEST(MatmulLoops, RowsAgreeWithDoublePrecision)
{
    for (const MatmulShape& shape : kShapes) {
        for (const auto multiply : {multiplyRowByProducts, multiplyRowByRows}) {
            Problem problem(shape);
            for (std::int64_t row = shape.rows - 1; row >= 0; --row) // in any order
                multiply(shape, problem.x.data(), problem.w.data(), problem.y.data(), row);
            problem.check(multiply == multiplyRowByRows ? "rows" : "products");
        }
    }
}

TEST(MatmulLoops, TilesAgreeAlsoAtRaggedEdges)
{
    for (const MatmulShape& shape : kShapes) {
        for (const TileExtents tile : {TileExtents{}, TileExtents{4, 6, 5}, TileExtents{1, 1, 1}}) {
            Problem problem(shape);
            for (std::int64_t row = 0; row < shape.rows; row += tile.rows) {
                for (std::int64_t column = 0; column < shape.columns; column += tile.columns)
                    multiplyTile(shape, problem.x.data(), problem.w.data(), problem.y.data(), row, column,
                                 tile);
            }
            problem.check("tiles");
        }
    }
}

TEST(RegisterTiles, EveryInstructionSetOfThisMachineAgrees)
{
    ASSERT_FALSE(registerTiles().empty());
    for (const RegisterTiles& tiles : registerTiles()) {
        EXPECT_EQ(tiles.rowBlock % 2, 0) << tiles.instructions;
        for (const MatmulShape& shape : kShapes) {
            Problem problem(shape);
            for (std::int64_t call = callCount(tiles, shape) - 1; call >= 0; --call)
                multiplyPart(tiles, shape, problem.x.data(), problem.w.data(), problem.y.data(), call);
            problem.check(std::string(tiles.instructions));
        }
    }
}

TEST(RegisterTiles, APartWritesNothingButItself)
{
    for (const RegisterTiles& tiles : registerTiles()) {
        Problem problem({2 * tiles.rowBlock, 40, 3 * tiles.tileColumns});
        ASSERT_EQ(callCount(tiles, problem.shape), 6);
        multiplyPart(tiles, problem.shape, problem.x.data(), problem.w.data(), problem.y.data(), 4);
        for (std::int64_t i = 0; i < problem.shape.rows; ++i) {
            for (std::int64_t j = 0; j < problem.shape.columns; ++j) {
                const bool inside = i >= tiles.rowBlock && j / tiles.tileColumns == 1;
                const auto at = static_cast<std::size_t>(i * problem.shape.columns + j);
                if (inside) {
                    EXPECT_NEAR(problem.y[at], problem.expected[at], problem.tolerance());
                } else {
                    EXPECT_EQ(problem.y[at], 99.0f);
                }
            }
        }
    }
}

TEST(RegisterTiles, ProbesComputeWhatTheySay)
{
    std::vector<float> values(1024);
    std::iota(values.begin(), values.end(), 0.0f);
    for (const RegisterTiles& tiles : registerTiles()) {
        EXPECT_EQ(tiles.readAll(values.data(), 1024), 1023 * 512); // exact: all below 2^24
        EXPECT_GT(tiles.operationsPerStep, 0);
        // x → 0.999 x + 0.001 has its fixed point at 1, and every lane of the 12 sums goes there.
        const auto lanes = static_cast<float>(tiles.operationsPerStep / 2);
        EXPECT_NEAR(tiles.arithmetic(20'000), lanes, lanes * 1e-3f);
    }
}

} // namespace

} // namespace lab::kernels
