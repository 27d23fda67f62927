// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/trace.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace lab::tests {

/// Builds a trace span by span, with instants in ns from the iteration's begin.
class HandMadeTrace
{
public:
    std::size_t lane(std::string name, trace::LaneKind kind = trace::LaneKind::Worker)
    {
        m_lanes.push_back({std::move(name), kind});
        m_spans.emplace_back();
        return m_lanes.size() - 1;
    }

    void add(std::size_t lane, base::Nanoseconds begin, base::Nanoseconds end, trace::State state,
             base::TaskId task, std::uint32_t first = 0, std::uint32_t count = 1,
             std::uint32_t peer = trace::Span::kNobody)
    {
        m_spans[lane].push_back({begin, end, first, count, peer, task, state});
    }

    std::shared_ptr<const trace::Trace> until(base::Nanoseconds end) const
    {
        return trace::Trace::make(m_lanes, m_spans, 0, end);
    }

private:
    std::vector<trace::LaneInfo> m_lanes;
    std::vector<std::vector<trace::Span>> m_spans;
};

} // namespace lab::tests
