// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/devices/devices_painter.h"

#include "widgets/stage/pictures/devices/devices_state.h"
#include "widgets/stage/pictures/devices/link_path.h"
#include "widgets/theme/hatch.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

using scenario::DeviceDetails;
using scenario::Exhibit;
using trace::State;

constexpr double kLine = 18;
constexpr double kInset = 8;
constexpr double kMemoryBar = 4;
constexpr double kLit = 5; // height of the mark of the layer that is computed
constexpr std::size_t kMostInRow = 4;
constexpr std::int64_t kMostPictures = 8;

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

class Painting
{
public:
    explicit Painting(StageBrush& brush)
        : m_brush(brush), m_painter(brush.painter()), m_theme(brush.theme()), m_scale(brush.scale()),
          m_state(devicesState(brush.scene(), brush.trace(), brush.time()))
    {
    }

    void paint(const QRectF& area);

private:
    void place(const QRectF& area);
    void paintDevice(std::size_t index);
    double paintDoing(const QRectF& area, const DeviceState& device);
    double paintLayers(const QRectF& area, const DeviceState& device, const DeviceDetails& details);
    double paintUnits(const QRectF& area, const DeviceState& device);
    double paintPictures(const QRectF& area, const DeviceDetails& details);
    double paintChunks(const QRectF& area, const DeviceState& device);
    void paintChunk(const QRectF& cell, const ChunkState& chunk);
    void paintFacts(const QRectF& area, const DeviceState& device, const DeviceDetails& details);
    void paintLink(const LinkState& link);
    void paintCarried(const QString& carried, const QPainterPath& path, const QPointF& parcel);
    QStringList sentences(double width) const;
    void paintSentences(const QRectF& area, const QStringList& lines);
    QColor colourOf(std::size_t device) const { return m_brush.workerColour(m_state.devices[device].lane); }
    const DeviceDetails& detailsOf(std::size_t index) const
    {
        return std::get<DeviceDetails>(
            m_brush.scene().exhibits[m_state.devices[index].exhibit.index()].details);
    }

    StageBrush& m_brush;
    QPainter& m_painter;
    const Theme& m_theme;
    const double m_scale;
    const DevicesState m_state;
    std::vector<QRectF> m_boxes;
};

void Painting::paint(const QRectF& area)
{
    const QStringList lines = sentences(area.width());
    const double below = static_cast<double>(lines.size()) * kLine * m_scale;
    place(area.adjusted(0, 0, 0, -below - 4 * m_scale));
    for (std::size_t i = 0; i < m_boxes.size(); ++i)
        paintDevice(i);
    for (const LinkState& link : m_state.links)
        paintLink(link);
    paintSentences({area.left(), area.bottom() - below, area.width(), below}, lines);
}

// In one row, or in two that are read there and back, so that neighbours in the ring are neighbours here.
void Painting::place(const QRectF& area)
{
    const std::size_t count = m_state.devices.size();
    const std::size_t columns = count <= kMostInRow ? count : (count + 1) / 2;
    const std::size_t rows = count <= kMostInRow ? 1 : 2;
    const double across =
        std::min(80 * m_scale, area.width() * 0.28 / static_cast<double>(std::max<std::size_t>(columns, 2)));
    const double down = (rows > 1 || m_state.links.size() > 1 ? 22 : 0) * m_scale; // room for the way back
    const double most = 420 * m_scale;
    const double wide = std::min(most, (area.width() - static_cast<double>(columns - 1) * across) /
                                           static_cast<double>(columns));
    const double high = (area.height() - down) / static_cast<double>(rows);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t row = i / columns;
        const std::size_t column = row == 0 ? i : columns - 1 - (i - columns);
        m_boxes.emplace_back(area.left() + static_cast<double>(column) * (wide + across),
                             area.top() + static_cast<double>(row) * (high + down), wide,
                             rows > 1 ? high - down / 2 : high);
    }
}

void Painting::paintDevice(std::size_t index)
{
    const DeviceState& device = m_state.devices[index];
    const DeviceDetails& details = detailsOf(index);
    const Exhibit& exhibit = m_brush.scene().exhibits[device.exhibit.index()];
    const QRectF& box = m_boxes[index];
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(device.busy ? colourOf(index) : m_theme.border, (device.busy ? 2 : 1) * m_scale));
    m_painter.drawRect(box);
    QRectF inner = box.adjusted(kInset * m_scale, 3 * m_scale, -kInset * m_scale, -5 * m_scale);
    const double line = kLine * m_scale;
    const QString title = QString::fromStdString(exhibit.title);
    m_brush.write({inner.left(), inner.top(), inner.width(), line}, title, TextRole::Strong, m_theme.text);
    const double used = m_brush.widthOf(title, TextRole::Strong) + 6 * m_scale;
    m_brush.write({inner.left() + used, inner.top(), inner.width() - used, line},
                  m_brush.fitting(inner.width() - used, {details.emulated ? text("emulated") : QString()},
                                  TextRole::Caption),
                  TextRole::Caption, m_theme.textSecondary, Qt::AlignRight | Qt::AlignVCenter);
    inner.setTop(inner.top() + line);
    inner.setTop(inner.top() + paintDoing(inner, device));
    // The facts keep their lines at the bottom; chunks come before pictures.
    const double facts = inner.height() >= 3 * line ? line + kMemoryBar * m_scale : 0;
    if (facts > 0)
        paintFacts({inner.left(), inner.bottom() - facts, inner.width(), facts}, device, details);
    inner.setBottom(inner.bottom() - facts);
    inner.setTop(inner.top() + paintLayers(inner, device, details));
    inner.setTop(inner.top() + paintChunks(inner, device));
    inner.setTop(inner.top() + paintUnits(inner, device));
    paintPictures(inner, details);
}

double Painting::paintDoing(const QRectF& area, const DeviceState& device)
{
    const double line = kLine * m_scale;
    const double bar = 12 * m_scale;
    const QString shorter = device.doing.section(QLatin1Char(' '), 0, 2); // "needs chunk 2"
    const QString shortest = device.doing.section(QLatin1Char(' '), 0, 1);
    m_brush.write({area.left(), area.top(), area.width(), line},
                  m_brush.fitting(area.width(), {device.doing, shorter, shortest}, TextRole::Body),
                  TextRole::Body, device.busy ? m_theme.text : m_theme.textSecondary);
    const QRectF track(area.left(), area.top() + line, area.width(), bar);
    m_painter.fillRect(track, m_theme.track);
    if (device.busy) {
        m_painter.fillRect(QRectF(track.left(), track.top(), track.width() * device.progress, bar),
                           m_brush.workerColour(device.lane));
    } else {
        const StateStyle& style = m_theme.state(device.state);
        m_painter.fillRect(track, style.fill);
        drawHatch(m_painter, track, style.pattern, style.hatch, m_scale);
    }
    return line + bar + 6 * m_scale;
}

double Painting::paintLayers(const QRectF& area, const DeviceState& device, const DeviceDetails& details)
{
    const double high = (18 + kLit) * m_scale;
    if (area.height() < high || details.layers.empty())
        return 0;
    QStringList names;
    double widest = 0;
    for (const std::string& layer : details.layers) {
        names << QString::fromStdString(layer);
        widest = std::max(widest, m_brush.widthOf(names.back(), TextRole::Caption) + 6 * m_scale);
    }
    const double gap = 3 * m_scale;
    double count = static_cast<double>(names.size());
    if (widest * count + gap * (count - 1) > area.width()) { // as one
        names = {
            m_brush.fitting(area.width() - 6 * m_scale,
                            {text("%1 … %2, %3 layers").arg(names.front(), names.back()).arg(names.size()),
                             text("%1 layers").arg(names.size())},
                            TextRole::Caption)};
        count = 1;
    }
    const double wide = (area.width() - (count - 1) * gap) / count;
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QRectF box(area.left() + static_cast<double>(i) * (wide + gap), area.top(), wide, high);
        m_painter.setBrush(m_theme.track);
        m_painter.setPen(QPen(device.busy ? m_brush.workerColour(device.lane) : m_theme.border, m_scale));
        m_painter.drawRect(box);
        m_brush.write(box.adjusted(0, 0, 0, -kLit * m_scale), names[i], TextRole::Caption, m_theme.text,
                      Qt::AlignCenter);
    }
    if (device.layer) { // the layer that is being computed, a stretch of the row
        const double each = (area.width() + gap) / static_cast<double>(details.layers.size());
        m_painter.fillRect(QRectF(area.left() + static_cast<double>(*device.layer) * each,
                                  area.top() + high - kLit * m_scale, each - gap, kLit * m_scale),
                           m_brush.workerColour(device.lane));
    }
    return high + 6 * m_scale;
}

// A cell for each micro-batch: half full when it has passed forward, full when it has passed back.
double Painting::paintUnits(const QRectF& area, const DeviceState& device)
{
    const double high = 20 * m_scale;
    const double line = kLine * m_scale;
    if (device.units.empty() || area.height() < high + line)
        return 0;
    m_brush.write({area.left(), area.top(), area.width(), line},
                  m_brush.fitting(area.width(),
                                  {text("micro-batches: forward, then back"), text("micro-batches")},
                                  TextRole::Caption),
                  TextRole::Caption, m_theme.textSecondary);
    const auto count = static_cast<double>(device.units.size());
    const double gap = std::min(3 * m_scale, area.width() / count * 0.15);
    const double wide = (area.width() - (count - 1) * gap) / count;
    for (std::size_t i = 0; i < device.units.size(); ++i) {
        const QRectF cell(area.left() + static_cast<double>(i) * (wide + gap), area.top() + line, wide, high);
        m_painter.fillRect(cell, m_theme.track);
        const double filled = (device.units[i].forward + device.units[i].backward) / 2;
        m_painter.fillRect(
            QRectF(cell.left(), cell.bottom() - cell.height() * filled, wide, cell.height() * filled),
            m_brush.workerColour(device.lane));
    }
    return line + high + 6 * m_scale;
}

double Painting::paintPictures(const QRectF& area, const DeviceDetails& details)
{
    const auto& exhibits = m_brush.scene().exhibits;
    if (details.samples == 0 || exhibits.front().kind != scenario::ExhibitKind::ImageTiles)
        return 0;
    const double line = kLine * m_scale;
    const std::int64_t shown = std::min(details.samples, kMostPictures);
    const double side =
        std::min({area.width() / static_cast<double>(kMostPictures), area.height() - line, 34 * m_scale});
    if (side < 12 * m_scale)
        return 0;
    for (std::int64_t i = 0; i < shown; ++i) {
        const QRectF rect(area.left() + static_cast<double>(i) * side, area.top(), side - 2 * m_scale,
                          side - 2 * m_scale);
        m_painter.drawImage(rect, m_brush.picture(exhibits.front(), details.firstSample + i, rect));
    }
    const QString range =
        text("images %1–%2").arg(details.firstSample + 1).arg(details.firstSample + details.samples);
    m_brush.write({area.left(), area.top() + side, area.width(), line},
                  m_brush.fitting(area.width(), {range}, TextRole::Caption), TextRole::Caption,
                  m_theme.textSecondary);
    return side + line;
}

double Painting::paintChunks(const QRectF& area, const DeviceState& device)
{
    const double high = 34 * m_scale;
    if (device.chunks.empty() || area.height() < high)
        return 0;
    const auto count = static_cast<double>(device.chunks.size());
    const double gap = 3 * m_scale;
    const double wide = (area.width() - (count - 1) * gap) / count;
    for (std::size_t i = 0; i < device.chunks.size(); ++i)
        paintChunk({area.left() + static_cast<double>(i) * (wide + gap), area.top(), wide, high},
                   device.chunks[i]);
    return high + 6 * m_scale;
}

// A stripe for each device whose gradient is in it, and the norm of what it is by now.
void Painting::paintChunk(const QRectF& cell, const ChunkState& chunk)
{
    m_painter.fillRect(cell, m_theme.track);
    const double stripes = 9 * m_scale;
    const auto all = static_cast<double>(m_state.devices.size());
    for (std::size_t i = 0; i < chunk.devices.size(); ++i) {
        const double wide = cell.width() / all;
        m_painter.fillRect(
            QRectF(cell.left() + static_cast<double>(i) * wide, cell.top(), wide - m_scale, stripes),
            colourOf(chunk.devices[i]));
    }
    const QString norm =
        chunk.devices.empty() ? QString() : QString::number(chunk.norm, 'f', chunk.norm < 10 ? 2 : 1);
    m_brush.write(cell.adjusted(0, stripes, 0, 0),
                  m_brush.fitting(cell.width() - 2 * m_scale, {norm}, TextRole::Caption), TextRole::Caption,
                  m_theme.text, Qt::AlignCenter);
}

void Painting::paintFacts(const QRectF& area, const DeviceState& device, const DeviceDetails& details)
{
    if (details.memory > 0) {
        const QRectF bar(area.left(), area.bottom() - kMemoryBar * m_scale, area.width(),
                         kMemoryBar * m_scale);
        const double used = static_cast<double>(details.memoryUsed) / static_cast<double>(details.memory);
        m_painter.fillRect(bar, m_theme.track);
        m_painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * std::min(used, 1.0), bar.height()),
                           m_theme.textSecondary);
    }
    const QString memory =
        details.memory > 0
            ? text("memory %1 of %2").arg(bytesWords(details.memoryUsed), bytesWords(details.memory))
            : QString();
    const QString norm = device.norm ? text("gradient norm %1").arg(*device.norm, 0, 'f', 3) : QString();
    const QString both = norm.isEmpty() ? memory : text("%1 · %2").arg(norm, memory);
    m_brush.write(area.adjusted(0, 0, 0, -kMemoryBar * m_scale),
                  m_brush.fitting(area.width(), {both, norm.isEmpty() ? memory : norm}, TextRole::Caption),
                  TextRole::Caption, m_theme.textSecondary);
}

void Painting::paintLink(const LinkState& link)
{
    if (link.from >= m_boxes.size() || link.to >= m_boxes.size())
        return;
    const StateStyle& style = m_theme.state(State::Transfer);
    const QPainterPath path = linkPath(m_state, m_boxes, link, m_scale);
    const QColor colour = link.busy ? style.line : m_theme.border;
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(colour, (link.busy ? 2.5 : 1.5) * m_scale));
    m_painter.drawPath(path);
    const QPointF end = path.pointAtPercent(1);
    const QPointF before = path.pointAtPercent(0.98);
    const double angle = std::atan2(end.y() - before.y(), end.x() - before.x());
    const double size = 7 * m_scale;
    QPolygonF head = {end};
    for (const double turn : {2.6, -2.6})
        head << end + QPointF(std::cos(angle + turn), std::sin(angle + turn)) * size;
    m_painter.setBrush(colour);
    m_painter.drawPolygon(head);
    if (!link.busy)
        return;
    const QPointF at = path.pointAtPercent(std::clamp(link.progress, 0.0, 1.0));
    const double side = 12 * m_scale;
    const QRectF parcel(at.x() - side / 2, at.y() - side / 2, side, side);
    m_painter.setPen(QPen(m_theme.panel, 1.5 * m_scale));
    m_painter.setBrush(style.line);
    m_painter.drawRect(parcel);
    paintCarried(link.carries, path, at);
}

void Painting::paintCarried(const QString& carried, const QPainterPath& path, const QPointF& parcel)
{
    const QRectF bounds = path.boundingRect();
    if (goesRoundTheRow(path)) { // on the line, in the half where the parcel is not
        const double width = m_brush.widthOf(carried, TextRole::Caption);
        const double quarter = bounds.width() / 4;
        const double x = bounds.center().x() + (parcel.x() < bounds.center().x() ? quarter : -quarter);
        const QRectF on(x - width / 2 - 5 * m_scale, bounds.bottom() - kLine * m_scale / 2,
                        width + 10 * m_scale, kLine * m_scale);
        m_painter.fillRect(on, m_theme.panel);
        m_brush.write(on, carried, TextRole::Caption, m_theme.text, Qt::AlignCenter);
        return;
    }
    const double wide = std::max(bounds.width(), 70 * m_scale);
    const QString number = carried.section(QLatin1Char(' '), -1);
    m_brush.write(
        {bounds.center().x() - wide / 2, bounds.top() - kLine * m_scale - 4 * m_scale, wide, kLine * m_scale},
        m_brush.fitting(bounds.width() > bounds.height() ? bounds.width() : 70 * m_scale, {carried, number},
                        TextRole::Caption),
        TextRole::Caption, m_theme.text, Qt::AlignCenter);
}

QStringList Painting::sentences(double width) const
{
    const auto& content = m_brush.content();
    const QString idle = text("GPUs idle so far: %1 %").arg(m_state.idle * 100, 0, 'f', 0);
    QStringList lines = {
        m_state.links.empty() ? idle : text("%1 · %2 moved").arg(idle, bytesWords(m_state.bytesMoved))};
    if (!content.remark.isEmpty()) {
        QString line; // its parts are never cut
        for (const QString& part : content.remark.split(QStringLiteral("; "))) {
            const QString longer = line.isEmpty() ? part : text("%1; %2").arg(line, part);
            if (!line.isEmpty() && m_brush.widthOf(longer, TextRole::Body) > width) {
                lines << line;
                line = part;
            } else {
                line = longer;
            }
        }
        lines << line;
    }
    if (!content.measured.isEmpty())
        lines << content.measured;
    return lines;
}

void Painting::paintSentences(const QRectF& area, const QStringList& lines)
{
    const double line = kLine * m_scale;
    double y = area.top();
    for (qsizetype i = 0; i < lines.size(); ++i, y += line)
        m_brush.write({area.left(), y, area.width(), line}, lines[i],
                      i == 0 ? TextRole::Strong : TextRole::Body,
                      i == 0 ? m_theme.text : m_theme.textSecondary);
}

} // namespace

void paintDevices(StageBrush& brush, const QRectF& area)
{
    Painting(brush).paint(area);
}

} // namespace lab::widgets
