// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/pool/pool_painter.h"

#include "widgets/theme/hatch.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

using base::Nanoseconds;
using trace::State;

constexpr double kLine = 18;
constexpr double kRow = 24;
constexpr double kListShare = 0.36; // of the width
constexpr double kLeastNumbered = 30;

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

QString counted(const char* source, std::size_t count)
{
    return QCoreApplication::translate("Stage", source, nullptr, static_cast<int>(count));
}

/// As many equal cells as `count` in `area`, as large as they can be without becoming much wider than high.
struct Grid
{
    Grid(const QRectF& whole, std::size_t count, double widest) : area(whole)
    {
        double best = 0;
        for (std::size_t tried = 1; tried <= count; ++tried) {
            const std::size_t needed = (count + tried - 1) / tried;
            const double high = area.height() / static_cast<double>(needed);
            const double wide = std::min(area.width() / static_cast<double>(tried), high * widest);
            const double size = std::min(wide, high) + wide * 1e-3;
            if (size <= best)
                continue;
            best = size;
            columns = tried;
            cell = {wide, std::min(high, wide)};
        }
    }
    QRectF at(std::size_t index) const
    {
        const std::size_t row = index / columns;
        return {area.left() + static_cast<double>(index % columns) * cell.width(),
                area.top() + static_cast<double>(row) * cell.height(), cell.width(), cell.height()};
    }

    QRectF area;
    std::size_t columns = 1;
    QSizeF cell;
};

class Painting
{
public:
    explicit Painting(StageBrush& brush)
        : m_brush(brush), m_painter(brush.painter()), m_theme(brush.theme()), m_scale(brush.scale()),
          m_tasks(poolTasks(brush.scene(), brush.trace())), m_now(brush.time())
    {
    }

    void paint(const QRectF& area);

private:
    void paintTasks(const QRectF& area);
    void paintTile(const QRectF& rect, std::size_t index);
    void paintPart(const QRectF& tile, double from, double to, State state, std::size_t lane);
    void paintWorkers(const QRectF& area);
    void paintWorker(const QRectF& row, std::size_t lane);
    void paintSwatch(const QRectF& rect, std::size_t lane, State state);
    State stateOf(std::size_t lane, const trace::Span** span = nullptr) const;
    QStringList wordsOf(std::size_t lane) const;
    QStringList sharing() const;
    /// What the system runs one thread on at a time, and how many there are.
    std::size_t places() const
    {
        const auto& exhibits = m_brush.scene().exhibits;
        return exhibits.empty() ? 0 : static_cast<std::size_t>(exhibits.front().elementCount());
    }
    QString placesInWords() const
    {
        const auto& exhibits = m_brush.scene().exhibits;
        const bool threads = !exhibits.empty() && exhibits.front().shape.front().name == "hardware thread";
        return threads ? counted("%n hardware thread(s)", places()) : counted("%n core(s)", places());
    }

    StageBrush& m_brush;
    QPainter& m_painter;
    const Theme& m_theme;
    const double m_scale;
    const std::vector<PoolTask> m_tasks;
    const Nanoseconds m_now;
};

void Painting::paint(const QRectF& area)
{
    const double line = kLine * m_scale;
    const auto& content = m_brush.content();
    const int lines = (content.remark.isEmpty() ? 0 : 1) + (content.measured.isEmpty() ? 0 : 1);
    double y = area.bottom() - lines * line;
    const QRectF middle(area.left(), area.top() + line + 6 * m_scale, area.width(),
                        y - area.top() - line - 12 * m_scale);
    m_brush.write({area.left(), area.top(), area.width(), line},
                  m_brush.fitting(area.width(), sharing(), TextRole::Strong), TextRole::Strong, m_theme.text);
    if (!content.remark.isEmpty()) {
        m_brush.write({area.left(), y, area.width(), line}, content.remark, TextRole::Strong, m_theme.text);
        y += line;
    }
    m_brush.write({area.left(), y, area.width(), line}, m_brush.measured(area.width(), TextRole::Body),
                  TextRole::Body, m_theme.textSecondary);
    if (middle.height() < line)
        return;
    const double list = middle.width() * kListShare;
    paintTasks(middle.adjusted(0, 0, -list - 20 * m_scale, 0));
    paintWorkers({middle.right() - list, middle.top(), list, middle.height()});
}

void Painting::paintTasks(const QRectF& area)
{
    const double line = kLine * m_scale;
    const auto done =
        static_cast<std::size_t>(std::count_if(m_tasks.begin(), m_tasks.end(), [&](const PoolTask& task) {
            return task.known && task.end <= m_now;
        }));
    m_brush.write({area.left(), area.top(), area.width(), line},
                  text("%1 of %2 tasks done").arg(done).arg(m_tasks.size()), TextRole::Body,
                  m_theme.textSecondary);
    const Grid grid(area.adjusted(0, line + 2 * m_scale, 0, 0), m_tasks.size(), 1.9);
    for (std::size_t i = 0; i < m_tasks.size(); ++i)
        paintTile(grid.at(i), i);
}

// A tile is its task's time from left to right: waits hatched, computing in its worker's colour.
void Painting::paintTile(const QRectF& rect, std::size_t index)
{
    const double gap = std::min(3 * m_scale, rect.width() * 0.12);
    const QRectF tile = rect.adjusted(0, 0, -gap, -gap);
    const PoolTask& task = m_tasks[index];
    m_painter.fillRect(tile, m_theme.track);
    const bool begun = task.known && task.begin <= m_now && task.end > task.begin;
    if (begun) {
        const auto length = static_cast<double>(task.end - task.begin);
        const double now = std::min(static_cast<double>(m_now - task.begin) / length, 1.0);
        const double computes = static_cast<double>(task.computes - task.begin) / length;
        paintPart(tile, 0, std::min(now, computes), State::WaitsForData, task.lane);
        paintPart(tile, computes, now, State::Computing, task.lane);
        if (now < 1) {
            m_painter.setBrush(Qt::NoBrush);
            m_painter.setPen(QPen(m_brush.workerColour(task.lane), 2 * m_scale));
            m_painter.drawRect(tile.adjusted(m_scale, m_scale, -m_scale, -m_scale));
        }
    }
    if (tile.width() < kLeastNumbered * m_scale || tile.height() < kLine * m_scale || begun)
        return;
    m_brush.write(tile, QString::number(index + 1), TextRole::Caption, m_theme.textSecondary,
                  Qt::AlignCenter);
}

void Painting::paintPart(const QRectF& tile, double from, double to, State state, std::size_t lane)
{
    if (to <= from)
        return;
    const QRectF part(tile.left() + from * tile.width(), tile.top(), (to - from) * tile.width(),
                      tile.height());
    if (state == State::Computing)
        return m_painter.fillRect(part, m_brush.workerColour(lane));
    const StateStyle& style = m_theme.state(state);
    m_painter.fillRect(part, style.fill);
    drawHatch(m_painter, part, style.pattern, style.hatch, m_scale);
}

State Painting::stateOf(std::size_t lane, const trace::Span** span) const
{
    const trace::Lane& row = m_brush.trace().lanes()[lane];
    const auto segments = row.index.segments();
    const std::size_t at = row.index.firstEndingAfter(m_now);
    if (at >= segments.size() || segments[at].begin > m_now)
        return State::Idle; // between two tasks, or at the end
    if (span)
        *span = &row.spans[segments[at].span];
    return segments[at].state;
}

QStringList Painting::wordsOf(std::size_t lane) const
{
    const trace::Span* span = nullptr;
    const State state = stateOf(lane, &span);
    const QString word = m_theme.state(state).word();
    if (!span || (state != State::Computing && state != State::WaitsForData))
        return {word};
    const QString task = QString::number(span->first + 1);
    if (state == State::Computing)
        return {text("computes task %1").arg(task), word};
    return {text("task %1 waits for storage").arg(task), text("waits for storage"), word};
}

void Painting::paintWorkers(const QRectF& area)
{
    const double line = kLine * m_scale;
    const std::size_t workers = m_brush.trace().lanes().size();
    m_brush.write({area.left(), area.top(), area.width(), line}, counted("%n worker(s)", workers),
                  TextRole::Body, m_theme.textSecondary);
    const QRectF below = area.adjusted(0, line + 2 * m_scale, 0, 0);
    const auto rows = static_cast<std::size_t>(std::max(0.0, below.height() / (kRow * m_scale)));
    if (workers <= rows) {
        for (std::size_t lane = 0; lane < workers; ++lane)
            paintWorker({below.left(), below.top() + static_cast<double>(lane) * kRow * m_scale,
                         below.width(), kRow * m_scale},
                        lane);
        return;
    }
    const Grid grid(below, workers, 1);
    for (std::size_t lane = 0; lane < workers; ++lane) {
        const QRectF cell = grid.at(lane);
        const double gap = std::min(3 * m_scale, cell.width() * 0.15);
        paintSwatch(cell.adjusted(0, 0, -gap, -gap), lane, stateOf(lane));
    }
}

void Painting::paintWorker(const QRectF& row, std::size_t lane)
{
    const double side = row.height() - 6 * m_scale;
    const QRectF swatch(row.left(), row.top() + 3 * m_scale, side * 1.5, side);
    paintSwatch(swatch, lane, stateOf(lane));
    const QString name = QString::fromStdString(m_brush.trace().lanes()[lane].info.name);
    const double left = swatch.right() + 8 * m_scale;
    const double nameWidth = m_brush.widthOf(name, TextRole::Strong) + 8 * m_scale;
    m_brush.write({left, row.top(), nameWidth, row.height()}, name, TextRole::Strong, m_theme.text);
    const QRectF words(left + nameWidth, row.top(), row.right() - left - nameWidth, row.height());
    m_brush.write(words, m_brush.fitting(words.width(), wordsOf(lane), TextRole::Body), TextRole::Body,
                  m_theme.textSecondary);
}

void Painting::paintSwatch(const QRectF& rect, std::size_t lane, State state)
{
    if (state == State::Computing)
        return m_painter.fillRect(rect, m_brush.workerColour(lane));
    const StateStyle& style = m_theme.state(state);
    m_painter.fillRect(rect, style.fill);
    drawHatch(m_painter, rect, style.pattern, style.hatch, m_scale);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(style.line, m_scale));
    m_painter.drawRect(rect);
}

QStringList Painting::sharing() const
{
    const std::size_t workers = m_brush.trace().lanes().size();
    const PoolCounts counts = poolCounts(m_brush.trace(), m_now);
    const QString who = text("%1 share %2").arg(counted("%n worker(s)", workers), placesInWords());
    QStringList parts;
    if (counts.computing > 0)
        parts << counted("%n compute(s)", counts.computing);
    if (counts.waiting > 0)
        parts << counted("%n wait(s) for storage", counts.waiting);
    if (counts.other > 0)
        parts << counted("%n without a task", counts.other);
    const QString now = text("%1: %2").arg(who, parts.join(QStringLiteral(", ")));
    QStringList wordings = {now, parts.join(QStringLiteral(", ")), who};
    if (places() > 0 && counts.computing > places())
        wordings.prepend(text("%1; no more than %2 at a time").arg(now).arg(places()));
    return wordings;
}

} // namespace

void paintPool(StageBrush& brush, const QRectF& area)
{
    if (!brush.trace().lanes().empty())
        Painting(brush).paint(area);
}

} // namespace lab::widgets
