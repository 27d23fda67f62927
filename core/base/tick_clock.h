// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <array>
#include <atomic>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>

namespace lab::base {

/// A reading of the clock that times spans: counts of a counter, or ns of the steady clock. Only a TickScale
/// knows what it is in ns.
struct Ticks
{
    std::int64_t value = 0;
    friend constexpr auto operator<=>(const Ticks&, const Ticks&) = default; // NOLINT(*-use-nullptr)
};

enum class TickSource : std::uint8_t {
    SteadyClock,
    /// x86's time-stamp counter (rdtsc), Arm's generic timer (cntvct_el0).
    Counter,
};

/// As written into files: "processor counter", "system clock".
constexpr std::string_view name(TickSource source)
{
    return source == TickSource::Counter ? "processor counter" : "system clock";
}

/// Whether the kernel of the system below `root` takes its own time from the processor's counter. On x86 that
/// is the clock source `tsc`, and every processor has to count at a constant rate (`constant_tsc`) and
/// through idle states (`nonstop_tsc`); on Arm it is `arch_sys_counter`. Reads
/// sys/devices/system/clocksource/clocksource0/current_clocksource and proc/cpuinfo.
bool kernelVouchesForCounter(const std::filesystem::path& root = "/");

/// The processor's counter; the steady clock on architectures whose counter is not known here.
inline std::int64_t readCounter() noexcept
{
#if defined(__x86_64__)
    return static_cast<std::int64_t>(__builtin_ia32_rdtsc());
#elif defined(__aarch64__)
    std::int64_t count;
    asm volatile("mrs %0, cntvct_el0" : "=r"(count));
    return count;
#else
    return now();
#endif
}

/// Any thread; 10 to 20 ns from the counter, 25 to 35 ns from the steady clock. The counter is read without
/// waiting for the instructions before it, nor do those after it wait: a reading may be some ten ns early or
/// late against the work beside it. Readings of one thread stay in order.
inline Ticks readTicks(TickSource source) noexcept
{
    if (source == TickSource::Counter) [[likely]]
        return {readCounter()};
    return {now()};
}

/// The same, but not before everything that the calling thread did before: for the moment at which it got
/// something from another thread, which must not seem earlier than when the other gave it. Some ns more.
inline Ticks readTicksInOrder(TickSource source) noexcept
{
#if defined(__x86_64__)
    __builtin_ia32_lfence();
#elif defined(__aarch64__)
    asm volatile("isb" ::: "memory");
#endif
    return readTicks(source);
}

/// One instant on both clocks: the steady clock read between two readings of the ticks.
struct Anchor
{
    Ticks ticks;
    Nanoseconds steady = 0;
    std::int64_t uncertainty = 0; ///< in ticks: half of what lay between the two readings
};

/// The tightest of a few readings; about 0.3 µs.
Anchor readAnchor(TickSource source) noexcept;

/// What times spans in this process, and why.
enum class ClockState : std::uint8_t {
    Counter,             ///< the kernel vouches for it, and no check has failed
    NoCounter,           ///< the system's clock: the kernel does not vouch for a counter
    CounterDrifted,      ///< the system's clock, since the counter's rate differed from that of before
    CounterRanBackwards, ///< the system's clock, since a later reading was less than an earlier one
};

/// As written into files: "trusted", "none", "drifted", "ran-backwards".
constexpr std::string_view key(ClockState state)
{
    constexpr std::array<std::string_view, 4> keys = {"trusted", "none", "drifted", "ran-backwards"};
    return keys[static_cast<std::size_t>(state)];
}

/// Decides which clock times spans. Once doubted, the counter is not used again. Any thread.
class TickClock
{
public:
    /// The long-run rate counts from `first`.
    TickClock(TickSource source, const Anchor& first);

    ClockState state() const { return m_state.load(std::memory_order_relaxed); }
    TickSource source() const
    {
        return state() == ClockState::Counter ? TickSource::Counter : TickSource::SteadyClock;
    }

    /// At the end of a recording that lasted from `begin` to `end`: neither clock may have run backwards, and
    /// the counter's rate meanwhile must agree with that since `first` to 1 in 1 000 (the kernel slews its
    /// clock by at most 1 in 2 000 either way) and to what the anchors' uncertainties leave open. Returns
    /// whether the recording passes; otherwise the counter is doubted from now on.
    bool check(const Anchor& begin, const Anchor& end);

    /// A span of one thread ended before it began.
    void ranBackwards() { doubt(ClockState::CounterRanBackwards); }

private:
    void doubt(ClockState why);

    const Anchor m_first;
    std::atomic<ClockState> m_state;
};

/// The clock of this process; decided when first asked for.
TickClock& tickClock();

} // namespace lab::base
