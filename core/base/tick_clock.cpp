// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tick_clock.h"

#include <cmath>
#include <fstream>
#include <sstream>
#include <string>

namespace lab::base {

namespace {

// Every processor lists both flags, and there is at least one.
bool countsSteadily(const std::filesystem::path& root)
{
    std::ifstream file(root / "proc/cpuinfo");
    bool any = false;
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("flags"))
            continue;
        bool constant = false;
        bool nonstop = false;
        std::istringstream words(line);
        for (std::string word; words >> word;) {
            constant = constant || word == "constant_tsc";
            nonstop = nonstop || word == "nonstop_tsc";
        }
        if (!constant || !nonstop)
            return false;
        any = true;
    }
    return any;
}

struct Stretch
{
    double ticks = 0;
    double steady = 0;
    double uncertainty = 0; // in ticks

    Stretch(const Anchor& from, const Anchor& to)
        : ticks(static_cast<double>(to.ticks.value - from.ticks.value)),
          steady(static_cast<double>(to.steady - from.steady)),
          uncertainty(static_cast<double>(from.uncertainty + to.uncertainty))
    {
    }
};

} // namespace

bool kernelVouchesForCounter(const std::filesystem::path& root)
{
    std::ifstream file(root / "sys/devices/system/clocksource/clocksource0/current_clocksource");
    std::string source;
    file >> source;
    return source == "arch_sys_counter" || (source == "tsc" && countsSteadily(root));
}

Anchor readAnchor(TickSource source) noexcept
{
    constexpr int kReadings = 5;
    Anchor best;
    for (int i = 0; i < kReadings; ++i) {
        const std::int64_t before = readTicks(source).value;
        const Nanoseconds steady = now();
        const std::int64_t after = readTicks(source).value;
        const std::int64_t half = (after - before) / 2;
        if (i == 0 || half + 1 < best.uncertainty)
            best = {{before + half}, steady, half + 1}; // a count may be coarse
    }
    return best;
}

TickClock::TickClock(TickSource source, const Anchor& first)
    : m_first(first), m_state(source == TickSource::Counter ? ClockState::Counter : ClockState::NoCounter)
{
}

bool TickClock::check(const Anchor& begin, const Anchor& end)
{
    constexpr double kBound = 1e-3;
    if (end.ticks < begin.ticks || end.steady < begin.steady || begin.ticks < m_first.ticks) {
        doubt(ClockState::CounterRanBackwards);
        return false;
    }
    const Stretch before(m_first, begin);
    const Stretch meanwhile(begin, end);
    if (before.ticks <= 0 || meanwhile.ticks <= 0 || before.steady <= 0)
        return true; // nothing to compare with yet
    const double bound = kBound + before.uncertainty / before.ticks + meanwhile.uncertainty / meanwhile.ticks;
    const double expected = before.steady / before.ticks * meanwhile.ticks;
    if (std::abs(meanwhile.steady - expected) <= bound * expected)
        return true;
    doubt(ClockState::CounterDrifted);
    return false;
}

void TickClock::doubt(ClockState why)
{
    ClockState trusted = ClockState::Counter;
    m_state.compare_exchange_strong(trusted, why, std::memory_order_relaxed);
}

TickClock& tickClock()
{
    const auto choose = [] {
        return kernelVouchesForCounter() ? TickSource::Counter : TickSource::SteadyClock;
    };
    static TickClock clock(choose(), readAnchor(choose()));
    return clock;
}

} // namespace lab::base
