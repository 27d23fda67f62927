// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/cache-lines/cache_line_painter.h"

#include "core/scenario/line_accesses.h"
#include "widgets/lanes/coordinates.h"
#include "widgets/stage/pictures/cache-lines/line_copy.h"
#include "widgets/stage/pictures/cache-lines/line_stretch.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

using analysis::Mesi;
using scenario::CacheLineDetails;
using scenario::Exhibit;

constexpr double kLine = 18;
constexpr double kCard = 92;
constexpr double kNarrowestCard = 168;
constexpr double kWidestCard = 330;
constexpr double kArch = 26; // room above the cards for the arrow
constexpr double kRow = 22;
constexpr double kRowLabel = 74;

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

class Painting
{
public:
    Painting(StageBrush& brush, const Exhibit& lines)
        : m_brush(brush), m_painter(brush.painter()), m_theme(brush.theme()), m_scale(brush.scale()),
          m_lines(lines), m_details(std::get<CacheLineDetails>(lines.details)),
          m_stretch(lineStretch(brush.scene(), lines, brush.trace(), brush.time(), brush.content().sight)),
          m_values(scenario::slotValues(brush.scene(), lines, brush.trace(),
                                        m_stretch ? m_stretch->now : brush.time()))
    {
    }

    void paint(const QRectF& area);

private:
    void paintHead(const QRectF& area);
    void paintCards(const QRectF& area, std::size_t cores);
    void paintCard(const QRectF& card, std::uint32_t core);
    void paintBadge(const QRectF& rect, Mesi state);
    void paintArrow(const QRectF& from, const QRectF& to, double top);
    void paintOwnership(const QRectF& area, std::size_t cores);
    void paintOwned(const QRectF& row, std::uint32_t core);
    void paintSentences(const QRectF& area);
    QColor colourOf(Mesi state) const;
    QString coreName(std::uint32_t core) const
    {
        return QString::fromStdString(m_brush.trace().lanes()[core].info.name);
    }
    QString valueOf(std::uint32_t core) const;

    StageBrush& m_brush;
    QPainter& m_painter;
    const Theme& m_theme;
    const double m_scale;
    const Exhibit& m_lines;
    const CacheLineDetails& m_details;
    const std::optional<LineStretch> m_stretch;
    const std::vector<std::int64_t> m_values;
};

void Painting::paint(const QRectF& area)
{
    const std::size_t cores = m_brush.trace().lanes().size();
    const double line = kLine * m_scale;
    paintHead({area.left(), area.top(), area.width(), line});
    const double sentences = 2 * line + 4 * m_scale;
    const double room = area.height() - line - sentences - (kArch + kCard) * m_scale - 1.6 * line;
    const auto rows =
        static_cast<std::size_t>(std::clamp(room / (kRow * m_scale), 0.0, static_cast<double>(cores)));
    const auto cardsThatFit =
        std::max<std::size_t>(1, static_cast<std::size_t>(area.width() / (kNarrowestCard * m_scale)));
    const double top = area.top() + line;
    paintCards({area.left(), top, area.width(), (kArch + kCard) * m_scale}, std::min(cores, cardsThatFit));
    if (rows > 0)
        paintOwnership({area.left(), top + (kArch + kCard) * m_scale + 0.6 * line, area.width(),
                        line + static_cast<double>(rows) * kRow * m_scale},
                       rows);
    paintSentences({area.left(), area.bottom() - sentences, area.width(), sentences});
}

void Painting::paintHead(const QRectF& area)
{
    const QString model = text("MESI model, driven by recorded batches");
    const double width = m_brush.widthOf(model, TextRole::Strong);
    m_brush.write(area, model, TextRole::Strong, m_theme.warn.strong, Qt::AlignRight | Qt::AlignVCenter);
    if (!m_stretch)
        return;
    if (m_stretch->slowdown == 1) { // the lanes' range is the stretch
        m_brush.write(area, text("from passing to passing, as the lanes"), TextRole::Body,
                      m_theme.textSecondary);
        return;
    }
    const QString time = formatTime(static_cast<double>(m_stretch->end - m_stretch->begin));
    const QString at = formatTime(static_cast<double>(m_stretch->begin));
    const QString slower = grouped(std::llround(m_stretch->slowdown));
    m_brush.write(
        area,
        m_brush.fitting(area.width() - width - 20 * m_scale,
                        {text("under the microscope: %1 at %2, slowed another %3×").arg(time, at, slower),
                         text("%1 at %2, slowed %3×").arg(time, at, slower), at},
                        TextRole::Body),
        TextRole::Body, m_theme.textSecondary);
}

QColor Painting::colourOf(Mesi state) const
{
    switch (state) {
    case Mesi::Modified:
        return m_theme.accent;
    case Mesi::Exclusive:
        return m_theme.good.strong;
    case Mesi::Shared:
        return m_theme.warn.strong;
    case Mesi::Invalid:
        break;
    }
    return m_theme.track;
}

void Painting::paintCards(const QRectF& area, std::size_t cores)
{
    const double gap = (cores > 2 ? 34 : 90) * m_scale;
    const auto count = static_cast<double>(cores);
    const double width = std::min((area.width() - gap * (count - 1)) / count, kWidestCard * m_scale);
    const double left = area.center().x() - (count * (width + gap) - gap) / 2;
    std::vector<QRectF> cards;
    for (std::size_t core = 0; core < cores; ++core) {
        cards.emplace_back(left + static_cast<double>(core) * (width + gap), area.bottom() - kCard * m_scale,
                           width, kCard * m_scale);
        paintCard(cards.back(), static_cast<std::uint32_t>(core));
    }
    const auto* transfer = m_stretch ? lastTransfer(m_stretch->history, m_stretch->now) : nullptr;
    if (transfer && transfer->from < cores && transfer->to < cores)
        paintArrow(cards[transfer->from], cards[transfer->to], area.top());
}

QString Painting::valueOf(std::uint32_t core) const
{
    std::int64_t total = 0;
    for (std::size_t slot = 0; slot < m_values.size(); ++slot) {
        if (m_details.writerOfSlot[slot] == core)
            total += m_values[slot];
    }
    return grouped(total);
}

void Painting::paintCard(const QRectF& card, std::uint32_t core)
{
    const std::uint32_t line = m_stretch ? m_stretch->lineOf[core] : LineStretch::kNoLine;
    const Mesi state = line == LineStretch::kNoLine || !m_stretch
                           ? Mesi::Invalid
                           : stateAt(m_stretch->history, core, line, m_stretch->now);
    const double row = kLine * m_scale;
    const QRectF words(card.left(), card.top(), card.width(), row);
    m_brush.write(words, text("core of %1").arg(coreName(core)), TextRole::Strong, m_brush.workerColour(core),
                  Qt::AlignCenter);
    QStringList does = {text("increments its counter: %1").arg(valueOf(core)), valueOf(core)};
    if (line != LineStretch::kNoLine && m_lines.shape.front().extent > 1)
        does.prepend(text("line %1 · its counter: %2").arg(line + 1).arg(valueOf(core)));
    m_brush.write(words.translated(0, row), m_brush.fitting(card.width(), does, TextRole::Body),
                  TextRole::Body, m_theme.textSecondary, Qt::AlignCenter);
    const QRectF box(card.left(), card.top() + 2.2 * row, card.width(), card.height() - 2.2 * row);
    const bool valid = state != Mesi::Invalid;
    m_painter.setBrush(m_theme.panel);
    m_painter.setPen(QPen(valid ? colourOf(state) : m_theme.border, (valid ? 2.4 : 1.2) * m_scale));
    m_painter.drawRoundedRect(box.adjusted(m_scale, m_scale, -m_scale, -m_scale), 6 * m_scale, 6 * m_scale);
    const double badge = std::min(box.height() - 14 * m_scale, 30 * m_scale);
    paintBadge({box.right() - badge - 9 * m_scale, box.center().y() - badge / 2, badge, badge}, state);
    const QRectF place = box.adjusted(9 * m_scale, 8 * m_scale, -badge - 18 * m_scale, -8 * m_scale);
    paintLineCopy(
        m_brush, place, m_details, core,
        lineCopy(m_brush, m_lines, core, line == LineStretch::kNoLine ? 0 : line, m_stretch, m_values));
}

void Painting::paintBadge(const QRectF& rect, Mesi state)
{
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(colourOf(state));
    m_painter.drawEllipse(rect);
    m_brush.write(rect, QString(QLatin1Char(analysis::letter(state))), TextRole::Heading,
                  state == Mesi::Invalid ? m_theme.textSecondary : m_theme.textOn(colourOf(state)),
                  Qt::AlignCenter);
}

void Painting::paintArrow(const QRectF& from, const QRectF& to, double top)
{
    const double y = from.top() + 2.2 * kLine * m_scale;
    const bool right = to.left() > from.left();
    const QPointF start(right ? from.right() - 24 * m_scale : from.left() + 24 * m_scale, y);
    const QPointF end(right ? to.left() + 24 * m_scale : to.right() - 24 * m_scale, y - 2 * m_scale);
    QPainterPath path(start);
    const double height = top - 6 * m_scale;
    path.cubicTo(QPointF(start.x(), height), QPointF(end.x(), height), end);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(m_theme.panel, 5 * m_scale));
    m_painter.drawPath(path);
    m_painter.setPen(QPen(m_theme.bad.strong, 2.2 * m_scale, Qt::DashLine));
    m_painter.drawPath(path);
    QPainterPath head(end);
    head.lineTo(end + QPointF(-5 * m_scale, -9 * m_scale));
    head.lineTo(end + QPointF(5 * m_scale, -9 * m_scale));
    head.closeSubpath();
    m_painter.fillPath(head, m_theme.bad.strong);
    const QString words = text("invalidate + transfer");
    const double room = std::abs(end.x() - start.x()) + 40 * m_scale;
    if (m_brush.widthOf(words, TextRole::Strong) > room)
        return;
    const double centre = (start.x() + end.x()) / 2;
    const QRectF place(centre - room / 2, top + 2 * m_scale, room, kLine * m_scale);
    const double half = m_brush.widthOf(words, TextRole::Strong) / 2 + 5 * m_scale;
    m_painter.fillRect(QRectF(centre - half, place.top(), 2 * half, place.height()), m_theme.panel);
    m_brush.write(place, words, TextRole::Strong, m_theme.bad.strong, Qt::AlignCenter);
}

void Painting::paintOwnership(const QRectF& area, std::size_t cores)
{
    const double line = kLine * m_scale;
    m_brush.write({area.left(), area.top(), area.width(), line},
                  text("Ownership over time: M modified, E exclusive, S shared"), TextRole::Strong,
                  m_theme.text);
    const double label = kRowLabel * m_scale;
    for (std::size_t core = 0; core < cores; ++core) {
        const QRectF row(area.left() + label, area.top() + line + static_cast<double>(core) * kRow * m_scale,
                         area.width() - label, (kRow - 4) * m_scale);
        m_brush.write({area.left(), row.top(), label, row.height()},
                      coreName(static_cast<std::uint32_t>(core)), TextRole::Body, m_theme.textSecondary);
        m_painter.fillRect(row, m_theme.track);
        paintOwned(row, static_cast<std::uint32_t>(core));
    }
    if (!m_stretch || m_stretch->end <= m_stretch->begin)
        return;
    const double share = static_cast<double>(m_stretch->now - m_stretch->begin) /
                         static_cast<double>(m_stretch->end - m_stretch->begin);
    const double x = area.left() + label + share * (area.width() - label);
    m_painter.setPen(QPen(m_theme.playhead, 1.5 * m_scale));
    m_painter.drawLine(QPointF(x, area.top() + line - 2 * m_scale), QPointF(x, area.bottom()));
}

void Painting::paintOwned(const QRectF& row, std::uint32_t core)
{
    if (!m_stretch || m_stretch->end <= m_stretch->begin)
        return;
    const double perNs = row.width() / static_cast<double>(m_stretch->end - m_stretch->begin);
    for (const analysis::Ownership& owned : m_stretch->history.ownership) {
        if (owned.core != core || owned.end <= m_stretch->begin || owned.begin >= m_stretch->end)
            continue;
        const double left =
            static_cast<double>(std::max(owned.begin, m_stretch->begin) - m_stretch->begin) * perNs;
        const double right =
            static_cast<double>(std::min(owned.end, m_stretch->end) - m_stretch->begin) * perNs;
        const QRectF bar(row.left() + left, row.top(), std::max(right - left - m_scale, m_scale),
                         row.height());
        const QColor colour = m_brush.workerColour(core);
        m_painter.fillRect(bar, colour);
        const QString letter(QLatin1Char(analysis::letter(owned.state)));
        if (bar.width() > m_brush.widthOf(letter, TextRole::Strong) + 4 * m_scale)
            m_brush.write(bar, letter, TextRole::Strong, m_theme.textOn(colour), Qt::AlignCenter);
    }
}

void Painting::paintSentences(const QRectF& area)
{
    const double line = kLine * m_scale;
    const double half = area.height() / 2;
    m_brush.write({area.left(), area.top(), area.width(), line},
                  m_brush.measured(area.width(), TextRole::Strong), TextRole::Strong, m_theme.text,
                  Qt::AlignCenter);
    QStringList words;
    const double per = m_stretch ? m_stretch->accessesPerTransfer : 0;
    const QString often = QString::number(per, 'f', per < 10 ? 1 : 0);
    if (!m_stretch)
        words = {text("Nobody increments at this moment.")};
    else if (!m_details.readsFirst)
        words = {
            text("Plain stores wait in the store buffer and reach the line many at a time: it travels far "
                 "less "
                 "often than the model, which moves it for each."),
            text("Plain stores wait in the store buffer: the line travels far less often than modelled."),
            text("Stores wait: the line travels less often than modelled.")};
    else if (per > 0)
        words = {text("In the model a line changes cores every %1 increments, which are spread evenly over "
                      "their batch; "
                      "a real core keeps it for several.")
                     .arg(often),
                 text("Model: a line changes cores every %1 increments; a real core keeps it for several.")
                     .arg(often),
                 text("Model: one transfer every %1 increments.").arg(often)};
    else
        words = {text("In the model no line passes from core to core.")};
    m_brush.write({area.left(), area.top() + half, area.width(), line},
                  m_brush.fitting(area.width(), words, TextRole::Body), TextRole::Body, m_theme.textSecondary,
                  Qt::AlignCenter);
}

} // namespace

void paintCacheLines(StageBrush& brush, const QRectF& area)
{
    for (const Exhibit& exhibit : brush.scene().exhibits) {
        if (exhibit.kind == scenario::ExhibitKind::CacheLines && !brush.trace().lanes().empty())
            return Painting(brush, exhibit).paint(area);
    }
}

} // namespace lab::widgets
