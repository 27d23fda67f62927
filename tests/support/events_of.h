// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/trace.h"

#include <vector>

namespace lab::tests {

/// Every instant at which a span of the trace begins or ends, ascending.
inline std::vector<base::Nanoseconds> eventsOf(const trace::Trace& trace)
{
    std::vector<base::Nanoseconds> events;
    for (auto event = trace.eventAfter(-1); event; event = trace.eventAfter(*event))
        events.push_back(*event);
    return events;
}

} // namespace lab::tests
