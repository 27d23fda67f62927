// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_legend.h"

#include "widgets/theme/application_theme.h"
#include "widgets/theme/type_scale.h"

#include <QCoreApplication>
#include <QPainter>

#include <array>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr double kLine = 17;
constexpr double kSample = 16;
constexpr double kBetween = 14;

struct Entry
{
    enum class Sample { Points, Line, Ground, Ring, Diamond };
    Sample sample = Sample::Line;
    QPen pen;
    QString name;
    QColor ground = {};
};

QString text(const char* source)
{
    return QCoreApplication::translate("Chart", source);
}

std::vector<Entry> entries(const ChartData& data, const Theme& theme, double scale)
{
    using Sample = Entry::Sample;
    std::vector<Entry> list;
    for (std::size_t i = 0; i < data.measured.size(); ++i)
        list.push_back({Sample::Points, QPen(theme.workerColour(static_cast<int>(i)), 2.2 * scale),
                        data.measured[i].label});
    if (!data.ideal.empty())
        list.push_back({Sample::Line, QPen(theme.ideal, 1.2 * scale, Qt::DashLine), text("ideal")});
    for (std::size_t i = 0; i < data.models.size(); ++i)
        list.push_back({Sample::Line, modelPen(theme, i, scale), data.models[i].label});
    if (data.band)
        list.push_back({Sample::Ground, QPen(theme.bandLine, scale), data.band->label, theme.band});
    if (!data.crossings.empty())
        list.push_back({Sample::Ring, QPen(theme.text, 1.6 * scale), text("crosses 1.0×")});
    if (data.predicted)
        list.push_back({Sample::Diamond, QPen(theme.panel, 1.2 * scale), text("predicted"), theme.playhead});
    for (std::size_t i = 0; i < data.shades.size(); ++i)
        list.push_back({Sample::Ground, QPen(theme.border), data.shades[i].label, theme.shadeAt(i)});
    return list;
}

void paintSample(QPainter& painter, const QRectF& rect, const Entry& entry, const Theme& theme, double scale)
{
    painter.setPen(entry.pen);
    switch (entry.sample) {
    case Entry::Sample::Points:
        painter.drawLine(QPointF(rect.left(), rect.center().y()), QPointF(rect.right(), rect.center().y()));
        painter.setPen(Qt::NoPen);
        painter.setBrush(entry.pen.color());
        painter.drawEllipse(rect.center(), 3.5 * scale, 3.5 * scale);
        break;
    case Entry::Sample::Line:
        painter.drawLine(QPointF(rect.left(), rect.center().y()), QPointF(rect.right(), rect.center().y()));
        break;
    case Entry::Sample::Ring:
        painter.setBrush(theme.panel);
        painter.drawEllipse(rect.center(), 4 * scale, 4 * scale);
        break;
    case Entry::Sample::Diamond: {
        const double half = 6 * scale;
        const QPointF at = rect.center();
        painter.setBrush(entry.ground);
        painter.drawPolygon(QPolygonF(
            {at + QPointF(0, -half), at + QPointF(half, 0), at + QPointF(0, half), at + QPointF(-half, 0)}));
        break;
    }
    case Entry::Sample::Ground:
        painter.setBrush(entry.ground);
        painter.drawRect(rect.adjusted(0, 3 * scale, 0, -3 * scale));
        break;
    }
}

} // namespace

QPen modelPen(const Theme& theme, std::size_t index, double scale)
{
    // Not first the accent, which is the first series' colour.
    const std::array<QColor, 3> colours = {theme.text, theme.accent, theme.slate()};
    const Qt::PenStyle style = index / colours.size() % 2 == 0 ? Qt::DotLine : Qt::DashDotDotLine;
    QPen pen(colours[index % colours.size()], 1.6 * scale, style);
    pen.setCosmetic(false);
    return pen;
}

double paintChartLegend(QPainter* painter, const QRectF& area, const ChartData& data, const Theme& theme,
                        double scale)
{
    const QFont words = font(TextRole::Caption, scale);
    const QFontMetricsF metrics(words);
    double x = 0;
    double y = 0;
    for (const Entry& entry : entries(data, theme, scale)) {
        const double name = metrics.horizontalAdvance(entry.name);
        const double width = (kSample + 5) * scale + name;
        if (x > 0 && x + width > area.width()) {
            x = 0;
            y += kLine * scale;
        }
        if (painter) {
            const QRectF sample(area.left() + x, area.top() + y, kSample * scale, kLine * scale);
            paintSample(*painter, sample, entry, theme, scale);
            painter->setFont(words);
            painter->setPen(theme.textSecondary);
            painter->drawText(QRectF(sample.right() + 5 * scale, sample.top(), name + 4, kLine * scale),
                              Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, entry.name);
        }
        x += width + kBetween * scale;
    }
    return y + kLine * scale;
}

ChartLegend::ChartLegend(QWidget* parent, double scale) : QWidget(parent), m_scale(scale)
{
    fitHeight();
}

void ChartLegend::setData(const ChartData& chart)
{
    m_data = chart;
    fitHeight();
    update();
}

// A fixed height instead of height-for-width: the chart above keeps all that is left.
void ChartLegend::fitHeight()
{
    const QRectF area(0, 0, width(), 0);
    setFixedHeight(static_cast<int>(
        std::ceil(paintChartLegend(nullptr, area, m_data, Theme::of(currentTheme()), m_scale))));
}

void ChartLegend::resizeEvent(QResizeEvent*)
{
    fitHeight();
}

void ChartLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintChartLegend(&painter, QRectF(rect()), m_data, Theme::of(currentTheme()), m_scale);
}

} // namespace lab::widgets
