// SPDX-License-Identifier: GPL-3.0-or-later
#include "proof_claims.h"
#include "proof_threads.h"

#include "core/analysis/statistics.h"
#include "core/kernels/convolution.h"
#include "core/kernels/matmul.h"
#include "core/kernels/network.h"
#include "core/scenarios/shared/fashion.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <random>
#include <span>
#include <stdexcept>
#include <tbb/parallel_for.h>

namespace lab::proof {

namespace {

std::vector<float> randomValues(std::size_t count)
{
    std::mt19937 random(7);
    std::uniform_real_distribution<float> value(0, 1);
    std::vector<float> values(count);
    for (float& v : values)
        v = value(random);
    return values;
}

/// Median of the times after the first.
double burst(const Timing& work)
{
    constexpr double kLength = 0.02;
    work();
    std::vector<double> times;
    for (double sum = 0; sum < kLength; sum += times.back())
        times.push_back(work());
    return analysis::median(times);
}

Claim convolutionClaim()
{
    struct State
    {
        explicit State(const kernels::ConvolutionShape& one, const kernels::Tensor& weights)
            : convolution(one, weights)
        {
        }
        kernels::Convolution convolution;
        std::vector<kernels::Convolution::Buffers> buffers;
        std::vector<std::optional<kernels::Convolution::Workspace>> workspaces;
    };
    constexpr std::int64_t kImages = 4;
    const kernels::ConvolutionShape shape{1, 16, 32, 28, 28};
    kernels::Tensor weights({shape.filters, shape.channels, 3, 3});
    const auto values = randomValues(static_cast<std::size_t>(weights.size()));
    std::copy(values.begin(), values.end(), weights.data());
    auto state = std::make_shared<State>(shape, weights);
    const auto image = randomValues(static_cast<std::size_t>(shape.channels * shape.height * shape.width));
    for (std::int64_t i = 0; i < kImages; ++i)
        state->buffers.push_back(state->convolution.makeBuffers(image.data()));
    state->workspaces.resize(256);
    const auto one = [state](std::size_t i) {
        auto& workspace = state->workspaces[threadIndex()];
        if (!workspace)
            workspace.emplace(state->convolution.makeWorkspace());
        state->convolution.execute(state->buffers[i], *workspace);
    };
    return {"convolution, image by image", "one-by-one", "spread", timed([one, state] {
                for (std::size_t i = 0; i < state->buffers.size(); ++i)
                    one(i);
            }),
            timed([one, state] {
                tbb::parallel_for(std::size_t{0}, state->buffers.size(), one, tbb::simple_partitioner());
            })};
}

Claim matmulClaim()
{
    struct State
    {
        State(std::int64_t rows, std::int64_t parts)
            : x(randomValues(std::size_t{64} * 784)), w(randomValues(std::size_t{784} * 128)),
              y(std::size_t{64} * 128), whole({64, 784, 128}), part({rows, 784, 128}), count(parts)
        {
            all.emplace(whole.makeWorkspace());
            for (std::int64_t i = 0; i < parts; ++i)
                own.push_back(part.makeWorkspace());
        }
        std::vector<float> x;
        std::vector<float> w;
        std::vector<float> y;
        kernels::Matmul whole;
        kernels::Matmul part;
        std::int64_t count;
        std::optional<kernels::Matmul::Workspace> all;
        std::vector<kernels::Matmul::Workspace> own;
    };
    std::int64_t rows = 64;
    while (rows > 8 && 64 / rows < threads())
        rows /= 2;
    auto state = std::make_shared<State>(rows, 64 / rows);
    return {"matmul, oneDNN", "library", "library-workers", timed([state] {
                state->whole.execute(state->x.data(), state->w.data(), nullptr, state->y.data(), *state->all);
            }),
            timed([state, rows] {
                tbb::parallel_for(
                    std::int64_t{0}, state->count,
                    [&](std::int64_t part) {
                        state->part.execute(state->x.data() + part * rows * 784, state->w.data(), nullptr,
                                            state->y.data() + part * rows * 128,
                                            state->own[static_cast<std::size_t>(part)]);
                    },
                    tbb::simple_partitioner());
            })};
}

struct Gradients
{
    static constexpr std::size_t kSamples = 256;
    static constexpr std::size_t kPerAddition = 8; // of those, under the lock

    // The program's own samples and network: with random ones most probabilities underflow, and arithmetic
    // on the subnormal numbers that remain takes longer.
    Gradients() : network(scenarios::fashionNetwork()), samples(scenarios::fashionSamples(kSamples, 1))
    {
        sum.resize(network.parameters().size());
        slots.resize(256);
    }
    struct Slot
    {
        explicit Slot(const kernels::Network& network)
            : pass(network, 1), gradient(network.parameters().size()), sum(network.parameters().size())
        {
        }
        kernels::NetworkPass pass;
        std::vector<float> gradient;
        std::vector<float> sum;
    };
    Slot& slot()
    {
        auto& own = slots[threadIndex()];
        if (!own)
            own = std::make_unique<Slot>(network);
        return *own;
    }
    void compute(Slot& own, std::size_t sample, std::span<float> gradient)
    {
        const float* image = samples.images.data() + sample * 784;
        own.pass.forward(network, image);
        own.pass.backward(network, image, std::span(&samples.labels[sample], 1), gradient);
    }
    static void add(std::span<float> to, std::span<const float> from)
    {
        std::transform(to.begin(), to.end(), from.begin(), to.begin(), std::plus<>());
    }
    void clear()
    {
        std::fill(sum.begin(), sum.end(), 0.0f);
        for (auto& slot : slots) {
            if (slot)
                std::fill(slot->sum.begin(), slot->sum.end(), 0.0f);
        }
    }
    /// Every thread adds up a part of the threads' sums.
    void addUp()
    {
        const std::size_t parts = static_cast<std::size_t>(threads());
        tbb::parallel_for(
            std::size_t{0}, parts,
            [&](std::size_t part) {
                const std::size_t first = sum.size() * part / parts;
                const std::size_t count = sum.size() * (part + 1) / parts - first;
                for (const auto& slot : slots) {
                    if (slot)
                        add(std::span(sum).subspan(first, count),
                            std::span<const float>(slot->sum).subspan(first, count));
                }
            },
            tbb::simple_partitioner());
    }

    kernels::Network network;
    scenarios::FashionSamples samples;
    std::vector<float> sum;
    std::mutex mutex;
    std::vector<std::unique_ptr<Slot>> slots;
};

/// One iteration that calls `accumulate(own slot)` after each sample's gradient, from one thread or all.
template<class Accumulate>
Timing gradientTiming(
    const std::shared_ptr<Gradients>& state, bool parallel, Accumulate accumulate, const Work& finish = [] {})
{
    const auto sample = [state, accumulate](std::size_t i) {
        auto& own = state->slot();
        state->compute(own, i, own.gradient);
        accumulate(own);
    };
    const auto iterate = [sample, parallel, finish] {
        if (parallel) {
            tbb::parallel_for(std::size_t{0}, Gradients::kSamples, sample, tbb::simple_partitioner());
        } else {
            for (std::size_t i = 0; i < Gradients::kSamples; ++i)
                sample(i);
        }
        finish();
    };
    return timed(iterate, [state] { state->clear(); });
}

Timing sequentialGradients(const std::shared_ptr<Gradients>& state)
{
    return gradientTiming(state, false,
                          [state](Gradients::Slot& own) { Gradients::add(state->sum, own.gradient); });
}

Claim lockClaim(const std::shared_ptr<Gradients>& state)
{
    const auto locked = [state](std::size_t group) {
        auto& own = state->slot();
        const std::size_t first = group * Gradients::kPerAddition;
        state->compute(own, first, own.sum);
        for (std::size_t sample = first + 1; sample < first + Gradients::kPerAddition; ++sample) {
            state->compute(own, sample, own.gradient);
            Gradients::add(own.sum, own.gradient);
        }
        const std::scoped_lock lock(state->mutex);
        Gradients::add(state->sum, own.sum);
    };
    const auto iterate = [locked] {
        tbb::parallel_for(std::size_t{0}, Gradients::kSamples / Gradients::kPerAddition, locked,
                          tbb::simple_partitioner());
    };
    return {"gradients, one lock", "sequential", "lock", sequentialGradients(state),
            timed(iterate, [state] { state->clear(); })};
}

Claim ownSumsClaim(const std::shared_ptr<Gradients>& state)
{
    const auto apart = [](Gradients::Slot& own) { Gradients::add(own.sum, own.gradient); };
    return {"gradients, own sums", "sequential", "own-sums", sequentialGradients(state),
            gradientTiming(state, true, apart, [state] { state->addUp(); })};
}

/// Every thread increments a counter of its own, `step` counters from its neighbour's.
Timing counting(std::size_t step)
{
    constexpr int kTimes = 1000; // of a batch; whoever is ready takes the next one
    constexpr int kBatches = 100;
    auto counters = std::make_shared<std::vector<std::atomic<std::int64_t>>>(4096);
    auto crew = std::make_shared<Crew>(std::min(threads(), 32));
    return [counters, crew, step] {
        const auto address = reinterpret_cast<std::uintptr_t>(counters->data());
        auto* first = counters->data() + (256 - address % 256) % 256 / sizeof(std::int64_t);
        std::atomic<int> next{0};
        return (*crew)([&](std::size_t thread) {
            auto& counter = first[thread * step];
            while (next++ < kBatches) {
                for (int i = 0; i < kTimes; ++i)
                    counter.fetch_add(1, std::memory_order_relaxed);
            }
        });
    };
}

Claim sharingClaim()
{
    return {"counters, a line each", "adjacent", "line", counting(1), counting(8)};
}

} // namespace

std::vector<Claim> claimsOf(const std::string& scenario)
{
    if (scenario == "batch-convolution")
        return {convolutionClaim()};
    if (scenario == "matmul-ladder")
        return {matmulClaim()};
    if (scenario == "false-sharing")
        return {sharingClaim()};
    if (scenario != "gradient-accumulation")
        throw std::invalid_argument("nothing is claimed of '" + scenario + "'");
    const auto gradients = std::make_shared<Gradients>();
    return {lockClaim(gradients), ownSumsClaim(gradients)};
}

std::optional<Turn> measure(const Claim& claim)
{
    constexpr int kRounds = 6;
    constexpr std::size_t kFewest = 3;
    constexpr double kFree = 0.9;
    constexpr double kWarmUp = 0.3;
    std::array<std::vector<double>, 3> rounds; // slow, fast, cores
    for (double spent = 0; spent < kWarmUp;) // a new process is slower: threads, pages, the cores it is given
        spent += seconds([&] { claim.fast(); });
    for (int round = 0; round < kRounds; ++round) {
        const double before = coresNow();
        rounds[0].push_back(burst(claim.slow));
        wakeThreads();
        rounds[1].push_back(burst(claim.fast));
        rounds[2].push_back(std::min(before, coresNow()));
    }
    const double most = *std::max_element(rounds[2].begin(), rounds[2].end());
    std::vector<double> slow;
    std::vector<double> fast;
    for (std::size_t i = 0; i < rounds[2].size(); ++i) {
        if (rounds[2][i] < kFree * most)
            continue;
        slow.push_back(rounds[0][i]);
        fast.push_back(rounds[1][i]);
    }
    if (slow.size() < kFewest)
        return std::nullopt;
    return Turn{analysis::median(slow), analysis::median(fast)};
}

} // namespace lab::proof
