// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/photos/photo_painter.h"

#include "widgets/stage/pictures/photos/photo_layout.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace lab::widgets {

namespace {

using scenario::Exhibit;
using scenario::PhotoDetails;

constexpr double kLeastOnAxis = -2.5; // of the bars: where channels lie, before and after
constexpr double kMostOnAxis = 3;

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

// How far a step of a photo has come, and who does it or did.
struct StepState
{
    double done = 0;
    bool started = false;
    std::size_t lane = 0;
};

struct PhotoState
{
    std::vector<StepState> steps; ///< by task
    bool started = false;
    bool active = false;
    std::size_t lane = 0;
    base::Nanoseconds latest = -1; ///< when the last span so far began
};

class Painting
{
public:
    explicit Painting(StageBrush& brush)
        : m_brush(brush), m_theme(brush.theme()), m_scale(brush.scale()), m_photo(brush.scene().exhibits[0])
    {
        const auto& exhibits = brush.scene().exhibits;
        const std::size_t steps = std::min(exhibits.size() - 1, brush.scene().tasks.size());
        for (std::size_t i = 0; i < steps; ++i)
            m_made.push_back(&exhibits[i + 1]);
        follow();
    }

    void paint(const QRectF& area);

private:
    void follow();
    std::size_t chosen() const;
    void paintHeader(const QRectF& rect);
    void paintPair(const PhotoPair& pair, std::size_t photo);
    void paintMade(const QRectF& rect, std::size_t photo, std::size_t step);
    void paintDetail(const PhotoDetailLayout& layout, std::size_t photo);
    void paintPane(const PhotoDetailLayout& layout, std::size_t index, std::size_t photo);
    void paintStatistics(const QRectF& rect, const Exhibit& exhibit, std::size_t photo, std::size_t channel,
                         bool known);
    void paintArrow(const QRectF& from, const QRectF& to, const QColor& colour);
    std::size_t shown() const { return static_cast<std::size_t>(m_photo.shape[0].extent); }

    StageBrush& m_brush;
    const Theme& m_theme;
    const double m_scale;
    const Exhibit& m_photo;
    std::vector<const Exhibit*> m_made; // by the steps, in their order
    std::vector<PhotoState> m_photos;
    std::vector<int> m_finished; // by task
};

void Painting::follow()
{
    const auto& tasks = m_brush.scene().tasks;
    for (const scenario::Task& task : tasks) {
        const auto units = scenario::progressOf(m_brush.scene(), task.id, m_brush.trace(), m_brush.time());
        m_photos.resize(std::max(m_photos.size(), units.size()));
        m_finished.push_back(0);
        for (std::size_t i = 0; i < units.size(); ++i) {
            if (!units[i].started)
                continue;
            PhotoState& photo = m_photos[i];
            const trace::Span& span = m_brush.trace().lanes()[units[i].lane].spans[units[i].span];
            photo.steps.resize(tasks.size());
            photo.steps[task.id.index()] = {units[i].done, true, units[i].lane};
            m_finished.back() += units[i].done >= 1 ? 1 : 0;
            photo.started = true;
            photo.active = photo.active || units[i].done < 1;
            if (span.begin >= photo.latest) {
                photo.latest = span.begin;
                photo.lane = units[i].lane;
            }
        }
    }
}

// The photo in progress that began first; between spans the one that was worked on last.
std::size_t Painting::chosen() const
{
    const std::size_t count = std::min(shown(), m_photos.size());
    std::size_t found = 0;
    bool inProgress = false;
    base::Nanoseconds when = -1;
    for (std::size_t i = 0; i < count; ++i) {
        const PhotoState& photo = m_photos[i];
        if (!photo.started || (inProgress && !photo.active))
            continue;
        const bool better = photo.active ? !inProgress || photo.latest < when : photo.latest >= when;
        if (!better)
            continue;
        found = i;
        when = photo.latest;
        inProgress = photo.active;
    }
    return found;
}

void Painting::paintHeader(const QRectF& rect)
{
    const auto& tasks = m_brush.scene().tasks;
    const auto all = static_cast<int>(m_photos.size());
    QStringList passes;
    for (std::size_t i = 0; i < tasks.size(); ++i)
        passes += text("%1 %2 of %3").arg(QString::fromStdString(tasks[i].name)).arg(m_finished[i]).arg(all);
    const QString words = text("%1 of %2 photos ready").arg(m_finished.back()).arg(all);
    const QString full = tasks.size() > 1 ? passes.join(QStringLiteral("  ·  ")) : words;
    m_brush.write(rect, m_brush.fitting(rect.width(), {full, words}, TextRole::Caption), TextRole::Caption,
                  m_theme.textSecondary);
}

void Painting::paintArrow(const QRectF& from, const QRectF& to, const QColor& colour)
{
    const double gap = to.left() - from.right();
    const double y = to.center().y();
    m_brush.painter().setPen(QPen(colour, 1.5 * m_scale));
    m_brush.painter().drawLine(QPointF(from.right() + gap * 0.2, y), QPointF(to.left() - gap * 0.2, y));
}

// What a step makes appears from the top, interpolated in time.
void Painting::paintMade(const QRectF& rect, std::size_t photo, std::size_t step)
{
    const PhotoState& state = m_photos[photo];
    const double share = step < state.steps.size() ? std::min(state.steps[step].done, 1.0) : 0;
    const QImage made =
        share > 0 ? m_brush.picture(*m_made[step], static_cast<std::int64_t>(photo), rect) : QImage();
    if (!made.isNull())
        m_brush.painter().drawImage(QRectF(rect.left(), rect.top(), rect.width(), rect.height() * share),
                                    made, QRectF(0, 0, made.width(), made.height() * share));
}

// What the photo is by now: each step covers what the one before has made.
void Painting::paintPair(const PhotoPair& pair, std::size_t photo)
{
    const PhotoState& state = m_photos[photo];
    const QColor colour = state.started ? m_brush.workerColour(state.lane) : m_theme.border;
    QPainter& painter = m_brush.painter();
    painter.drawImage(pair.before, m_brush.picture(m_photo, static_cast<std::int64_t>(photo), pair.before));
    painter.fillRect(pair.after, m_theme.shade);
    for (std::size_t step = 0; step < m_made.size(); ++step)
        paintMade(pair.after, photo, step);
    paintArrow(pair.before, pair.after, colour);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, (state.started ? 2.5 : 1) * m_scale));
    painter.drawRect(pair.after);
}

void Painting::paintStatistics(const QRectF& rect, const Exhibit& exhibit, std::size_t photo,
                               std::size_t channel, bool known)
{
    const auto* details = std::get_if<PhotoDetails>(&exhibit.details);
    const std::size_t at = photo * 3 + channel;
    if (!details || at >= details->means.size() || at >= details->deviations.size() || rect.isEmpty())
        return;
    static constexpr std::array<const char*, 3> kChannels = {QT_TRANSLATE_NOOP("Stage", "red"),
                                                             QT_TRANSLATE_NOOP("Stage", "green"),
                                                             QT_TRANSLATE_NOOP("Stage", "blue")};
    const double mean = static_cast<double>(details->means[at]);
    const double deviation = static_cast<double>(details->deviations[at]);
    const QString numbers = QStringLiteral("%1 ± %2").arg(mean, 0, 'f', 2).arg(deviation, 0, 'f', 2);
    const double name = m_brush.widthOf(text("green"), TextRole::Caption) + 6 * m_scale;
    const double number = m_brush.widthOf(QStringLiteral("−0.00 ± 0.00"), TextRole::Caption) + 2 * m_scale;
    const QColor& grey = m_theme.textSecondary;
    QRectF bar = rect.adjusted(name, rect.height() * 0.25, -number - 6 * m_scale, -rect.height() * 0.25);
    const QString channelName = text(kChannels[channel]);
    const bool hasName = rect.width() >= name + number;
    m_brush.write({rect.left(), rect.top(), name, rect.height()}, hasName ? channelName : channelName.left(1),
                  TextRole::Caption, grey);
    if (rect.width() >= number)
        m_brush.write(rect, known ? numbers : QStringLiteral("…"), TextRole::Caption, m_theme.text,
                      Qt::AlignRight | Qt::AlignVCenter);
    if (bar.width() < 20 * m_scale)
        return;
    const auto xOf = [&](double value) {
        const double share = (value - kLeastOnAxis) / (kMostOnAxis - kLeastOnAxis);
        return bar.left() + std::clamp(share, 0.0, 1.0) * bar.width();
    };
    QPainter& painter = m_brush.painter();
    painter.fillRect(bar, m_theme.track);
    if (known) {
        painter.fillRect(
            QRectF(QPointF(xOf(mean - deviation), bar.top()), QPointF(xOf(mean + deviation), bar.bottom())),
            m_theme.textSecondary);
        painter.fillRect(
            QRectF(xOf(mean) - m_scale, bar.top() - 2 * m_scale, 2 * m_scale, bar.height() + 4 * m_scale),
            m_theme.text);
    }
    painter.setPen(QPen(m_theme.axis, m_scale, Qt::DotLine));
    painter.drawLine(QPointF(xOf(0), bar.top() - 2 * m_scale), QPointF(xOf(0), bar.bottom() + 2 * m_scale));
}

void Painting::paintDetail(const PhotoDetailLayout& layout, std::size_t photo)
{
    const PhotoState& state = m_photos[photo];
    const QString number = text("Photo %1").arg(photo + 1);
    QString name = number;
    if (photo < m_photo.captions.size())
        name += QStringLiteral(" · ") + QString::fromStdString(m_photo.captions[photo]);
    QString worker;
    if (state.started)
        worker = QString::fromStdString(m_brush.trace().lanes()[state.lane].info.name);
    m_brush.write(
        layout.caption,
        m_brush.fitting(layout.caption.width(),
                        {worker.isEmpty() ? name : name + QStringLiteral(" · ") + worker, name, number},
                        TextRole::Strong),
        TextRole::Strong, m_theme.text);
    m_brush.painter().setRenderHint(QPainter::SmoothPixmapTransform);
    for (std::size_t i = 0; i < layout.panes.size(); ++i)
        paintPane(layout, i, photo);
    m_brush.write(layout.legend,
                  m_brush.fitting(layout.legend.width(),
                                  {text("mean ± standard deviation of each channel"),
                                   text("mean ± standard deviation"), text("mean ± deviation")},
                                  TextRole::Caption),
                  TextRole::Caption, m_theme.textSecondary);
}

// The photo, then what each step makes of it, in the colour of who does it.
void Painting::paintPane(const PhotoDetailLayout& layout, std::size_t index, std::size_t photo)
{
    const PhotoPane& pane = layout.panes[index];
    const Exhibit& exhibit = index == 0 ? m_photo : *m_made[index - 1];
    const std::vector<StepState>& steps = m_photos[photo].steps;
    const StepState state = index > 0 && index <= steps.size() ? steps[index - 1] : StepState{};
    const QString title = QString::fromStdString(exhibit.title);
    const QString first = title.section(QLatin1Char(','), 0, 0);
    const bool whole = m_brush.widthOf(title, TextRole::Caption) <= pane.title.width();
    m_brush.write(pane.title, whole ? title : first, TextRole::Caption,
                  state.started ? m_theme.text : m_theme.textSecondary);
    if (index == 0) {
        m_brush.painter().drawImage(pane.picture,
                                    m_brush.picture(exhibit, static_cast<std::int64_t>(photo), pane.picture));
        m_brush.frame(pane.picture);
    } else {
        const QColor colour = state.started ? m_brush.workerColour(state.lane) : m_theme.border;
        m_brush.painter().fillRect(pane.picture, m_theme.shade);
        paintMade(pane.picture, photo, index - 1);
        paintArrow(layout.panes[index - 1].picture, pane.picture, colour);
        if (state.started)
            m_brush.light(pane.picture, colour);
        else
            m_brush.frame(pane.picture);
    }
    for (std::size_t channel = 0; channel < pane.statistics.size(); ++channel)
        paintStatistics(pane.statistics[channel], exhibit, photo, channel, index == 0 || state.done >= 1);
}

void Painting::paint(const QRectF& area)
{
    if (m_photos.empty() || shown() == 0)
        return;
    const PhotoLayout layout = layOutPhotos(area, static_cast<int>(m_photos.size()),
                                            static_cast<int>(std::min(shown(), m_photos.size())),
                                            static_cast<int>(m_made.size()), m_scale);
    m_brush.painter().setRenderHint(QPainter::SmoothPixmapTransform, false);
    if (!layout.header.isEmpty())
        paintHeader(layout.header);
    for (std::size_t i = 0; i < layout.pairs.size(); ++i)
        paintPair(layout.pairs[i], i);
    if (!layout.more.isEmpty())
        m_brush.write(layout.more, QStringLiteral("+%1").arg(m_photos.size() - layout.pairs.size()),
                      TextRole::Body, m_theme.textSecondary, Qt::AlignCenter);
    if (!layout.detail.panes.empty())
        paintDetail(layout.detail, chosen());
}

} // namespace

void paintPhotos(StageBrush& brush, const QRectF& area)
{
    const scenario::Scene& scene = brush.scene();
    const auto holdsPhotos = [](const Exhibit& exhibit) {
        return exhibit.kind == scenario::ExhibitKind::Photos && exhibit.shape.size() == 4;
    };
    if (scene.exhibits.size() >= 2 && !scene.tasks.empty() && holdsPhotos(scene.exhibits[0]) &&
        scene.exhibits[1].shape.size() == 4)
        Painting(brush).paint(area);
}

} // namespace lab::widgets
