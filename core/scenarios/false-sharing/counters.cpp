// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/false-sharing/counters.h"

#include "core/scenario/scenario.h"

#include <algorithm>
#include <new>

namespace lab::scenarios::false_sharing {

namespace {

constexpr std::int64_t kSlot = sizeof(Counter);
constexpr std::align_val_t kAlignment{256}; // of the largest lines and pairs of lines there are

// One copy of each loop for all variants, so that they differ in their addresses alone.
// [code then false-sharing/alone adjacent distance line]
[[gnu::noinline]] void addAtomically(Counter& counter, std::int64_t times)
{
    for (std::int64_t i = 0; i < times; ++i)
        counter.fetch_add(1, std::memory_order_relaxed);
}
// [end]

// [code then false-sharing/alone-plain plain]
[[gnu::noinline]] void addPlainly(Counter& counter, std::int64_t times)
{
    for (std::int64_t i = 0; i < times; ++i)
        counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}
// [end]

// [code then false-sharing/walk walk-padded]
[[gnu::noinline]] std::int64_t addWalking(Counter* first, std::int64_t step, std::int64_t count,
                                          std::int64_t at, std::int64_t times)
{
    for (std::int64_t i = 0; i < times; ++i) {
        Counter& counter = first[at * step];
        counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
        at = at + 1 == count ? 0 : at + 1;
    }
    return at;
}
// [end]

} // namespace

Places Layout::placesOf(std::int64_t worker) const
{
    const std::int64_t perLine = line / kSlot;
    switch (way) {
    case kAlone:
    case kAlonePlain:
    case kAdjacent:
    case kPlain:
    case kWays:
        break;
    // [code then false-sharing/distance]
    case kDistance:
        return {worker * distance, kSlot, 1};
    // [end]
    // [code then false-sharing/line]
    case kLine:
        return {worker * line, kSlot, 1};
    // [end]
    // [code then false-sharing/walk]
    case kWalk:
        return {worker / perLine * kWalkedLines * line + worker % perLine * kSlot, line, kWalkedLines};
    // [end]
    // [code then false-sharing/walk-padded]
    case kWalkPadded:
        return {worker * kWalkedLines * line, line, kWalkedLines};
        // [end]
    }
    // [code then false-sharing/alone adjacent alone-plain plain]
    return {worker * kSlot, kSlot, 1};
    // [end]
}

std::int64_t Layout::lines(std::int64_t workers) const
{
    std::int64_t bytes = 0;
    for (std::int64_t worker = 0; worker < workers; ++worker) {
        const Places places = placesOf(worker);
        bytes = std::max(bytes, places.first + (places.count - 1) * places.step + kSlot);
    }
    return (bytes + line - 1) / line;
}

std::vector<std::uint32_t> Layout::writers(std::int64_t workers, std::uint32_t nobody) const
{
    std::vector<std::uint32_t> writers(static_cast<std::size_t>(lines(workers) * line / kSlot), nobody);
    for (std::int64_t worker = 0; worker < workers; ++worker) {
        const Places places = placesOf(worker);
        for (std::int64_t i = 0; i < places.count; ++i)
            writers[static_cast<std::size_t>((places.first + i * places.step) / kSlot)] =
                static_cast<std::uint32_t>(worker);
    }
    return writers;
}

void Counters::Release::operator()(Counter* counters) const
{
    ::operator delete[](counters, kAlignment);
}

Counters::Counters(const Layout& layout, std::span<const std::int64_t> starts)
    : m_layout(layout), m_starts(starts), m_slots(layout.lines(scenario::kMostWorkers) * layout.line / kSlot),
      m_counters(new (kAlignment) Counter[static_cast<std::size_t>(m_slots)]()),
      m_walks(scenario::kMostWorkers)
{
}

template<class Function>
void Counters::forEachCounterOf(std::int64_t worker, Function&& function) const
{
    const Places places = m_layout.placesOf(worker);
    for (std::int64_t i = 0; i < places.count; ++i)
        function((places.first + i * places.step) / kSlot);
}

std::int64_t Counters::startOf(std::int64_t slot) const
{
    return m_starts[static_cast<std::size_t>(slot) % m_starts.size()];
}

void Counters::begin(std::int64_t worker)
{
    forEachCounterOf(worker, [&](std::int64_t slot) {
        m_counters[static_cast<std::size_t>(slot)].store(startOf(slot), std::memory_order_relaxed);
    });
    m_walks[static_cast<std::size_t>(worker)].at = 0;
}

void Counters::reset(std::int64_t workers)
{
    m_provided = std::max(m_provided, workers);
    for (std::int64_t worker = 0; worker < m_provided; ++worker)
        begin(worker);
}

void Counters::provideFor(std::int64_t workers)
{
    for (; m_provided < workers; ++m_provided)
        begin(m_provided);
}

void Counters::increment(std::size_t worker, std::int64_t times)
{
    const Places places = m_layout.placesOf(static_cast<std::int64_t>(worker));
    Counter* const first = m_counters.get() + places.first / kSlot;
    if (places.count > 1) {
        std::int64_t& at = m_walks[worker].at;
        at = addWalking(first, places.step / kSlot, places.count, at, times);
    } else if (isPlain(m_layout.way)) {
        addPlainly(*first, times);
    } else {
        addAtomically(*first, times);
    }
}

// The whole region, so that an increment that went to nobody's slot is missed nowhere.
std::int64_t Counters::total() const
{
    std::int64_t total = 0;
    for (std::int64_t slot = 0; slot < m_slots; ++slot)
        total += m_counters[static_cast<std::size_t>(slot)].load(std::memory_order_relaxed);
    for (std::int64_t worker = 0; worker < m_provided; ++worker)
        forEachCounterOf(worker, [&](std::int64_t slot) { total -= startOf(slot); });
    return total;
}

std::vector<float> Counters::increments(std::int64_t workers) const
{
    std::vector<float> values(static_cast<std::size_t>(m_layout.lines(workers) * m_layout.line / kSlot));
    for (std::int64_t worker = 0; worker < std::min(workers, m_provided); ++worker) {
        forEachCounterOf(worker, [&](std::int64_t slot) {
            const auto at = static_cast<std::size_t>(slot);
            values[at] = static_cast<float>(m_counters[at].load(std::memory_order_relaxed) - startOf(slot));
        });
    }
    return values;
}

} // namespace lab::scenarios::false_sharing
