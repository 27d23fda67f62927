// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/causes.h"
#include "core/base/ids.h"
#include "core/trace/trace.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace lab::scenario {

using base::ExhibitId;
using base::TaskId;

/// One axis of an exhibit: "image", 4.
struct Dimension
{
    std::string name;
    std::int64_t extent = 1;
};

/// What an exhibit is drawn as.
enum class ExhibitKind : std::uint8_t {
    ImageTiles,  ///< {image, row, column}: grey pictures, 0 = black
    FeatureMaps, ///< {image, filter, row, column}: results that fill in
    Matrix,      ///< {row, column}: heat map
    Activations, ///< {sample, neuron}: outputs of a layer, see LayerDetails
    Memory,      ///< {block, element}: pieces of memory, see MemoryDetails
    Vector,      ///< {element}: boxes with numbers
    Lock,        ///< {}: a lock, see LockDetails
    CacheLines,  ///< {line, slot}: see CacheLineDetails
    Device,      ///< {layer}: see DeviceDetails
    Link,        ///< {chunk}: see LinkDetails
    Queue,       ///< {place}: see QueueDetails
    Photos,      ///< {photo, channel, row, column}: red, green, blue, see PhotoDetails
    Curve,       ///< {step}: a value for each unit of a task, see CurveDetails
    Reduction,   ///< {step, moment, device, chunk}: what a ring all-reduce adds up, see ReductionDetails
};

/// What the stage looks like as a whole.
enum class Picture : std::uint8_t {
    Images,     ///< tiles and their feature maps
    Matrices,   ///< X, W and Y of a product
    Network,    ///< layers of a network from left to right, images before, predictions behind
    Memory,     ///< blocks of memory and the order in which they are touched
    Locks,      ///< what a lock protects, who holds it and who queues for it
    CacheLines, ///< counters in cache lines and the cores that own them
    Traversal,  ///< a matrix, the cache lines that are touched in it, and a model of the caches
    Photos,     ///< photos before (first exhibit) and after (second), by worker, with what channels hold
    Stages,     ///< an image (first exhibit) and what each task makes of it, from left to right
    Overhead,   ///< the run and, magnified step by step, the work in it, at true scale
    Pool, ///< tasks, the workers that do them and the cores or hardware threads they share (first exhibit:
          ///< {core})
    Training, ///< stages with queues between them that feed a device, why it is idle, curves
    Devices,  ///< several devices and the links between them
    Balance,  ///< tasks of uneven length by who did them (first exhibit: {task}, the work of each unit of the
              ///< first task), and how long each worker works
};

struct LayerDetails
{
    std::string layer; ///< "784→128"; what a wait for it says: "needs layer 1"
    /// Of the last layer: what each sample really is, an index into `captions`; else empty.
    std::vector<std::uint8_t> labels;
};
struct MemoryDetails
{
    /// Of each block, in bytes. Real ones of this run, so that gaps and order are as the allocator made them.
    std::vector<std::uint64_t> addresses;
    std::int64_t bytesPerElement = 4;
};
struct LockDetails
{
    std::uint32_t lock = 0; ///< the `peer` of the spans that wait for it or hold it
    ExhibitId protects;     ///< the values it guards
};
struct CacheLineDetails
{
    std::int64_t bytesPerLine = 64;
    std::int64_t bytesPerSlot = 8;
    /// Lane that writes each slot of the whole region, or trace::Span::kNobody. A lane that writes several
    /// visits them in order, over and over.
    std::vector<std::uint32_t> writerOfSlot;
    bool readsFirst = true; ///< each access needs the old value; false: plain stores, which may be delayed
};
/// A cache of the machine as the model sees it, least recently used line replaced first.
struct ModelledCache
{
    std::string name; ///< "L1"
    std::int64_t bytes = 0;
    std::int64_t sets = 1;
    int ways = 1;
    std::vector<std::int64_t> misses; ///< in all, after 0, 1, 2 … times `TraversalDetails::stride` accesses
};
/// Of a Matrix whose elements one task visits, in the order of its loop nest. Modelled for one worker.
struct TraversalDetails
{
    std::uint64_t address = 0; ///< of the first element
    std::int64_t bytesPerElement = 4;
    std::int64_t bytesPerLine = 64;
    std::int64_t stride = 1;
    std::vector<ModelledCache> caches; ///< nearest first
};
/// Of Photos: what the channels hold, photos × 3.
struct PhotoDetails
{
    std::vector<float> means;
    std::vector<float> deviations; ///< standard deviations
};
struct DeviceDetails
{
    std::size_t lane = 0;            ///< the device's own lane in the trace
    std::vector<std::string> layers; ///< those that it holds, as shown: "784→128"
    bool emulated = true;
    std::int64_t memory = 0; ///< in bytes; 0: not limited
    std::int64_t memoryUsed = 0;
    std::int64_t firstSample = 0; ///< its part of the batch
    std::int64_t samples = 0;     ///< 0: none of it comes here
    /// Which part of the time of a pass each layer takes, as modelled; sums to 1. Empty: not known.
    std::vector<double> shares = {};
};
struct LinkDetails
{
    ExhibitId from;
    ExhibitId to;
    double bytesPerSecond = 0;
    std::size_t lane = 0;          ///< the link's own lane: a span there is unit `first` on its way
    std::int64_t bytesPerUnit = 0; ///< of the tasks that run on that lane
    /// Where units are of different sizes: bytes of units 0, 1, …, then from the beginning again.
    std::vector<std::int64_t> bytesOfUnits = {};
};
/// Of a Curve: value `i` is known when unit `i` of the task has ended.
struct CurveDetails
{
    TaskId task;
};
/// Of a Reduction over p devices: Euclidean norms of what each device has of each chunk of the gradient.
/// Moment 0 is its own gradient, moment k what it has after the k-th of 2(p − 1) transfers of a ring: p − 1
/// in which sums grow (scatter-reduce), then p − 1 in which they are passed on (all-gather). In either task,
/// unit (step · (p − 1) + k) · p + d is the k-th transfer that device d sends.
struct ReductionDetails
{
    TaskId reduce;
    TaskId gather;
};
struct QueueDetails
{
    TaskId producer; ///< a finished unit of this task enters,
    TaskId consumer; ///< and leaves when its unit of this task begins
    std::int64_t capacity = 1;
};

/// A thing on the stage. Plain data; `values` are row-major over `shape` and may be absent.
struct Exhibit
{
    ExhibitId id;
    ExhibitKind kind = ExhibitKind::Matrix;
    std::string title;
    std::vector<Dimension> shape;
    std::shared_ptr<const float[]> values;
    float lowest = 0; ///< range of the values, for the colour map
    float highest = 1;
    std::vector<std::string> captions; ///< one for each index of the first dimension; may be empty
    std::variant<std::monostate, LayerDetails, MemoryDetails, LockDetails, CacheLineDetails, DeviceDetails,
                 LinkDetails, QueueDetails, TraversalDetails, PhotoDetails, CurveDetails, ReductionDetails>
        details;

    std::int64_t elementCount() const;
};

/// How a task uses an exhibit.
enum class Access : std::uint8_t {
    Reads,
    Writes,      ///< the final value appears when the loops have passed
    Accumulates, ///< adds row `unit` of the exhibit `source` when the last span of that unit ends
    /// The same without protection: what stood there when the unit began, plus that row, is written when it
    /// ends, whatever others have written meanwhile.
    Overwrites,
};

/// Names, for one dimension of an exhibit, the axis of the task that runs over it. kWhole: the whole
/// dimension is used at every step.
inline constexpr int kWhole = -1;

struct Touch
{
    ExhibitId exhibit;
    Access access = Access::Reads;
    std::vector<int> axes; ///< one per dimension of the exhibit: index into Task::axes, or kWhole
    std::int64_t halo = 0; ///< neighbours read on each side along the two innermost dimensions
    ExhibitId source{};    ///< for Accumulates and Overwrites
};

/// One loop of a nest: runs over `axis` in steps of `step` indices. Indices below `step` are done at once
/// as far as the picture is concerned (a tile, a panel, a row). A second loop over the same axis runs
/// within one step of the first.
struct Loop
{
    int axis = 0;
    std::int64_t step = 1;
};

/// How many numbers an arithmetic instruction of a task's kernel takes at once. Known where `numbers` > 0.
struct VectorUse
{
    std::string instructions; ///< "AVX-512"; empty of a loop that takes one number at a time
    std::int64_t numbers = 0; ///< 1: one by one
    std::int64_t widest =
        0; ///< that a register of this machine holds, as far as the program's own kernels go
};

/// A kind of work, as a loop nest over named axes, outermost loop first. A span's [first, first + count)
/// counts iterations of the outer `unitLoops` loops taken together; what happens inside a unit is
/// interpolated in time and shown as such.
struct Task
{
    TaskId id;
    std::string unitName; ///< "Image": a span of unit 2 is labelled "Image 3"; empty: `name` is the label
    std::string name;     ///< "3×3 convolution"
    std::vector<Dimension> axes;
    std::vector<Loop> loops;
    std::size_t unitLoops = 1;
    std::vector<Touch> touches;
    std::string operationName = "operations"; ///< what the counter counts: "multiply-adds"
    VectorUse vectors = {};
};

/// What somebody who follows a run event by event is to see, in words and as spans.
struct EventRule
{
    std::vector<trace::State> states = {trace::State::Computing}; ///< spans of these are events
    /// An exhibit with CacheLineDetails: its lines passing from core to core are, by the model.
    std::optional<ExhibitId> lines = {};
    std::string one = "step"; ///< "hand-over"
    std::string many = "steps";
    /// What is to be seen first is where one worker has run out of work and others have not.
    bool runningOut = false;
};

/// Of scenes about locks: queueing, holding, handing over.
EventRule eventsAtLocks();

/// Everything the stage needs beside a trace and an instant. Immutable while shown.
struct Scene
{
    Picture picture = Picture::Images;
    std::vector<Exhibit> exhibits; ///< exhibits[i].id.index() == i
    std::vector<Task> tasks;       ///< tasks[i].id.index() == i
    EventRule events = {};
    /// What units of tasks need of others, where no span says so.
    std::vector<analysis::UnitNeed> needs = {};

    Exhibit& add(Exhibit exhibit);
    Task& add(Task task);
};

/// Half-open range of indices along one dimension.
struct Range
{
    std::int64_t begin = 0;
    std::int64_t end = 0;
    friend bool operator==(const Range&, const Range&) = default;
};

/// The part of an exhibit that is being used at an instant: one range for each of its dimensions.
struct Footprint
{
    ExhibitId exhibit;
    Access access = Access::Reads;
    std::vector<Range> ranges;
};

/// A span in progress at an instant.
struct ActiveSpan
{
    std::size_t lane = 0;
    std::size_t span = 0; ///< index into the lane's spans
    double progress = 0;  ///< 0 at begin, below 1 (interpolated)
    std::vector<Footprint> footprints;
};

/// How far one unit of a task has come at an instant, and who works on it or did.
struct UnitProgress
{
    double done = 0; ///< 0 … 1; inside a unit interpolated
    std::size_t lane = 0;
    std::size_t span = 0;
    bool started = false;
};

std::int64_t unitCount(const Task& task);

/// Iterations of all loops within one unit. At a ragged edge (an extent that is no multiple of its step)
/// a nest is counted as if the edge were whole, and rests at its last step.
std::int64_t iterationsPerUnit(const Task& task);

/// What the loops touch of each exhibit at iteration `iteration` of the whole nest, counted from 0.
std::vector<Footprint> footprints(const Scene& scene, const Task& task, std::int64_t iteration);

/// Spans in progress at `t` (begin ≤ t < end) that belong to a task, in lane order.
std::vector<ActiveSpan> activeSpans(const Scene& scene, const trace::Trace& trace, base::Nanoseconds t);

/// Progress of every unit of `task` at `t`. A span of several units works through them in order.
std::vector<UnitProgress> progressOf(const Scene& scene, TaskId task, const trace::Trace& trace,
                                     base::Nanoseconds t);

/// Points of the task's iteration space that unit `unit` covers, whatever the steps: its operations.
std::int64_t operationsOfUnit(const Task& task, std::int64_t unit);

/// Operations of `task` completed at `t`, over all lanes: the operation counter.
std::int64_t operationsDone(const Scene& scene, TaskId task, const trace::Trace& trace, base::Nanoseconds t);

/// Values of an exhibit that a task accumulates, at `t`: the sum of the source rows of the units that have
/// ended, in the order in which they ended; of unprotected units, what they leave of one another.
std::vector<float> accumulated(const Scene& scene, ExhibitId exhibit, const trace::Trace& trace,
                               base::Nanoseconds t);

/// Units in a queue at `t`: produced and not yet taken.
std::int64_t queued(const Scene& scene, const QueueDetails& queue, const trace::Trace& trace,
                    base::Nanoseconds t);

/// Bytes that a link has carried at `t`; those of a transfer in progress are interpolated.
std::int64_t bytesMoved(const Scene& scene, const LinkDetails& link, const trace::Trace& trace,
                        base::Nanoseconds t);

/// The label of a span: "Image 3", "Images 1–4", or the task's name. A span that waits for data carries the
/// task it waits for: "needs layer 1". Empty for spans outside the task table (idle, and start-up that no
/// variant recorded).
std::string labelOf(const Scene& scene, const trace::Span& span);

} // namespace lab::scenario
