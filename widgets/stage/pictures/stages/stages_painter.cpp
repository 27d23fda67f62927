// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/stages/stages_painter.h"

#include "widgets/stage/pictures/stages/stage_waits.h"
#include "widgets/stage/pictures/stages/stages_layout.h"
#include "widgets/theme/hatch.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <optional>

namespace lab::widgets {

namespace {

constexpr double kArrowLine = 2;
constexpr double kArrowHead = 8;
constexpr double kWaitLine = 18; // of the plate that says for what
constexpr double kWaitMark = 5;
constexpr double kWaitInset = 8;

using scenario::Exhibit;
using scenario::UnitProgress;
using trace::Span;
using trace::State;

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

class Painting
{
public:
    explicit Painting(StageBrush& brush)
        : m_brush(brush), m_theme(brush.theme()), m_scale(brush.scale()),
          m_stages(std::min(brush.scene().tasks.size(), brush.scene().exhibits.size() - 1)),
          m_photos(brush.scene().exhibits.front().shape.front().extent),
          m_waits(stageWaits(brush.scene(), brush.trace(), brush.time()))
    {
        for (std::size_t stage = 0; stage < m_stages; ++stage)
            m_units.push_back(scenario::progressOf(brush.scene(), brush.scene().tasks[stage].id,
                                                   brush.trace(), brush.time()));
    }

    void paint(const QRectF& area);

private:
    bool byPhoto(std::size_t stage) const { return m_photos > 1 || m_units[stage].size() == 1; }
    std::optional<std::size_t> current(std::size_t stage) const;
    void paintInput(const StageColumn& column);
    void paintResult(const StageColumn& column, std::size_t stage);
    void paintRows(const QRectF& rect, const Exhibit& exhibit, std::int64_t photo, double begin, double end);
    void paintStrip(const QRectF& rect, const UnitProgress& unit, double begin, double end);
    void paintTitle(const StageColumn& column, const Exhibit& exhibit, std::optional<std::size_t> photo);
    QStringList statusWords(std::size_t stage) const;
    bool hasData(std::size_t stage) const;
    void paintArrow(const QRectF& gap, std::size_t stage);
    void paintBarrier(const QRectF& gap, std::size_t stage);
    bool paintWaits(const StageColumn& column, std::size_t stage);
    QStringList waitingWords(std::size_t stage) const;
    QStringList waitLines(const StageWait& wait, double width) const;
    void paintWaitPlate(const QRectF& plate, const StageWait& wait, const QStringList& lines);
    QString nameOf(std::size_t lane) const
    {
        return QString::fromStdString(m_brush.trace().lanes()[lane].info.name);
    }

    StageBrush& m_brush;
    const Theme& m_theme;
    const double m_scale;
    const std::size_t m_stages;
    const std::int64_t m_photos;
    const std::vector<StageWait> m_waits;
    std::vector<std::vector<UnitProgress>> m_units; // by stage
};

// The photo that the stage works on, or else worked on last.
std::optional<std::size_t> Painting::current(std::size_t stage) const
{
    std::optional<std::size_t> found;
    base::Nanoseconds when = -1;
    bool active = false;
    for (std::size_t i = 0; i < m_units[stage].size(); ++i) {
        const UnitProgress& unit = m_units[stage][i];
        if (!unit.started || (active && unit.done >= 1))
            continue;
        const base::Nanoseconds begin = m_brush.trace().lanes()[unit.lane].spans[unit.span].begin;
        const bool now = unit.done < 1;
        if ((now && !active) || begin >= when) {
            found = i;
            when = begin;
            active = now;
        }
    }
    return found;
}

void Painting::paintTitle(const StageColumn& column, const Exhibit& exhibit, std::optional<std::size_t> photo)
{
    const QString title = QString::fromStdString(exhibit.title);
    QStringList wordings = {title};
    if (m_photos > 1 && photo)
        wordings.prepend(&exhibit == &m_brush.scene().exhibits.front()
                             ? text("Photo %1").arg(*photo + 1)
                             : text("%1, photo %2").arg(title).arg(*photo + 1));
    if (photo && *photo < exhibit.captions.size() && &exhibit == &m_brush.scene().exhibits.front())
        wordings.prepend(wordings.front() + QStringLiteral(" · ") +
                         QString::fromStdString(exhibit.captions[*photo]));
    m_brush.write(column.title, m_brush.fitting(column.title.width(), wordings, TextRole::Strong),
                  TextRole::Strong, m_theme.text);
}

void Painting::paintRows(const QRectF& rect, const Exhibit& exhibit, std::int64_t photo, double begin,
                         double end)
{
    const QImage plane = m_brush.picture(exhibit, photo, rect);
    // Whole pixels, so that no seam shows between pieces.
    const double top = std::max(rect.top(), std::round(rect.top() + begin * rect.height()));
    const double bottom = std::min(rect.bottom(), std::round(rect.top() + end * rect.height()));
    const QRectF target(rect.left(), top, rect.width(), bottom - top);
    if (target.isEmpty())
        return;
    const double rowsPerPixel = plane.height() / rect.height();
    if (plane.isNull())
        m_brush.painter().fillRect(target, m_theme.track);
    else
        m_brush.painter().drawImage(
            target, plane,
            QRectF(0, (top - rect.top()) * rowsPerPixel, plane.width(), (bottom - top) * rowsPerPixel));
}

void Painting::paintInput(const StageColumn& column)
{
    const Exhibit& input = m_brush.scene().exhibits.front();
    const auto photo = m_photos > 1 ? current(0).value_or(0) : std::size_t{0};
    paintRows(column.picture, input, static_cast<std::int64_t>(photo), 0, 1);
    m_brush.frame(column.picture);
    paintTitle(column, input, photo);
    if (m_photos > 1)
        m_brush.write(column.status, text("%1 photos").arg(m_photos), TextRole::Caption,
                      m_theme.textSecondary);
}

void Painting::paintStrip(const QRectF& rect, const UnitProgress& unit, double begin, double end)
{
    m_brush.painter().fillRect(
        QRectF(rect.left(), rect.top() + begin * rect.height(), rect.width(), (end - begin) * rect.height()),
        m_brush.workerColour(unit.lane));
}

void Painting::paintResult(const StageColumn& column, std::size_t stage)
{
    const Exhibit& exhibit = m_brush.scene().exhibits[stage + 1];
    const auto& units = m_units[stage];
    m_brush.painter().fillRect(column.picture, m_theme.shade);
    const auto photo = byPhoto(stage) ? current(stage) : std::optional<std::size_t>(0);
    if (byPhoto(stage)) {
        if (photo && static_cast<std::int64_t>(*photo) < m_photos) {
            paintRows(column.picture, exhibit, static_cast<std::int64_t>(*photo), 0, units[*photo].done);
            paintStrip(column.strip, units[*photo], 0, units[*photo].done);
        }
    } else {
        const auto count = static_cast<double>(units.size());
        for (std::size_t i = 0; i < units.size(); ++i) {
            if (!units[i].started || units[i].done <= 0)
                continue;
            const double begin = static_cast<double>(i) / count;
            const double end = (static_cast<double>(i) + units[i].done) / count;
            paintRows(column.picture, exhibit, 0, begin, end);
            paintStrip(column.strip, units[i], begin, end);
        }
    }
    m_brush.frame(column.picture);
    paintTitle(column, exhibit, photo);
    const bool said = paintWaits(column, stage);
    const QStringList words = (said ? QStringList() : waitingWords(stage)) + statusWords(stage);
    m_brush.write(column.status, m_brush.fitting(column.status.width(), words, TextRole::Caption),
                  TextRole::Caption, m_theme.textSecondary);
}

// Who works there now, and how much is done.
QStringList Painting::statusWords(std::size_t stage) const
{
    const auto& units = m_units[stage];
    double done = 0;
    std::size_t finished = 0;
    std::vector<std::size_t> workers;
    for (const UnitProgress& unit : units) {
        if (!unit.started)
            continue;
        done += unit.done;
        finished += unit.done >= 1 ? 1 : 0;
        if (unit.done < 1 && std::find(workers.begin(), workers.end(), unit.lane) == workers.end())
            workers.push_back(unit.lane);
    }
    const QString share =
        byPhoto(stage) && m_photos > 1
            ? text("%1 of %2").arg(finished).arg(units.size())
            : (finished == units.size()
                   ? text("✓ done")
                   : text("%1 %").arg(static_cast<int>(100 * done / static_cast<double>(units.size()))));
    QString who;
    if (workers.size() == 1)
        who = nameOf(workers.front());
    else if (workers.size() > 1)
        who = text("%1 workers").arg(workers.size());
    return who.isEmpty() ? QStringList{share} : QStringList{who + QStringLiteral(" · ") + share, share};
}

// The stage can begin: the one before is through with all rows of the photo, or with some photo.
bool Painting::hasData(std::size_t stage) const
{
    if (stage == 0)
        return true;
    const auto done = [](const UnitProgress& unit) { return unit.started && unit.done >= 1; };
    const auto& before = m_units[stage - 1];
    return m_photos > 1 ? std::any_of(before.begin(), before.end(), done)
                        : std::all_of(before.begin(), before.end(), done);
}

// The way of the data: from an image to what the stage makes of it.
void Painting::paintArrow(const QRectF& gap, std::size_t stage)
{
    QPainter& painter = m_brush.painter();
    const double inset = gap.width() * 0.14;
    const double head = std::min(kArrowHead * m_scale, gap.width() * 0.2);
    const QPointF tip(gap.right() - inset, gap.center().y());
    const QColor& colour = hasData(stage) ? m_theme.text : m_theme.axis;
    painter.setPen(QPen(colour, kArrowLine * m_scale));
    painter.drawLine(QPointF(gap.left() + inset, tip.y()), tip - QPointF(head, 0));
    QPainterPath arrow(tip);
    arrow.lineTo(tip + QPointF(-1.5 * head, 0.8 * head));
    arrow.lineTo(tip + QPointF(-1.5 * head, -0.8 * head));
    arrow.closeSubpath();
    painter.fillPath(arrow, colour);
}

// A line behind the stage, with a mark for each worker that stops there: filled once it has arrived.
void Painting::paintBarrier(const QRectF& gap, std::size_t stage)
{
    struct Arrival
    {
        std::size_t lane = 0;
        bool arrived = false;
        bool left = false;
    };
    std::vector<Arrival> arrivals;
    const auto& lanes = m_brush.trace().lanes();
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
        for (const Span& span : lanes[lane].spans) {
            if (span.state == State::Barrier && span.task.index() == stage)
                arrivals.push_back({lane, span.begin <= m_brush.time(), span.end <= m_brush.time()});
        }
    }
    if (arrivals.empty())
        return;
    QPainter& painter = m_brush.painter();
    const StateStyle& style = m_theme.state(State::Barrier);
    const bool open = std::all_of(arrivals.begin(), arrivals.end(), [](const Arrival& a) { return a.left; });
    const double x = gap.left() + gap.width() / 2;
    painter.setPen(QPen(open ? m_theme.border : style.line, (open ? 1.5 : 3) * m_scale));
    painter.drawLine(QPointF(x, gap.top()), QPointF(x, gap.bottom()));
    const double side = 9 * m_scale;
    const double pitch = std::min(side * 1.5, (gap.height() / 2 - 4 * side) / 4);
    const double first = gap.top() + 2 * m_scale;
    const auto fitting = static_cast<std::size_t>(
        std::max(1.0, (gap.height() / 2 - 2 * side - 15 * m_scale) / std::max(side * 1.2, pitch)));
    for (std::size_t i = 0; i < std::min(arrivals.size(), fitting); ++i) {
        const QRectF mark(x - side / 2, first + static_cast<double>(i) * std::max(side * 1.2, pitch), side,
                          side);
        const QColor colour = m_brush.workerColour(arrivals[i].lane);
        painter.fillRect(mark, arrivals[i].arrived ? colour : m_theme.panel);
        painter.setPen(QPen(colour, 1.5 * m_scale));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(mark);
    }
    const auto arrived =
        std::count_if(arrivals.begin(), arrivals.end(), [](const Arrival& a) { return a.arrived; });
    const QRectF below(gap.left(), gap.bottom() - 16 * m_scale, gap.width(), 15 * m_scale);
    const QString words = m_brush.fitting(below.width(),
                                          {text("%1 of %2 here").arg(arrived).arg(arrivals.size()),
                                           text("%1 of %2").arg(arrived).arg(arrivals.size())},
                                          TextRole::Caption);
    if (words.isEmpty() || open)
        return;
    painter.fillRect(below, m_theme.panel);
    m_brush.write(below, words, TextRole::Caption, m_theme.text, Qt::AlignCenter);
}

// Of the first who waits to begin with the stage.
QStringList Painting::waitingWords(std::size_t stage) const
{
    const auto wait = std::find_if(m_waits.begin(), m_waits.end(),
                                   [stage](const StageWait& each) { return each.stage == stage; });
    return wait == m_waits.end() ? QStringList()
                                 : waitWords(m_brush.scene(), m_brush.trace(), *wait, m_photos);
}

// In one line, or in two where that is too long; none where these are, too.
QStringList Painting::waitLines(const StageWait& wait, double width) const
{
    const QStringList wordings = waitWords(m_brush.scene(), m_brush.trace(), wait, m_photos);
    const QString line = m_brush.fitting(width, wordings, TextRole::Caption);
    if (!line.isEmpty())
        return {line};
    const QStringList lines = {text("needs"),
                               QString::fromStdString(m_brush.scene().tasks[wait.needed].name)};
    for (const QString& part : lines) {
        if (m_brush.widthOf(part, TextRole::Caption) > width)
            return {};
    }
    return lines;
}

void Painting::paintWaitPlate(const QRectF& plate, const StageWait& wait, const QStringList& lines)
{
    const double mark = kWaitMark * m_scale;
    m_brush.painter().fillRect(plate, m_theme.panel);
    m_brush.painter().fillRect(QRectF(plate.left(), plate.top(), mark, plate.height()),
                               m_brush.workerColour(wait.lane));
    const double height = plate.height() / static_cast<double>(lines.size());
    for (qsizetype i = 0; i < lines.size(); ++i)
        m_brush.write({plate.left() + mark, plate.top() + static_cast<double>(i) * height,
                       plate.width() - mark, height},
                      lines[i], TextRole::Caption, m_theme.text, Qt::AlignCenter);
}

// Hatched while a worker waits to begin here, with what it waits for; says whether that had room.
bool Painting::paintWaits(const StageColumn& column, std::size_t stage)
{
    const double inset = kWaitInset * m_scale;
    const bool begun = std::any_of(m_units[stage].begin(), m_units[stage].end(),
                                   [](const UnitProgress& unit) { return unit.started; });
    double top = column.picture.center().y() - kWaitLine * m_scale / 2;
    bool hatched = begun || m_photos > 1;
    bool said = false;
    for (const StageWait& wait : m_waits) {
        if (wait.stage != stage)
            continue;
        if (!hatched) {
            const StateStyle& style = m_theme.state(wait.state);
            m_brush.painter().fillRect(column.picture, style.fill);
            drawHatch(m_brush.painter(), column.picture, style.pattern, style.hatch, m_scale);
            hatched = true;
        }
        const QStringList lines = waitLines(wait, column.picture.width() - 2 * inset);
        const double height = kWaitLine * m_scale * static_cast<double>(lines.size());
        if (lines.isEmpty() || top + height > column.picture.bottom())
            return said;
        double width = 0;
        for (const QString& line : lines)
            width = std::max(width, m_brush.widthOf(line, TextRole::Caption) + 2 * inset);
        paintWaitPlate({column.picture.center().x() - width / 2, top, width, height}, wait, lines);
        top += height + 3 * m_scale;
        said = true;
    }
    return said;
}

void Painting::paint(const QRectF& area)
{
    const StagesLayout layout = layOutStages(area, static_cast<int>(m_stages), m_scale);
    if (layout.columns.empty())
        return;
    m_brush.painter().setRenderHint(QPainter::SmoothPixmapTransform);
    paintInput(layout.columns.front());
    for (std::size_t stage = 0; stage < m_stages; ++stage) {
        paintResult(layout.columns[stage + 1], stage);
        paintBarrier(layout.gaps[stage + 1], stage);
    }
    for (std::size_t stage = 0; stage < m_stages; ++stage)
        paintArrow(layout.gaps[stage], stage);
}

} // namespace

void paintStages(StageBrush& brush, const QRectF& area)
{
    const scenario::Scene& scene = brush.scene();
    if (scene.tasks.empty() || scene.exhibits.size() < 2 || scene.exhibits.front().shape.size() != 3)
        return;
    Painting(brush).paint(area);
}

} // namespace lab::widgets
