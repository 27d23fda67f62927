// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/matrices/matrix_painter.h"

#include "widgets/stage/brush/fill_progress.h"
#include "widgets/stage/brush/loop_words.h"
#include "widgets/stage/pictures/matrices/register_painter.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace lab::widgets {

namespace {

using scenario::Exhibit;
using scenario::Footprint;

constexpr double kCaption = 17;
constexpr double kLine = 18;
constexpr double kCounter = 24;
constexpr double kLargeCounter = 34;
constexpr double kGap = 16;
constexpr double kYWidth = 0.38;  // of the area
constexpr double kWHeight = 0.52; // of the area
constexpr double kSmallestWordsHeight = 60;
constexpr double kSmallestSide = 40;
constexpr int kBandAlpha = 46;
constexpr int kRimAlpha = 170;
constexpr double kThinnestBand = 4;     // px; below that a line
constexpr std::int64_t kWidestBand = 8; // of the matrix: a wider band would only tint it
constexpr double kLargeCounterHeight = 90;
constexpr double kGrowing = 0.8; // opacity of sums that are nearly done

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

class Painting
{
public:
    explicit Painting(StageBrush& brush)
        : m_brush(brush), m_task(brush.scene().tasks.front()),
          m_active(scenario::activeSpans(brush.scene(), brush.trace(), brush.time())),
          m_counter(operationText(brush.content(), m_task))
    {
    }

    void product(const QRectF& area, const std::vector<const Exhibit*>& matrices);
    void step(const QRectF& area, const std::vector<const Exhibit*>& matrices);

private:
    void known(const QRectF& rect, const Exhibit& exhibit);
    void growing(const QRectF& rect, const Exhibit& exhibit);
    void bands(const ProductLayout& layout, const Exhibit& y);
    void lights(const QRectF& rect, const Exhibit& exhibit);
    void band(const QRectF& rect, bool level, QColor colour);
    void counter(const QRectF& rect);
    void places(const QRectF& rect);
    double lineHeight() const { return kLine * m_brush.scale(); }
    TextRole counterRole(const QRectF& rect) const;
    double counterHeight(const QRectF& rect) const
    {
        return (counterRole(rect) == TextRole::Title ? kLargeCounter : kCounter) * m_brush.scale();
    }

    StageBrush& m_brush;
    const scenario::Task& m_task;
    const std::vector<scenario::ActiveSpan> m_active;
    const QString m_counter; // asks every unit of the task: once a painting
};

void Painting::known(const QRectF& rect, const Exhibit& exhibit)
{
    m_brush.painter().fillRect(rect, m_brush.theme().shade);
    m_brush.image(rect, exhibit, {0, exhibit.shape[0].extent}, {0, exhibit.shape[1].extent});
    m_brush.frame(rect);
}

void Painting::growing(const QRectF& rect, const Exhibit& exhibit)
{
    m_brush.painter().fillRect(rect, m_brush.theme().shade);
    for (const Filled& filled : filledAt(m_brush.scene(), m_task, exhibit, m_brush.trace(), m_brush.time()))
        m_brush.image(rect, exhibit, filled.rows, filled.columns,
                      filled.share >= 1 ? 1 : kGrowing * filled.share);
    m_brush.frame(rect);
}

// A band where the cells are broad enough; otherwise a line with a rim, which shows on any heat map.
void Painting::band(const QRectF& rect, bool level, QColor colour)
{
    const double scale = m_brush.scale();
    if ((level ? rect.height() : rect.width()) > kThinnestBand * scale) {
        colour.setAlpha(kBandAlpha);
        m_brush.painter().fillRect(rect, colour);
        return;
    }
    QColor rim = m_brush.theme().panel;
    rim.setAlpha(kRimAlpha);
    const QPointF middle = rect.center();
    const QPointF from = level ? QPointF(rect.left(), middle.y()) : QPointF(middle.x(), rect.top());
    const QPointF to = level ? QPointF(rect.right(), middle.y()) : QPointF(middle.x(), rect.bottom());
    m_brush.painter().setPen(QPen(rim, 3 * scale, Qt::SolidLine, Qt::FlatCap));
    m_brush.painter().drawLine(from, to);
    m_brush.painter().setPen(QPen(colour, 1.2 * scale, Qt::SolidLine, Qt::FlatCap));
    m_brush.painter().drawLine(from, to);
}

// The row of X and Y and the column of W and Y that a worker is at: what leads the eye to a single cell.
void Painting::bands(const ProductLayout& layout, const Exhibit& y)
{
    for (const scenario::ActiveSpan& active : m_active) {
        for (const Footprint& print : active.footprints) {
            if (print.exhibit != y.id || print.ranges.size() < 2)
                continue;
            const QColor colour = m_brush.workerColour(active.lane);
            const QRectF cell = StageBrush::cells(layout.y, y, print.ranges[0], print.ranges[1]);
            const auto isNarrow = [&](std::size_t d) {
                const std::int64_t length = print.ranges[d].end - print.ranges[d].begin;
                return length < y.shape[d].extent && length <= y.shape[d].extent / kWidestBand;
            };
            if (isNarrow(0))
                band({layout.x.left(), cell.top(), layout.y.right() - layout.x.left(), cell.height()}, true,
                     colour);
            for (const QRectF& matrix : {layout.w, layout.y}) { // not over the caption between them
                if (isNarrow(1))
                    band({cell.left(), matrix.top(), cell.width(), matrix.height()}, false, colour);
            }
        }
    }
}

void Painting::lights(const QRectF& rect, const Exhibit& exhibit)
{
    for (const scenario::ActiveSpan& active : m_active) {
        for (const Footprint& print : active.footprints) {
            if (print.exhibit == exhibit.id && print.ranges.size() >= 2)
                m_brush.light(StageBrush::cells(rect, exhibit, print.ranges[0], print.ranges[1]),
                              m_brush.workerColour(active.lane));
        }
    }
}

// The largest that shows the whole counter.
TextRole Painting::counterRole(const QRectF& rect) const
{
    TextRole role = TextRole::Caption;
    for (const TextRole larger : {TextRole::Strong, TextRole::Heading, TextRole::Title}) {
        const bool fits = m_brush.widthOf(m_counter, larger) <= rect.width();
        if (fits && (larger != TextRole::Title || rect.height() > kLargeCounterHeight * m_brush.scale()))
            role = larger;
    }
    return role;
}

// The counter, and below it the loops: all of them, or the outermost that fit.
void Painting::counter(const QRectF& rect)
{
    const double height = counterHeight(rect);
    if (height > rect.height() + 1)
        return;
    const Theme& theme = m_brush.theme();
    m_brush.write({rect.left(), rect.top(), rect.width(), height}, m_counter, counterRole(rect), theme.text);
    if (height + lineHeight() > rect.height() + 1)
        return;
    const QStringList loops = loopWords(m_task).split(QStringLiteral(" · "));
    QStringList wordings = {loops.join(QStringLiteral(" · "))};
    for (qsizetype kept = loops.size() - 1; kept > 0; --kept)
        wordings += loops.first(kept).join(QStringLiteral(" · ")) + QStringLiteral(" · …");
    m_brush.write({rect.left(), rect.top() + height, rect.width(), lineHeight()},
                  m_brush.fitting(rect.width(), wordings, TextRole::Body), TextRole::Body,
                  theme.textSecondary);
}

// Where each worker is in the loops; of more workers than there is room for, how many are left out.
void Painting::places(const QRectF& rect)
{
    const double scale = m_brush.scale();
    const Theme& theme = m_brush.theme();
    const auto room = static_cast<std::size_t>(std::max(0.0, (rect.height() + 1) / lineHeight()));
    const std::size_t shown =
        m_active.size() <= room ? m_active.size() : room - std::min<std::size_t>(room, 1);
    double y = rect.top();
    bool interpolated = false;
    for (std::size_t i = 0; i < shown; ++i) {
        const scenario::ActiveSpan& active = m_active[i];
        const trace::Lane& lane = m_brush.trace().lanes()[active.lane];
        const trace::Span& span = lane.spans[active.span];
        interpolated = interpolated || span.count * scenario::iterationsPerUnit(m_task) > 1;
        const double side = 9 * scale;
        m_brush.painter().fillRect(QRectF(rect.left(), y + (lineHeight() - side) / 2, side, side),
                                   m_brush.workerColour(active.lane));
        const QString place = positionWords(m_task, span, active.progress);
        const double width = rect.width() - 2 * side;
        m_brush.write(
            {rect.left() + 2 * side, y, width, lineHeight()},
            m_brush.fitting(width,
                            {QString::fromStdString(lane.info.name) + QStringLiteral(": ") + place, place},
                            TextRole::Body),
            TextRole::Body, theme.text);
        y += lineHeight();
    }
    const QRectF last(rect.left(), y, rect.width(), lineHeight());
    if (last.bottom() > rect.bottom() + 1)
        return;
    QString remark;
    if (shown < m_active.size())
        remark = text("and %1 more").arg(m_active.size() - shown);
    else if (interpolated)
        remark = text("position inside a span is interpolated");
    m_brush.write(last, m_brush.fitting(rect.width(), {remark}, TextRole::Caption), TextRole::Caption,
                  theme.textSecondary);
}

void Painting::product(const QRectF& area, const std::vector<const Exhibit*>& matrices)
{
    const ProductLayout layout = layOutProduct(area, m_brush.scale());
    known(layout.x, *matrices[0]);
    known(layout.w, *matrices[1]);
    growing(layout.y, *matrices[2]);
    bands(layout, *matrices[2]);
    lights(layout.x, *matrices[0]);
    lights(layout.w, *matrices[1]);
    lights(layout.y, *matrices[2]);
    const QColor& grey = m_brush.theme().textSecondary;
    m_brush.write(layout.xCaption, matrixCaption(*matrices[0]), TextRole::Caption, grey);
    m_brush.write(layout.wCaption, matrixCaption(*matrices[1]), TextRole::Caption, grey);
    m_brush.write(layout.yCaption, matrixCaption(*matrices[2]), TextRole::Caption, grey);
    QRectF words = layout.words;
    const double scale = m_brush.scale();
    const QSizeF beside(m_brush.widthOf(m_counter, TextRole::Caption) + scale, kCounter * scale);
    const QRectF registers = registerArea(words, m_task.vectors, beside, scale);
    if (!registers.isEmpty()) {
        paintRegisters(m_brush, registers, m_task.vectors);
        if (registers.left() > words.left())
            words.setRight(registers.left() - kGap * scale);
        else
            words.setBottom(registers.top());
    }
    const double below = counterHeight(words) + lineHeight();
    counter(words);
    places(words.adjusted(0, below, 0, 0));
}

void Painting::step(const QRectF& area, const std::vector<const Exhibit*>& matrices)
{
    const double scale = m_brush.scale();
    const double side = (area.width() - 3 * kGap * scale) / 2;
    const bool roomy = area.height() > (kSmallestWordsHeight + 2 * kSmallestSide) * scale;
    const double below = roomy ? (kCounter + kLine + 4) * scale : 0;
    const double top = area.top() + kCaption * scale;
    const double height = area.bottom() - below - top;
    const QRectF from(area.left(), top, side, height);
    const QRectF to(area.right() - side, top, side, height);
    known(from, *matrices[0]);
    growing(to, *matrices[1]);
    lights(from, *matrices[0]);
    lights(to, *matrices[1]);
    for (const auto& [rect, exhibit] : {std::pair{from, matrices[0]}, std::pair{to, matrices[1]}})
        m_brush.write({rect.left(), area.top(), rect.width(), kCaption * scale}, matrixCaption(*exhibit),
                      TextRole::Caption, m_brush.theme().textSecondary);
    m_brush.write({from.right(), from.center().y() - 10 * scale, to.left() - from.right(), 20 * scale},
                  QStringLiteral("→"), TextRole::Heading, m_brush.theme().textSecondary, Qt::AlignCenter);
    if (below > 0) {
        const double words = area.bottom() - below + 4 * scale;
        counter({from.left(), words, side, below - 4 * scale});
        places({to.left(), words + 3 * scale, side, below - 4 * scale});
    }
}

} // namespace

ProductLayout layOutProduct(const QRectF& area, double scale)
{
    ProductLayout layout;
    const double caption = kCaption * scale;
    const double gap = kGap * scale;
    const double right = (area.width() - gap) * kYWidth;
    const double above = (area.height() - 2 * caption) * kWHeight;
    const double below = area.height() - 2 * caption - above;
    const double left = area.width() - gap - right;
    const double x2 = area.left() + left + gap;
    layout.wCaption = {x2, area.top(), right, caption};
    layout.w = {x2, area.top() + caption, right, above};
    layout.yCaption = {x2, layout.w.bottom(), right, caption};
    layout.y = {x2, layout.yCaption.bottom(), right, below};
    layout.x = {area.left(), layout.y.top(), left, below};
    layout.xCaption = {area.left(), layout.yCaption.top(), left, caption};
    layout.words = {area.left(), area.top(), left, layout.xCaption.top() - area.top() - 2 * scale};
    return layout;
}

void paintMatrices(StageBrush& brush, const QRectF& area)
{
    std::vector<const Exhibit*> matrices;
    for (const Exhibit& exhibit : brush.scene().exhibits) {
        if (exhibit.kind == scenario::ExhibitKind::Matrix && exhibit.shape.size() == 2)
            matrices.push_back(&exhibit);
    }
    if (brush.scene().tasks.empty() || area.width() < 2 || area.height() < 2 * kCaption * brush.scale() + 4)
        return;
    brush.painter().setRenderHint(QPainter::SmoothPixmapTransform, false);
    if (matrices.size() >= 3)
        Painting(brush).product(area, matrices);
    else if (matrices.size() == 2)
        Painting(brush).step(area, matrices);
}

} // namespace lab::widgets
