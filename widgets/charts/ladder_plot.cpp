// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/ladder_plot.h"

#include "widgets/charts/figure_words.h"
#include "widgets/theme/fitted_text.h"
#include "widgets/theme/hatch.h"
#include "widgets/theme/type_scale.h"

#include <QAreaSeries>
#include <QFontMetricsF>
#include <QLogValueAxis>
#include <QPainter>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

LadderPlot::LadderPlot(ThemeKind theme, double scale, QObject* parent)
    : WrittenPlot(theme, scale, parent), m_layout({}, {}, scale), m_factors(new QLogValueAxis(chart())),
      m_rows(new QValueAxis(chart()))
{
    m_factors->setBase(10);
    m_factors->setVisible(false);
    m_rows->setVisible(false);
    chart()->addAxis(m_factors, Qt::AlignBottom);
    chart()->addAxis(m_rows, Qt::AlignLeft);
}

void LadderPlot::show(const LadderData& data)
{
    m_data = data;
    arrange();
}

double LadderPlot::preferredHeight(double width) const
{
    return LadderLayout::preferredHeight(m_data, width, scale());
}

void LadderPlot::layOut(const QSizeF& size)
{
    m_layout = LadderLayout(m_data, size, scale());
    if (m_layout.rows.empty())
        return;
    chart()->setPlotArea(m_layout.plot);
    m_factors->setRange(m_data.low, m_data.high);
    m_rows->setRange(0, m_layout.plot.height());
    placeSeries();
}

void LadderPlot::placeSeries()
{
    while (m_bars.size() < m_layout.rows.size()) {
        m_bars.push_back(addBand(m_factors, m_rows));
        m_whiskers.push_back(addLine(m_factors, m_rows));
    }
    const double least = std::pow(m_data.high / m_data.low, 2 * scale() / m_layout.plot.width());
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        QRectF bar;
        QList<QPointF> whisker;
        if (i < m_layout.rows.size() && m_data.rows[i].factor) {
            const LadderRow& row = m_data.rows[i];
            const double lane = up(m_layout.rows[i].lane);
            const double low = m_data.barsFrom();
            bar = QRectF(QPointF(low, lane - m_layout.barHeight / 2),
                         QPointF(std::max(*row.factor, low * least), lane + m_layout.barHeight / 2));
            const double cap = m_layout.barHeight * 0.28;
            if (row.interval.high > row.interval.low)
                whisker = {{row.interval.low, lane - cap},  {row.interval.low, lane + cap},
                           {row.interval.low, lane},        {row.interval.high, lane},
                           {row.interval.high, lane - cap}, {row.interval.high, lane + cap}};
            styleBar(i);
        }
        m_bars[i].replace(bar);
        m_whiskers[i]->replace(whisker);
        m_whiskers[i]->setPen(pen(theme().text, 1.3));
    }
}

void LadderPlot::styleBar(std::size_t index)
{
    const LadderRow& row = m_data.rows[index];
    QAreaSeries* area = m_bars[index].area;
    area->setPen(Qt::NoPen);
    if (row.peer) {
        area->setBrush(theme().panel);
        area->setPen(pen(theme().textSecondary, 1.2));
    } else {
        area->setBrush(row.usesPool ? theme().workerColour(0) : theme().slate());
    }
}

// Lines pass behind the words.
QPainterPath LadderPlot::unwritten() const
{
    QPainterPath open;
    open.addRect(QRectF(QPointF(-9, 0) * scale(), m_layout.plot.bottomRight() + QPointF(9, 9) * scale()));
    for (const QRectF& words : m_layout.written)
        open.addRect(words); // odd-even: a hole
    return open;
}

void LadderPlot::paintGrid(QPainter& painter) const
{
    const QRectF& plot = m_layout.plot;
    painter.save();
    painter.setClipPath(unwritten(), Qt::IntersectClip);
    for (const LadderLayout::Tick& tick : m_layout.ticks) {
        const double at = m_layout.x(tick.factor);
        painter.setPen(pen(tick.factor == 1 ? theme().axis : theme().grid, 1));
        painter.drawLine(QPointF(at, plot.top()), QPointF(at, plot.bottom()));
    }
    painter.restore();
    painter.setPen(pen(theme().axis, 1));
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
}

void LadderPlot::paintWords(QPainter& painter) const
{
    if (m_layout.rows.empty())
        return;
    if (m_data.barsFrom() < 1) { // and pass behind it
        const double one = m_layout.x(1);
        painter.save();
        painter.setClipPath(unwritten(), Qt::IntersectClip);
        painter.setPen(pen(theme().text, 1.6));
        painter.drawLine(QPointF(one, m_layout.plot.top()), QPointF(one, m_layout.plot.bottom()));
        painter.restore();
    }
    const QFont plain = font(TextRole::Caption, m_layout.textScale);
    painter.setFont(plain);
    painter.setPen(theme().textSecondary);
    for (const LadderLayout::Column& column : m_layout.columns)
        painter.drawText(column.header, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, column.title);
    for (const LadderLayout::Tick& tick : m_layout.ticks) {
        if (!tick.text.isEmpty())
            painter.drawText(tick.rect, Qt::AlignCenter | Qt::TextSingleLine, tick.text);
    }
    for (std::size_t i = 0; i < m_layout.rows.size(); ++i)
        paintRow(painter, i);
    paintQuotation(painter);
    paintPredicted(painter);
    for (const LadderLayout::Entry& entry : m_layout.entries)
        paintEntry(painter, entry);
    if (!m_data.measured) {
        painter.setFont(font(TextRole::Body, scale()));
        painter.setPen(theme().textSecondary);
        painter.drawText(m_layout.note, Qt::AlignCenter | Qt::TextWordWrap, tr("nothing measured yet"));
    }
}

void LadderPlot::paintRow(QPainter& painter, std::size_t index) const
{
    const LadderRow& row = m_data.rows[index];
    const LadderLayout::Row& place = m_layout.rows[index];
    if (index > 0 && row.group != m_data.rows[index - 1].group) {
        const double y = (m_layout.rows[index - 1].band.bottom() + place.band.top()) / 2;
        painter.setPen(pen(theme().border, 1));
        painter.drawLine(QPointF(0, y), QPointF(place.band.right(), y));
    }
    const QFont plain = font(TextRole::Caption, m_layout.textScale);
    painter.setFont(plain);
    painter.setPen(row.available ? theme().text : theme().textSecondary);
    const int left = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine;
    const FittedText name = fittedText(row.name, TextRole::Caption, m_layout.textScale, place.name.width());
    painter.setFont(name.font);
    painter.drawText(place.name, left, name.words);
    painter.setFont(plain);
    if (!row.available) {
        const FittedText why =
            fittedText(row.reason, TextRole::Caption, m_layout.textScale, place.reason.width());
        const int side = m_layout.stacked ? Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine : left;
        painter.setFont(why.font);
        painter.drawText(place.reason, side, why.words);
        return;
    }
    if (row.peer && !place.bar.isNull())
        drawHatch(painter, place.bar, Pattern::Rising, theme().textSecondary, scale() * 0.8);
    for (const LadderLayout::Column& column : m_layout.columns) {
        painter.setFont(LadderLayout::cellFont(column.cell, m_layout.textScale));
        painter.setPen(column.cell == LadderLayout::Cell::Total ? theme().text : theme().textSecondary);
        const QRectF cell(column.header.left(), place.name.top(), column.header.width(), place.name.height());
        painter.drawText(cell, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                         LadderLayout::text(row, column.cell));
    }
}

void LadderPlot::paintQuotation(QPainter& painter) const
{
    QPolygonF line;
    for (const LadderLayout::Diamond& diamond : m_layout.diamonds)
        line.append(diamond.at);
    painter.save();
    painter.setClipPath(unwritten(), Qt::IntersectClip);
    painter.setPen(pen(theme().text, 1.2, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
    painter.restore();
    for (const QPointF& at : line)
        paintDiamond(painter, at);
    QFont italic = font(TextRole::Caption, m_layout.textScale);
    italic.setItalic(true);
    painter.setFont(italic);
    painter.setPen(theme().textSecondary);
    for (const LadderLayout::Diamond& diamond : m_layout.diamonds) {
        if (!diamond.label.isNull())
            painter.drawText(diamond.label, Qt::AlignCenter | Qt::TextSingleLine, diamond.name);
    }
}

// Across the bar of what was asked about, where its end was expected.
void LadderPlot::paintPredicted(QPainter& painter) const
{
    if (!m_data.predicted || m_data.predictedRow >= m_layout.rows.size())
        return;
    const double height = m_layout.barHeight + 6 * scale();
    const LadderLayout::Row& row = m_layout.rows[m_data.predictedRow];
    paintFlag(painter, {m_layout.x(*m_data.predicted), row.lane - height / 2}, height);
}

// A line with a point at its top, seen on bars and beside them.
void LadderPlot::paintFlag(QPainter& painter, const QPointF& top, double height) const
{
    const QPointF bottom = top + QPointF(0, height);
    painter.setPen(pen(theme().panel, 5));
    painter.drawLine(top, bottom);
    painter.setPen(pen(theme().playhead, 2.4));
    painter.drawLine(top, bottom);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().playhead);
    const double half = 4 * scale();
    painter.drawPolygon(QPolygonF({top + QPointF(-half, -half), top + QPointF(half, -half), top}));
}

void LadderPlot::paintDiamond(QPainter& painter, const QPointF& at) const
{
    const double half = (m_layout.stacked ? 4 : 5) * scale();
    painter.setPen(pen(theme().text, 1.3));
    painter.setBrush(theme().panel);
    painter.drawPolygon(QPolygonF(
        {at + QPointF(0, -half), at + QPointF(half, 0), at + QPointF(0, half), at + QPointF(-half, 0)}));
}

void LadderPlot::paintEntry(QPainter& painter, const LadderLayout::Entry& entry) const
{
    using Kind = LadderLayout::Entry::Kind;
    if (entry.kind == Kind::Sentence) {
        painter.setFont(LadderLayout::cellFont(LadderLayout::Cell::Total, m_layout.textScale));
        painter.setPen(theme().text);
        painter.drawText(entry.rect, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, entry.words);
        return;
    }
    const QFont plain = font(TextRole::Caption, m_layout.textScale);
    const double line = std::ceil(QFontMetricsF(plain).height());
    const QRectF box(entry.rect.left(), entry.rect.top() + line / 2 - 4.5 * scale(), 18 * scale(),
                     9 * scale());
    painter.setPen(Qt::NoPen);
    if (entry.kind == Kind::Alone || entry.kind == Kind::Workers) {
        painter.setBrush(entry.kind == Kind::Alone ? theme().slate() : theme().workerColour(0));
        painter.drawRect(box);
    } else if (entry.kind == Kind::Predicted) {
        paintFlag(painter, QPointF(box.center().x(), box.top()), box.height());
    } else if (entry.kind == Kind::Peer) {
        painter.setBrush(theme().panel);
        painter.setPen(pen(theme().textSecondary, 1.2));
        painter.drawRect(box);
        drawHatch(painter, box, Pattern::Rising, theme().textSecondary, scale() * 0.8);
    } else {
        painter.setPen(pen(theme().text, 1.2, Qt::DashLine));
        painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()));
        paintDiamond(painter, box.center());
    }
    painter.setFont(plain);
    painter.setPen(theme().textSecondary);
    painter.drawText(entry.rect.adjusted(23 * scale(), 0, 2, 0),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, entry.words);
}

QString LadderPlot::hintAt(const QPointF& point) const
{
    const double reach = 8 * scale();
    for (std::size_t i = 0; i < m_layout.diamonds.size(); ++i) {
        const LadderLayout::Diamond& diamond = m_layout.diamonds[i];
        if ((diamond.at - point).manhattanLength() <= reach)
            return tr("quoted: %1, %2 (%3)")
                .arg(diamond.name, quotedText(m_data.quotation.rungs[i].factor), m_data.quotation.source);
    }
    for (std::size_t i = 0; i < m_layout.rows.size(); ++i) {
        if (!m_layout.rows[i].band.contains(point))
            continue;
        const LadderRow& row = m_data.rows[i];
        if (!row.available)
            return tr("%1: %2").arg(row.name, row.reason);
        if (!row.factor)
            return row.name;
        QString hint = tr("%1: %2, 95 % interval %3 – %4")
                           .arg(row.name, factorText(*row.factor), factorText(row.interval.low),
                                factorText(row.interval.high));
        if (row.step)
            hint += tr("; %1 against the rung above").arg(stepText(*row.step));
        if (row.rate)
            hint += tr("; %1 %2").arg(rateText(*row.rate), m_data.rateUnit);
        if (row.percentOfPeak)
            hint += tr(", %1 % of the measured peak").arg(percentText(*row.percentOfPeak));
        if (!row.remark.isEmpty())
            hint += tr("; %1").arg(row.remark);
        return hint;
    }
    return {};
}

} // namespace lab::widgets
