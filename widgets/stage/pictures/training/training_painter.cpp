// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/training/training_painter.h"

#include "widgets/stage/pictures/training/curve_painter.h"
#include "widgets/stage/pictures/training/rows_painter.h"
#include "widgets/stage/pictures/training/training_state.h"
#include "widgets/theme/hatch.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace lab::widgets {

namespace {

using scenario::Exhibit;
using scenario::ExhibitKind;
using trace::State;

constexpr double kLine = 18;
constexpr double kGap = 10;
constexpr double kBar = 16;
constexpr double kCurveShare = 0.26; // of the width
constexpr double kLeastCurves = 150;
constexpr double kLowestCurve = 60;
constexpr double kSmallestPicture = 20;
constexpr std::int64_t kMostPlaces = 16;

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

class Painting
{
public:
    Painting(StageBrush& brush, TrainingState state)
        : m_brush(brush), m_painter(brush.painter()), m_theme(brush.theme()), m_scale(brush.scale()),
          m_state(std::move(state))
    {
    }

    void paint(const QRectF& area);

private:
    void paintFlow(const QRectF& area);
    void paintCurves(const QRectF& area);
    void paintTime(const QRectF& area);
    bool paintShare(const QRectF& piece, const QString& words, TimePart::Kind kind);
    QRectF paintBox(const QRectF& box, const QString& title, const QString& note = {});
    void paintHands(const QRectF& area, const std::vector<BatchInHand>& hands, State state);
    void paintProgress(const QRectF& rect, const BatchInHand& hand, State state);
    void paintQueue(const QRectF& area, const Exhibit* queue, const std::vector<std::int64_t>& batches);
    void paintPictures(const QRectF& area);
    void paintDevice(const QRectF& area);
    void paintLayers(const QRectF& area, const std::vector<std::string>& layers);
    void fillState(const QRectF& rect, const StateStyle& style);
    StateStyle styleOf(TimePart::Kind kind) const;
    std::vector<const Exhibit*> exhibitsOf(ExhibitKind kind) const;

    StageBrush& m_brush;
    QPainter& m_painter;
    const Theme& m_theme;
    const double m_scale;
    const TrainingState m_state;
};

std::vector<const Exhibit*> Painting::exhibitsOf(ExhibitKind kind) const
{
    std::vector<const Exhibit*> found;
    for (const Exhibit& exhibit : m_brush.scene().exhibits) {
        if (exhibit.kind == kind)
            found.push_back(&exhibit);
    }
    return found;
}

void Painting::fillState(const QRectF& rect, const StateStyle& style)
{
    m_painter.fillRect(rect, style.fill);
    drawHatch(m_painter, rect, style.pattern, style.hatch, m_scale);
}

void Painting::paint(const QRectF& area)
{
    const StageRows rows = stageRows(m_brush.scene(), m_brush.trace(), m_state.deviceLane);
    const QString measured = m_brush.measured(area.width(), TextRole::Body);
    const TrainingLayout layout = layOutTraining(area, rowsByStage(rows), !measured.isEmpty(), m_scale);
    paintStageRows(m_brush, layout, rows);
    if (!layout.time.isEmpty())
        paintTime(layout.time);
    if (!layout.measured.isEmpty())
        m_brush.write(layout.measured, measured, TextRole::Body, m_theme.textSecondary);
    if (layout.flow.isEmpty())
        return;
    QRectF flow = layout.flow;
    const double curves = flow.width() * kCurveShare;
    if (curves >= kLeastCurves * m_scale) {
        paintCurves({flow.right() - curves, flow.top(), curves, flow.height()});
        flow.setRight(flow.right() - curves - 2 * kGap * m_scale);
    }
    paintFlow(flow);
}

void Painting::paintFlow(const QRectF& area)
{
    const double gap = kGap * m_scale;
    const double queue = area.width() * 0.09;
    const double box = (area.width() - 2 * queue - 4 * gap) / 3.2;
    QRectF at(area.left(), area.top(), box * 0.8, area.height());
    const auto advance = [&](double width) {
        at.moveLeft(at.right() + gap);
        at.setWidth(width);
    };
    const auto queues = exhibitsOf(ExhibitKind::Queue);
    paintHands(paintBox(at, text("load"), text("from storage")), m_state.loading, State::Transfer);
    advance(queue);
    paintQueue(at, !queues.empty() ? queues[0] : nullptr, m_state.loaded);
    advance(box * 1.1);
    paintPictures(paintBox(at, text("process"), text("normalise, augment")));
    advance(queue);
    paintQueue(at, queues.size() > 1 ? queues[1] : nullptr, m_state.processed);
    advance(box * 1.3);
    paintDevice(at);
}

// The frame with its title; returns what is left inside.
QRectF Painting::paintBox(const QRectF& box, const QString& title, const QString& note)
{
    m_brush.frame(box);
    const double inset = 8 * m_scale;
    const QRectF inner = box.adjusted(inset, 4 * m_scale, -inset, -inset);
    const double line = kLine * m_scale;
    m_brush.write({inner.left(), inner.top(), inner.width(), line}, title, TextRole::Strong, m_theme.text);
    const double used = m_brush.widthOf(title, TextRole::Strong) + inset;
    m_brush.write({inner.left() + used, inner.top(), inner.width() - used, line},
                  m_brush.fitting(inner.width() - used, {note}, TextRole::Caption), TextRole::Caption,
                  m_theme.textSecondary, Qt::AlignRight | Qt::AlignVCenter);
    return inner.adjusted(0, line + 4 * m_scale, 0, 0);
}

void Painting::paintHands(const QRectF& area, const std::vector<BatchInHand>& hands, State state)
{
    const double line = kLine * m_scale;
    const double row = 2 * line;
    double y = area.top();
    for (const BatchInHand& hand : hands) {
        if (y + row > area.bottom() + 1)
            break;
        const QString who = QString::fromStdString(m_brush.trace().lanes()[hand.lane].info.name);
        const QString batch = text("batch %1").arg(hand.batch + 1);
        m_brush.write({area.left(), y, area.width(), line},
                      m_brush.fitting(area.width(), {text("%1 · %2").arg(batch, who), batch}, TextRole::Body),
                      TextRole::Body, m_theme.text);
        paintProgress({area.left(), y + line, area.width(), 8 * m_scale}, hand, state);
        y += row;
    }
    if (hands.empty() && area.height() >= line)
        m_brush.write({area.left(), area.top(), area.width(), line}, text("idle"), TextRole::Body,
                      m_theme.textSecondary);
}

void Painting::paintProgress(const QRectF& rect, const BatchInHand& hand, State state)
{
    m_painter.fillRect(rect, m_theme.track);
    const QRectF done(rect.left(), rect.top(), rect.width() * hand.progress, rect.height());
    if (state == State::Transfer)
        fillState(done, m_theme.state(State::Transfer));
    else
        m_painter.fillRect(done, m_brush.workerColour(hand.lane));
}

// Places from the bottom up; the next to leave is the lowest.
void Painting::paintQueue(const QRectF& area, const Exhibit* queue, const std::vector<std::int64_t>& batches)
{
    if (!queue)
        return;
    const double line = kLine * m_scale;
    const QString title = QString::fromStdString(queue->title);
    const std::int64_t capacity = std::clamp<std::int64_t>(queue->shape.front().extent, 1, kMostPlaces);
    m_brush.write({area.left(), area.top() + 4 * m_scale, area.width(), line},
                  m_brush.fitting(area.width(), {title, {}}, TextRole::Caption), TextRole::Caption,
                  m_theme.textSecondary, Qt::AlignHCenter | Qt::AlignVCenter);
    const QRectF places = area.adjusted(0, line + 8 * m_scale, 0, -line);
    const double high = std::min(places.height() / static_cast<double>(capacity), 30 * m_scale);
    if (high < 3 * m_scale)
        return;
    for (std::int64_t place = 0; place < capacity; ++place) {
        const QRectF cell(places.left(), places.bottom() - static_cast<double>(place + 1) * high,
                          places.width(), high - 3 * m_scale);
        const bool filled = static_cast<std::size_t>(place) < batches.size();
        m_painter.fillRect(cell, filled ? m_theme.accent : m_theme.track);
        if (filled && cell.height() >= line * 0.8)
            m_brush.write(cell, QString::number(batches[static_cast<std::size_t>(place)] + 1),
                          TextRole::Caption, m_theme.panel, Qt::AlignCenter);
    }
    m_brush.write({area.left(), area.bottom() - line, area.width(), line},
                  text("%1 of %2").arg(batches.size()).arg(queue->shape.front().extent), TextRole::Caption,
                  m_theme.textSecondary, Qt::AlignCenter);
}

// The batch that is processed, or the last that was: its first pictures before and after.
void Painting::paintPictures(const QRectF& area)
{
    const double line = kLine * m_scale;
    const double hands = std::min(
        area.height(), std::max<double>(1, static_cast<double>(m_state.processing.size())) * 2 * line);
    paintHands({area.left(), area.top(), area.width(), hands}, m_state.processing, State::Computing);
    const auto tiles = exhibitsOf(ExhibitKind::ImageTiles);
    const std::int64_t batches = scenario::unitCount(m_brush.scene().tasks.front());
    if (tiles.size() < 2 || batches < 1)
        return;
    std::int64_t batch = -1;
    double progress = 1;
    if (!m_state.processing.empty()) {
        batch = m_state.processing.front().batch;
        progress = m_state.processing.front().progress;
    } else if (!m_state.processed.empty()) {
        batch = m_state.processed.back();
    } else if (m_state.training) {
        batch = m_state.training->batch;
    }
    if (batch < 0)
        return;
    const std::int64_t count = tiles[0]->shape.front().extent / batches;
    const QRectF room = area.adjusted(0, hands, 0, 0);
    const double side = std::min(room.width() / static_cast<double>(count), (room.height() - line) / 2);
    if (side < kSmallestPicture * m_scale)
        return;
    for (std::int64_t i = 0; i < count; ++i) {
        const QRectF before(room.left() + static_cast<double>(i) * side, room.top(), side - 3 * m_scale,
                            side - 3 * m_scale);
        const std::int64_t index = batch * count + i;
        m_painter.drawImage(before, m_brush.picture(*tiles[0], index, before));
        if ((static_cast<double>(i) + 1) / static_cast<double>(count) > progress + 1e-9)
            continue;
        const QRectF after = before.translated(0, side);
        m_painter.drawImage(after, m_brush.picture(*tiles[1], index, after));
    }
    m_brush.write({room.left(), room.top() + 2 * side, room.width(), line},
                  m_brush.fitting(room.width(),
                                  {text("above as read, below as augmented"), text("before, after")},
                                  TextRole::Caption),
                  TextRole::Caption, m_theme.textSecondary);
}

void Painting::paintDevice(const QRectF& area)
{
    const auto devices = exhibitsOf(ExhibitKind::Device);
    const auto& details = std::get<scenario::DeviceDetails>(devices.front()->details);
    const QRectF inner = paintBox(area, QString::fromStdString(devices.front()->title),
                                  details.emulated ? text("emulated") : QStringLiteral("oneDNN"));
    const double line = kLine * m_scale;
    const double bar = std::clamp(inner.height() - 2 * line - 2 * m_scale, 8 * m_scale, 22 * m_scale);
    const QStringList doing = m_state.training
                                  ? QStringList{text("trains on batch %1").arg(m_state.training->batch + 1),
                                                text("batch %1").arg(m_state.training->batch + 1)}
                                  : m_state.idle;
    m_brush.write({inner.left(), inner.top(), inner.width(), line},
                  m_brush.fitting(inner.width(), doing, TextRole::Body), TextRole::Body, m_theme.text);
    const QRectF busy(inner.left(), inner.top() + line + 2 * m_scale, inner.width(), bar);
    if (m_state.training)
        paintProgress(busy, *m_state.training, State::DeviceBusy);
    else
        fillState(busy, m_theme.state(m_state.state));
    const QRectF layers = inner.adjusted(0, line + bar + 10 * m_scale, 0, -line - 4 * m_scale);
    if (layers.height() >= line)
        paintLayers(layers, details.layers);
    m_brush.write(
        {inner.left(), inner.bottom() - line, inner.width(), line},
        text("%1 of %2 batches").arg(m_state.trained).arg(scenario::unitCount(m_brush.scene().tasks[2])),
        TextRole::Caption, m_theme.textSecondary);
}

// Forward from left to right, then backward: the step's progress passes over the layers twice.
void Painting::paintLayers(const QRectF& area, const std::vector<std::string>& layers)
{
    const auto count = static_cast<double>(layers.size());
    const double gap = 4 * m_scale;
    const double wide = (area.width() - (count - 1) * gap) / count;
    const double high = std::min(area.height(), 30 * m_scale);
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const QRectF box(area.left() + static_cast<double>(i) * (wide + gap), area.top(), wide, high);
        m_painter.setPen(
            QPen(m_state.training ? m_brush.workerColour(m_state.deviceLane) : m_theme.border, m_scale));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(box);
        m_brush.write(
            box, m_brush.fitting(wide - 4 * m_scale, {QString::fromStdString(layers[i])}, TextRole::Caption),
            TextRole::Caption, m_theme.text, Qt::AlignCenter);
    }
}

void Painting::paintCurves(const QRectF& area)
{
    const auto curves = exhibitsOf(ExhibitKind::Curve);
    const auto fitting = static_cast<std::size_t>(std::max(1.0, area.height() / (kLowestCurve * m_scale)));
    const std::size_t shown = std::min(curves.size(), fitting);
    const double high = area.height() / std::max<double>(1, static_cast<double>(shown));
    for (std::size_t i = 0; i < shown; ++i)
        paintCurve(
            m_brush,
            {area.left(), area.top() + static_cast<double>(i) * high, area.width(), high - 4 * m_scale},
            *curves[i], m_state.trained, m_theme.workerColour(static_cast<int>(i)));
}

StateStyle Painting::styleOf(TimePart::Kind kind) const
{
    switch (kind) {
    case TimePart::Kind::Busy: {
        StateStyle style = m_theme.state(State::DeviceBusy);
        style.fill = m_brush.workerColour(m_state.deviceLane);
        style.pattern = Pattern::Solid;
        return style;
    }
    case TimePart::Kind::StartUp:
        return m_theme.state(State::StartUp);
    case TimePart::Kind::Wait:
        return m_theme.state(State::WaitsForData);
    default:
        return m_theme.state(State::Idle);
    }
}

// Into the piece itself where there is room, because all waits look alike.
bool Painting::paintShare(const QRectF& piece, const QString& words, TimePart::Kind kind)
{
    const double wide = m_brush.widthOf(words, TextRole::Caption) + 10 * m_scale;
    if (wide + 8 * m_scale > piece.width())
        return false;
    QRectF plate(0, piece.top(), wide, piece.height());
    plate.moveCenter(piece.center());
    const bool busy = kind == TimePart::Kind::Busy;
    if (!busy)
        m_painter.fillRect(plate, m_theme.panel);
    m_brush.write(plate, words, TextRole::Caption, busy ? m_theme.textOn(styleOf(kind).fill) : m_theme.text,
                  Qt::AlignCenter);
    return true;
}

void Painting::paintTime(const QRectF& area)
{
    const double line = kLine * m_scale;
    const std::vector<TimePart> parts = timeParts(m_brush.scene(), m_state.causes);
    const int idle = parts.empty()                                ? 0
                     : parts.front().kind == TimePart::Kind::Busy ? 100 - parts.front().percent
                                                                  : 100;
    m_brush.write({area.left(), area.top(), area.width(), line},
                  parts.empty() ? text("the GPU's time so far") : text("GPU idle so far: %1 %").arg(idle),
                  TextRole::Strong, m_theme.text);
    const QRectF bar(area.left(), area.top() + line, area.width(), kBar * m_scale);
    m_painter.fillRect(bar, m_theme.track);
    double x = bar.left();
    double legend = bar.left();
    for (const TimePart& part : parts) {
        const QRectF piece(x, bar.top(), part.share * bar.width(), bar.height());
        fillState(piece, styleOf(part.kind));
        m_painter.fillRect(QRectF(piece.right() - m_scale, piece.top(), m_scale, piece.height()),
                           m_theme.panel);
        x = piece.right();
        const QString words = text("%1 %2 %").arg(part.words).arg(part.percent);
        if (paintShare(piece, words, part.kind))
            continue;
        const double wide = m_brush.widthOf(words, TextRole::Caption) + 16 * m_scale;
        if (part.percent == 0 || legend + wide > area.right())
            continue;
        const QRectF swatch(legend, bar.bottom() + 8 * m_scale, 9 * m_scale, 9 * m_scale);
        fillState(swatch, styleOf(part.kind));
        m_brush.write({swatch.right() + 4 * m_scale, bar.bottom() + 4 * m_scale, wide, line}, words,
                      TextRole::Caption, m_theme.textSecondary);
        legend += wide + 14 * m_scale;
    }
}

} // namespace

void paintTraining(StageBrush& brush, const QRectF& area)
{
    if (auto state = trainingState(brush.scene(), brush.trace(), brush.time()))
        Painting(brush, std::move(*state)).paint(area);
}

} // namespace lab::widgets
