// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/workers/capacity_probe.h"

#include <map>
#include <stop_token>

namespace lab::session {

/// Whether a capacity is what so many workers, each with a core of its own, can expect: no less than two
/// thirds of ideal, but for a machine that gives less although no worker waits for a core (its clock goes
/// down when all cores compute). Of a virtual machine's cores nobody knows what else they do.
bool isWholeCapacity(const workers::Capacity& capacity, int workers, bool virtualMachine);

/// Knows what parallel speed a machine usually gives, and tells by a probe whether it does now. Used by one
/// thread at a time; best kept from run to run.
class CapacityWatch
{
public:
    explicit CapacityWatch(bool virtualMachine) : m_virtual(virtualMachine) {}

    /// Probes `pool`, of no more workers than there are cores. True when it gave at least four fifths of the
    /// most that as many workers have been given before, and isWholeCapacity(). About 1 ms.
    bool isFree(workers::WorkerPool& pool);

    /// Probes until the cores are free, at most until `deadline` and at least once. Returns whether they are.
    bool waitUntilFree(workers::WorkerPool& pool, base::Nanoseconds deadline, const std::stop_token& stop);

    /// Of the last probe; and when it ended.
    const workers::Capacity& last() const { return m_last; }
    base::Nanoseconds lastAt() const { return m_lastAt; }
    bool lastWasFree() const { return m_lastWasFree; }

private:
    const bool m_virtual;
    std::map<int, double> m_most; // by number of workers
    workers::Capacity m_last;
    base::Nanoseconds m_lastAt = 0;
    bool m_lastWasFree = true;
};

} // namespace lab::session
