// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/training/training_layout.h"

#include <algorithm>
#include <numeric>

namespace lab::widgets {

namespace {

constexpr double kLine = 18;
constexpr double kGap = 10;
constexpr double kLabels = 66;
constexpr double kBetweenRows = 3;
constexpr double kLowestRow = 18;
constexpr double kGoodRow = 24; // before the stages get more than they need
constexpr double kHighestRow = 36;
constexpr double kLowestFlow = 84;    // names, bars and numbers
constexpr double kPicturesFlow = 124; // and pictures before and after
constexpr double kTime = 56;          // title, bar and legend

// Of those that have most, one less, until all have room; of a stage with one row only when every stage has.
std::vector<int> shownOf(std::vector<int> rows, int most)
{
    for (int all = std::accumulate(rows.begin(), rows.end(), 0); all > std::max(most, 0); --all) {
        const auto longest = std::max_element(rows.rbegin(), rows.rend());
        --*longest;
    }
    return rows;
}

} // namespace

TrainingLayout layOutTraining(const QRectF& area, const std::vector<int>& rows, bool measured, double scale)
{
    TrainingLayout layout;
    const double line = kLine * scale;
    const double gap = kGap * scale;
    const double between = kBetweenRows * scale;
    const int all = std::accumulate(rows.begin(), rows.end(), 0);
    const auto heightOf = [&](double row) { return all * (row * scale + between) + line; };
    double bottom = area.bottom();
    const auto room = [&] { return bottom - area.top(); };
    if (measured && room() >= heightOf(kLowestRow) + line) {
        layout.measured = {area.left(), bottom - line, area.width(), line};
        bottom -= line;
    }
    if (const double time = kTime * scale; room() >= heightOf(kLowestRow) + time + gap) {
        layout.time = {area.left(), bottom - time, area.width(), time};
        bottom -= time + gap;
    }
    const bool flow = room() >= heightOf(kLowestRow) + gap + kLowestFlow * scale;
    const double left = room() - heightOf(kGoodRow) - gap;
    const double flowHeight = flow ? std::clamp(left, kLowestFlow * scale, kPicturesFlow * scale) + gap : 0;
    const double spare = room() - flowHeight - line;
    const double height =
        std::clamp(spare / std::max(all, 1) - between, kLowestRow * scale, kHighestRow * scale);
    layout.shown = shownOf(rows, static_cast<int>((room() - line) / (height + between) + 1e-6));
    layout.labels = std::min(kLabels * scale, area.width() / 4);
    double y = area.top();
    for (int row = std::accumulate(layout.shown.begin(), layout.shown.end(), 0); row > 0; --row) {
        layout.rows.emplace_back(area.left() + layout.labels, y, area.width() - layout.labels, height);
        y += height + between;
    }
    layout.axis = {area.left() + layout.labels, y, area.width() - layout.labels, line};
    if (flow)
        layout.flow = {area.left(), y + line + gap, area.width(), bottom - y - line - gap};
    return layout;
}

} // namespace lab::widgets
