// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workers/core_waits.h"

#include "core/workers/thread_usage.h"

#include <algorithm>
#include <unistd.h>

namespace lab::workers {

CoreWaits::CoreWaits(WorkerPool* pool) : m_pool(pool), m_before(read()), m_begin(base::now()) {}

std::vector<CoreWaits::Worker> CoreWaits::read()
{
    std::vector<Worker> workers(m_pool ? static_cast<std::size_t>(m_pool->size()) : 1);
    const auto readOwn = [&](std::size_t worker) {
        workers[worker] = {gettid(), ThreadUsage::read().waitedForCore.value_or(0)};
    };
    if (m_pool)
        m_pool->onEveryWorker(readOwn);
    else
        readOwn(0);
    return workers;
}

double CoreWaits::largestShare()
{
    const auto lasted = static_cast<double>(base::now() - m_begin);
    const std::vector<Worker> after = read();
    double largest = 0;
    for (std::size_t i = 0; i < after.size() && lasted > 0; ++i) {
        if (after[i].thread == m_before[i].thread)
            largest = std::max(largest, static_cast<double>(after[i].waited - m_before[i].waited) / lasted);
    }
    return largest;
}

std::optional<base::Nanoseconds> CoreWaits::total(base::Nanoseconds most)
{
    if (!ThreadUsage::read().waitedForCore)
        return std::nullopt;
    const std::vector<Worker> after = read();
    base::Nanoseconds sum = 0;
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (after[i].thread == m_before[i].thread)
            sum += std::min(after[i].waited - m_before[i].waited, most);
    }
    return sum;
}

} // namespace lab::workers
