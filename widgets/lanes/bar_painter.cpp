// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lanes/bar_painter.h"

#include "widgets/lanes/bar_styles.h"
#include "widgets/theme/colour.h"
#include "widgets/theme/hatch.h"
#include "widgets/theme/type_scale.h"

#include <QFontMetricsF>
#include <QImage>
#include <QLinearGradient>
#include <QPainter>
#include <QTransform>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <utility>

namespace lab::widgets {

namespace {

constexpr double kNarrowestVectorBar = 0.1;
constexpr std::size_t kMostRoundedBars = 300;
constexpr double kRadius = 3; // px
constexpr int kCentred = Qt::TextSingleLine | Qt::TextDontClip | Qt::AlignCenter;

/// One period of a pattern as a texture in device pixels: stroking the lines of many bars would take longer
/// than everything else.
QBrush hatchTile(const BarStyle& style, double scale, double pixel)
{
    const double period = hatchPeriod(style.pattern) * scale;
    const int side = std::max(2, static_cast<int>(std::lround(period / pixel)));
    QImage tile(side, side, QImage::Format_ARGB32_Premultiplied);
    tile.fill(Qt::transparent);
    QPainter painter(&tile);
    painter.setRenderHint(QPainter::Antialiasing);
    const double zoom = side / period;
    painter.scale(zoom, zoom);
    drawHatch(painter, QRectF(-period, -period, 3 * period, 3 * period), style.pattern, style.hatch, scale);
    painter.end();
    QBrush brush(tile);
    brush.setTransform(QTransform::fromScale(1 / zoom, 1 / zoom));
    return brush;
}

class Bars
{
public:
    Bars(QPainter& painter, const LaneLayout& layout, const Theme& theme, double playhead, bool vector)
        : m_painter(painter), m_layout(layout), m_theme(theme), m_styles(theme),
          m_scale(layout.options().scale), m_vector(vector),
          m_plain(!vector && layout.spans().size() > kMostRoundedBars),
          m_playX(playhead == kNoPlayhead ? std::numeric_limits<double>::infinity()
                                          : positionOf(playhead, layout.axis()))
    {
    }

    void visibleSpans();
    void everySpan();
    void foldedColumns();
    void labels();

private:
    /// Where the muted part begins; beyond the axis's ends when the playhead is.
    static double positionOf(double playhead, const TimeAxis& axis)
    {
        return playhead < axis.begin ? axis.left - 1
               : playhead > axis.end ? axis.right() + 1
                                     : axis.toX(playhead);
    }
    const BarStyles::Table& tableOf(std::size_t group, std::size_t lane) const
    {
        return m_styles.of(lane, m_layout.groups()[group].slate);
    }
    void bar(const QRectF& rect, const BarStyle& reached, const BarStyle& muted);
    bool isModel(std::size_t group) const { return m_layout.groups()[group].model; }
    void paint(std::size_t group, const QRectF& rect, trace::State state, const BarStyles::Table& table);
    void modelBar(const QRectF& rect, const BarStyle& style);
    void squareBar(const QRectF& rect, const QBrush& fill, const BarStyle& style, bool outlined);
    void roundedBar(const QRectF& rect, const BarStyle& style, bool outlined);
    const QImage& corners(const BarStyle& style, bool outlined, int side);
    QRectF onPixels(const QRectF& rect) const;
    void hatch(const QRectF& rect, const BarStyle& style);
    QBrush brushFor(const QRectF& rect, const QColor& reached, const QColor& muted) const;
    void foldedRow(const FoldedRow& folded);
    void label(const VisibleSpan& span);
    void text(const VisibleSpan& span, const QRectF& clip, const BarStyle& style);

    QPainter& m_painter;
    const LaneLayout& m_layout;
    const Theme& m_theme;
    BarStyles m_styles;
    double m_scale;
    bool m_vector;
    bool m_plain; ///< so many bars that rounding them would cost the frame
    double m_playX;
    std::map<std::pair<Pattern, QRgb>, QBrush> m_hatches;
    std::map<std::pair<QRgb, QRgb>, QImage> m_corners; // by fill and line
};

QBrush Bars::brushFor(const QRectF& rect, const QColor& reached, const QColor& muted) const
{
    if (rect.right() <= m_playX)
        return reached;
    if (rect.left() >= m_playX)
        return muted;
    QLinearGradient gradient(m_playX - 0.25, 0, m_playX + 0.25, 0);
    gradient.setColorAt(0, reached);
    gradient.setColorAt(1, muted);
    return gradient;
}

void Bars::bar(const QRectF& rect, const BarStyle& reached, const BarStyle& muted)
{
    const double gap = rect.width() >= 6 * m_scale   ? 1.5 * m_scale
                       : rect.width() >= 3 * m_scale ? 0.75 * m_scale
                                                     : 0;
    const QRectF body = rect.adjusted(0, 0, -gap, 0);
    const bool outlined = reached.outlined && body.width() >= 5 * m_scale && body.height() >= 6 * m_scale;
    const QBrush fill = brushFor(rect, reached.fill, muted.fill);
    const BarStyle& style = rect.center().x() <= m_playX ? reached : muted;
    if (m_plain || body.width() < 8 * m_scale || body.height() < 10 * m_scale)
        return squareBar(body, fill, style, outlined);
    if (!m_vector && (rect.right() <= m_playX || rect.left() >= m_playX))
        return roundedBar(body, style, outlined);
    const double inset = outlined ? m_scale / 2 : 0;
    const QRectF inner = body.adjusted(inset, inset, -inset, -inset);
    const double radius = kRadius * m_scale;
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(fill);
    m_painter.drawRoundedRect(inner, radius, radius);
    hatch(inner, style);
    if (!outlined)
        return;
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(style.line, m_scale));
    m_painter.drawRoundedRect(inner, radius, radius);
}

/// The four corners of a rounded bar as one picture in device pixels, `side` each: rounding every bar of
/// hundreds would cost the frame.
const QImage& Bars::corners(const BarStyle& style, bool outlined, int side)
{
    const std::pair key(style.fill.rgba(), outlined ? style.line.rgba() : 0);
    if (const auto found = m_corners.find(key); found != m_corners.end())
        return found->second;
    QImage image(2 * side, 2 * side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const double pixel = m_layout.options().columnWidth;
    const double line = outlined ? m_scale / pixel : 0;
    const double radius = kRadius * m_scale / pixel;
    painter.setPen(outlined ? QPen(style.line, line) : QPen(Qt::NoPen));
    painter.setBrush(style.fill);
    painter.drawRoundedRect(QRectF(image.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2), radius,
                            radius);
    painter.end();
    return m_corners.emplace(key, std::move(image)).first->second;
}

void Bars::roundedBar(const QRectF& rect, const BarStyle& style, bool outlined)
{
    const QRectF bar = onPixels(rect);
    const double pixel = m_layout.options().columnWidth;
    const int side = static_cast<int>(std::ceil(kRadius * m_scale / pixel));
    const QImage& round = corners(style, outlined, side);
    const double corner = side * pixel;
    for (const bool right : {false, true}) {
        for (const bool bottom : {false, true}) {
            const QPointF place(right ? bar.right() - corner : bar.left(),
                                bottom ? bar.bottom() - corner : bar.top());
            m_painter.drawImage(QRectF(place, QSizeF(corner, corner)), round,
                                QRectF(right ? side : 0, bottom ? side : 0, side, side));
        }
    }
    const double line = outlined ? std::max(pixel, std::round(m_scale / pixel) * pixel) : 0;
    const QRectF across = bar.adjusted(corner, 0, -corner, 0);
    const QRectF down = bar.adjusted(0, corner, 0, -corner);
    if (outlined) {
        m_painter.fillRect(across, style.line);
        m_painter.fillRect(down, style.line);
    }
    m_painter.fillRect(across.adjusted(0, line, 0, -line), style.fill);
    m_painter.fillRect(down.adjusted(line, 0, -line, 0), style.fill);
    hatch(bar.adjusted(line, line, -line, -line), style);
}

/// On whole device pixels a rectangle is a fast fill and its edges are sharp.
QRectF Bars::onPixels(const QRectF& rect) const
{
    const auto snapped = [cell = m_layout.options().columnWidth](double v) {
        return std::round(v / cell) * cell;
    };
    return {QPointF(snapped(rect.left()), snapped(rect.top())),
            QPointF(snapped(rect.right()), snapped(rect.bottom()))};
}

void Bars::squareBar(const QRectF& rect, const QBrush& fill, const BarStyle& style, bool outlined)
{
    if (m_vector) {
        m_painter.setPen(outlined ? QPen(style.line, m_scale) : QPen(Qt::NoPen));
        m_painter.setBrush(fill);
        m_painter.drawRect(rect);
        return hatch(rect, style);
    }
    const QRectF square = onPixels(rect);
    m_painter.fillRect(square, outlined ? QBrush(style.line) : fill);
    const QRectF inner = outlined ? square.adjusted(m_scale, m_scale, -m_scale, -m_scale) : square;
    if (outlined)
        m_painter.fillRect(inner, fill);
    hatch(inner, style);
}

void Bars::hatch(const QRectF& rect, const BarStyle& style)
{
    if (style.pattern == Pattern::Solid || rect.width() < 4 * m_scale)
        return;
    if (m_vector)
        return drawHatch(m_painter, rect, style.pattern, style.hatch, m_scale);
    const auto key = std::pair(style.pattern, style.hatch.rgb());
    auto found = m_hatches.find(key);
    if (found == m_hatches.end())
        found = m_hatches.emplace(key, hatchTile(style, m_scale, m_layout.options().columnWidth)).first;
    m_painter.fillRect(rect, found->second);
}

void Bars::visibleSpans()
{
    m_painter.setRenderHint(QPainter::Antialiasing, !m_plain);
    for (const VisibleSpan& span : m_layout.spans()) {
        const BarStyles::Table& table = tableOf(span.group, span.lane);
        paint(span.group, span.rect, span.state, table);
    }
    m_painter.setRenderHint(QPainter::Antialiasing);
}

void Bars::paint(std::size_t group, const QRectF& rect, trace::State state, const BarStyles::Table& table)
{
    const auto index = static_cast<std::size_t>(state);
    if (!isModel(group))
        bar(rect, table.reached[index], table.muted[index]);
    else if (state != trace::State::Idle)
        modelBar(rect, table.reached[index]);
}

// An outline: nothing of it was measured.
void Bars::modelBar(const QRectF& rect, const BarStyle& style)
{
    const QRectF body = rect.adjusted(1.2 * m_scale, 1 * m_scale, -2.2 * m_scale, -1 * m_scale);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(
        QPen(style.pattern == Pattern::Solid ? style.fill : style.line, 1.5 * m_scale, Qt::DashLine));
    if (body.width() > 1 && body.height() > 1)
        m_painter.drawRoundedRect(body, kRadius * m_scale, kRadius * m_scale);
}

void Bars::everySpan()
{
    const TimeAxis& axis = m_layout.axis();
    for (const LaneRow& row : m_layout.rows()) {
        const BarStyles::Table& table = tableOf(row.group, row.lane);
        for (const trace::Span& span : m_layout.lane(row).spans) {
            const auto begin = static_cast<double>(span.begin);
            const auto end = static_cast<double>(span.end);
            if (end < axis.begin || begin > axis.end)
                continue;
            const double x1 = std::max(axis.toX(begin), axis.left);
            const double x2 = std::max(std::min(axis.toX(end), axis.right()), x1 + kNarrowestVectorBar);
            paint(row.group, QRectF(x1, row.rect.top(), x2 - x1, row.rect.height()), span.state, table);
        }
    }
}

void Bars::foldedColumns()
{
    for (const FoldedRow& folded : m_layout.foldedRows())
        foldedRow(folded);
}

void Bars::foldedRow(const FoldedRow& folded)
{
    const LaneRow& row = m_layout.rows()[folded.row];
    const BarStyles::Table& table = tableOf(row.group, row.lane);
    const double cell = m_layout.options().columnWidth;
    const FoldedColumn* columns = &m_layout.columns()[folded.first];
    const std::uint32_t first = columns[0].column;
    const int width = static_cast<int>(columns[folded.count - 1].column - first) + 1;
    const int height = std::max(1, static_cast<int>(std::lround(row.rect.height() / cell)));
    const bool dense = static_cast<std::size_t>(width) == folded.count;

    QImage image(width, height, dense ? QImage::Format_RGB32 : QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return;
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(0));
    if (!dense)
        std::fill(line, line + width, 0u);
    for (std::size_t i = 0; i < folded.count; ++i) {
        const double centre = m_layout.axis().left + (columns[i].column + 0.5) * cell;
        line[columns[i].column - first] = m_styles.blend(table, columns[i].shares, centre <= m_playX);
    }
    for (int y = 1; y < height; ++y)
        std::memcpy(image.scanLine(y), line, static_cast<std::size_t>(width) * sizeof(QRgb));
    const QPointF origin(m_layout.axis().left + first * cell, row.rect.top());
    if (cell == 1)
        m_painter.drawImage(origin, image);
    else
        m_painter.drawImage(QRectF(origin, QSizeF(width * cell, row.rect.height())), image);
}

void Bars::labels()
{
    for (const VisibleSpan& span : m_layout.spans())
        if (!span.label.isEmpty() && !(isModel(span.group) && span.state == trace::State::Idle))
            label(span);
}

void Bars::label(const VisibleSpan& span)
{
    const BarStyles::Table& table = tableOf(span.group, span.lane);
    const auto state = static_cast<std::size_t>(span.state);
    m_painter.setFont(
        font(span.rect.height() >= 20 * m_scale ? TextRole::Strong : TextRole::Caption, m_scale));
    const QRectF all = span.rect;
    if (isModel(span.group)) {
        m_painter.setPen(m_theme.text);
        return m_painter.drawText(all, kCentred, span.label);
    }
    if (all.right() <= m_playX)
        return text(span, all, table.reached[state]);
    if (all.left() >= m_playX)
        return text(span, all, table.muted[state]);
    if (!m_vector) {
        text(span, QRectF(all.left(), all.top(), m_playX - all.left(), all.height()), table.reached[state]);
        text(span, QRectF(m_playX, all.top(), all.right() - m_playX, all.height()), table.muted[state]);
        return;
    }
    // Vector devices do not clip: the word has the colour of its side, or the better one on the worse ground.
    const double half = QFontMetricsF(m_painter.font()).horizontalAdvance(span.label) / 2;
    if (all.center().x() + half <= m_playX)
        return text(span, all, table.reached[state]);
    if (all.center().x() - half >= m_playX)
        return text(span, all, table.muted[state]);
    const auto worst = [&](const BarStyle& style) {
        return std::min(contrast(style.text, table.reached[state].fill),
                        contrast(style.text, table.muted[state].fill));
    };
    text(span, all,
         worst(table.reached[state]) >= worst(table.muted[state]) ? table.reached[state]
                                                                  : table.muted[state]);
}

void Bars::text(const VisibleSpan& span, const QRectF& clip, const BarStyle& style)
{
    const bool partly = clip != span.rect;
    if (partly) {
        m_painter.save();
        m_painter.setClipRect(clip, Qt::IntersectClip);
    }
    const QRectF rect = span.rect.adjusted(0, 0, -1.5 * m_scale, 0);
    if (style.pattern != Pattern::Solid && span.state != trace::State::DeviceBusy)
        drawLabelGround(m_painter, rect, span.label, style.fill, m_scale);
    m_painter.setPen(style.text);
    m_painter.drawText(rect, kCentred, span.label);
    if (partly)
        m_painter.restore();
}

} // namespace

void drawLabelGround(QPainter& painter, const QRectF& rect, const QString& label, const QColor& ground,
                     double scale)
{
    const QFontMetricsF metrics(painter.font());
    const double width = metrics.horizontalAdvance(label) + 8 * scale;
    const double height = std::min(metrics.height() + 2 * scale, rect.height() - 2 * scale);
    const QRectF pill(rect.center().x() - width / 2, rect.center().y() - height / 2, width, height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(pill, 3 * scale, 3 * scale);
}

void paintBars(QPainter& painter, const LaneLayout& layout, const Theme& theme, double playhead,
               const PaintOptions& options)
{
    Bars bars(painter, layout, theme, playhead, options.vector);
    if (options.vector) {
        bars.everySpan();
    } else {
        bars.visibleSpans();
        bars.foldedColumns();
    }
    bars.labels();
}

} // namespace lab::widgets
