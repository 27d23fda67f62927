// SPDX-License-Identifier: GPL-3.0-or-later
// LaneLayout: the lines from a lock's release to the acquisition that it allowed.
#include "widgets/lanes/lane_layout.h"

#include <algorithm>

namespace lab::widgets {

namespace {

constexpr double kLeastSpacing = 12; // px: closer together, the lines would hide the bars

} // namespace

void LaneLayout::placeHandOvers()
{
    for (std::size_t group = 0; group < m_groups.size(); ++group) {
        if (!m_groups[group].trace || m_axis.isDegenerate())
            continue;
        const auto& handOvers = m_groups[group].facts->handOvers;
        const auto releasedBefore = [](const analysis::LockHandOver& handOver, double ns) {
            return static_cast<double>(handOver.released) < ns;
        };
        const auto begin = std::lower_bound(handOvers.begin(), handOvers.end(), m_axis.begin, releasedBefore);
        const auto end = std::lower_bound(begin, handOvers.end(), m_axis.end, releasedBefore);
        if (static_cast<double>(end - begin) * kLeastSpacing * m_options.scale > m_axis.width)
            continue;
        for (auto handOver = begin; handOver != end; ++handOver)
            addHandOver(group, *handOver);
    }
}

void LaneLayout::addHandOver(std::size_t group, const analysis::LockHandOver& handOver)
{
    const auto acquired = static_cast<double>(handOver.acquired);
    const LaneRow* from = row(group, handOver.fromLane);
    const LaneRow* to = row(group, handOver.toLane);
    if (!from || !to || acquired > m_axis.end)
        return;
    const bool down = from->rect.top() < to->rect.top();
    m_handOvers.push_back({group, handOver.lock,
                           QPointF(m_axis.toX(static_cast<double>(handOver.released)),
                                   down ? from->rect.bottom() : from->rect.top()),
                           QPointF(m_axis.toX(acquired), down ? to->rect.top() : to->rect.bottom())});
}

} // namespace lab::widgets
