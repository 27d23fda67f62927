// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/images/image_painter.h"

#include "widgets/lanes/coordinates.h"
#include "widgets/stage/pictures/images/image_layout.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <optional>

namespace lab::widgets {

namespace {

using scenario::Access;
using scenario::Exhibit;
using scenario::ExhibitKind;

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

const Exhibit* findExhibit(const scenario::Scene& scene, ExhibitKind kind)
{
    const auto found = std::find_if(scene.exhibits.begin(), scene.exhibits.end(),
                                    [kind](const Exhibit& exhibit) { return exhibit.kind == kind; });
    return found == scene.exhibits.end() ? nullptr : &*found;
}

// The window over an image at this instant, in pixels of the image.
struct Window
{
    scenario::Range rows;
    scenario::Range columns;
};

class Painting
{
public:
    explicit Painting(StageBrush& brush)
        : m_brush(brush), m_painter(brush.painter()), m_content(brush.content()),
          m_scene(m_content.capture->scene), m_pictures(brush.pictures()), m_theme(brush.theme()),
          m_scale(brush.scale()), m_tiles(findExhibit(*m_scene, ExhibitKind::ImageTiles)),
          m_maps(findExhibit(*m_scene, ExhibitKind::FeatureMaps))
    {
    }

    void paint(const QRectF& area);

private:
    void paintCell(const StageCell& cell, int image, const scenario::UnitProgress& unit,
                   const std::optional<Window>& window);
    void paintTile(const QRectF& rect, int image, const scenario::UnitProgress& unit,
                   const std::optional<Window>& window);
    void paintMap(const QRectF& rect, int image, int filter, const scenario::UnitProgress& unit, bool framed);
    void paintTexts(const StageCell& cell, int image, const scenario::UnitProgress& unit);
    void paintArrow(const StageCell& cell, const scenario::UnitProgress& unit);
    void paintBesideArrow(const StageCell& cell, const scenario::UnitProgress& unit);
    QString statusText(const scenario::UnitProgress& unit) const;
    QColor workerColour(std::size_t lane) const { return m_brush.workerColour(lane); }
    std::vector<std::optional<Window>> windows(std::size_t images) const;
    int filterCount() const { return static_cast<int>(m_maps->shape[1].extent); }

    StageBrush& m_brush;
    QPainter& m_painter;
    const StageContent& m_content;
    const std::shared_ptr<const scenario::Scene>& m_scene;
    PictureCache& m_pictures;
    const Theme& m_theme;
    const double m_scale;
    const Exhibit* m_tiles;
    const Exhibit* m_maps;
};

void Painting::paint(const QRectF& area)
{
    if (!m_tiles || !m_maps || m_scene->tasks.empty())
        return;
    const auto time = static_cast<base::Nanoseconds>(m_content.time);
    const auto units =
        scenario::progressOf(*m_scene, m_scene->tasks.front().id, *m_content.capture->trace, time);
    const auto cells = layOutCells(area, static_cast<int>(units.size()), filterCount(), m_scale);
    const auto moving = windows(units.size());
    m_painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    for (std::size_t i = 0; i < cells.size(); ++i)
        paintCell(cells[i], static_cast<int>(i), units[i], moving[i]);
}

std::vector<std::optional<Window>> Painting::windows(std::size_t images) const
{
    std::vector<std::optional<Window>> result(images);
    const auto time = static_cast<base::Nanoseconds>(m_content.time);
    for (const auto& active : scenario::activeSpans(*m_scene, *m_content.capture->trace, time)) {
        for (const scenario::Footprint& print : active.footprints) {
            if (print.exhibit != m_tiles->id || print.access != Access::Reads || print.ranges.size() < 3)
                continue;
            for (std::int64_t i = print.ranges[0].begin; i < print.ranges[0].end; ++i) {
                if (i >= 0 && static_cast<std::size_t>(i) < images)
                    result[static_cast<std::size_t>(i)] = Window{print.ranges[1], print.ranges[2]};
            }
        }
    }
    return result;
}

void Painting::paintCell(const StageCell& cell, int image, const scenario::UnitProgress& unit,
                         const std::optional<Window>& window)
{
    paintMap(cell.map, image, std::min(m_content.filter, filterCount() - 1), unit, true);
    for (std::size_t k = 0; k < cell.thumbnails.size(); ++k) {
        const int at = static_cast<int>(k);
        const int filter = at < m_content.filter ? at : at + 1; // the large one is left out
        if (filter < filterCount())
            paintMap(cell.thumbnails[k], image, filter, unit, false);
    }
    if (!cell.more.isEmpty()) {
        m_painter.setPen(QPen(m_theme.border, m_scale, Qt::DashLine));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRoundedRect(cell.more, 3 * m_scale, 3 * m_scale);
        const int more = filterCount() - 1 - static_cast<int>(cell.thumbnails.size());
        m_brush.write(cell.more, QStringLiteral("+%1").arg(more), TextRole::Caption, m_theme.textSecondary,
                      Qt::AlignCenter);
    }
    if (!cell.tile.isEmpty())
        paintTile(cell.tile, image, unit, window);
    if (!cell.caption.isEmpty())
        paintTexts(cell, image, unit);
}

void Painting::paintTile(const QRectF& rect, int image, const scenario::UnitProgress& unit,
                         const std::optional<Window>& window)
{
    m_painter.drawImage(rect, m_pictures.plane(m_scene, m_tiles->id, image));
    m_brush.frame(rect);
    if (!window)
        return;
    const double cellWidth = rect.width() / static_cast<double>(m_tiles->shape[2].extent);
    const double cellHeight = rect.height() / static_cast<double>(m_tiles->shape[1].extent);
    QRectF frame(rect.left() + static_cast<double>(window->columns.begin) * cellWidth,
                 rect.top() + static_cast<double>(window->rows.begin) * cellHeight,
                 static_cast<double>(window->columns.end - window->columns.begin) * cellWidth,
                 static_cast<double>(window->rows.end - window->rows.begin) * cellHeight);
    const double least = 8 * m_scale; // stays visible on large images
    if (frame.width() < least || frame.height() < least)
        frame = QRectF(frame.center() - QPointF(least, least) / 2, QSizeF(least, least));
    m_painter.setPen(QPen(m_theme.panel, 4.5 * m_scale));
    m_painter.drawRect(frame);
    m_painter.setPen(QPen(workerColour(unit.lane), 2.5 * m_scale));
    m_painter.drawRect(frame);
}

void Painting::paintMap(const QRectF& rect, int image, int filter, const scenario::UnitProgress& unit,
                        bool framed)
{
    const auto rows = static_cast<int>(m_maps->shape[2].extent);
    const auto columns = static_cast<int>(m_maps->shape[3].extent);
    m_painter.fillRect(rect, m_theme.shade);
    if (unit.done > 0) {
        const QImage plane =
            m_pictures.plane(m_scene, m_maps->id, std::int64_t{image} * filterCount() + filter);
        const double position = unit.done * rows;
        const int whole = std::min(rows, static_cast<int>(position));
        const int partial = static_cast<int>((position - whole) * columns);
        const double rowHeight = rect.height() / rows;
        const double columnWidth = rect.width() / columns;
        if (whole > 0)
            m_painter.drawImage(QRectF(rect.left(), rect.top(), rect.width(), whole * rowHeight), plane,
                                QRectF(0, 0, columns, whole));
        if (whole < rows && partial > 0)
            m_painter.drawImage(
                QRectF(rect.left(), rect.top() + whole * rowHeight, partial * columnWidth, rowHeight), plane,
                QRectF(0, whole, partial, 1));
    }
    const bool finished = unit.done >= 1;
    const QColor frame = unit.started && framed ? workerColour(unit.lane) : m_theme.border;
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(frame, framed && finished ? 2 * m_scale : m_scale));
    m_painter.drawRect(rect);
}

void Painting::paintTexts(const StageCell& cell, int image, const scenario::UnitProgress& unit)
{
    QString caption = text("Image %1").arg(image + 1);
    if (static_cast<std::size_t>(image) < m_tiles->captions.size())
        caption += QStringLiteral(" · ") +
                   QString::fromStdString(m_tiles->captions[static_cast<std::size_t>(image)]);
    m_brush.write(cell.caption, caption, TextRole::Caption, m_theme.textSecondary);

    if (!cell.arrow.isEmpty())
        paintArrow(cell, unit);
    else
        paintBesideArrow(cell, unit);
    m_brush.write(cell.status, statusText(unit), TextRole::Caption, m_theme.textSecondary);
}

// Tile beside map: a short line between them; who works there stands in the status.
void Painting::paintBesideArrow(const StageCell& cell, const scenario::UnitProgress& unit)
{
    const double y = cell.map.center().y();
    m_painter.setPen(QPen(unit.started ? workerColour(unit.lane) : m_theme.border, 2 * m_scale));
    m_painter.drawLine(QPointF(cell.tile.right() + 4 * m_scale, y),
                       QPointF(cell.map.left() - 4 * m_scale, y));
}

void Painting::paintArrow(const StageCell& cell, const scenario::UnitProgress& unit)
{
    const QColor colour = unit.started ? workerColour(unit.lane) : m_theme.border;
    const double x = cell.map.center().x();
    m_painter.setPen(QPen(colour, 2 * m_scale));
    m_painter.drawLine(QPointF(x, cell.arrow.top() + 4 * m_scale),
                       QPointF(x, cell.arrow.bottom() - 4 * m_scale));
    if (unit.started) {
        const trace::Lane& lane = m_content.capture->trace->lanes()[unit.lane];
        m_brush.write(cell.arrow.adjusted(x - cell.arrow.left() + 8 * m_scale, 0, 0, 0),
                      QString::fromStdString(lane.info.name), TextRole::Caption, m_theme.text);
    }
}

QString Painting::statusText(const scenario::UnitProgress& unit) const
{
    if (!unit.started)
        return text("waits");
    if (unit.done < 1)
        return text("%1 %").arg(static_cast<int>(unit.done * 100));
    const trace::Span& span = m_content.capture->trace->lanes()[unit.lane].spans[unit.span];
    return span.count == 1 ? text("✓ %1").arg(formatTime(static_cast<double>(span.duration())))
                           : text("✓ done");
}

} // namespace

void paintImages(StageBrush& brush, const QRectF& area)
{
    Painting(brush).paint(area);
}

StageHit hitImages(const QRectF& area, const StageContent& content, const QPointF& point, double scale)
{
    const Exhibit* maps = findExhibit(*content.capture->scene, ExhibitKind::FeatureMaps);
    if (!maps)
        return {};
    const auto images = static_cast<int>(maps->shape[0].extent);
    const auto filters = static_cast<int>(maps->shape[1].extent);
    for (const StageCell& cell : layOutCells(area, images, filters, scale)) {
        for (std::size_t k = 0; k < cell.thumbnails.size(); ++k) {
            const int at = static_cast<int>(k);
            if (cell.thumbnails[k].contains(point))
                return {at < content.filter ? at : at + 1, {}};
        }
    }
    return {};
}

QString describeImages(const StageContent& content)
{
    const StageCount count = countDone(content);
    return QCoreApplication::translate("lab::widgets::StageView", "%1 of %n image(s) done", nullptr,
                                       count.all)
        .arg(count.done);
}

} // namespace lab::widgets
