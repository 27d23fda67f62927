// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workers/placement.h"

#include "core/workers/affinity.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace lab::workers {

namespace {

std::vector<int> checked(std::vector<int> processors)
{
    if (std::any_of(processors.begin(), processors.end(), [](int processor) { return processor < 0; }))
        throw std::invalid_argument("processors are numbered from 0");
    return processors;
}

} // namespace

Placement::Placement(std::vector<int> processors) : m_processors(checked(std::move(processors))) {}

void Placement::place(std::size_t worker)
{
    if (m_processors.empty())
        releaseThread();
    else if (!holdThread(m_processors[worker % m_processors.size()]))
        m_refused.store(true, std::memory_order_relaxed);
}

bool Placement::kept() const
{
    return !m_processors.empty() && !m_refused.load(std::memory_order_relaxed);
}

} // namespace lab::workers
