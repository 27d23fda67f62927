// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/matrix_painter.h"

#include "widgets/stage/fill_progress.h"
#include "widgets/stage/loop_words.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace lab::widgets {

namespace {

using scenario::Access;
using scenario::Exhibit;
using scenario::Footprint;
using scenario::Range;

constexpr double kCaption = 17;
constexpr double kGap = 16;
constexpr double kYWidth = 0.38;  // of the area
constexpr double kWHeight = 0.52; // of the area
constexpr double kSmallestWordsHeight = 60;
constexpr double kSmallestSide = 40;
constexpr int kBandAlpha = 46;
constexpr std::int64_t kWidestBand = 8; // of the matrix: a wider band would only tint it
constexpr double kLargeCounterHeight = 90;
constexpr double kGrowing = 0.8; // opacity of sums that are nearly done

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

QString caption(const Exhibit& exhibit)
{
    return QStringLiteral("%1  %2 × %3")
        .arg(QString::fromStdString(exhibit.title), grouped(exhibit.shape[0].extent),
             grouped(exhibit.shape[1].extent));
}

class Painting
{
public:
    explicit Painting(StageBrush& brush)
        : m_brush(brush), m_task(brush.scene().tasks.front()),
          m_active(scenario::activeSpans(brush.scene(), brush.trace(), brush.time()))
    {
    }

    void product(const QRectF& area, const std::vector<const Exhibit*>& matrices);
    void step(const QRectF& area, const std::vector<const Exhibit*>& matrices);

private:
    void known(const QRectF& rect, const Exhibit& exhibit);
    void growing(const QRectF& rect, const Exhibit& exhibit);
    void frame(const QRectF& rect);
    void bands(const ProductLayout& layout, const Exhibit& y);
    void lights(const QRectF& rect, const Exhibit& exhibit);
    void words(const QRectF& rect);

    StageBrush& m_brush;
    const scenario::Task& m_task;
    const std::vector<scenario::ActiveSpan> m_active;
};

void Painting::frame(const QRectF& rect)
{
    m_brush.painter().setBrush(Qt::NoBrush);
    m_brush.painter().setPen(QPen(m_brush.theme().border, m_brush.scale()));
    m_brush.painter().drawRect(rect);
}

void Painting::known(const QRectF& rect, const Exhibit& exhibit)
{
    m_brush.painter().fillRect(rect, m_brush.theme().shade);
    m_brush.image(rect, exhibit, {0, exhibit.shape[0].extent}, {0, exhibit.shape[1].extent});
    frame(rect);
}

void Painting::growing(const QRectF& rect, const Exhibit& exhibit)
{
    m_brush.painter().fillRect(rect, m_brush.theme().shade);
    for (const Filled& filled : filledAt(m_brush.scene(), m_task, exhibit, m_brush.trace(), m_brush.time()))
        m_brush.image(rect, exhibit, filled.rows, filled.columns,
                      filled.share >= 1 ? 1 : kGrowing * filled.share);
    frame(rect);
}

// The row of X and Y and the column of W and Y that a worker is at: what leads the eye to a single cell.
void Painting::bands(const ProductLayout& layout, const Exhibit& y)
{
    for (const scenario::ActiveSpan& active : m_active) {
        for (const Footprint& print : active.footprints) {
            if (print.exhibit != y.id || print.ranges.size() < 2)
                continue;
            QColor colour = m_brush.workerColour(active.lane);
            colour.setAlpha(kBandAlpha);
            const bool low = print.ranges[0].end - print.ranges[0].begin <= y.shape[0].extent / kWidestBand;
            const bool narrow =
                print.ranges[1].end - print.ranges[1].begin <= y.shape[1].extent / kWidestBand;
            const QRectF cell = StageBrush::cells(layout.y, y, print.ranges[0], print.ranges[1]);
            const double height = std::max(cell.height(), 2 * m_brush.scale());
            const double width = std::max(cell.width(), 2 * m_brush.scale());
            if (low)
                m_brush.painter().fillRect(
                    QRectF(layout.x.left(), cell.top(), layout.y.right() - layout.x.left(), height), colour);
            if (narrow)
                m_brush.painter().fillRect(
                    QRectF(cell.left(), layout.w.top(), width, layout.y.bottom() - layout.w.top()), colour);
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

// The counter, the loops, and where each worker is in them.
void Painting::words(const QRectF& rect)
{
    if (rect.height() < kCaption * m_brush.scale())
        return;
    const double scale = m_brush.scale();
    const Theme& theme = m_brush.theme();
    const auto counter = operationText(m_brush.content(), m_task);
    double y = rect.top();
    const auto line = [&](const QString& words, TextRole role, const QColor& colour, double height) {
        if (y + height * scale > rect.bottom() + 1)
            return QRectF();
        const QRectF place(rect.left(), y, rect.width(), height * scale);
        m_brush.write(place, words, role, colour);
        y += height * scale;
        return place;
    };
    TextRole role = TextRole::Caption; // the largest that shows the whole counter
    for (const TextRole larger : {TextRole::Strong, TextRole::Heading, TextRole::Title}) {
        const bool fits = m_brush.widthOf(counter, larger) <= rect.width();
        if (fits && (larger != TextRole::Title || rect.height() > kLargeCounterHeight * scale))
            role = larger;
    }
    line(counter, role, theme.text, role == TextRole::Title ? 34 : 24);
    line(loopWords(m_task), TextRole::Body, theme.textSecondary, 19);
    bool interpolated = false;
    for (const scenario::ActiveSpan& active : m_active) {
        const trace::Span& span = m_brush.trace().lanes()[active.lane].spans[active.span];
        interpolated = interpolated || span.count * scenario::iterationsPerUnit(m_task) > 1;
        const QString worker = QString::fromStdString(m_brush.trace().lanes()[active.lane].info.name);
        const QRectF place = line(QStringLiteral("     ") + worker + QStringLiteral(":  ") +
                                      positionWords(m_task, span, active.progress),
                                  TextRole::Body, theme.text, 19);
        if (!place.isEmpty()) {
            const double side = 9 * scale;
            m_brush.painter().fillRect(QRectF(place.left(), place.center().y() - side / 2, side, side),
                                       m_brush.workerColour(active.lane));
        }
    }
    if (interpolated)
        line(text("position within a span: interpolated"), TextRole::Caption, theme.textSecondary, 18);
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
    m_brush.write(layout.xCaption, caption(*matrices[0]), TextRole::Caption, grey);
    m_brush.write(layout.wCaption, caption(*matrices[1]), TextRole::Caption, grey);
    m_brush.write(layout.yCaption, caption(*matrices[2]), TextRole::Caption, grey);
    words(layout.words);
}

void Painting::step(const QRectF& area, const std::vector<const Exhibit*>& matrices)
{
    const double scale = m_brush.scale();
    const double side = (area.width() - 3 * kGap * scale) / 2;
    const bool roomy = area.height() > (kSmallestWordsHeight + 2 * kSmallestSide) * scale;
    const double below = roomy ? 2.6 * kCaption * scale : 0;
    const double top = area.top() + kCaption * scale;
    const double height = area.bottom() - below - top;
    const QRectF from(area.left(), top, side, height);
    const QRectF to(area.right() - side, top, side, height);
    known(from, *matrices[0]);
    growing(to, *matrices[1]);
    lights(from, *matrices[0]);
    lights(to, *matrices[1]);
    for (const auto& [rect, exhibit] : {std::pair{from, matrices[0]}, std::pair{to, matrices[1]}})
        m_brush.write({rect.left(), area.top(), rect.width(), kCaption * scale}, caption(*exhibit),
                      TextRole::Caption, m_brush.theme().textSecondary);
    m_brush.write({from.right(), from.center().y() - 10 * scale, to.left() - from.right(), 20 * scale},
                  QStringLiteral("→"), TextRole::Heading, m_brush.theme().textSecondary, Qt::AlignCenter);
    words({area.left(), area.bottom() - below + 4 * scale, area.width(), below - 4 * scale});
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
