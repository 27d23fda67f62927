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

// How far a photo has come over all tasks.
struct PhotoState
{
    double done = 0;
    bool started = false;
    bool active = false;
    std::size_t lane = 0;
    base::Nanoseconds latest = -1; ///< when the last span so far began
};

class Painting
{
public:
    explicit Painting(StageBrush& brush)
        : m_brush(brush), m_theme(brush.theme()), m_scale(brush.scale()), m_before(brush.scene().exhibits[0]),
          m_after(brush.scene().exhibits[1])
    {
        follow();
    }

    void paint(const QRectF& area);

private:
    void follow();
    std::size_t chosen() const;
    void paintHeader(const QRectF& rect);
    void paintPair(const PhotoPair& pair, std::size_t photo);
    void paintPictures(const QRectF& before, const QRectF& after, std::size_t photo);
    void paintDetail(const PhotoDetailLayout& layout, std::size_t photo);
    void paintStatistics(const QRectF& rect, const Exhibit& exhibit, std::size_t photo, std::size_t channel,
                         bool known);
    void paintArrow(const QRectF& from, const QRectF& to, const QColor& colour);
    std::size_t shown() const { return static_cast<std::size_t>(m_after.shape[0].extent); }

    StageBrush& m_brush;
    const Theme& m_theme;
    const double m_scale;
    const Exhibit& m_before;
    const Exhibit& m_after;
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
            photo.done += units[i].done / static_cast<double>(tasks.size());
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

// The result appears from the top, interpolated in time.
void Painting::paintPictures(const QRectF& before, const QRectF& after, std::size_t photo)
{
    const auto index = static_cast<std::int64_t>(photo);
    const PhotoState& state = m_photos[photo];
    QPainter& painter = m_brush.painter();
    painter.drawImage(before, m_brush.picture(m_before, index, before));
    painter.fillRect(after, m_theme.shade);
    const QImage result = m_brush.picture(m_after, index, after);
    if (!result.isNull() && state.done > 0) {
        const double share = std::min(state.done, 1.0);
        painter.drawImage(QRectF(after.left(), after.top(), after.width(), after.height() * share), result,
                          QRectF(0, 0, result.width(), result.height() * share));
    }
}

void Painting::paintPair(const PhotoPair& pair, std::size_t photo)
{
    const PhotoState& state = m_photos[photo];
    const QColor colour = state.started ? m_brush.workerColour(state.lane) : m_theme.border;
    paintPictures(pair.before, pair.after, photo);
    paintArrow(pair.before, pair.after, colour);
    QPainter& painter = m_brush.painter();
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
    const bool hasName = rect.width() >= name + number;
    if (hasName)
        m_brush.write({rect.left(), rect.top(), name, rect.height()}, text(kChannels[channel]),
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
    if (photo < m_before.captions.size())
        name += QStringLiteral(" · ") + QString::fromStdString(m_before.captions[photo]);
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
    paintPictures(layout.before, layout.after, photo);
    m_brush.frame(layout.before);
    const QColor colour = state.started ? m_brush.workerColour(state.lane) : m_theme.border;
    paintArrow(layout.before, layout.after, colour);
    m_brush.light(layout.after, colour);
    for (std::size_t side = 0; side < 2; ++side) {
        const Exhibit& exhibit = side == 0 ? m_before : m_after;
        const QString title = QString::fromStdString(exhibit.title);
        m_brush.write(layout.titles[side],
                      m_brush.fitting(layout.titles[side].width(),
                                      {title, title.section(QLatin1Char(','), 0, 0)}, TextRole::Caption),
                      TextRole::Caption, m_theme.textSecondary);
        for (std::size_t channel = 0; channel < layout.statistics[side].size(); ++channel)
            paintStatistics(layout.statistics[side][channel], exhibit, photo, channel,
                            side == 0 || state.done >= 1 - 1e-9);
        m_brush.write(layout.legends[side],
                      m_brush.fitting(layout.legends[side].width(),
                                      {text("mean ± standard deviation of each channel"),
                                       text("mean ± standard deviation"), text("mean ± deviation")},
                                      TextRole::Caption),
                      TextRole::Caption, m_theme.textSecondary);
    }
}

void Painting::paint(const QRectF& area)
{
    if (m_photos.empty() || shown() == 0)
        return;
    const PhotoLayout layout = layOutPhotos(area, static_cast<int>(m_photos.size()),
                                            static_cast<int>(std::min(shown(), m_photos.size())), m_scale);
    m_brush.painter().setRenderHint(QPainter::SmoothPixmapTransform, false);
    if (!layout.header.isEmpty())
        paintHeader(layout.header);
    for (std::size_t i = 0; i < layout.pairs.size(); ++i)
        paintPair(layout.pairs[i], i);
    if (!layout.more.isEmpty())
        m_brush.write(layout.more, QStringLiteral("+%1").arg(m_photos.size() - layout.pairs.size()),
                      TextRole::Body, m_theme.textSecondary, Qt::AlignCenter);
    if (!layout.detail.before.isEmpty())
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
        holdsPhotos(scene.exhibits[1]))
        Painting(brush).paint(area);
}

} // namespace lab::widgets
