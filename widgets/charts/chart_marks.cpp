// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_marks.h"

#include "widgets/theme/type_scale.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace lab::widgets {

namespace {

constexpr double kAway = 4; // px at scale 1, of a label from its line

// No label on another, and no line through a label: a line begins beside its own label.
bool isFree(const QRectF& rect, double x, const std::vector<PlacedMark>& before)
{
    return std::none_of(before.begin(), before.end(), [&](const PlacedMark& other) {
        const bool crossed = other.top < rect.bottom() - 1 && other.x > rect.left() && other.x < rect.right();
        const bool crosses =
            other.rect.bottom() > rect.top() + 1 && x > other.rect.left() && x < other.rect.right();
        return crossed || crosses || other.rect.intersects(rect);
    });
}

} // namespace

std::vector<PlacedMark> placeMarks(const std::vector<ChartMark>& marks, const AxisRange& range,
                                   bool logarithmic, const QRectF& plot, double scale)
{
    std::vector<ChartMark> inside;
    std::copy_if(marks.begin(), marks.end(), std::back_inserter(inside), [&](const ChartMark& mark) {
        return mark.x >= range.low && mark.x <= range.high && (!logarithmic || mark.x > 0);
    });
    std::stable_sort(inside.begin(), inside.end(), [](const auto& a, const auto& b) { return a.x < b.x; });
    const QFontMetricsF metrics(font(TextRole::Caption, scale));
    const double line = std::ceil(metrics.height());
    std::vector<PlacedMark> placed;
    for (const ChartMark& mark : inside) {
        const double x = plot.left() + plot.width() * range.share(mark.x, logarithmic);
        const double width = std::ceil(metrics.horizontalAdvance(mark.label)) + 2;
        PlacedMark made{x, std::min(plot.top() + kMarkRows * line, plot.bottom()), mark.label, {}};
        for (int row = 0; row < kMarkRows && made.rect.isNull() && !mark.label.isEmpty(); ++row) {
            for (const double left : {x + kAway * scale, x - kAway * scale - width}) {
                const QRectF rect(left, plot.top() + row * line, width, line);
                if (!plot.contains(rect) || !isFree(rect, x, placed))
                    continue;
                made.rect = rect;
                made.top = rect.top();
                break;
            }
        }
        placed.push_back(made);
    }
    return placed;
}

ChartMarks::ChartMarks(QGraphicsItem* chart, double scale) : QGraphicsItem(chart), m_scale(scale)
{
    setZValue(1000);
    setAcceptedMouseButtons(Qt::NoButton);
}

void ChartMarks::show(std::vector<ChartMark> marks, const AxisRange& range, bool logarithmic)
{
    m_marks = std::move(marks);
    m_range = range;
    m_logarithmic = logarithmic;
    update();
}

void ChartMarks::setTheme(ThemeKind theme)
{
    m_theme = theme;
    update();
}

void ChartMarks::setPlot(const QRectF& plot)
{
    prepareGeometryChange();
    m_plot = plot;
    update();
}

void ChartMarks::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    const Theme& theme = Theme::of(m_theme);
    QPen pen(theme.textSecondary, 1 * m_scale, Qt::DashLine);
    pen.setCosmetic(false);
    painter->setFont(font(TextRole::Caption, m_scale));
    for (const PlacedMark& mark : placeMarks(m_marks, m_range, m_logarithmic, m_plot, m_scale)) {
        painter->setPen(pen);
        painter->drawLine(QPointF(mark.x, mark.top), QPointF(mark.x, m_plot.bottom()));
        painter->setPen(theme.textSecondary);
        if (!mark.rect.isNull())
            painter->drawText(mark.rect, Qt::AlignCenter | Qt::TextSingleLine, mark.label);
    }
}

} // namespace lab::widgets
