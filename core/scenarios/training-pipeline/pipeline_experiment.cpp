// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/training-pipeline/pipeline_experiment.h"

#include "core/scenarios/shared/checksum.h"
#include "core/workers/interruptible_sleep.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

namespace lab::scenarios::training_pipeline {

namespace {

using namespace scenario;
using base::Nanoseconds;
using trace::ScopedSpan;
using trace::Span;
using trace::State;

constexpr double kLongestIteration = 4e9; // ns
constexpr int kFewestTimes = 3;           // that processing is timed
constexpr int kMostTimes = 15;
constexpr Nanoseconds kLongestTiming = 80'000'000;
constexpr double kGpuRounding = 1e-3;  // a GPU may add up in another order each time
constexpr std::size_t kDeviceLane = 0; // workers follow
constexpr double kWorthSaying = 0.02;  // of the time that was set

bool onGpu(const Request& request)
{
    if (choiceOf(request.settings, "device") != "gpu")
        return false;
    if (!kernels::reports(kernels::EngineKind::Gpu))
        throw ParameterError("'device' cannot be gpu here: oneDNN, as it is installed, reports no GPU");
    return true;
}

workers::DeviceModel modelOf(const Request& request)
{
    workers::DeviceModel model;
    model.launchLatency = onGpu(request) ? 0 : 1000 * integerOf(request.settings, "launch");
    model.places = 1; // the batch after the one that is trained
    return model;
}

std::size_t laneOf(std::size_t worker)
{
    return worker + 1;
}

std::string percent(double share)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.*f %%", share < 0.0995 ? 1 : 0, share * 100);
    return text;
}

} // namespace

PipelineExperiment::PipelineExperiment(const Request& request)
    : m_onGpu(onGpu(request)), m_batches(integerOf(request.settings, "batches")),
      m_prefetch(integerOf(request.settings, "prefetch")),
      m_loaders(static_cast<int>(integerOf(request.settings, "loaders"))),
      m_source(integerOf(request.settings, "batch"), integerOf(request.settings, "passes"), request.seed,
               request.samples),
      m_training(m_source.samples(), request.seed,
                 m_onGpu ? std::optional(kernels::EngineKind::Gpu) : std::nullopt),
      m_slots(static_cast<std::size_t>(m_prefetch) + 1), m_trails(static_cast<std::size_t>(m_batches)),
      m_events(static_cast<std::size_t>(m_batches)), m_loading(m_loaders)
{
    measureProcessing(request);
    train(request);
    m_device = std::make_unique<workers::EmulatedDevice>("GPU", modelOf(request));
}

// The stages' weights are shares of what processing takes here, so that they are balanced on any machine. The
// shortest time counts: whatever else the machine does only adds to it.
void PipelineExperiment::measureProcessing(const Request& request)
{
    Batch& batch = m_slots.front();
    m_source.load(0, batch);
    const Nanoseconds first = base::now();
    Nanoseconds shortest = std::numeric_limits<Nanoseconds>::max();
    for (int i = 0; i < kMostTimes && (i < kFewestTimes || base::now() - first < kLongestTiming); ++i) {
        throwIfStopped(request);
        const Nanoseconds begin = base::now();
        m_source.process(0, batch);
        shortest = std::min(shortest, base::now() - begin);
    }
    const auto unit = static_cast<double>(shortest);
    const double load = 0.01 * static_cast<double>(integerOf(request.settings, "load"));
    const double kernel = m_onGpu ? 0 : 0.01 * static_cast<double>(integerOf(request.settings, "train"));
    m_storage = static_cast<Nanoseconds>(load * unit);
    m_kernel = static_cast<Nanoseconds>(kernel * unit);
    const double iteration = static_cast<double>(m_batches) * unit * (1 + load + kernel);
    if (iteration > kLongestIteration)
        throw ParameterError("these settings take " + std::to_string(std::lround(iteration * 1e-9)) +
                             " s an iteration, and more than 4 s are not possible: lower 'batch', "
                             "'batches', 'passes', 'load' or 'train'");
    m_firstImages = batch.images;
}

// What every variant has to arrive at, on the calling thread alone; and what the stage shows.
void PipelineExperiment::train(const Request& request)
{
    Shown shown;
    shown.emulated = !m_onGpu;
    shown.batches = m_batches;
    shown.side = m_source.side();
    const auto pixels = static_cast<std::size_t>(shown.side * shown.side);
    const auto images = static_cast<std::size_t>(std::min<std::int64_t>(kShownImages, m_source.samples()));
    const std::size_t perBatch = pixels * kShownImages;
    shown.before = std::make_shared<float[]>(perBatch * static_cast<std::size_t>(m_batches));
    shown.after = std::make_shared<float[]>(perBatch * static_cast<std::size_t>(m_batches));
    Batch& batch = m_slots.front();
    for (std::int64_t number = 0; number < m_batches; ++number) {
        throwIfStopped(request);
        m_source.load(number, batch);
        m_source.process(number, batch);
        const std::size_t at = perBatch * static_cast<std::size_t>(number);
        std::transform(batch.grey.begin(), batch.grey.begin() + static_cast<std::ptrdiff_t>(images * pixels),
                       shown.before.get() + at, [](std::uint8_t grey) { return static_cast<float>(grey); });
        std::transform(batch.images.begin(),
                       batch.images.begin() + static_cast<std::ptrdiff_t>(images * pixels),
                       shown.after.get() + at, [this](float value) { return m_source.brightness(value); });
        m_training.step(batch.images.data(), batch.labels);
    }
    m_reference.steps = shown.steps = m_training.steps();
    m_reference.weights = m_training.weights();
    for (const Way way : {kSequential, kPipeline, kLoaders})
        m_scenes[way] = pipelineScene(shown, kDeviceLane, way == kSequential ? 1 : m_prefetch);
}

std::shared_ptr<const Scene> PipelineExperiment::scene(base::VariantId variant) const
{
    return m_scenes.at(variant.value);
}

// One feeds the device, one may process while the others load.
int PipelineExperiment::workers(base::VariantId variant, int) const
{
    return variant.value == kLoaders ? m_loaders + 2 : variant.value == kPipeline ? 3 : 1;
}

std::vector<trace::LaneInfo> PipelineExperiment::lanes(base::VariantId variant, int workers) const
{
    std::vector<trace::LaneInfo> lanes;
    lanes.push_back({m_onGpu ? "GPU (oneDNN)" : "GPU (emulated)", trace::LaneKind::Device});
    for (int i = 1; i <= (variant.value == kSequential ? 1 : workers); ++i)
        lanes.push_back({"worker " + std::to_string(i), trace::LaneKind::Worker});
    return lanes;
}

void PipelineExperiment::iterate(base::VariantId variant, workers::WorkerPool& pool,
                                 trace::Recorder* recorder)
{
    const auto way = static_cast<Way>(variant.value);
    workers::DeviceQueue& queue = m_device->queue();
    queue.rest();
    m_training.restart();
    std::fill(m_events.begin(), m_events.end(), workers::Event());
    const Nanoseconds begin = base::now();
    try {
        if (way == kSequential)
            runSequential(pool, recorder);
        else
            runPipeline(way, pool, recorder);
    } catch (...) {
        queue.cancel(); // what is left must not run into the next iteration
        throw;
    }
    if (pool.stopRequested())
        queue.cancel();
    Result& result = m_results[way];
    result.remark = idleWords(begin, base::now());
    result.steps = m_training.steps();
    result.weights = m_training.weights();
}

void PipelineExperiment::runSequential(workers::WorkerPool& pool, trace::Recorder* recorder)
{
    trace::LaneWriter* writer = trace::writerOf(recorder, laneOf(0));
    // [code training-pipeline/sequential]
    for (std::size_t batch = 0; batch < m_events.size() && !pool.stopRequested(); ++batch) {
        load(batch, 0, pool, writer);
        process(batch, 0, writer);
        m_events[batch] = startTraining(batch, pool, recorder);
        if (!awaitTraining(batch, pool, writer))
            return;
    }
    // [end]
}

// A batch stays on its way until the device has begun with it, so that never more than `prefetch` batches are
// ahead of it. The device begins with a batch when it has ended the one before.
void PipelineExperiment::runPipeline(Way way, workers::WorkerPool& pool, trace::Recorder* recorder)
{
    // [code training-pipeline/pipeline loaders]
    const auto loadOne = [&](std::size_t batch, std::size_t worker) {
        m_loading.acquire();
        struct Release
        {
            std::counting_semaphore<kMostLoaders>& semaphore;
            ~Release() { semaphore.release(); }
        } const release{m_loading};
        load(batch, worker, pool, trace::writerOf(recorder, laneOf(worker)));
    };
    const auto processOne = [&](std::size_t batch, std::size_t worker) {
        process(batch, worker, trace::writerOf(recorder, laneOf(worker)));
    };
    const auto trainOne = [&](std::size_t batch, std::size_t worker) {
        m_events[batch] = startTraining(batch, pool, recorder);
        if (batch > 0)
            awaitTraining(batch - 1, pool, trace::writerOf(recorder, laneOf(worker)));
    };
    pool.pipeline(m_events.size(), static_cast<std::size_t>(m_prefetch),
                  {{way == kPipeline, loadOne}, {false, processOne}, {true, trainOne}});
    if (!pool.stopRequested())
        m_events.back().wait(pool.stopToken());
    // [end]
}

// [code then training-pipeline/sequential pipeline loaders]
void PipelineExperiment::load(std::size_t batch, std::size_t worker, const workers::WorkerPool& pool,
                              trace::LaneWriter* writer)
{
    {
        const ScopedSpan span(writer, State::Transfer, kLoad, static_cast<std::uint32_t>(batch));
        workers::sleepFor(m_storage, pool.stopToken()); // emulated storage: the thread is blocked
        m_source.load(static_cast<std::int64_t>(batch), slotOf(batch));
    }
    m_trails[batch].loader = static_cast<std::uint32_t>(laneOf(worker));
    m_trails[batch].loaded = base::now();
}
// [end]

void PipelineExperiment::process(std::size_t batch, std::size_t worker, trace::LaneWriter* writer)
{
    // [code then training-pipeline/sequential pipeline loaders]
    {
        const ScopedSpan span(writer, State::Computing, kProcess, static_cast<std::uint32_t>(batch));
        m_source.process(static_cast<std::int64_t>(batch), slotOf(batch));
    }
    // [end]
    m_trails[batch].processor = static_cast<std::uint32_t>(laneOf(worker));
    m_trails[batch].processed = base::now();
}

// [code then training-pipeline/sequential pipeline loaders]
workers::Event PipelineExperiment::startTraining(std::size_t batch, const workers::WorkerPool& pool,
                                                 trace::Recorder* recorder)
{
    const auto unit = static_cast<std::uint32_t>(batch);
    const Trail& trail = m_trails[batch];
    workers::Command command;
    command.work = [this, batch] { m_training.step(slotOf(batch).images.data(), slotOf(batch).labels); };
    command.modelled = m_kernel;
    command.needs = {{kLoad, unit, trail.loader, trail.loaded},
                     {kProcess, unit, trail.processor, trail.processed}};
    command.span = {0, 0, unit, 1, Span::kNobody, kTrain, State::DeviceBusy};
    command.lane = static_cast<std::uint32_t>(kDeviceLane);
    command.writer = trace::writerOf(recorder, kDeviceLane);
    return m_device->queue().enqueue(std::move(command), pool.stopToken());
}
// [end]

bool PipelineExperiment::awaitTraining(std::size_t batch, const workers::WorkerPool& pool,
                                       trace::LaneWriter* writer)
{
    if (m_events[batch].done())
        return m_events[batch].wait();
    const ScopedSpan span(writer, State::WaitsForData, kTrain, static_cast<std::uint32_t>(batch), 1,
                          static_cast<std::uint32_t>(kDeviceLane));
    return m_events[batch].wait(pool.stopToken());
}

std::string PipelineExperiment::idleWords(Nanoseconds begin, Nanoseconds end) const
{
    const workers::DeviceQueue::Usage usage = m_device->queue().usage();
    const auto wall = static_cast<double>(end - begin);
    if (usage.begin == 0 || wall <= 0)
        return {};
    const auto share = [&](Nanoseconds time) { return static_cast<double>(time) / wall; };
    std::string words =
        "GPU idle " + percent(1 - share(usage.busy)) + ": start-up " + percent(share(usage.begin - begin));
    for (const auto& wait : usage.waits)
        words += std::string(wait.task == kLoad ? ", waits for loading " : ", waits for processing ") +
                 percent(share(wait.time));
    words += ", launch " + percent(share(usage.launch)) + ", end " + percent(share(end - usage.end));
    const auto set = static_cast<double>(m_kernel * m_batches);
    if (set > 0 && static_cast<double>(usage.overrun) > kWorthSaying * set)
        words += "; steps took " + percent(static_cast<double>(usage.overrun) / set) +
                 " longer than set: the cores compute them, too";
    return words;
}

double PipelineExperiment::differenceFromSequential(base::VariantId variant)
{
    const Result& result = m_results.at(variant.value);
    if (result.steps.size() != m_reference.steps.size())
        return std::numeric_limits<double>::infinity();
    double largest = 0;
    for (std::size_t i = 0; i < result.steps.size(); ++i)
        largest =
            std::max({largest, std::abs(double{result.steps[i].loss} - double{m_reference.steps[i].loss}),
                      std::abs(double{result.steps[i].accuracy} - double{m_reference.steps[i].accuracy})});
    for (std::size_t i = 0; i < result.weights.size(); ++i)
        largest = std::max(largest, std::abs(double{result.weights[i]} - double{m_reference.weights[i]}));
    return largest;
}

double PipelineExperiment::tolerance(base::VariantId) const
{
    return m_onGpu ? kGpuRounding : 0;
}

std::string PipelineExperiment::remark(base::VariantId variant)
{
    return m_results.at(variant.value).remark;
}

Work PipelineExperiment::work() const
{
    return {static_cast<double>(itemCount()), 0, "images/s", 1e-9};
}

std::uint64_t PipelineExperiment::inputChecksum() const
{
    Checksum checksum;
    checksum.add(m_firstImages);
    checksum.add(m_reference.weights);
    return checksum.value();
}

std::vector<NamedArray> PipelineExperiment::arrays() const
{
    const auto copyOf = [](const std::vector<float>& values) {
        auto copy = std::make_shared<float[]>(values.size());
        std::copy(values.begin(), values.end(), copy.get());
        return copy;
    };
    const std::int64_t side = m_source.side();
    std::vector<NamedArray> arrays = {
        {"images", {m_source.samples(), side, side}, copyOf(m_firstImages)},
        {"weights", {static_cast<std::int64_t>(m_reference.weights.size())}, copyOf(m_reference.weights)}};
    for (std::uint32_t way = 0; way < kWays; ++way) {
        std::vector<float> losses;
        for (const Training::Step& step : m_results[way].steps)
            losses.push_back(step.loss);
        arrays.push_back({kKeys[way], {static_cast<std::int64_t>(losses.size())}, copyOf(losses)});
    }
    return arrays;
}

} // namespace lab::scenarios::training_pipeline
