// SPDX-License-Identifier: GPL-3.0-or-later
// LaneLayout: the critical path of a group, and what is not on it.
#include "widgets/lanes/lane_layout.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lab::widgets {

namespace {

constexpr double kLeastStep = 0.5; // px to the right between two points of the line

} // namespace

/// The pixels of a row that the path runs through.
class OnPath
{
public:
    OnPath(const TimeAxis& axis) : m_axis(axis), m_on(static_cast<std::size_t>(std::ceil(axis.width))) {}

    void add(double from, double to)
    {
        const auto last = static_cast<double>(m_on.size()) - 1;
        const auto begin = static_cast<std::size_t>(std::clamp(std::floor(from - m_axis.left), 0.0, last));
        const auto end = static_cast<std::size_t>(std::clamp(std::ceil(to - m_axis.left), 0.0, last + 1));
        std::fill(m_on.begin() + static_cast<std::ptrdiff_t>(begin),
                  m_on.begin() + static_cast<std::ptrdiff_t>(std::max(begin, end)), true);
    }

    template<typename Function>
    void forEachGap(Function function) const
    {
        for (std::size_t i = 0; i < m_on.size();) {
            std::size_t end = i;
            while (end < m_on.size() && !m_on[end])
                ++end;
            if (end > i)
                function(m_axis.left + static_cast<double>(i), m_axis.left + static_cast<double>(end));
            i = end + 1;
        }
    }

private:
    const TimeAxis& m_axis;
    std::vector<bool> m_on;
};

void LaneLayout::placePath()
{
    for (std::size_t group = 0; group < m_groups.size() && !m_axis.isDegenerate(); ++group)
        if (m_groups[group].path && m_groups[group].why)
            placePath(group);
}

void LaneLayout::placePath(std::size_t group)
{
    const std::vector<analysis::PathPart>& parts = m_groups[group].why->path;
    std::vector<OnPath> lanes(m_groups[group].trace->lanes().size(), OnPath(m_axis));
    PathLine line{group, {}, {}};
    auto part =
        std::upper_bound(parts.begin(), parts.end(), m_axis.begin, [](double t, const analysis::PathPart& p) {
            return t < static_cast<double>(p.end);
        });
    for (; part != parts.end() && static_cast<double>(part->begin) < m_axis.end; ++part) {
        const LaneRow* at = row(group, part->step.lane);
        if (!at)
            continue;
        const double from = std::max(m_axis.toX(static_cast<double>(part->begin)), m_axis.left);
        const double to = std::min(m_axis.toX(static_cast<double>(part->end)), m_axis.right());
        lanes[part->step.lane].add(from, to);
        if (!line.points.empty() && to - line.points.back().x() < kLeastStep)
            continue;
        const double y = at->rect.bottom() - std::min(m_options.scale / 2, at->rect.height() / 2);
        line.points.emplace_back(from, y);
        line.points.emplace_back(to, y);
    }
    for (std::size_t lane = 0; lane < lanes.size(); ++lane)
        if (const LaneRow* at = row(group, lane))
            lanes[lane].forEachGap([&](double from, double to) {
                line.aside.emplace_back(from, at->rect.top(), to - from, at->rect.height());
            });
    m_paths.push_back(std::move(line));
}

} // namespace lab::widgets
