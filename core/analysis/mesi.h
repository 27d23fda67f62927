// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lab::analysis {

/// Where a core's copy of a cache line stands: Papamarcos & Patel, "A low-overhead coherence solution for
/// multiprocessors with private cache memories", ISCA 1984. Always a model: no processor tells.
enum class Mesi : std::uint8_t { Modified, Exclusive, Shared, Invalid };

/// 'M', 'E', 'S', 'I'.
char letter(Mesi state);

/// What one access caused.
struct LineEvent
{
    Mesi before = Mesi::Invalid; ///< of the accessing core
    Mesi after = Mesi::Invalid;
    std::uint32_t invalidated = 0; ///< copies of other cores that became Invalid
    /// The core that handed over the contents; kFromMemory; or kNothing where the copy was there already.
    std::uint32_t from = kNothing;

    static constexpr std::uint32_t kFromMemory = 0xfffffffeu;
    static constexpr std::uint32_t kNothing = 0xffffffffu;
    friend bool operator==(const LineEvent&, const LineEvent&) = default;
};

/// One cache line in the private caches of several cores. At most one core is in M or E, and then all others
/// are in I. O(1) a write to a line one owns, else O(cores).
class MesiLine
{
public:
    explicit MesiLine(std::size_t cores);

    LineEvent read(std::size_t core);
    LineEvent write(std::size_t core);
    /// The core's cache needs the place: M is written back; S, E and I are forgotten.
    void evict(std::size_t core);

    Mesi state(std::size_t core) const { return m_states[core]; }
    std::size_t cores() const { return m_states.size(); }

private:
    std::vector<Mesi> m_states;
};

/// An access that was recorded, or stands for several.
struct LineAccess
{
    base::Nanoseconds at = 0;
    std::uint32_t core = 0;
    std::uint32_t line = 0;
    bool write = true;
};

/// A stretch in which a core's copy of a line was in one state, Invalid left out.
struct Ownership
{
    base::Nanoseconds begin = 0;
    base::Nanoseconds end = 0;
    std::uint32_t core = 0;
    std::uint32_t line = 0;
    Mesi state = Mesi::Invalid;
};

/// A line that passed from one core's cache to another's.
struct LineTransfer
{
    base::Nanoseconds at = 0;
    std::uint32_t line = 0;
    std::uint32_t from = 0;
    std::uint32_t to = 0;
};

struct LineHistory
{
    std::vector<Ownership> ownership;    ///< by begin
    std::vector<LineTransfer> transfers; ///< by time
    std::int64_t accesses = 0;
};

/// The model driven by `accesses`, in the order of their times (of equals: in the order given), from caches
/// that hold nothing, until `end`.
LineHistory lineHistory(std::vector<LineAccess> accesses, std::size_t cores, std::size_t lines,
                        base::Nanoseconds end);

} // namespace lab::analysis
