// SPDX-License-Identifier: GPL-3.0-or-later
// LaneLayout: the lines from a lock's release to the acquisition that it allowed.
#include "core/analysis/lock_hand_over.h"
#include "widgets/lanes/lane_layout.h"

namespace lab::widgets {

namespace {

constexpr double kLeastSpacing = 12; // px: closer together, the lines would hide the bars

} // namespace

void LaneLayout::placeHandOvers()
{
    for (std::size_t group = 0; group < m_groups.size(); ++group) {
        if (!m_groups[group].trace || m_axis.isDegenerate())
            continue;
        std::vector<HandOverLine> lines;
        for (const analysis::LockHandOver& handOver : analysis::lockHandOvers(*m_groups[group].trace)) {
            const auto released = static_cast<double>(handOver.released);
            const auto acquired = static_cast<double>(handOver.acquired);
            const LaneRow* from = row(group, handOver.fromLane);
            const LaneRow* to = row(group, handOver.toLane);
            if (!from || !to || released < m_axis.begin || acquired > m_axis.end)
                continue;
            const bool down = from->rect.top() < to->rect.top();
            lines.push_back({group, handOver.lock,
                             QPointF(m_axis.toX(released), down ? from->rect.bottom() : from->rect.top()),
                             QPointF(m_axis.toX(acquired), down ? to->rect.top() : to->rect.bottom())});
        }
        if (static_cast<double>(lines.size()) * kLeastSpacing * m_options.scale <= m_axis.width)
            m_handOvers.insert(m_handOvers.end(), lines.begin(), lines.end());
    }
}

} // namespace lab::widgets
