// SPDX-License-Identifier: GPL-3.0-or-later
// The forward pass and the batch layout without recorder, window or session: one thread, µs a sample.
#include "core/kernels/network.h"
#include "core/kernels/matmul.h"
#include "core/kernels/relu.h"
#include "core/kernels/tensor.h"

#include <algorithm>
#include <benchmark/benchmark.h>

namespace lab::kernels {

namespace {

constexpr std::uint64_t kSeed = 1;

Tensor images(std::int64_t samples)
{
    Tensor made({samples, 784});
    for (std::int64_t i = 0; i < made.size(); ++i)
        made.data()[i] = static_cast<float>(i % 251) / 251;
    return made;
}

void perSample(benchmark::State& state, std::int64_t samples)
{
    state.counters["s/sample"] =
        benchmark::Counter(static_cast<double>(samples),
                           benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void forward(benchmark::State& state)
{
    const std::int64_t samples = state.range(0);
    const Network network = Network::random({784, 128, 64, 10}, kSeed);
    const Tensor input = images(samples);
    NetworkPass pass(network, samples);
    for (auto _ : state)
        pass.forward(network, input.data());
    perSample(state, samples);
}
BENCHMARK(forward)->Arg(1)->Arg(8)->Arg(64)->Arg(256)->Unit(benchmark::kMicrosecond);

void neuronByNeuron(benchmark::State& state)
{
    const Network network = Network::random({784, 128, 64, 10}, kSeed);
    const Tensor input = images(1);
    std::vector<float> first(128);
    std::vector<float> second(64);
    std::vector<float> last(10);
    for (auto _ : state) {
        layerByNeurons(network, 0, input.data(), first.data());
        layerByNeurons(network, 1, first.data(), second.data());
        layerByNeurons(network, 2, second.data(), last.data());
        benchmark::DoNotOptimize(last.data());
    }
    perSample(state, 1);
}
BENCHMARK(neuronByNeuron)->Unit(benchmark::kMicrosecond);

template<void (*Relu)(const float*, float*, std::int64_t)>
void relu(benchmark::State& state)
{
    const std::int64_t count = 1 << 16;
    Tensor input({count});
    std::uint32_t random = 1;
    for (std::int64_t i = 0; i < count; ++i) {
        random = random * 1664525u + 1013904223u;
        input.data()[i] = static_cast<float>(random >> 8) / 8388608.0f - 1.0f;
    }
    Tensor output({count});
    for (auto _ : state)
        Relu(input.data(), output.data(), count);
    perSample(state, count);
}
BENCHMARK(relu<reluBranch>)->Name("reluBranch")->Unit(benchmark::kMicrosecond);
BENCHMARK(relu<reluVector>)->Name("reluVector")->Unit(benchmark::kMicrosecond);

// The three ways of the batch layout: 0 a product a sample, 1 one product, 2 packed first.
void layout(benchmark::State& state)
{
    const std::int64_t samples = state.range(0);
    const std::int64_t way = state.range(1);
    const Tensor batch = images(samples);
    const Tensor weights = images(128);
    Tensor packed({samples, 784});
    Tensor result({samples, 128});
    const Matmul one({1, 784, 128});
    const Matmul whole({samples, 784, 128});
    Matmul::Workspace oneWorkspace = one.makeWorkspace();
    Matmul::Workspace wholeWorkspace = whole.makeWorkspace();
    std::vector<std::unique_ptr<float[]>> list;
    for (std::int64_t i = 0; i < samples; ++i) {
        list.push_back(std::make_unique<float[]>(784));
        std::copy_n(batch.data() + i * 784, 784, list.back().get());
    }
    for (auto _ : state) {
        for (std::int64_t i = 0; i < samples && way == 0; ++i)
            one.execute(list[static_cast<std::size_t>(i)].get(), weights.data(), nullptr,
                        result.data() + i * 128, oneWorkspace);
        for (std::int64_t i = 0; i < samples && way == 2; ++i)
            std::copy_n(list[static_cast<std::size_t>(i)].get(), 784, packed.data() + i * 784);
        if (way > 0)
            whole.execute(way == 1 ? batch.data() : packed.data(), weights.data(), nullptr, result.data(),
                          wholeWorkspace);
    }
    perSample(state, samples);
}
BENCHMARK(layout)
    ->ArgNames({"samples", "way"})
    ->ArgsProduct({{4, 64, 512}, {0, 1, 2}})
    ->Unit(benchmark::kMicrosecond);

} // namespace

} // namespace lab::kernels

BENCHMARK_MAIN();
