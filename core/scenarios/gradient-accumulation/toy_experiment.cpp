// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/gradient-accumulation/toy_experiment.h"

#include "core/base/start_thread.h"
#include "core/scenarios/gradient-accumulation/gradient_scene.h"
#include "core/scenarios/shared/checksum.h"
#include "core/workers/affinity.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <latch>
#include <thread>

namespace lab::scenarios::gradient_accumulation {

namespace {

using namespace scenario;
using namespace std::chrono_literals;
using trace::ScopedSpan;
using trace::State;

constexpr std::size_t kNumbers = 3;
using Gradient = std::array<float, kNumbers>;
constexpr std::array<Gradient, ToyExperiment::kWorkers> kGradients = {{{1, 2, 3}, {2, 1, 4}, {1, 1, 1}}};
constexpr Gradient kTotal = {4, 4, 8};

// Each worker is ready a little later than the one before, while that one still adds: they queue in order.
constexpr auto kCompute = 4000us;
constexpr auto kLater = 2000us;
constexpr auto kAdd = 6000us;

std::vector<float> rows()
{
    std::vector<float> all;
    for (const Gradient& gradient : kGradients)
        all.insert(all.end(), gradient.begin(), gradient.end());
    return all;
}

} // namespace

ToyExperiment::ToyExperiment(const Request& request) : m_racing(kNumbers)
{
    throwIfStopped(request);
    GradientPicture picture;
    picture.samples = kWorkers;
    picture.passName = "compute";
    picture.parts = {{"", kNumbers, kNumbers, rows()}};
    m_scenes[kSequential] = gradientScene(picture);
    GradientPicture locked = picture;
    locked.locked = true;
    m_scenes[kOneLock] = gradientScene(locked);
    picture.overwrites = true;
    m_scenes[kUnprotected] = gradientScene(picture);
}

std::shared_ptr<const Scene> ToyExperiment::scene(base::VariantId variant) const
{
    return m_scenes.at(variant.value);
}

std::vector<trace::LaneInfo> ToyExperiment::lanes(base::VariantId variant, int) const
{
    std::vector<trace::LaneInfo> lanes;
    for (int i = 1; i <= (variant.value == kSequential ? 1 : kWorkers); ++i)
        lanes.push_back({"worker " + std::to_string(i), trace::LaneKind::Worker});
    return lanes;
}

Availability ToyExperiment::availability(base::VariantId variant) const
{
    if (m_scenes.at(variant.value))
        return {};
    return {false, "three numbers need no more than one lock; choose the network"};
}

void ToyExperiment::reset(base::VariantId)
{
    m_sum.fill(0);
    m_racing.clear();
}

void ToyExperiment::iterate(base::VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder)
{
    const auto way = static_cast<Way>(variant.value);
    if (way == kSequential) {
        // [code work=toy gradient-accumulation/sequential]
        for (std::size_t gradient = 0; gradient < kGradients.size() && !pool.stopRequested(); ++gradient)
            addOne(way, gradient, trace::writerOf(recorder, 0));
        // [end]
        return;
    }
    // Threads of its own, that sleep until all are there: the pool's would keep looking for work meanwhile,
    // and three of them leave a machine of two cores no time to be punctual.
    std::latch ready(kWorkers);
    std::array<std::jthread, kWorkers> threads;
    // [code work=toy gradient-accumulation/lock unprotected]
    const auto add = [&](std::size_t worker) {
        workers::releaseThread(); // the network's variants, which these share, hold the calling thread
        ready.arrive_and_wait();
        addOne(way, worker, trace::writerOf(recorder, worker));
    };
    // [end]
    for (std::size_t worker = 0; worker < threads.size(); ++worker) {
        try {
            threads[worker] = base::startThread(add, worker);
        } catch (const base::NoThread&) {
            ready.count_down(static_cast<std::ptrdiff_t>(threads.size() - worker)); // the others wait for it
            throw;
        }
    }
}

void ToyExperiment::addOne(Way way, std::size_t gradient, trace::LaneWriter* writer)
{
    // [code then work=toy gradient-accumulation/sequential lock unprotected]
    const auto unit = static_cast<std::uint32_t>(gradient);
    {
        const ScopedSpan span(writer, State::Computing, kPassTask, unit);
        std::this_thread::sleep_for(kCompute + (way == kSequential ? 0 : unit) * kLater);
    }
    const auto add = [&] {
        std::this_thread::sleep_for(kAdd);
        std::transform(m_sum.begin(), m_sum.end(), kGradients[gradient].begin(), m_sum.begin(),
                       std::plus<>());
    };
    // [end]
    if (way == kOneLock) {
        // [code then work=toy gradient-accumulation/lock]
        m_lock.hold(writer, kAddTask, unit, 1, add);
        // [end]
        return;
    }
    // [code then work=toy gradient-accumulation/sequential unprotected]
    const ScopedSpan span(writer, State::Computing, kAddTask, unit);
    if (way == kUnprotected)
        addUnprotected(gradient);
    else
        add();
    // [end]
}

void ToyExperiment::addUnprotected(std::size_t gradient)
{
    // [code then addUnprotected()]
    std::array<std::uint64_t, kNumbers> loaded{};
    for (std::size_t i = 0; i < kNumbers; ++i)
        loaded[i] = m_racing.load(i);
    std::this_thread::sleep_for(kAdd);
    for (std::size_t i = 0; i < kNumbers; ++i)
        m_racing.store(i, loaded[i], kGradients[gradient][i]);
    // [end]
}

double ToyExperiment::differenceFromSequential(base::VariantId variant)
{
    std::vector<float>& kept = m_results.at(variant.value);
    kept.assign(m_sum.begin(), m_sum.end());
    double largest = 0;
    for (std::size_t i = 0; i < kNumbers; ++i) {
        if (variant.value == kUnprotected)
            kept[i] = m_racing.sum(i);
        largest = std::max(largest, std::abs(double{kept[i]} - double{kTotal[i]}));
    }
    return largest;
}

std::string ToyExperiment::remark(base::VariantId variant)
{
    return variant.value == kUnprotected ? lostText(m_racing.additions(), kGradients.size() * kNumbers)
                                         : std::string();
}

std::uint64_t ToyExperiment::inputChecksum() const
{
    Checksum checksum;
    checksum.add(rows());
    return checksum.value();
}

std::vector<NamedArray> ToyExperiment::arrays() const
{
    static constexpr std::array<const char*, kWays> kNames = {"sequential", "lock",     "striped",
                                                              "atomic",     "own-sums", "unprotected"};
    const auto named = [](const char* name, const std::vector<float>& values,
                          std::vector<std::int64_t> shape) {
        auto copy = std::make_shared<float[]>(values.size());
        std::copy(values.begin(), values.end(), copy.get());
        return NamedArray{name, std::move(shape), std::move(copy)};
    };
    std::vector<NamedArray> arrays = {named("gradients", rows(), {kWorkers, kNumbers})};
    for (std::uint32_t way = 0; way < kWays; ++way) {
        if (!m_results[way].empty())
            arrays.push_back(named(kNames[way], m_results[way], {kNumbers}));
    }
    return arrays;
}

} // namespace lab::scenarios::gradient_accumulation
