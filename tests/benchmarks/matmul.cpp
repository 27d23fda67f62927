// SPDX-License-Identifier: GPL-3.0-or-later
// The rungs of the matmul ladder without recorder, window or session: GFLOP/s each.
#include "core/kernels/matmul.h"
#include "core/kernels/matmul_loops.h"
#include "core/kernels/register_tiles.h"
#include "core/kernels/tensor.h"

#include <benchmark/benchmark.h>

namespace lab::kernels {

namespace {

struct Matrices
{
    explicit Matrices(const benchmark::State& state)
        : shape{state.range(0), state.range(1), state.range(2)}, x({shape.rows, shape.inner}),
          w({shape.inner, shape.columns}), y({shape.rows, shape.columns})
    {
        for (std::int64_t i = 0; i < x.size(); ++i)
            x.data()[i] = static_cast<float>(i % 17) / 17;
        for (std::int64_t i = 0; i < w.size(); ++i)
            w.data()[i] = static_cast<float>(i % 13) / 13 - 0.5f;
    }

    MatmulShape shape;
    Tensor x;
    Tensor w;
    Tensor y;
};

void count(benchmark::State& state, const Matrices& matrices)
{
    state.counters["GFLOP/s"] = benchmark::Counter(2e-9 * static_cast<double>(matrices.shape.multiplyAdds()),
                                                   benchmark::Counter::kIsIterationInvariantRate);
}

template<void (*Multiply)(const MatmulShape&, const float*, const float*, float*, std::int64_t)>
void rows(benchmark::State& state)
{
    Matrices m(state);
    for (auto _ : state) {
        for (std::int64_t row = 0; row < m.shape.rows; ++row)
            Multiply(m.shape, m.x.data(), m.w.data(), m.y.data(), row);
    }
    count(state, m);
}

void tiles(benchmark::State& state)
{
    Matrices m(state);
    const TileExtents tile;
    for (auto _ : state) {
        for (std::int64_t row = 0; row < m.shape.rows; row += tile.rows) {
            for (std::int64_t column = 0; column < m.shape.columns; column += tile.columns)
                multiplyTile(m.shape, m.x.data(), m.w.data(), m.y.data(), row, column, tile);
        }
    }
    count(state, m);
}

void registers(benchmark::State& state, const RegisterTiles& kind)
{
    Matrices m(state);
    const std::int64_t calls = callCount(kind, m.shape);
    for (auto _ : state) {
        for (std::int64_t call = 0; call < calls; ++call)
            multiplyPart(kind, m.shape, m.x.data(), m.w.data(), m.y.data(), call);
    }
    count(state, m);
}

void library(benchmark::State& state)
{
    Matrices m(state);
    const Matmul product(m.shape);
    Matmul::Workspace workspace = product.makeWorkspace();
    for (auto _ : state)
        product.execute(m.x.data(), m.w.data(), nullptr, m.y.data(), workspace);
    count(state, m);
}

void reduced(benchmark::State& state, Precision precision)
{
    if (!hasInstructionsFor(precision))
        return state.SkipWithError("this processor has no instructions for it");
    Matrices m(state);
    ReducedMatmul product(m.shape, precision, m.x.data(), m.w.data());
    for (auto _ : state)
        product.execute(m.y.data());
    count(state, m);
}

void peak(benchmark::State& state, const RegisterTiles& kind)
{
    constexpr std::int64_t kSteps = 20'000;
    for (auto _ : state)
        benchmark::DoNotOptimize(kind.arithmetic(kSteps));
    state.counters["GFLOP/s"] =
        benchmark::Counter(1e-9 * static_cast<double>(kSteps * kind.operationsPerStep),
                           benchmark::Counter::kIsIterationInvariantRate);
}

void shapes(benchmark::internal::Benchmark* benchmark)
{
    benchmark->ArgNames({"rows", "inner", "columns"})
        ->Args({64, 784, 128})
        ->Args({512, 512, 512})
        ->Unit(benchmark::kMicrosecond);
}

BENCHMARK(rows<multiplyRowByProducts>)->Name("products")->Apply(shapes);
BENCHMARK(rows<multiplyRowByRows>)->Name("rows")->Apply(shapes);
BENCHMARK(tiles)->Apply(shapes);
BENCHMARK(library)->Apply(shapes);
BENCHMARK_CAPTURE(reduced, bf16, Precision::Bf16)->Apply(shapes);
BENCHMARK_CAPTURE(reduced, int8, Precision::Int8)->Apply(shapes);

} // namespace

} // namespace lab::kernels

int main(int argc, char** argv)
{
    using namespace lab::kernels;
    benchmark::Initialize(&argc, argv);
    for (const RegisterTiles& kind : registerTiles()) {
        const std::string name(kind.instructions);
        benchmark::RegisterBenchmark(("registers/" + name).c_str(), registers, kind)->Apply(shapes);
        benchmark::RegisterBenchmark(("peak/" + name).c_str(), peak, kind)->Unit(benchmark::kMicrosecond);
    }
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
