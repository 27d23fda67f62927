// SPDX-License-Identifier: GPL-3.0-or-later
// One image after the other against workers and against one batched call. The variants take turns, and the
// counters are ratios of their medians: times drift with the machine, ratios within one run hardly.
#include "core/kernels/convolution.h"
#include "core/base/clock.h"
#include "core/workers/worker_pool.h"

#include <algorithm>
#include <array>
#include <benchmark/benchmark.h>
#include <thread>
#include <vector>

namespace {

using namespace lab;
using kernels::Convolution;
using kernels::ConvolutionShape;

template<class Work>
double timed(Work&& work)
{
    const base::Nanoseconds begin = base::now();
    work();
    return static_cast<double>(base::now() - begin);
}

double middle(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                     values.end());
    return values[values.size() / 2];
}

void convolution(benchmark::State& state)
{
    const ConvolutionShape batch{state.range(0), state.range(1), state.range(2), state.range(3),
                                 state.range(3)};
    ConvolutionShape one = batch;
    one.images = 1;
    kernels::Tensor images({batch.images, batch.channels, batch.height, batch.width});
    std::fill(images.elements().begin(), images.elements().end(), 0.5f);
    const kernels::Tensor weights({batch.filters, batch.channels, 3, 3});
    const Convolution single(one, weights);
    const Convolution whole(batch, weights);
    const int workers = static_cast<int>(std::max(2u, std::thread::hardware_concurrency()));
    workers::WorkerPool pool(workers);
    std::vector<Convolution::Workspace> workspaces;
    for (int w = 0; w < workers; ++w)
        workspaces.push_back(single.makeWorkspace());
    std::vector<Convolution::Buffers> buffers;
    for (std::int64_t i = 0; i < batch.images; ++i)
        buffers.push_back(single.makeBuffers(images.data() + i * images.size() / batch.images));
    auto batchBuffers = whole.makeBuffers(images.data());
    auto batchWorkspace = whole.makeWorkspace();

    std::array<std::vector<double>, 3> times;
    for (auto _ : state) {
        times[0].push_back(timed([&] {
            for (auto& buffer : buffers)
                single.execute(buffer, workspaces[0]);
        }));
        times[1].push_back(timed([&] {
            pool.forEach(buffers.size(), 1, [&](std::size_t image, std::size_t worker) {
                single.execute(buffers[image], workspaces[worker]);
            });
        }));
        times[2].push_back(timed([&] { whole.execute(batchBuffers, batchWorkspace); }));
    }
    const double sequential = middle(times[0]);
    state.counters["us_an_image"] = sequential / 1e3 / static_cast<double>(batch.images);
    state.counters["spread_x"] = sequential / middle(times[1]);
    state.counters["batched_x"] = sequential / middle(times[2]);
}
BENCHMARK(convolution)
    ->ArgNames({"images", "channels", "filters", "size"})
    ->Args({4, 1, 8, 28})
    ->Args({64, 1, 8, 28})
    ->Args({4, 16, 16, 28})
    ->Args({64, 16, 16, 28})
    ->Args({4, 64, 64, 28})
    ->Args({4, 3, 64, 224})
    ->UseRealTime();

} // namespace

BENCHMARK_MAIN();
