// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/observable.h"
#include "core/scenario/parameter.h"
#include "core/scenario/request.h"
#include "core/scenario/scene.h"
#include "core/scenario/what_if.h"
#include "core/trace/recorder.h"
#include "core/workers/worker_pool.h"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace lab::scenario {

using base::VariantId;

enum class Verdict : std::uint8_t { Helps, Depends, Hurts };

/// "helps", "depends", "hurts".
std::string_view key(Verdict verdict);

/// What a measured speedup says, given its 95 % interval: helps when it is surely above 1.1×, hurts when it
/// is surely below 1 / 1.1, depends otherwise.
Verdict measuredVerdict(double low, double high);

/// How a variant divides its work: what can be drawn of it before it has run. No times in it.
enum class Plan : std::uint8_t {
    ByWorkers,            ///< InTurn where one worker does all of it, else Shared
    InTurn,               ///< one part after the other
    AtOnce,               ///< in one piece
    Shared,               ///< each free worker takes the next part
    LastFirst,            ///< the same, from the last part to the first
    Blocks,               ///< each worker has parts that follow one another
    ZigZag,               ///< each worker has early parts, and late ones instead of those between
    NewThreads,           ///< the same, by threads that are created for it
    Stages,               ///< a stage each, which waits for the one before it
    Pipeline,             ///< the same, with several parts on their way
    ThereAndBack,         ///< stages forward, then backward
    ThereAndBackPipeline, ///< the same, with several parts on their way
    Rounds,               ///< all share each step, and meet before the next
    Locked,               ///< all compute, and one at a time adds what it has
    Merged,               ///< all compute, and at the end the results are added up
};

/// One way of doing the same work.
struct Variant
{
    std::string key;         ///< "one-by-one"
    std::string label;       ///< "One image after the other"
    std::string summary;     ///< one sentence, without a figure
    bool usesPool = false;   ///< runs on the worker pool; its lanes are the pool's workers
    std::size_t against = 0; ///< index of the variant that its speedup compares with; where that one cannot
                             ///< run, the first that can
    bool exact = true;       ///< false: its result may be wrong, which is its lesson; see Experiment::remark
    bool onDevices = false;  ///< devices of its own do the work: its lanes are theirs, not a worker's
    /// Creates threads or processes while it iterates. They would inherit the processor that the calling
    /// thread is held to, so it is held to none meanwhile. Those created while preparing need no mention.
    bool ownThreads = false;
    Plan plan = Plan::ByWorkers;

    /// One worker does all of it.
    bool alone() const { return !usesPool && !onDevices; }
};

/// Whether a variant can run on this machine with these settings, and a remark for people: the reason why
/// not ("there is no python3"), or with what ("AVX-512, 8 × 32 tiles").
struct Availability
{
    bool available = true;
    std::string note;
};

/// What one iteration has to do at least, whoever does it.
struct Work
{
    double operations = 0;        ///< of floating point, where a multiply-add counts two; or of `unit`
    double bytes = 0;             ///< inputs and results, each counted once
    std::string unit = "GFLOP/s"; ///< of a rate
    double perUnit = 1;           ///< operations a ns in one such unit: 1e-3 for "M increments/s"
};

/// A figure of the machine, measured in turn with the variants: "peak of all workers", 210, "GFLOP/s".
struct MachineFigure
{
    std::string key; ///< "peak", "peak-one", "memory"
    std::string label;
    std::string unit;
    double value = 0;
};

/// An iteration that was timed elsewhere than in the calling process, by the same clock.
struct OwnTime
{
    base::Nanoseconds begin = 0;
    base::Nanoseconds end = 0;
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
        Settings overrides = {}; ///< on top of the run's settings
        /// The main one if empty.
        std::optional<std::size_t> variant = {};
        /// What it is compared with; if empty the variant that it is `against` where that is another than the
        /// sequential one, else the sequential one.
        std::optional<std::size_t> base = {};
    };
    enum class Shows : std::uint8_t { Speedup, TimePerItem };
    std::string key;                  ///< "work"
    std::string label;                ///< "Sweep work per image"
    std::string parameter;            ///< name of the parameter, or "workers"
    std::vector<std::int64_t> values; ///< of "workers": left empty, see workersPerCore
    std::vector<Series> series;       ///< at least one
    Settings overrides;               ///< for all series
    std::string axisLabel;            ///< "work per image"
    bool xIsMeasuredWork = false;     ///< x = sequential time per work item (µs), instead of the parameter
    Shows shows = Shows::Speedup;     ///< TimePerItem: ns an item of each series, on logarithmic axes
    bool logarithmicSpeedup = false;  ///< a speedup from thousandths to tens: on a logarithmic axis
    int workersPerCore = 2;           ///< over "workers": up to this many times the cores
    std::optional<Parameter::Scale> scale = {}; ///< of the x axis; by the values where absent
};

/// A way of looking at the results, beside sweeps and Live.
enum class ChartKind : std::uint8_t {
    Scaling,  ///< speedup against workers
    Ladder,   ///< all variants, by how much faster than the first
    Roofline, ///< operations a second against operations a byte, below the machine's measured roof
    Locks,    ///< who acquired which lock how often, waited and held it for how long
};

/// A published series of speedups, shown as a quotation.
struct QuotedLadder
{
    struct Rung
    {
        std::string label;
        double factor = 1;
    };
    std::string source;
    std::vector<Rung> rungs;
};

/// What a scenario makes of Request::samples.
struct SampleUse
{
    enum class Need : std::uint8_t {
        Nothing,  ///< does not work on them
        Images,   ///< does, and names or counts what is right where they have labels
        Labelled, ///< trains, and cannot without labels
    };
    Need need = Need::Nothing;
    Settings only = {}; ///< does so with these settings; with others it does not work on them
};

/// Parameters, workers and seed among them, that change nothing with these settings.
struct Unused
{
    std::vector<std::string> parameters; ///< names
    Settings with;
    std::string why; ///< a sentence
};

/// What the lesson's Predict step asks for: how many times as fast as `against` is `variant`?
struct Question
{
    std::optional<std::size_t> variant = {}; ///< the main one if empty
    std::optional<std::size_t> against = {}; ///< what that variant is compared with if empty
    Settings only = {};                      ///< is about these settings; others do not answer it
};

struct ScenarioInfo
{
    std::string id;      ///< "batch-convolution"
    std::string title;   ///< "Batch convolution"
    std::string summary; ///< one sentence under the title
    Verdict expected = Verdict::Depends;
    std::string lesson; ///< file in resources/lessons
    std::vector<Parameter> parameters;
    std::vector<Unused> unused = {};
    std::vector<Variant> variants;
    std::size_t sequential = 0; ///< the variant that scaling and sweeps compare the main one with
    std::size_t main = 1;       ///< the variant that the big figure is about
    Question question = {};
    std::optional<std::size_t> peer =
        {}; ///< somebody else's, which the fastest exact variant is held against
    std::vector<ChartKind> charts = {ChartKind::Scaling}; ///< the first is shown at first
    bool isLadder = false; ///< each variant of a group goes on from the one before it
    QuotedLadder quoted = {};
    std::vector<Sweep> sweeps;
    bool independent = false; ///< tasks of the sequential variant need nothing of one another
    bool usesPhotos = false;  ///< works on Request::photos
    SampleUse samples = {};
    /// What a window opens with where that is not the standard: something that the eye can follow.
    Settings firstLook = {};
    std::string emulated; ///< there are emulated GPUs: what of them is set, not measured, in words
    std::vector<WhatIf> whatIfs = {};
    /// What can be asked of its recordings, best first.
    std::vector<Observable> observe = {Observable::WhoDid,     Observable::SecondCause, Observable::Waited,
                                       Observable::LastAtWork, Observable::MostUnits,   Observable::PathPart,
                                       Observable::Fastest};
};

/// What is expensive to prepare and costs nobody anything by where it is in memory: a child process, decoded
/// photos.
class Reusable
{
public:
    virtual ~Reusable() = default;
};

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

    /// Whether `variant` can run. Those that cannot are never iterated. With the standard settings the
    /// sequential and the main one can.
    virtual Availability availability(VariantId) const { return {}; }

    /// How many workers `variant`, one that uses the pool, gets when `asked` are asked for.
    virtual int workers(VariantId, int asked) const { return asked; }

    /// Called, untimed, before each iteration.
    virtual void reset(VariantId) {}

    /// Does the work once, on `pool` where the variant uses it. `recorder` is null when measuring, else has
    /// a writer for each of `lanes`.
    virtual void iterate(VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder) = 0;

    /// When the last iteration of `variant` began and ended, where the variant is timed elsewhere (in another
    /// process); handing the work over is then no part of its time.
    virtual std::optional<OwnTime> ownTime(VariantId) const { return std::nullopt; }

    /// Where the variant is timed elsewhere: iterates there for about `length` ns, at least `fewest` and at
    /// most `most` times, with nothing in between, and returns the ns of each, in order. Empty: this variant
    /// is iterated one by one from here (or the pool's stop was requested).
    virtual std::vector<double> ownBurst(VariantId, base::Nanoseconds /*length*/, std::size_t /*fewest*/,
                                         std::size_t /*most*/)
    {
        return {};
    }

    /// Largest absolute difference of the results of the last iteration of `variant` from the sequential
    /// result.
    virtual double differenceFromSequential(VariantId variant) = 0;

    /// Largest difference that rounding in the variant's precision may cause. Beyond it the result is called
    /// wrong.
    virtual double tolerance(VariantId variant) const = 0;

    /// What the last iteration of `variant` counted, for people: "lost 1 204 of 7 000 704 additions". Empty
    /// where there is nothing to say.
    virtual std::string remark(VariantId) { return {}; }

    /// For operations a second and a byte; zeros where that says nothing.
    virtual Work work() const { return {}; }

    /// Measures what the machine could do at this moment, in a few ms. Called once a round.
    virtual std::vector<MachineFigure> machineFigures(workers::WorkerPool&) { return {}; }

    /// Checksum of the inputs: equal for equal seeds and settings.
    virtual std::uint64_t inputChecksum() const = 0;

    /// How many items one iteration works through, and what one is called ("image").
    virtual std::int64_t itemCount() const = 0;
    virtual std::string itemName() const = 0;

    /// Inputs, weights, and the output of each variant's last iteration under the variant's key.
    virtual std::vector<NamedArray> arrays() const = 0;

    /// Gives away what the next experiment of the same request may use, see Scenario::prepareAgain(); this
    /// one does not iterate any more. Null where there is nothing worth it, and nothing has changed.
    virtual std::unique_ptr<Reusable> handOver() { return nullptr; }

    /// Idle before each iteration, so that workers fall asleep (0: workers are kept awake).
    virtual base::Nanoseconds pauseBeforeIteration() const { return 0; }
};

struct SweepResult; // sweep_result.h

/// What belongs into a sweep's chart beside its points.
struct SweepAnnotations
{
    struct Line
    {
        std::string label; ///< "bound: 1/s"; shown as modelled
        std::vector<std::pair<double, double>> points;
    };
    struct Mark
    {
        double x = 0;
        std::string label; ///< "L2, 2 MB"
    };
    std::vector<Line> models;
    std::vector<Mark> marks;
    std::string finding; ///< what the points show, in a sentence; empty while they do not
};

class Scenario
{
public:
    virtual ~Scenario() = default;
    virtual const ScenarioInfo& info() const = 0;

    /// Called after each point of a sweep. `request` is the run's.
    virtual SweepAnnotations annotate(const SweepResult&, const Request&) const { return {}; }

    /// Throws ParameterError, std::runtime_error when an input cannot be read, or Stopped. `request` is
    /// complete.
    virtual std::unique_ptr<Experiment> prepare(const Request& request) const = 0;

    /// The same once more, with the same request and what the experiment before has handed over, or null:
    /// what iterations work on gets another place in memory.
    virtual std::unique_ptr<Experiment> prepareAgain(const Request& request, std::unique_ptr<Reusable>) const
    {
        return prepare(request);
    }
};

} // namespace lab::scenario
