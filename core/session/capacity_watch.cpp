// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/capacity_watch.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace lab::session {

namespace {

constexpr double kFreeShare = 0.8;  // of the most that the cores have given
constexpr double kWhole = 2.0 / 3;  // of ideal
constexpr double kHasWaited = 0.03; // share of a probe's time; a tick of the system takes less
constexpr auto kPause = std::chrono::milliseconds(2);

} // namespace

bool isWholeCapacity(const workers::Capacity& capacity, int workers, bool virtualMachine)
{
    return capacity.least() >= kWhole * workers || (!virtualMachine && capacity.waited < kHasWaited);
}

bool CapacityWatch::isFree(workers::WorkerPool& pool)
{
    m_last = workers::parallelCapacity(pool);
    m_lastAt = base::now();
    double& most = m_most[pool.size()];
    most = std::max(most, m_last.least());
    m_lastWasFree = m_last.least() >= kFreeShare * most && isWholeCapacity(m_last, pool.size(), m_virtual);
    return m_lastWasFree;
}

bool CapacityWatch::waitUntilFree(workers::WorkerPool& pool, base::Nanoseconds deadline,
                                  const std::stop_token& stop)
{
    while (!isFree(pool)) {
        if (stop.stop_requested() || base::now() >= deadline)
            return false;
        std::this_thread::sleep_for(kPause); // to whoever has the cores, they are worth more whole
    }
    return true;
}

} // namespace lab::session
