// SPDX-License-Identifier: GPL-3.0-or-later
// LaneLayout: the lines where barriers open.
#include "widgets/lanes/lane_layout.h"

#include <algorithm>

namespace lab::widgets {

namespace {

constexpr double kLeastSpacing = 10; // px: closer together, the lines would hide the bars

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
        const auto& openings = m_groups[group].facts->barrierOpenings;
        const auto begin = std::lower_bound(openings.begin(), openings.end(), m_axis.begin);
        const auto end = std::upper_bound(begin, openings.end(), m_axis.end);
        if (static_cast<double>(end - begin) * kLeastSpacing * m_options.scale > m_axis.width)
            continue;
        for (auto opened = begin; opened != end; ++opened)
            m_barriers.push_back({group, m_axis.toX(static_cast<double>(*opened)),
                                  first->rect.top() - 2 * m_options.scale,
                                  last->rect.bottom() + 2 * m_options.scale});
    }
}

} // namespace lab::widgets
