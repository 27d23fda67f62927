// SPDX-License-Identifier: GPL-3.0-or-later
// Are the program's figures right? Measures four of its speedups again with loops and threads of its own,
// neither recorder nor session nor pool, and prints them beside those of `speedup-lab run`:
//   proof_of_figures [path to speedup-lab]
// A machine drifts by more than the rounds of one run differ: both sides measure in turns, several times, and
// the intervals are those of the turns' speedups. Exits with 1 when two intervals do not meet.
#include "core/analysis/statistics.h"
#include "core/kernels/convolution.h"
#include "core/kernels/matmul.h"
#include "core/kernels/network.h"
#include "core/scenarios/shared/fashion.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <mutex>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#include <thread>
#include <vector>

using namespace lab;

namespace {

using Json = nlohmann::json;
using Work = std::function<void()>;
using Timing = std::function<double()>; ///< does its work once; s that it took

int threads()
{
    return tbb::this_task_arena::max_concurrency();
}

/// The calling thread's number, 0 … threads() - 1. The main thread has none before its first parallel loop.
std::size_t threadIndex()
{
    return static_cast<std::size_t>(std::max(0, tbb::this_task_arena::current_thread_index()));
}

std::vector<float> randomValues(std::size_t count)
{
    std::mt19937 random(7);
    std::uniform_real_distribution<float> value(0, 1);
    std::vector<float> values(count);
    for (float& v : values)
        v = value(random);
    return values;
}

/// One speedup: how long `slow` takes against `fast`.
struct Claim
{
    std::string name;
    std::string scenario;
    std::string slowKey; ///< variants of the scenario
    std::string fastKey;
    Timing slow;
    Timing fast;
};

double seconds(const Work& work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

Timing timed(Work work)
{
    return [work = std::move(work)] { return seconds(work); };
}

double burst(const Timing& work)
{
    constexpr double kLength = 0.02;
    std::vector<double> times = {work()};
    for (double sum = 0; sum < kLength; sum += times.back())
        times.push_back(work());
    return analysis::median(times);
}

/// Calls `work(thread)` on `count` threads that begin together; s that the slowest took.
double secondsTogether(int count, const std::function<void(std::size_t thread)>& work)
{
    std::atomic<int> arrived{0};
    std::vector<double> times(static_cast<std::size_t>(count));
    std::vector<std::jthread> running;
    for (std::size_t thread = 0; thread < times.size(); ++thread) {
        running.emplace_back([&, thread] {
            ++arrived;
            while (arrived.load(std::memory_order_relaxed) < count) {
            }
            times[thread] = seconds([&] { work(thread); });
        });
    }
    running.clear();
    return *std::max_element(times.begin(), times.end());
}

/// How many times the speed of one thread all of them give together just now, by arithmetic that shares
/// nothing: 1 when the virtual cores share a physical one, and a speedup measured then is not the work's.
double coresNow()
{
    constexpr int kTries = 3; // the best: an interruption of one says nothing about the cores
    static const auto arithmetic = [](std::size_t) {
        volatile double sum = 1;
        for (int i = 0; i < 200'000; ++i)
            sum = sum * 1.0000001;
    };
    double one = secondsTogether(1, arithmetic);
    double all = secondsTogether(threads(), arithmetic);
    for (int i = 1; i < kTries; ++i) {
        one = std::min(one, secondsTogether(1, arithmetic));
        all = std::min(all, secondsTogether(threads(), arithmetic));
    }
    return std::min(1.0, one / all) * threads();
}

/// The speedup of a claim in one turn: the ratio of the medians of those rounds in which the cores were free.
struct Turn
{
    double slow = 0; // s
    double fast = 0;
};

/// Nothing where too few rounds had their cores.
std::optional<Turn> measure(const Claim& claim)
{
    constexpr int kRounds = 10;
    constexpr std::size_t kFewest = 5;
    constexpr double kFree = 0.9;
    static double most = 0;                    // cores that the machine has ever given
    std::array<std::vector<double>, 3> rounds; // slow, fast, cores
    for (int round = 0; round < kRounds; ++round) {
        const double before = coresNow();
        rounds[0].push_back(burst(claim.slow));
        rounds[1].push_back(burst(claim.fast));
        rounds[2].push_back(std::min(before, coresNow()));
    }
    most = std::max(most, *std::max_element(rounds[2].begin(), rounds[2].end()));
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
    return {"convolution, image by image",
            "batch-convolution",
            "one-by-one",
            "spread",
            timed([one, state] {
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
            : x(randomValues(64 * 784)), w(randomValues(784 * 128)), y(64 * 128), whole({64, 784, 128}),
              part({rows, 784, 128}), count(parts)
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
    return {"matmul, oneDNN",
            "matmul-ladder",
            "library",
            "library-workers",
            timed([state] {
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
    static constexpr std::size_t kSamples = 64;

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
    void compute(Slot& own, std::size_t sample)
    {
        const float* image = samples.images.data() + sample * 784;
        own.pass.forward(network, image);
        own.pass.backward(network, image, std::span(&samples.labels[sample], 1), own.gradient);
    }
    static void add(std::vector<float>& to, const std::vector<float>& from)
    {
        std::transform(to.begin(), to.end(), from.begin(), to.begin(), std::plus<>());
    }

    kernels::Network network;
    scenarios::FashionSamples samples;
    std::vector<float> sum;
    std::mutex mutex;
    std::vector<std::unique_ptr<Slot>> slots;
};

Timing sequentialGradients(const std::shared_ptr<Gradients>& state)
{
    return timed([state] {
        std::fill(state->sum.begin(), state->sum.end(), 0.0f);
        for (std::size_t i = 0; i < Gradients::kSamples; ++i) {
            auto& own = state->slot();
            state->compute(own, i);
            Gradients::add(state->sum, own.gradient);
        }
    });
}

Claim lockClaim(const std::shared_ptr<Gradients>& state)
{
    return {"gradients, one lock",
            "gradient-accumulation",
            "sequential",
            "lock",
            sequentialGradients(state),
            timed([state] {
                std::fill(state->sum.begin(), state->sum.end(), 0.0f);
                tbb::parallel_for(
                    std::size_t{0}, Gradients::kSamples,
                    [&](std::size_t i) {
                        auto& own = state->slot();
                        state->compute(own, i);
                        const std::scoped_lock lock(state->mutex);
                        Gradients::add(state->sum, own.gradient);
                    },
                    tbb::simple_partitioner());
            })};
}

Claim ownSumsClaim(const std::shared_ptr<Gradients>& state)
{
    return {"gradients, own sums",
            "gradient-accumulation",
            "sequential",
            "own-sums",
            sequentialGradients(state),
            timed([state] {
                std::fill(state->sum.begin(), state->sum.end(), 0.0f);
                for (auto& slot : state->slots) {
                    if (slot)
                        std::fill(slot->sum.begin(), slot->sum.end(), 0.0f);
                }
                tbb::parallel_for(
                    std::size_t{0}, Gradients::kSamples,
                    [&](std::size_t i) {
                        auto& own = state->slot();
                        state->compute(own, i);
                        Gradients::add(own.sum, own.gradient);
                    },
                    tbb::simple_partitioner());
                for (auto& slot : state->slots) {
                    if (slot)
                        Gradients::add(state->sum, slot->sum);
                }
            })};
}

/// Every thread increments a counter of its own, `step` counters apart.
Timing counting(std::size_t step)
{
    constexpr int kTimes = 100'000;
    auto counters = std::make_shared<std::vector<std::atomic<std::int64_t>>>(4096);
    return [counters, step] {
        const auto address = reinterpret_cast<std::uintptr_t>(counters->data());
        auto* first = counters->data() + (256 - address % 256) % 256 / sizeof(std::int64_t);
        return secondsTogether(std::min(threads(), 32), [&](std::size_t thread) {
            auto& counter = first[thread * step];
            for (int i = 0; i < kTimes; ++i)
                counter.fetch_add(1, std::memory_order_relaxed);
        });
    };
}

Claim sharingClaim()
{
    return {"counters, a line each", "false-sharing", "adjacent", "line", counting(1), counting(8)};
}

/// The program's medians of one run, or nothing where it says that too few rounds had their cores.
std::optional<Turn> ofProgram(const Json& result, const Claim& claim)
{
    const auto find = [&](const std::string& key) -> const Json& {
        for (const Json& variant : result.at("variants")) {
            if (variant.at("key") == key)
                return variant;
        }
        throw std::runtime_error("the program has no variant '" + key + "' in " + claim.scenario);
    };
    const Json& slow = find(claim.slowKey);
    const Json& fast = find(claim.fastKey);
    if (slow.at("interval_95_ns").is_null() || fast.at("interval_95_ns").is_null())
        return std::nullopt;
    return Turn{slow.at("median_ns").get<double>() * 1e-9, fast.at("median_ns").get<double>() * 1e-9};
}

Json runProgram(const std::string& program, const std::string& scenario)
{
    const auto file = std::filesystem::temp_directory_path() / ("proof-" + scenario + ".json");
    const std::string command = "\"" + program + "\" run " + scenario + " --budget 5 --json \"" +
                                file.string() + "\" > /dev/null 2>&1";
    if (std::system(command.c_str()) != 0)
        throw std::runtime_error("'" + command + "' failed");
    std::ifstream stream(file);
    Json result = Json::parse(stream);
    std::filesystem::remove(file);
    return result;
}

constexpr std::size_t kTurns = 8;

/// What the turns of one side say together.
struct Figure
{
    double speedup = 0; ///< geometric mean of the turns
    analysis::Interval interval;
    double slow = 0; ///< s, median of the turns
    double fast = 0;
};

Figure together(const std::vector<Turn>& turns)
{
    constexpr double kStudent = 2.365; // 97.5 % of Student's t with kTurns - 1 = 7 degrees of freedom
    std::vector<double> logs;
    std::vector<double> slow;
    std::vector<double> fast;
    for (const Turn& turn : turns) {
        logs.push_back(std::log(turn.slow / turn.fast));
        slow.push_back(turn.slow);
        fast.push_back(turn.fast);
    }
    const double n = static_cast<double>(logs.size());
    const double mean = std::accumulate(logs.begin(), logs.end(), 0.0) / n;
    double squares = 0;
    for (const double value : logs)
        squares += (value - mean) * (value - mean);
    const double half = kStudent * std::sqrt(squares / (n - 1) / n);
    return {std::exp(mean),
            {std::exp(mean - half), std::exp(mean + half)},
            analysis::median(slow),
            analysis::median(fast)};
}

/// `make` is called for every turn: where memory lies decides how well caches hold it, and a process of the
/// program is another one each time, too.
bool compare(const std::function<std::vector<Claim>()>& make, const std::string& program)
{
    std::vector<Claim> claims = make();
    std::vector<std::vector<Turn>> own(claims.size());
    std::vector<std::vector<Turn>> shown(claims.size());
    for (std::size_t tries = 0; own.front().size() < kTurns; ++tries) {
        if (tries == 3 * kTurns)
            throw std::runtime_error("too few rounds had their cores: run this on an idle machine");
        const Json result = runProgram(program, claims.front().scenario);
        claims = make();
        std::vector<Turn> turns;
        for (const Claim& claim : claims) {
            const auto theirs = ofProgram(result, claim);
            const auto mine = theirs ? measure(claim) : std::nullopt;
            if (mine)
                turns.insert(turns.end(), {*theirs, *mine});
        }
        if (turns.size() < 2 * claims.size())
            continue;
        for (std::size_t i = 0; i < claims.size(); ++i) {
            shown[i].push_back(turns[2 * i]);
            own[i].push_back(turns[2 * i + 1]);
        }
    }
    bool all = true;
    for (std::size_t i = 0; i < claims.size(); ++i) {
        const Figure a = together(own[i]);
        const Figure b = together(shown[i]);
        const bool meet = a.interval.low <= b.interval.high && b.interval.low <= a.interval.high;
        all = all && meet;
        std::printf("%-26s %5.2f (%5.2f - %5.2f) %7.3f / %7.3f   %5.2f (%5.2f - %5.2f) %7.3f / %7.3f   %s\n",
                    claims[i].name.c_str(), a.speedup, a.interval.low, a.interval.high, a.slow * 1e3,
                    a.fast * 1e3, b.speedup, b.interval.low, b.interval.high, b.slow * 1e3, b.fast * 1e3,
                    meet ? "agree" : "DIFFER");
        std::fflush(stdout);
    }
    return all;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        const std::string program = argc > 1 ? argv[1] : LAB_PROGRAM;
        std::printf("%-26s %-39s   %-39s\n", "speedup (95 % interval) ms", "measured here",
                    "speedup-lab run");
        const auto gradientClaims = [] {
            const auto gradients = std::make_shared<Gradients>();
            return std::vector{lockClaim(gradients), ownSumsClaim(gradients)};
        };
        bool all = compare([] { return std::vector{convolutionClaim()}; }, program);
        all = compare([] { return std::vector{matmulClaim()}; }, program) && all;
        all = compare(gradientClaims, program) && all;
        all = compare([] { return std::vector{sharingClaim()}; }, program) && all;
        return all ? EXIT_SUCCESS : EXIT_FAILURE;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "proof_of_figures: %s\n", error.what());
        return 2;
    }
}
