// SPDX-License-Identifier: GPL-3.0-or-later
// LaneLayout: the lines where barriers open.
#include "widgets/lanes/lane_layout.h"

#include <algorithm>
#include <map>

namespace lab::widgets {

namespace {

constexpr double kLeastSpacing = 10; // px: closer together, the lines would hide the bars

// When each barrier of a trace opens: the last worker arrives at it. A barrier is a task, and the spans there
// that have an instant in common.
std::vector<base::Nanoseconds> openings(const trace::Trace& trace)
{
    std::map<base::TaskId, std::vector<trace::Span>> byTask;
    for (const trace::Lane& lane : trace.lanes()) {
        for (const trace::Span& span : lane.spans) {
            if (span.state == trace::State::Barrier)
                byTask[span.task].push_back(span);
        }
    }
    std::vector<base::Nanoseconds> found;
    for (auto& [task, spans] : byTask) {
        std::sort(spans.begin(), spans.end(),
                  [](const trace::Span& a, const trace::Span& b) { return a.begin < b.begin; });
        base::Nanoseconds leaves = -1; // the first of those that stand at the barrier
        base::Nanoseconds arrived = 0;
        for (const trace::Span& span : spans) {
            if (leaves >= 0 && span.begin > leaves) {
                found.push_back(arrived);
                leaves = -1;
            }
            leaves = leaves < 0 ? span.end : std::min(leaves, span.end);
            arrived = span.begin;
        }
        found.push_back(arrived);
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

void LaneLayout::placeBarriers()
{
    for (std::size_t group = 0; group < m_groups.size(); ++group) {
        if (!m_groups[group].trace || m_axis.isDegenerate() || m_groups[group].trace->lanes().empty())
            continue;
        const LaneRow* first = row(group, 0);
        const LaneRow* last = row(group, m_groups[group].trace->lanes().size() - 1);
        if (!first || !last)
            continue;
        std::vector<BarrierLine> lines;
        for (const base::Nanoseconds opened : openings(*m_groups[group].trace)) {
            const auto at = static_cast<double>(opened);
            if (at >= m_axis.begin && at <= m_axis.end)
                lines.push_back({group, m_axis.toX(at), first->rect.top() - 2 * m_options.scale,
                                 last->rect.bottom() + 2 * m_options.scale});
        }
        if (static_cast<double>(lines.size()) * kLeastSpacing * m_options.scale <= m_axis.width)
            m_barriers.insert(m_barriers.end(), lines.begin(), lines.end());
    }
}

} // namespace lab::widgets
