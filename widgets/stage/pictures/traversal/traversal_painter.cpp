// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/traversal/traversal_painter.h"

#include "widgets/stage/brush/fill_progress.h"
#include "widgets/stage/pictures/traversal/access_stretch.h"
#include "widgets/stage/pictures/traversal/strip_painter.h"
#include "widgets/theme/colour.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace lab::widgets {

namespace {

using scenario::Exhibit;
using scenario::Range;
using scenario::TraversalDetails;

constexpr double kTouchedShare = 0.75; // opaque: Qt spreads the blending of large areas over threads
constexpr double kLine = 18;
constexpr double kGap = 24;
constexpr std::int64_t kRows = 24;
constexpr std::int64_t kLinesShown = 3;
constexpr double kSmallestForCaches = 620;
constexpr double kBetween = 8; // the strip and what is below it
constexpr double kSmallestBelow = 90;
constexpr double kWidestCell = 2; // as wide as high

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

QString sizeText(std::int64_t bytes)
{
    if (bytes >= (1 << 20))
        return text("%1 MB").arg(bytes >> 20);
    return text("%1 KB").arg(bytes >> 10);
}

// Along which axis (0: rows) a unit that covers `area` is worked off.
int firstAxisWithin(const scenario::Task& task, const Filled& area)
{
    std::int64_t left[2] = {area.rows.end - area.rows.begin, area.columns.end - area.columns.begin};
    for (std::size_t i = task.unitLoops; i < task.loops.size(); ++i) {
        std::int64_t& extent = left[task.loops[i].axis == 0 ? 0 : 1];
        if (extent > task.loops[i].step)
            return task.loops[i].axis;
        extent = std::min(extent, task.loops[i].step);
    }
    return 0;
}

class Painting
{
public:
    Painting(StageBrush& brush, const Exhibit& matrix)
        : m_brush(brush), m_painter(brush.painter()), m_theme(brush.theme()), m_scale(brush.scale()),
          m_matrix(matrix), m_details(std::get<TraversalDetails>(matrix.details)),
          m_stretch(accessStretch(brush.scene(), matrix, brush.trace(), brush.time()))
    {
    }

    void paint(const QRectF& area);

private:
    double share() const; // of the elements that have been read
    void paintWhole(const QRectF& area);
    void paintTouched(const QRectF& square);
    void paintCloseUp(const QRectF& area);
    void paintCells(const QRectF& grid, const QSizeF& cell, std::int64_t row, std::int64_t column,
                    std::int64_t columns);
    void paintCaches(const QRectF& area);
    void paintCache(const QRectF& area, const scenario::ModelledCache& cache, std::int64_t asked,
                    const ModelledMisses& misses, bool named);
    void caption(const QRectF& area, const QStringList& words, TextRole role, const QColor& colour);
    std::int64_t perLine() const
    {
        return std::max<std::int64_t>(m_details.bytesPerLine / m_details.bytesPerElement, 1);
    }
    std::int64_t extent(std::size_t dimension) const { return m_matrix.shape[dimension].extent; }

    StageBrush& m_brush;
    QPainter& m_painter;
    const Theme& m_theme;
    const double m_scale;
    const Exhibit& m_matrix;
    const TraversalDetails& m_details;
    const std::optional<AccessStretch> m_stretch;
};

void Painting::caption(const QRectF& area, const QStringList& words, TextRole role, const QColor& colour)
{
    m_brush.write(area, m_brush.fitting(area.width(), words, role), role, colour);
}

void Painting::paint(const QRectF& area)
{
    const double line = kLine * m_scale;
    const QRectF sentence(area.left(), area.bottom() - line, area.width(), line);
    m_brush.write(sentence, m_brush.measured(sentence.width(), TextRole::Strong), TextRole::Strong,
                  m_theme.text, Qt::AlignCenter);
    const QRectF room = area.adjusted(0, 0, 0, -line - 4 * m_scale);
    const bool caches = area.width() >= kSmallestForCaches * m_scale && !m_details.caches.empty();
    const double gap = kGap * m_scale;
    const double whole = std::min(room.height() - 2 * line, room.width() * 0.26);
    const double right = caches ? std::min(room.width() * 0.3, 330 * m_scale) : 0;
    paintWhole({room.left(), room.top(), whole, room.height()});
    QRectF rest = room;
    rest.setLeft(room.left() + whole + gap);
    if (m_stretch) {
        paintStrip(m_brush, rest, m_matrix, *m_stretch);
        rest.setTop(rest.top() + stripHeight(m_scale) + kBetween * m_scale);
    }
    if (rest.height() < kSmallestBelow * m_scale)
        return;
    paintCloseUp({rest.left(), rest.top(), rest.width() - (caches ? right + gap : 0), rest.height()});
    if (caches)
        paintCaches({rest.right() - right, rest.top(), right, rest.height()});
}

void Painting::paintWhole(const QRectF& area)
{
    const double line = kLine * m_scale;
    caption({area.left(), area.top(), area.width(), line}, {matrixCaption(m_matrix)}, TextRole::Strong,
            m_theme.text);
    const double side = std::min(area.width(), area.height() - 2 * line);
    const QRectF square(area.left(), area.top() + line + 2 * m_scale, side, side);
    m_painter.fillRect(square, m_theme.track);
    paintTouched(square);
    m_brush.frame(square);
    const double percent = share() * 100;
    caption({area.left(), square.bottom() + 2 * m_scale, area.width(), line},
            {text("%1 % of the elements read").arg(percent, 0, 'f', 0), text("%1 %").arg(percent, 0, 'f', 0)},
            TextRole::Body, m_theme.textSecondary);
}

double Painting::share() const
{
    const scenario::Task& task = m_brush.scene().tasks.front();
    const std::int64_t done =
        scenario::operationsDone(m_brush.scene(), task.id, m_brush.trace(), m_brush.time());
    return static_cast<double>(done) / static_cast<double>(m_matrix.elementCount());
}

// What each band has read: finished bands whole, those in progress up to where their worker is.
void Painting::paintTouched(const QRectF& square)
{
    const scenario::Scene& scene = m_brush.scene();
    const scenario::Task& task = scene.tasks.front();
    const auto units = scenario::progressOf(scene, task.id, m_brush.trace(), m_brush.time());
    for (std::size_t unit = 0; unit < units.size(); ++unit) {
        if (!units[unit].started)
            continue;
        Filled area = unitArea(scene, task, m_matrix, static_cast<std::int64_t>(unit));
        if (units[unit].done < 1) {
            Range& cut = firstAxisWithin(task, area) == 0 ? area.rows : area.columns;
            cut.end = cut.begin +
                      static_cast<std::int64_t>(units[unit].done * static_cast<double>(cut.end - cut.begin));
        }
        const QRectF place = StageBrush::cells(square, m_matrix, area.rows, area.columns);
        m_painter.fillRect(place,
                           mixed(m_theme.track, m_brush.workerColour(units[unit].lane), kTouchedShare));
    }
}

void Painting::paintCloseUp(const QRectF& area)
{
    const double line = kLine * m_scale;
    const QRectF head(area.left(), area.top(), area.width(), line);
    const std::int64_t columns = std::min(kLinesShown * perLine(), extent(1));
    const std::int64_t rows = std::min(kRows, extent(0));
    if (!m_stretch || area.width() < 60 * m_scale) {
        caption(head, {text("nobody reads")}, TextRole::Body, m_theme.textSecondary);
        return;
    }
    const ElementAccess& first = m_stretch->accesses.front();
    const std::int64_t row = std::clamp<std::int64_t>(first.row, 0, extent(0) - rows);
    const std::int64_t column =
        std::clamp<std::int64_t>(first.column / perLine() * perLine(), 0, extent(1) - columns);
    QString who = QString::fromStdString(m_brush.trace().lanes()[m_stretch->lane].info.name);
    if (share() >= 1) // the last part's beginning stands there still
        who = text("%1, before the end").arg(who);
    caption(head,
            {text("%1 under the microscope: %2 accesses, from row %3, column %4; a frame is a cache line")
                 .arg(who)
                 .arg(m_stretch->accesses.size())
                 .arg(first.row)
                 .arg(first.column),
             text("%1: row %2, column %3; a frame is a cache line").arg(who).arg(first.row).arg(first.column),
             text("row %1, column %2").arg(first.row).arg(first.column)},
            TextRole::Strong, m_theme.text);
    const double high = (area.height() - 2.2 * line) / static_cast<double>(rows);
    const QSizeF cell(std::min(area.width() / static_cast<double>(columns), kWidestCell * high), high);
    const QRectF grid(area.left(), head.bottom() + 3 * m_scale, cell.width() * static_cast<double>(columns),
                      cell.height() * static_cast<double>(rows));
    paintCells(grid, cell, row, column, columns);
    const auto hits =
        std::count_if(m_stretch->accesses.begin(),
                      m_stretch->accesses.begin() + static_cast<std::ptrdiff_t>(m_stretch->done),
                      [](const ElementAccess& access) { return access.hit; });
    const auto misses = static_cast<std::ptrdiff_t>(m_stretch->done) - hits;
    caption({area.left(), grid.bottom() + 2 * m_scale, area.width(), line},
            {text("model: %1 hits (green), %2 misses (red) in the nearest cache").arg(hits).arg(misses),
             text("model: %1 hits, %2 misses").arg(hits).arg(misses)},
            TextRole::Body, m_theme.textSecondary);
}

void Painting::paintCells(const QRectF& grid, const QSizeF& cell, std::int64_t row, std::int64_t column,
                          std::int64_t columns)
{
    const std::int64_t rows = std::min(kRows, extent(0));
    const auto lineRect = [&](std::int64_t r, std::int64_t c) {
        const std::int64_t begin = (c - column) / perLine() * perLine();
        return QRectF(grid.left() + static_cast<double>(begin) * cell.width(),
                      grid.top() + static_cast<double>(r - row) * cell.height(),
                      static_cast<double>(std::min(perLine(), columns - begin)) * cell.width(),
                      cell.height());
    };
    const auto inside = [&](const ElementAccess& access) {
        return access.row >= row && access.row < row + rows && access.column >= column &&
               access.column < column + columns;
    };
    const auto colours = [&](bool hit) { return hit ? m_theme.good : m_theme.bad; };
    for (std::size_t i = 0; i < m_stretch->done; ++i) { // a miss brings the whole line
        const ElementAccess& access = m_stretch->accesses[i];
        if (inside(access) && !access.hit)
            m_painter.fillRect(lineRect(access.row, access.column), colours(false).pale);
    }
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(m_theme.border, m_scale));
    for (std::int64_t r = row; r < row + rows; ++r) {
        for (std::int64_t c = column; c < column + columns; c += perLine())
            m_painter.drawRect(lineRect(r, c));
    }
    for (std::size_t i = 0; i < m_stretch->done; ++i) {
        const ElementAccess& access = m_stretch->accesses[i];
        if (!inside(access))
            continue;
        QRectF place({grid.left() + static_cast<double>(access.column - column) * cell.width(),
                      grid.top() + static_cast<double>(access.row - row) * cell.height()},
                     cell);
        const double inset = std::min(m_scale, cell.height() / 8);
        m_painter.fillRect(place.adjusted(inset, inset, -inset, -inset), colours(access.hit).strong);
        if (i + 1 == m_stretch->done)
            m_brush.light(place, m_theme.text, 9);
    }
}

void Painting::paintCaches(const QRectF& area)
{
    const double line = kLine * m_scale;
    m_brush.write({area.left(), area.top(), area.width(), line}, text("caches"), TextRole::Strong,
                  m_theme.text);
    m_brush.write({area.left(), area.top(), area.width(), line}, text("model"), TextRole::Strong,
                  m_theme.warn.strong, Qt::AlignRight | Qt::AlignVCenter);
    const scenario::Task& task = m_brush.scene().tasks.front();
    const std::int64_t done =
        scenario::operationsDone(m_brush.scene(), task.id, m_brush.trace(), m_brush.time());
    double y = area.top() + line + 4 * m_scale;
    const auto count = static_cast<double>(m_details.caches.size());
    const bool named = line + count * 2.6 * line + 2 * line <= area.height(); // a line above each bar
    const double height = (named ? 2.5 : 1.3) * line;
    std::int64_t asked = -1;
    std::int64_t modelled = 0;
    for (const scenario::ModelledCache& cache : m_details.caches) {
        const ModelledMisses misses = missesAfter(m_details, cache, done);
        modelled = misses.accesses;
        if (y + height <= area.bottom())
            paintCache({area.left(), y, area.width(), height}, cache, asked < 0 ? misses.accesses : asked,
                       misses, named);
        asked = misses.misses;
        y += height + 2 * m_scale;
    }
    if (y + 2 * line > area.bottom())
        return;
    caption({area.left(), y, area.width(), line},
            {text("the first %1 accesses of one worker").arg(grouped(modelled)),
             text("%1 accesses modelled").arg(grouped(modelled))},
            TextRole::Body, m_theme.textSecondary);
    caption({area.left(), y + line, area.width(), line},
            {text("without prefetching, which hides misses in a row")}, TextRole::Body,
            m_theme.textSecondary);
}

// Named: its name stands above the bar, otherwise within it.
void Painting::paintCache(const QRectF& area, const scenario::ModelledCache& cache, std::int64_t asked,
                          const ModelledMisses& misses, bool named)
{
    const double line = kLine * m_scale;
    const QString name = QString::fromStdString(cache.name);
    const QString size = text("%1 · %2").arg(name, sizeText(cache.bytes));
    if (named)
        caption({area.left(), area.top(), area.width(), line},
                {text("%1 · %2 sets × %3 ways").arg(size).arg(cache.sets).arg(cache.ways), size, name},
                TextRole::Body, m_theme.textSecondary);
    const double share = asked > 0 ? 1 - static_cast<double>(misses.misses) / static_cast<double>(asked) : 0;
    const QRectF bar(area.left(), area.top() + (named ? line : 0), area.width(), line * 1.2);
    m_painter.fillRect(bar, asked > 0 ? m_theme.bad.pale : m_theme.track);
    m_painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * share, bar.height()), m_theme.good.pale);
    m_brush.frame(bar);
    const QRectF words = bar.adjusted(6 * m_scale, 0, -6 * m_scale, 0);
    const QString before = named ? QString() : size + QStringLiteral(": ");
    if (asked <= 0) {
        m_brush.write(words, before + text("not asked"), TextRole::Body, m_theme.textSecondary);
        return;
    }
    const QString hits = text("%1 % hits").arg(share * 100, 0, 'f', share > 0.995 ? 2 : 1);
    const QString both = text("%1 · %2 misses").arg(hits, grouped(misses.misses));
    const QString shorter = named ? QString() : name + QStringLiteral(": ");
    const QStringList wordings = {before + both, shorter + both, before + hits, shorter + hits};
    m_brush.write(words, m_brush.fitting(words.width(), wordings, TextRole::Strong), TextRole::Strong,
                  m_theme.text);
}

} // namespace

void paintTraversal(StageBrush& brush, const QRectF& area)
{
    for (const Exhibit& exhibit : brush.scene().exhibits) {
        if (std::holds_alternative<TraversalDetails>(exhibit.details))
            return Painting(brush, exhibit).paint(area);
    }
}

} // namespace lab::widgets
