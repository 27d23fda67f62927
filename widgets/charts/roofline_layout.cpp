// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/roofline_layout.h"

#include "widgets/charts/figure_words.h"
#include "widgets/theme/type_scale.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLineF>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <ranges>

namespace lab::widgets {

namespace {

constexpr double kLeader = 24; // px between plot and labels

QString words(const char* source)
{
    return QCoreApplication::translate("Chart", source);
}

double logShare(double value, double low, double high)
{
    return std::log(std::max(value, 1e-30) / low) / std::log(high / low);
}

QString tickText(double value)
{
    return value >= 999.5 ? rateText(value) : QString::number(value, 'g', 3);
}

QString slopeWords(const RooflineData::Slope& slope)
{
    return words("%1 %2 GB/s").arg(slope.name, rateText(slope.bandwidth));
}

} // namespace

RooflineLayout::RooflineLayout(const RooflineData& data, QSizeF size, double scale)
    : textScale(scale), m_scale(scale), m_xLow(data.xLow), m_xHigh(data.xHigh), m_yLow(data.yLow),
      m_yHigh(data.yHigh)
{
    if (size.width() < 8 || size.height() < 8)
        return;
    place(data, size);
    QStringList unplaced;
    for (const Slope& slope : slopes) {
        if (slope.width <= 0)
            unplaced << slope.words;
    }
    if (!unplaced.isEmpty()) {
        m_unplaced = QLatin1Char(' ') + words("Slopes: %1.").arg(unplaced.join(QStringLiteral(", ")));
        place(data, size);
    }
    placeLabels(data, size);
    placeTicks();
}

void RooflineLayout::place(const RooflineData& data, QSizeF size)
{
    const double count = static_cast<double>(data.points.size() + data.levels.size());
    for (int i = 0; i < 12; ++i) { // letters shrink where the labels would not fit
        placeCaption(data, size);
        placePlot(data, size);
        const bool high = captionRect.top() - lineHeight() >= count * lineHeight();
        if ((high && plot.width() > size.width() * 0.3) || textScale < 0.45 * m_scale)
            break;
        textScale *= 0.94;
    }
    slopes.clear();
    for (std::size_t i = 0; i < data.slopes.size(); ++i)
        slopes.push_back(placeSlope(data, i));
}

double RooflineLayout::preferredHeight(const RooflineData& data, double width, double scale)
{
    RooflineLayout probe(data, {}, scale);
    probe.placeCaption(data, {width, 1e4});
    const double rows = static_cast<double>(data.points.size() + data.levels.size()) + 2;
    return std::max(190 * scale, rows * (probe.lineHeight() + 2 * scale)) + probe.captionRect.height() +
           8 * scale;
}

QFont RooflineLayout::levelFont(double scale)
{
    QFont made = font(TextRole::Caption, scale);
    made.setWeight(QFont::DemiBold);
    return made;
}

double RooflineLayout::x(double intensity) const
{
    return plot.left() + plot.width() * logShare(intensity, m_xLow, m_xHigh);
}

double RooflineLayout::y(double rate) const
{
    return plot.bottom() - plot.height() * logShare(rate, m_yLow, m_yHigh);
}

double RooflineLayout::lineHeight() const
{
    return std::ceil(QFontMetricsF(font(TextRole::Caption, textScale)).height());
}

double RooflineLayout::labelWidth(const RooflineData& data) const
{
    const QFontMetricsF metrics(font(TextRole::Caption, textScale));
    double name = 0;
    double value = metrics.horizontalAdvance(QStringLiteral("888"));
    for (const RooflinePoint& point : data.points) {
        name = std::max(name, metrics.horizontalAdvance(point.name));
        value = std::max(value, metrics.horizontalAdvance(rateText(point.rate)));
    }
    const QFontMetricsF strong(levelFont(textScale));
    for (const RooflineData::Level& level : data.levels) {
        name = std::max(name, strong.horizontalAdvance(level.name));
        value = std::max(value, strong.horizontalAdvance(rateText(level.rate)));
    }
    return std::ceil(name + value + 8 * textScale) + 2; // the header reaches over the names
}

void RooflineLayout::placeCaption(const RooflineData& data, QSizeF size)
{
    caption = data.note + m_unplaced;
    const QFontMetricsF metrics(font(TextRole::Caption, textScale));
    const QRectF used = metrics.boundingRect(QRectF(0, 0, size.width(), 1e4), Qt::TextWordWrap, caption);
    const double height = caption.isEmpty() ? 0 : std::ceil(used.height()) + 2;
    captionRect = QRectF(0, size.height() - height, size.width(), height);
}

void RooflineLayout::placePlot(const RooflineData& data, QSizeF size)
{
    const QFontMetricsF metrics(font(TextRole::Caption, textScale));
    double ticks = 0;
    for (double value = std::pow(10, std::ceil(std::log10(m_yLow))); value <= m_yHigh; value *= 10)
        ticks = std::max(ticks, metrics.horizontalAdvance(tickText(value)));
    const double left = std::ceil(ticks) + 6 * m_scale;
    const double line = lineHeight();
    const double beside =
        data.points.empty() && data.levels.empty() ? 0 : labelWidth(data) + kLeader * m_scale;
    const double bottom = captionRect.top() - 2 * line - 6 * m_scale;
    const double top = line + 4 * m_scale;
    plot = QRectF(QPointF(left, top),
                  QPointF(std::max(size.width() - beside, left + 1), std::max(bottom, top + 1)));
    xTitle = QRectF(plot.left(), plot.bottom() + line + 3 * m_scale, plot.width(), line);
    rateHeader = QRectF(plot.right(), 0, std::max(size.width() - plot.right(), 1.0), line);
}

// In the order of their rates, as near to their own height as the others allow.
void RooflineLayout::placeLabels(const RooflineData& data, QSizeF size)
{
    for (std::size_t i = 0; i < data.points.size(); ++i)
        labels.push_back({data.points[i].name,
                          rateText(data.points[i].rate),
                          {},
                          {x(data.intensity), y(data.points[i].rate)},
                          i,
                          false});
    for (std::size_t i = 0; i < data.levels.size(); ++i)
        labels.push_back({data.levels[i].name,
                          rateText(data.levels[i].rate),
                          {},
                          {plot.right(), y(data.levels[i].rate)},
                          i,
                          true});
    std::stable_sort(labels.begin(), labels.end(),
                     [](const Label& a, const Label& b) { return a.from.y() < b.from.y(); });
    if (labels.empty())
        return;
    const double line = lineHeight();
    const double left = plot.right() + kLeader * m_scale;
    const double lowest = captionRect.top() - line;
    double next = line + 2 * m_scale;
    for (Label& label : labels) {
        const double top = std::max(label.from.y() - line / 2, next);
        label.rect = QRectF(left, top, size.width() - left, line);
        next = top + line;
    }
    double limit = lowest;
    for (Label& label : std::views::reverse(labels)) {
        label.rect.moveTop(std::min(label.rect.top(), limit));
        limit = label.rect.top() - line;
    }
}

void RooflineLayout::placeTicks()
{
    const QFontMetricsF metrics(font(TextRole::Caption, textScale));
    const double line = lineHeight();
    double free = -1e9;
    for (double value = std::pow(10, std::ceil(std::log10(m_xLow) - 1e-9)); value <= m_xHigh * 1.0001;
         value *= 10) {
        const QString text = tickText(value);
        const double width = std::ceil(metrics.horizontalAdvance(text)) + 2;
        const double at = std::min(x(value) - width / 2, plot.right() + kLeader * m_scale - width);
        if (at < free)
            continue;
        xTicks.push_back({text, {at, plot.bottom() + 3 * m_scale, width, line}});
        free = at + width + 4 * m_scale;
    }
    double above = 1e9;
    for (double value = std::pow(10, std::ceil(std::log10(m_yLow) - 1e-9)); value <= m_yHigh * 1.0001;
         value *= 10) {
        const QRectF rect(0, y(value) - line / 2, plot.left() - 5 * m_scale, line);
        if (rect.bottom() > above)
            continue;
        yTicks.push_back({tickText(value), rect});
        above = rect.top();
    }
}

RooflineLayout::Slope RooflineLayout::placeSlope(const RooflineData& data, std::size_t index) const
{
    const RooflineData::Slope& slope = data.slopes[index];
    const QFontMetricsF metrics(font(TextRole::Caption, textScale));
    Slope placed;
    placed.words = slopeWords(slope);
    placed.below = index > 0; // the widest has its name on the shaded side, the others below their lines
    const double first = std::max(m_xLow, m_yLow / slope.bandwidth);
    double last = slope.ridge > 0 ? slope.ridge : m_xHigh;
    if (!data.points.empty()) // clear of the points
        last = std::min(last,
                        data.intensity / std::exp(12 * m_scale / plot.width() * std::log(m_xHigh / m_xLow)));
    const QPointF from(x(first), y(slope.bandwidth * first));
    const QPointF to(x(last), y(slope.bandwidth * last));
    const QLineF line(from, to);
    const double width = std::ceil(metrics.horizontalAdvance(placed.words)) + 2;
    placed.angle = -std::atan2(from.y() - to.y(), to.x() - from.x()) * 180 / std::numbers::pi;
    placed.centre = line.center();
    if (to.x() > from.x() && line.length() > width + 10 * m_scale)
        placed.width = width;
    return placed;
}

} // namespace lab::widgets
