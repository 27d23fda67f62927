// SPDX-License-Identifier: GPL-3.0-or-later
// LaneLayout: the names of lanes, left of their bars.
#include "widgets/lanes/lane_layout.h"

#include "widgets/theme/fitted_text.h"
#include "widgets/theme/type_scale.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr double kBeforeAxis = 8;    // px at scale 1
constexpr double kLeastPitch = 0.75; // lines of text: what is between two lines of digits and small letters

} // namespace

void LaneLayout::chooseLabels()
{
    const double caption = QFontMetricsF(font(TextRole::Caption, m_options.scale)).height();
    const double body = QFontMetricsF(font(TextRole::Body, m_options.scale)).height();
    m_smallLabels = m_beside || (m_pitch < body && m_pitch >= kLeastPitch * caption);
}

void LaneLayout::placeLabels(std::span<LaneRow> rows, double bottom) const
{
    const double s = m_options.scale;
    const QFont plain = font(m_smallLabels ? TextRole::Caption : TextRole::Body, s);
    const QFontMetricsF metrics(plain);
    const double height = metrics.height();
    const double needed = m_smallLabels ? kLeastPitch * height : height;
    const auto every = static_cast<std::size_t>(std::max(1.0, std::ceil(needed / m_pitch)));
    for (LaneRow& row : rows) {
        // A label that stands for several rows starts at the first of them.
        const double top = every == 1 ? row.rect.center().y() - height / 2 : row.rect.top() - 2 * s;
        const bool whole = top + height <= std::max(bottom, rows.front().rect.top() + height);
        if (row.lane % every != 0 || (every > 1 && !whole))
            continue;
        const double left = kLanesMargin * s;
        row.labelRect = QRectF(left, top, std::max(0.0, m_axis.left - left - kBeforeAxis * s), height);
        row.label = cutText(QString::fromStdString(lane(row).info.name), plain, row.labelRect.width());
    }
}

// Small, before the axis, where neither the title nor its neighbours are in the way.
void LaneLayout::placeLabelsBesideTitle(std::span<LaneRow> rows, const GroupTitle& title) const
{
    const double s = m_options.scale;
    const QFontMetricsF metrics(font(TextRole::Caption, s));
    if (m_pitch < kLeastPitch * metrics.height())
        return;
    const double titleEnd =
        title.rect.left() + QFontMetricsF(font(TextRole::Strong, title.scale)).horizontalAdvance(title.title);
    for (LaneRow& row : rows) {
        const QString name = QString::fromStdString(lane(row).info.name);
        const double width = std::ceil(metrics.horizontalAdvance(name)) + 1;
        const QRectF rect(m_axis.left - kBeforeAxis * s - width, row.rect.center().y() - metrics.height() / 2,
                          width, metrics.height());
        const bool meetsTitle =
            row.rect.top() < title.rect.bottom() && rect.left() < titleEnd + kBeforeAxis * s;
        if (meetsTitle || rect.left() < kLanesMargin * s)
            continue;
        row.labelRect = rect;
        row.label = name;
    }
    const bool few = rows.size() <= 2; // of which one name alone would say little
    if (few &&
        std::any_of(rows.begin(), rows.end(), [](const LaneRow& row) { return row.label.isEmpty(); })) {
        for (LaneRow& row : rows)
            row.label.clear();
    }
}

} // namespace lab::widgets
