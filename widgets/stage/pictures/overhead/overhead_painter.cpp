// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/overhead/overhead_painter.h"

#include "widgets/lanes/coordinates.h"
#include "widgets/theme/hatch.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

using base::Nanoseconds;
using trace::State;

constexpr double kLine = 18;
constexpr double kLowestRow = 52; // caption, bar and the guides to the next
constexpr double kHighestRow = 130;
constexpr double kHighestBar = 52;
constexpr std::size_t kMostBars = 6;
constexpr double kSide = 230; // of the sentences at the right
constexpr double kNarrow = 560;

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

class Painting
{
public:
    explicit Painting(StageBrush& brush)
        : m_brush(brush), m_painter(brush.painter()), m_theme(brush.theme()), m_scale(brush.scale()),
          m_overhead(overheadOf(brush.trace()))
    {
    }

    void paint(const QRectF& area);

private:
    void paintBars(const QRectF& area);
    void paintCaption(const QRectF& line, const OverheadStretch& window, bool first);
    void paintBar(const QRectF& bar, const OverheadStretch& window);
    void paintState(const QRectF& bar, const OverheadStretch& window, const OverheadStretch& part,
                    State state);
    void nameState(const QRectF& bar, const OverheadStretch& window, const OverheadStretch& part, State state,
                   const QString& word);
    void paintWork(const QRectF& bar, const OverheadStretch& window);
    void paintGuides(const QRectF& from, const OverheadStretch& outer, const QRectF& to,
                     const OverheadStretch& inner);
    void paintSentences(const QRectF& area);
    void paintLegend(const QRectF& area);
    QStringList workWords() const;
    QString startUpWord() const
    {
        return m_brush.scene().tasks.size() > 1 ? text("creating and starting threads") : text("dispatch");
    }
    static double xOf(const QRectF& bar, const OverheadStretch& window, Nanoseconds time)
    {
        return bar.left() + bar.width() * static_cast<double>(time - window.begin) /
                                static_cast<double>(std::max<Nanoseconds>(window.end - window.begin, 1));
    }

    static QRectF rectOf(const QRectF& bar, const OverheadStretch& window, const OverheadStretch& part)
    {
        const double left = xOf(bar, window, std::max(part.begin, window.begin));
        const double right = xOf(bar, window, std::min(part.end, window.end));
        return {left, bar.top(), std::max(right - left, 0.0), bar.height()};
    }

    StageBrush& m_brush;
    QPainter& m_painter;
    const Theme& m_theme;
    const double m_scale;
    const Overhead m_overhead;
};

void Painting::paint(const QRectF& area)
{
    if (m_overhead.duration <= 0)
        return;
    const double line = kLine * m_scale;
    const QRectF foot(area.left(), area.bottom() - line, area.width(), line);
    QRectF bars = area.adjusted(0, 0, 0, -line - 4 * m_scale);
    const QString& measured = m_brush.content().measured;
    if (!measured.isEmpty())
        m_brush.write(foot,
                      m_brush.fitting(foot.width(),
                                      {text("%1 (median, without recording)").arg(measured), measured},
                                      TextRole::Strong),
                      TextRole::Strong, m_theme.text);
    if (area.width() >= (kNarrow + kSide) * m_scale) {
        const double side = std::clamp(area.width() * 0.24, kSide * m_scale, 340 * m_scale);
        paintSentences({area.right() - side, area.top(), side, bars.height()});
        bars.setRight(area.right() - side - 24 * m_scale);
    } else {
        m_brush.write({area.left(), area.top(), area.width(), line},
                      m_brush.fitting(area.width(), {workWords().join(QLatin1Char(' ')), workWords().front()},
                                      TextRole::Strong),
                      TextRole::Strong, m_theme.text);
        bars.setTop(bars.top() + line + 4 * m_scale);
    }
    paintBars(bars);
}

void Painting::paintBars(const QRectF& area)
{
    const double room = area.height() / (kLowestRow * m_scale);
    const auto most = static_cast<std::size_t>(std::clamp(room, 1.0, static_cast<double>(kMostBars)));
    const std::vector<OverheadStretch> windows = overheadWindows(m_overhead, most);
    const double pitch = std::min(area.height() / static_cast<double>(windows.size()), kHighestRow * m_scale);
    const double caption = kLine * m_scale;
    const double height = std::min((pitch - caption) * 0.62, kHighestBar * m_scale);
    QRectF above;
    for (std::size_t i = 0; i < windows.size(); ++i) {
        const double top = area.top() + static_cast<double>(i) * pitch;
        const QRectF bar(area.left(), top + caption, area.width(), height);
        if (i > 0)
            paintGuides(above, windows[i - 1], bar, windows[i]);
        paintCaption({area.left(), top, area.width(), caption}, windows[i], i == 0);
        paintBar(bar, windows[i]);
        above = bar;
    }
}

void Painting::paintCaption(const QRectF& line, const OverheadStretch& window, bool first)
{
    const auto length = static_cast<double>(window.end - window.begin);
    const double magnified = static_cast<double>(m_overhead.duration) / length;
    const QString times =
        magnified < 9.5 ? QString::number(magnified, 'f', 1) : grouped(std::llround(magnified));
    const QString left = first ? text("the whole iteration: %1").arg(formatTime(length))
                               : text("×%1: %2").arg(times, formatTime(length));
    const auto work = static_cast<double>(m_overhead.workIn(window));
    const double room = line.width() - m_brush.widthOf(left, TextRole::Strong) - 16 * m_scale;
    const QString right = m_brush.fitting(
        room, {text("work in it: %1").arg(formatTime(work)), formatTime(work)}, TextRole::Body);
    const QRectF words = line.adjusted(0, 0, 0, -2 * m_scale);
    // On a ground of their own: guides run below.
    const auto write = [&](const QString& said, TextRole role, const QColor& colour, Qt::Alignment side) {
        const double width = std::min(m_brush.widthOf(said, role) + 6 * m_scale, words.width());
        QRectF ground(words.left(), words.top(), width, words.height());
        if (side & Qt::AlignRight)
            ground.moveRight(words.right());
        m_painter.fillRect(ground, m_theme.panel);
        m_brush.write(words, said, role, colour, side | Qt::AlignVCenter);
    };
    write(left, TextRole::Strong, m_theme.text, Qt::AlignLeft);
    if (!right.isEmpty())
        write(right, TextRole::Body, m_theme.textSecondary, Qt::AlignRight);
}

void Painting::paintBar(const QRectF& bar, const OverheadStretch& window)
{
    const OverheadStretch start = m_overhead.starting();
    const OverheadStretch joining{start.end, m_overhead.duration};
    paintState(bar, window, start, State::StartUp);
    paintState(bar, window, joining, State::WaitsForData);
    paintWork(bar, window);
    nameState(bar, window, start, State::StartUp, startUpWord());
    nameState(bar, window, joining, State::WaitsForData, text("joining"));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(m_theme.border, m_scale));
    m_painter.drawRect(bar);
    const Nanoseconds now = m_brush.time();
    if (now < window.begin || now > window.end)
        return;
    const double x = xOf(bar, window, now);
    m_painter.setPen(QPen(m_theme.playhead, 2 * m_scale));
    m_painter.drawLine(QPointF(x, bar.top() - 3 * m_scale), QPointF(x, bar.bottom() + 3 * m_scale));
}

void Painting::paintState(const QRectF& bar, const OverheadStretch& window, const OverheadStretch& part,
                          State state)
{
    const QRectF rect = rectOf(bar, window, part);
    if (rect.isEmpty())
        return;
    const StateStyle& style = m_theme.state(state);
    m_painter.fillRect(rect, style.fill);
    drawHatch(m_painter, rect, style.pattern, style.hatch, m_scale);
}

// In the widest piece of the part that no work interrupts. Where all of the part is shown, with how long it
// takes beside the work in it: these and the work are the whole iteration.
void Painting::nameState(const QRectF& bar, const OverheadStretch& window, const OverheadStretch& part,
                         State state, const QString& word)
{
    OverheadStretch widest{0, 0};
    OverheadStretch piece{std::max(part.begin, window.begin), 0};
    const Nanoseconds last = std::min(part.end, window.end);
    const auto close = [&](Nanoseconds end) {
        piece.end = std::min(end, last);
        if (piece.end - piece.begin > widest.end - widest.begin)
            widest = piece;
    };
    for (const OverheadStretch& work : m_overhead.work) {
        if (work.end <= piece.begin)
            continue;
        close(work.begin);
        piece.begin = work.end;
        if (work.begin >= last)
            break;
    }
    close(last);
    const QRectF rect = rectOf(bar, window, widest);
    const bool whole = part.begin >= window.begin && part.end <= window.end;
    const QString length = formatTime(static_cast<double>(m_overhead.withoutWork(part)));
    const QStringList wordings =
        whole ? QStringList{QStringLiteral("%1 %2").arg(word, length), length} : QStringList{word};
    const QString said = m_brush.fitting(rect.width() - 16 * m_scale, wordings, TextRole::Strong);
    if (said.isEmpty() || bar.height() < 16 * m_scale)
        return;
    const StateStyle& style = m_theme.state(state);
    const double width = m_brush.widthOf(said, TextRole::Strong) + 10 * m_scale;
    const double height = std::min(bar.height() - 2 * m_scale, 20 * m_scale);
    const QRectF pill(rect.center().x() - width / 2, rect.center().y() - height / 2, width, height);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(style.fill);
    m_painter.drawRoundedRect(pill, 3 * m_scale, 3 * m_scale);
    m_brush.write(pill, said, TextRole::Strong, m_theme.textOn(style.fill), Qt::AlignCenter);
}

// In the colours of those who do it. At least a pixel wide; what a pixel hides is not painted twice.
void Painting::paintWork(const QRectF& bar, const OverheadStretch& window)
{
    double painted = bar.left() - 1;
    for (const OverheadPiece& piece : m_overhead.pieces) {
        if (piece.begin >= window.end)
            break;
        const double right = std::min(xOf(bar, window, piece.end), bar.right());
        if (piece.end <= window.begin || right <= painted)
            continue;
        const double left = std::max({xOf(bar, window, piece.begin), bar.left(), painted});
        QRectF rect(left, bar.top(), std::max(right - left, 1.0), bar.height());
        rect.moveRight(std::min(rect.right(), bar.right()));
        const QColor colour = m_brush.workerColour(piece.lane);
        m_painter.fillRect(rect, colour);
        painted = rect.right();
        const QString length = formatTime(static_cast<double>(piece.end - piece.begin));
        const QString said = m_brush.fitting(rect.width() - 10 * m_scale,
                                             {text("work %1").arg(length), length}, TextRole::Strong);
        if (!said.isEmpty() && bar.height() >= 16 * m_scale)
            m_brush.write(rect, said, TextRole::Strong, m_theme.textOn(colour), Qt::AlignCenter);
    }
}

void Painting::paintGuides(const QRectF& from, const OverheadStretch& outer, const QRectF& to,
                           const OverheadStretch& inner)
{
    const double left = xOf(from, outer, inner.begin);
    const double right = std::max(xOf(from, outer, inner.end), left + 1);
    QPolygonF beam;
    beam << QPointF(left, from.bottom()) << QPointF(right, from.bottom()) << QPointF(to.right(), to.top())
         << QPointF(to.left(), to.top());
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_theme.shade);
    m_painter.drawPolygon(beam);
    m_painter.setPen(QPen(m_theme.textSecondary, m_scale));
    m_painter.drawLine(beam[0], beam[3]);
    m_painter.drawLine(beam[1], beam[2]);
}

QStringList Painting::workWords() const
{
    const auto all = static_cast<double>(m_overhead.duration);
    const auto work = static_cast<double>(m_overhead.workIn({0, m_overhead.duration}));
    return {text("work is %1 of the time:").arg(formatShare(work / all)),
            text("%1 of %2").arg(formatTime(work), formatTime(all))};
}

void Painting::paintSentences(const QRectF& area)
{
    const double line = 22 * m_scale;
    const QStringList words = workWords();
    m_brush.write({area.left(), area.top(), area.width(), line}, words[0], TextRole::Heading, m_theme.text);
    m_brush.write({area.left(), area.top() + line, area.width(), line}, words[1], TextRole::Heading,
                  m_theme.text);
    paintLegend(area.adjusted(0, 2.6 * line, 0, 0));
}

void Painting::paintLegend(const QRectF& area)
{
    const double line = 24 * m_scale;
    const std::size_t worker = m_overhead.pieces.empty() ? 0 : m_overhead.pieces.front().lane;
    double y = area.top();
    const auto entry = [&](const QString& word, State state) {
        if (y + line > area.bottom())
            return;
        const QRectF swatch(area.left(), y + 3 * m_scale, 26 * m_scale, line - 8 * m_scale);
        if (state == State::Computing)
            m_painter.fillRect(swatch, m_brush.workerColour(worker));
        else
            drawSwatch(m_painter, swatch, m_theme.state(state), m_scale);
        m_brush.write({swatch.right() + 8 * m_scale, y, area.right() - swatch.right() - 8 * m_scale, line},
                      word, TextRole::Body, m_theme.text);
        y += line;
    };
    entry(text("work: somebody computes"), State::Computing);
    entry(startUpWord(), State::StartUp);
    entry(text("joining"), State::WaitsForData);
    if (y + line <= area.bottom())
        m_brush.write({area.left(), y, area.width(), line}, text("all threads in one bar, as recorded"),
                      TextRole::Body, m_theme.textSecondary);
}

} // namespace

void paintOverhead(StageBrush& brush, const QRectF& area)
{
    Painting(brush).paint(area);
}

} // namespace lab::widgets
