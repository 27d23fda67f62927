// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/parameter.h"
#include "core/scenario/scene.h"
#include "core/trace/recorder.h"
#include "core/workers/worker_pool.h"

#include <cstdint>
#include <exception>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace lab::scenario {

using base::VariantId;

enum class Verdict : std::uint8_t { Helps, Depends, Hurts };

/// "helps", "depends", "hurts".
std::string_view key(Verdict verdict);

/// What a measured speedup says, given its 95 % interval: helps when it is surely above 1.1×, hurts when it
/// is surely below 1×, depends otherwise.
Verdict measuredVerdict(double low, double high);

/// One way of doing the same work. The first variant of a scenario is the sequential one.
struct Variant
{
    std::string key;       ///< "one-by-one"
    std::string label;     ///< "One image after the other"
    std::string summary;   ///< one sentence, without a figure
    bool usesPool = false; ///< runs on the worker pool; its lanes are the pool's workers
};

/// A named, plain array for `--arrays`: C order, shape as given.
struct NamedArray
{
    std::string name;
    std::vector<std::int64_t> shape;
    std::shared_ptr<const float[]> values;
};

/// A series of runs over one parameter, or over the number of workers.
struct Sweep
{
    struct Series
    {
        std::string label;
        Settings overrides; ///< on top of the run's settings
    };
    std::string key;       ///< "work"
    std::string label;     ///< "Sweep work per image"
    std::string parameter; ///< name of the parameter, or "workers"
    std::vector<std::int64_t> values;
    std::vector<Series> series;   ///< at least one
    Settings overrides;           ///< for all series
    std::string axisLabel;        ///< "work per image"
    bool xIsMeasuredWork = false; ///< x = sequential time per work item (µs), instead of the parameter
};

struct ScenarioInfo
{
    std::string id;      ///< "batch-convolution"
    std::string title;   ///< "Batch convolution"
    std::string summary; ///< one sentence under the title
    Verdict expected = Verdict::Depends;
    std::string lesson; ///< file in resources/lessons
    std::vector<Parameter> parameters;
    std::vector<Variant> variants; ///< sequential first, then the one the big figure is about
    std::vector<Sweep> sweeps;
};

/// The inputs of a run, complete and checked.
struct Request
{
    Settings settings;
    int workers = 1;           ///< 1 … kMostWorkers
    std::uint64_t seed = 1;    ///< same seed, same inputs, whatever the number of workers
    std::stop_token stop = {}; ///< when requested, `prepare` gives up and throws Stopped
};

inline constexpr int kMostWorkers = 256;

/// Thrown by `Scenario::prepare` when its request was stopped. Not an error.
class Stopped : public std::exception
{
};

/// To be called at least every 50 ms while preparing. Throws Stopped.
inline void throwIfStopped(const Request& request)
{
    if (request.stop.stop_requested())
        throw Stopped();
}

/// A scenario made ready with one request: inputs loaded, primitives created and warmed, results verified
/// against. Used by one thread at a time.
class Experiment
{
public:
    virtual ~Experiment() = default;

    /// What the stage shows for `variant`.
    virtual std::shared_ptr<const Scene> scene(VariantId variant) const = 0;

    /// Lanes of `variant` when it runs on `workers` workers.
    virtual std::vector<trace::LaneInfo> lanes(VariantId variant, int workers) const = 0;

    /// Called, untimed, before each iteration.
    virtual void reset(VariantId) {}

    /// Does the work once, on `pool` where the variant uses it. `recorder` is null when measuring, else has
    /// a writer for each of `lanes`.
    virtual void iterate(VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder) = 0;

    /// Largest absolute difference of the results of the last iteration of `variant` from the sequential
    /// result.
    virtual double differenceFromSequential(VariantId variant) = 0;

    /// Largest difference that rounding may cause, and the sentence that explains it. Beyond it the result
    /// is called wrong.
    virtual double tolerance() const = 0;

    /// Checksum of the inputs: equal for equal seeds and settings.
    virtual std::uint64_t inputChecksum() const = 0;

    /// How many items one iteration works through, and what one is called ("image").
    virtual std::int64_t itemCount() const = 0;
    virtual std::string itemName() const = 0;

    /// Inputs, weights and the output of every variant's last iteration.
    virtual std::vector<NamedArray> arrays() const = 0;

    /// Idle before each iteration, so that workers fall asleep (0: workers are kept awake).
    virtual base::Nanoseconds pauseBeforeIteration() const { return 0; }
};

class Scenario
{
public:
    virtual ~Scenario() = default;
    virtual const ScenarioInfo& info() const = 0;

    /// Throws ParameterError, std::runtime_error when an input cannot be read, or Stopped. `request` is
    /// complete.
    virtual std::unique_ptr<Experiment> prepare(const Request& request) const = 0;
};

} // namespace lab::scenario
