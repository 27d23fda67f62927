// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/lock_table_plot.h"

#include "widgets/charts/figure_words.h"
#include "widgets/lanes/coordinates.h"
#include "widgets/theme/hatch.h"
#include "widgets/theme/type_scale.h"

#include <QPainter>

namespace lab::widgets {

namespace {

constexpr double kLeastHeight = 120; // px at scale 1, where there is only a word to say

} // namespace

LockTablePlot::LockTablePlot(ThemeKind theme, double scale, QObject* parent)
    : WrittenPlot(theme, scale, parent), m_layout({}, {}, scale)
{
}

void LockTablePlot::show(const LockTableData& data)
{
    m_data = data;
    arrange();
}

double LockTablePlot::preferredHeight(double width) const
{
    return m_data.groups.empty() ? kLeastHeight * scale()
                                 : LockTableLayout::preferredHeight(m_data, width, scale());
}

void LockTablePlot::layOut(const QSizeF& size)
{
    m_layout = LockTableLayout(m_data, size, scale());
}

void LockTablePlot::paintGrid(QPainter& painter) const
{
    painter.setPen(pen(theme().grid, 1));
    for (const QLineF& rule : m_layout.rules)
        painter.drawLine(rule);
    for (const LockTableLayout::Swatch& swatch : m_layout.swatches) {
        if (swatch.state) {
            drawSwatch(painter, swatch.rect, theme().state(*swatch.state), scale() * 0.8);
            continue;
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_data.usesPool ? theme().workerColour(static_cast<int>(swatch.lane))
                                         : theme().slate());
        painter.drawRect(swatch.rect);
    }
}

void LockTablePlot::paintWords(QPainter& painter) const
{
    using Ink = LockTableLayout::Ink;
    if (m_data.groups.empty()) {
        painter.setFont(font(TextRole::Body, scale()));
        painter.setPen(theme().textSecondary);
        painter.drawText(QRectF(QPointF(0, 0), chart()->size()), Qt::AlignCenter | Qt::TextWordWrap,
                         m_data.nothing);
        return;
    }
    for (const LockTableLayout::Text& text : m_layout.texts) {
        painter.setFont(LockTableLayout::inkFont(text.ink, m_layout.textScale));
        painter.setPen(text.ink == Ink::Secondary ? theme().textSecondary : theme().text);
        const int side = text.right ? Qt::AlignRight : Qt::AlignLeft;
        const int flow = text.wraps ? int(Qt::AlignTop) | int(Qt::TextWordWrap)
                                    : int(Qt::AlignVCenter) | int(Qt::TextSingleLine);
        painter.drawText(text.rect, side | flow, text.words);
    }
}

QString LockTablePlot::hintAt(const QPointF& point) const
{
    for (const LockTableLayout::Row& place : m_layout.rows) {
        if (!place.band.contains(point))
            continue;
        const LockTableRow& row = m_data.groups[place.group].rows[place.row];
        QString hint =
            tr("%1: acquired %2 times, held for %3 in all (half of the holds were no longer than "
               "%4, 99 of 100 no longer than %5)")
                .arg(row.who, countText(row.acquisitions), formatTime(static_cast<double>(row.hold.total)),
                     formatTime(row.hold.median), formatTime(row.hold.p99));
        if (row.contended == 0)
            return hint + tr("; never contended");
        return hint +
               tr("; contended %1 times, waiting for %2 in all (half of the waits were no longer than %3, "
                  "99 of 100 no longer than %4)")
                   .arg(countText(row.contended), formatTime(static_cast<double>(row.wait.total)),
                        formatTime(row.wait.median), formatTime(row.wait.p99));
    }
    return {};
}

} // namespace lab::widgets
