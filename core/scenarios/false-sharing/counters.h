// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace lab::scenarios::false_sharing {

using Counter = std::atomic<std::int64_t>;
static_assert(Counter::is_always_lock_free && sizeof(Counter) == 8);

/// The variants, in their order.
enum Way : std::uint32_t {
    kAlone,
    kAdjacent,
    kDistance,
    kLine,
    kAlonePlain,
    kPlain,
    kWalk,
    kWalkPadded,
    kWays,
};

/// On one worker.
constexpr bool isAlone(std::uint32_t way)
{
    return way == kAlone || way == kAlonePlain;
}
/// Increments by a plain load and store instead of an atomic addition.
constexpr bool isPlain(std::uint32_t way)
{
    return way == kAlonePlain || way == kPlain;
}

/// How many lines a worker walks over.
inline constexpr std::int64_t kWalkedLines = 64;

/// Where one worker's counters lie: `count` of them, `step` bytes apart, from byte `first` of the region.
struct Places
{
    std::int64_t first = 0;
    std::int64_t step = 8;
    std::int64_t count = 1;
};

/// Where the counters of `way` lie. All in bytes; `line` and `distance` are multiples of 8.
struct Layout
{
    Way way = kAdjacent;
    std::int64_t line = 64;
    std::int64_t distance = 64; ///< from counter to counter, of kDistance

    Places placesOf(std::int64_t worker) const;
    /// Of the smallest region of whole lines that holds the counters of `workers` workers.
    std::int64_t lines(std::int64_t workers) const;
    /// For each slot of 8 bytes of that region the worker that writes it, or `nobody`.
    std::vector<std::uint32_t> writers(std::int64_t workers, std::uint32_t nobody) const;
};

/// The counters of up to scenario::kMostWorkers workers in memory that begins with a line. Counters begin at
/// given values, so that results depend on the seed.
class Counters
{
public:
    /// `starts` (at least one) are dealt out to the counters again and again, and must outlive this.
    Counters(const Layout& layout, std::span<const std::int64_t> starts);

    /// Sets the counters of at least the first `workers` workers to their beginnings, and all workers' walks.
    /// Not while anybody increments.
    void reset(std::int64_t workers);
    /// Sets those of the first `workers` workers that no call has set so far.
    void provideFor(std::int64_t workers);

    /// Increments `worker`'s counter, or its counters in turn, `times` times. Different workers may do so at
    /// the same time.
    void increment(std::size_t worker, std::int64_t times);

    /// Increments since the last reset, over all workers.
    std::int64_t total() const;
    /// The same of each slot of 8 bytes that `workers` workers' counters span.
    std::vector<float> increments(std::int64_t workers) const;

    const Layout& layout() const { return m_layout; }

private:
    struct Release
    {
        void operator()(Counter* counters) const;
    };
    struct alignas(256) Walk
    {
        std::int64_t at = 0;
    };

    template<class Function>
    void forEachCounterOf(std::int64_t worker, Function&& function) const;
    std::int64_t startOf(std::int64_t slot) const;
    void begin(std::int64_t worker);

    Layout m_layout;
    std::span<const std::int64_t> m_starts;
    std::int64_t m_slots;
    std::unique_ptr<Counter[], Release> m_counters;
    std::vector<Walk> m_walks;
    std::int64_t m_provided = 0; // workers whose counters have been set
};

} // namespace lab::scenarios::false_sharing
