// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/tick_labels.h"

#include "widgets/theme/number_text.h"
#include "widgets/theme/type_scale.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>
#include <limits>

namespace lab::widgets {

namespace {

constexpr double kHeight = 20;       // px at scale 1, of labels with their distance from the axis
constexpr double kMostInFull = 1e5;  // beyond, labels would meet
constexpr double kLabelDistance = 5; // px at scale 1, between two

QString shortened(double value)
{
    if (value >= 1e9)
        return QStringLiteral("%1\u202fG").arg(value / 1e9);
    if (value >= 1e6)
        return QStringLiteral("%1\u202fM").arg(value / 1e6);
    return value >= 1e3 ? QStringLiteral("%1\u202fk").arg(value / 1e3) : QString::number(value);
}

} // namespace

std::vector<TickLabel> tickLabels(const AxisRange& range)
{
    std::vector<TickLabel> labels;
    const bool crowded = range.base == std::round(range.base / 10) * 10 && range.high > kMostInFull;
    const double logBase = std::log(range.base);
    const double first = std::ceil(std::log(range.low) / logBase - 1e-9);
    const double last = std::floor(std::log(range.high) / logBase + 1e-9);
    for (double exponent = first; exponent <= last; ++exponent) {
        const double value = std::pow(range.base, exponent);
        labels.push_back({value, crowded        ? shortened(value)
                                 : value >= 1e4 ? grouped(std::llround(value))
                                                : QString::number(value)});
    }
    return labels;
}

TickLabels::TickLabels(QGraphicsItem* chart, double scale) : QGraphicsItem(chart), m_scale(scale)
{
    setZValue(1000);
    setAcceptedMouseButtons(Qt::NoButton);
}

void TickLabels::show(const AxisRange& range, bool logarithmic)
{
    m_range = range;
    m_labels = logarithmic ? tickLabels(range) : std::vector<TickLabel>{};
    update();
}

void TickLabels::setTheme(ThemeKind theme)
{
    m_theme = theme;
    update();
}

void TickLabels::setPlot(const QRectF& plot)
{
    prepareGeometryChange();
    m_plot = plot;
    update();
}

QRectF TickLabels::boundingRect() const
{
    return QRectF(m_plot.left(), m_plot.bottom(), m_plot.width(), kHeight * m_scale)
        .adjusted(-40 * m_scale, 0, 40 * m_scale, 0);
}

void TickLabels::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    painter->setFont(font(TextRole::Caption, m_scale));
    painter->setPen(Theme::of(m_theme).textSecondary);
    const QFontMetricsF metrics(painter->font());
    double end = -std::numeric_limits<double>::infinity(); // of the label before
    for (const TickLabel& label : m_labels) {
        const double width = metrics.horizontalAdvance(label.text);
        const double left = m_plot.left() + m_plot.width() * m_range.share(label.value, true) - width / 2;
        if (left < end + kLabelDistance * m_scale)
            continue;
        end = left + width;
        painter->drawText(QRectF(left, m_plot.bottom(), width + 1, kHeight * m_scale),
                          Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, label.text);
    }
}

} // namespace lab::widgets
