// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/memory/memory_painter.h"

#include "widgets/stage/brush/fill_progress.h"
#include "widgets/theme/colour.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace lab::widgets {

namespace {

using scenario::Access;
using scenario::Exhibit;
using scenario::MemoryDetails;
using scenario::Task;

constexpr double kCaption = 17;
constexpr double kCounter = 22;
constexpr double kSide = 0.2; // of the width, for W and Y
constexpr double kSmallestForSide = 520;
constexpr double kSmallestForCounter = 110;
constexpr double kSmallestBreak = 14;
constexpr double kSmallestOutline = 5;
constexpr int kTrail = 5;              // touches behind the newest that an arc still shows
constexpr int kMostLit = 24;           // where more are at work at once, light would tell nothing apart
constexpr double kTouchedShare = 0.55; // opaque: Qt spreads the blending of large areas over threads

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

QString bytesText(std::uint64_t bytes)
{
    if (bytes >= (1u << 20))
        return text("%1 MB").arg(static_cast<double>(bytes) / (1 << 20), 0, 'f', 1);
    if (bytes >= (1u << 10))
        return text("%1 KB").arg(static_cast<double>(bytes) / (1 << 10), 0, 'f', 1);
    return text("%1 bytes").arg(bytes);
}

class Painting
{
public:
    explicit Painting(StageBrush& brush)
        : m_brush(brush), m_active(scenario::activeSpans(brush.scene(), brush.trace(), brush.time()))
    {
    }

    void paint(const QRectF& area);

private:
    void paintMemory(const QRectF& area, const Exhibit& exhibit);
    void paintBlock(const MemoryPiece& piece);
    void paintGap(const MemoryPiece& piece);
    void paintTouched(const std::vector<MemoryPiece>& pieces, const Exhibit& exhibit, const Task& task,
                      double bottom);
    void paintTrail(const std::vector<MemoryPiece>& pieces, const std::vector<scenario::UnitProgress>& units,
                    double bottom);
    void paintMatrix(const QRectF& area, const Exhibit& exhibit);
    QStringList memoryCaptions(const Exhibit& exhibit) const;
    QString blockAtWork() const;
    const Task* newestTask() const;

    StageBrush& m_brush;
    const std::vector<scenario::ActiveSpan> m_active;
};

// The task at work, or the last that was.
const Task* Painting::newestTask() const
{
    const Task* newest = &m_brush.scene().tasks.front();
    base::Nanoseconds latest = -1;
    for (const trace::Lane& lane : m_brush.trace().lanes()) {
        for (const trace::Span& span : lane.spans) {
            if (span.begin > m_brush.time() || span.task.index() >= m_brush.scene().tasks.size() ||
                span.begin < latest || span.state == trace::State::StartUp ||
                span.state == trace::State::Idle)
                continue;
            latest = span.begin;
            newest = &m_brush.scene().tasks[span.task.index()];
        }
    }
    return newest;
}

void Painting::paintBlock(const MemoryPiece& piece)
{
    QPainter& painter = m_brush.painter();
    const Theme& theme = m_brush.theme();
    painter.fillRect(piece.rect, theme.track);
    painter.setPen(QPen(theme.panel, m_brush.scale()));
    if (piece.rect.width() > kSmallestOutline * m_brush.scale()) // keeps blocks apart that touch
        painter.drawLine(piece.rect.topLeft(), piece.rect.bottomLeft());
    if (!piece.gap.isEmpty() && piece.gap.width() > 3)
        paintGap(piece);
}

// A line through what belongs to others; broken, with its size, where it is drawn shorter than it is.
void Painting::paintGap(const MemoryPiece& piece)
{
    QPainter& painter = m_brush.painter();
    const double scale = m_brush.scale();
    const QPointF middle = piece.gap.center();
    painter.setPen(QPen(m_brush.theme().axis, scale, Qt::DotLine));
    painter.drawLine(QPointF(piece.gap.left() + 1, middle.y()), QPointF(piece.gap.right() - 1, middle.y()));
    if (!piece.folded || piece.gap.width() < kSmallestBreak * scale)
        return;
    painter.fillRect(QRectF(middle.x() - 2 * scale, middle.y() - 2 * scale, 4 * scale, 4 * scale),
                     m_brush.theme().panel);
    painter.setPen(QPen(m_brush.theme().axis, 1.2 * scale));
    for (const double side : {-2.0, 2.0})
        painter.drawLine(middle + QPointF(side - 1.5, 4) * scale, middle + QPointF(side + 1.5, -4) * scale);
    const QRectF above(piece.gap.left(), middle.y() - 20 * scale, piece.gap.width(), 14 * scale);
    if (above.top() >= piece.gap.top())
        m_brush.write(
            above,
            m_brush.fitting(above.width() - 4 * scale, {bytesText(piece.gapBefore)}, TextRole::Caption),
            TextRole::Caption, m_brush.theme().textSecondary, Qt::AlignCenter);
}

// Along the blocks' lower edges and no lower than `bottom`: their numbers stay readable.
void Painting::paintTrail(const std::vector<MemoryPiece>& pieces,
                          const std::vector<scenario::UnitProgress>& units, double bottom)
{
    // In the order in which they were begun.
    std::vector<std::pair<base::Nanoseconds, std::int64_t>> touches;
    for (std::size_t unit = 0; unit < units.size(); ++unit) {
        if (!units[unit].started)
            continue;
        const trace::Span& span = m_brush.trace().lanes()[units[unit].lane].spans[units[unit].span];
        const auto share = static_cast<double>(unit - span.first) / std::max<double>(span.count, 1);
        touches.emplace_back(span.begin +
                                 static_cast<base::Nanoseconds>(share * static_cast<double>(span.duration())),
                             static_cast<std::int64_t>(unit));
    }
    std::sort(touches.begin(), touches.end());
    std::vector<const MemoryPiece*> byBlock(pieces.size(), nullptr);
    for (const MemoryPiece& piece : pieces)
        byBlock[static_cast<std::size_t>(piece.block)] = &piece;
    const std::size_t first = touches.size() > kTrail ? touches.size() - kTrail : 1;
    for (std::size_t i = std::max<std::size_t>(first, 1); i < touches.size(); ++i) {
        const MemoryPiece* from = byBlock[static_cast<std::size_t>(touches[i - 1].second)];
        const MemoryPiece* to = byBlock[static_cast<std::size_t>(touches[i].second)];
        if (!from || !to)
            continue;
        QColor colour = m_brush.theme().text;
        colour.setAlphaF(static_cast<float>(0.25 + 0.6 * static_cast<double>(i - first + 1) / kTrail));
        m_brush.painter().setPen(QPen(colour, 1.8 * m_brush.scale()));
        m_brush.painter().setBrush(Qt::NoBrush);
        const double inside = std::min(5 * m_brush.scale(), 0.25 * from->rect.height());
        const QPointF a(from->rect.center().x(), from->rect.bottom() - inside);
        const QPointF b(to->rect.center().x(), to->rect.bottom() - inside);
        const double bow = 0.5 * from->rect.height() + 0.06 * std::abs(b.x() - a.x());
        const QPointF middle = (a + b) / 2; // the curve passes half-way between it and the control point
        QPainterPath path(a);
        path.quadTo({middle.x(), std::min(middle.y() + bow, 2 * bottom - middle.y())}, b);
        m_brush.painter().drawPath(path);
        m_brush.painter().setBrush(colour);
        m_brush.painter().setPen(Qt::NoPen);
        m_brush.painter().drawEllipse(b, 3 * m_brush.scale(), 3 * m_brush.scale());
    }
}

// Blocks as far as they have been read or written, and the one at work lit.
void Painting::paintTouched(const std::vector<MemoryPiece>& pieces, const Exhibit& exhibit, const Task& task,
                            double bottom)
{
    const auto units = scenario::progressOf(m_brush.scene(), task.id, m_brush.trace(), m_brush.time());
    std::vector<double> share(pieces.size(), 0);
    std::vector<std::size_t> lane(pieces.size(), 0);
    bool oneAtATime = false;
    for (std::size_t unit = 0; unit < units.size(); ++unit) {
        if (!units[unit].started)
            continue;
        const Filled area = unitArea(m_brush.scene(), task, exhibit, static_cast<std::int64_t>(unit));
        oneAtATime = oneAtATime || area.rows.end - area.rows.begin == 1;
        for (std::int64_t block = area.rows.begin; block < area.rows.end; ++block) {
            if (static_cast<std::size_t>(block) >= share.size())
                continue;
            share[static_cast<std::size_t>(block)] = units[unit].done;
            lane[static_cast<std::size_t>(block)] = units[unit].lane;
        }
    }
    const auto atWork =
        std::count_if(share.begin(), share.end(), [](double done) { return done > 0 && done < 1; });
    for (const MemoryPiece& piece : pieces) {
        const auto block = static_cast<std::size_t>(piece.block);
        if (share[block] <= 0)
            continue;
        QRectF done = piece.rect.adjusted(m_brush.scale() / 2, 0, 0, 0);
        done.setWidth(done.width() * share[block]);
        m_brush.painter().fillRect(
            done, mixed(m_brush.theme().track, m_brush.workerColour(lane[block]), kTouchedShare));
        if (share[block] < 1 && atWork <= kMostLit)
            m_brush.light(piece.rect, m_brush.workerColour(lane[block]), 3);
    }
    const bool going =
        std::any_of(units.begin(), units.end(), [](const auto& unit) { return unit.done < 1; });
    if (oneAtATime && going)
        paintTrail(pieces, units, bottom);
}

// The longest first.
QStringList Painting::memoryCaptions(const Exhibit& exhibit) const
{
    const auto& details = std::get<MemoryDetails>(exhibit.details);
    const std::int64_t bytes = exhibit.shape[1].extent * details.bytesPerElement;
    const auto [low, high] = std::minmax_element(details.addresses.begin(), details.addresses.end());
    const QString spread = bytesText(*high - *low + static_cast<std::uint64_t>(bytes));
    const QString title = QString::fromStdString(exhibit.title);
    const QString blocks = text("%1: %2 blocks of %3")
                               .arg(title)
                               .arg(details.addresses.size())
                               .arg(bytesText(static_cast<std::uint64_t>(bytes)));
    return {text("%1, from address 0x%2 on, within %3").arg(blocks).arg(*low, 0, 16).arg(spread),
            text("%1, within %2").arg(blocks, spread), blocks, title};
}

// "block 17 at 0x7f3a55c40, 3 136 bytes": what is being read, where that is one block.
QString Painting::blockAtWork() const
{
    for (const scenario::ActiveSpan& active : m_active) {
        for (const scenario::Footprint& print : active.footprints) {
            const Exhibit& exhibit = m_brush.scene().exhibits[print.exhibit.index()];
            const auto* details = std::get_if<MemoryDetails>(&exhibit.details);
            if (!details || print.access != Access::Reads || print.ranges.empty() ||
                print.ranges[0].end - print.ranges[0].begin != 1)
                continue;
            const auto block = static_cast<std::size_t>(print.ranges[0].begin);
            if (block < details->addresses.size())
                return text("block %1 at 0x%2, %3 bytes")
                    .arg(block + 1)
                    .arg(details->addresses[block], 0, 16)
                    .arg(grouped(exhibit.shape[1].extent * details->bytesPerElement));
        }
    }
    return {};
}

void Painting::paintMemory(const QRectF& area, const Exhibit& exhibit)
{
    const auto& details = std::get<MemoryDetails>(exhibit.details);
    const double caption = kCaption * m_brush.scale();
    m_brush.write({area.left(), area.top(), area.width(), caption},
                  m_brush.fitting(area.width(), memoryCaptions(exhibit), TextRole::Caption),
                  TextRole::Caption, m_brush.theme().textSecondary);
    const auto pieces = layOutMemory(area.adjusted(0, caption + 2, 0, 0), details.addresses,
                                     exhibit.shape[1].extent * details.bytesPerElement, m_brush.scale());
    if (pieces.empty())
        return;
    const QString widest = QString::number(details.addresses.size());
    const bool labelled = pieces.front().rect.width() > m_brush.widthOf(widest, TextRole::Caption) + 3 &&
                          pieces.front().rect.height() > 12 * m_brush.scale();
    for (const MemoryPiece& piece : pieces)
        paintBlock(piece);
    // Who writes it, or else who reads it.
    const Task* task = writerOf(m_brush.scene(), exhibit);
    for (const Task& reader : m_brush.scene().tasks) {
        for (const scenario::Touch& touch : reader.touches) {
            if (!task && touch.exhibit == exhibit.id)
                task = &reader;
        }
    }
    if (task)
        paintTouched(pieces, exhibit, *task, area.bottom());
    for (const MemoryPiece& piece : pieces) {
        if (labelled)
            m_brush.write(piece.rect, QString::number(piece.block + 1), TextRole::Caption,
                          m_brush.theme().text, Qt::AlignCenter);
    }
}

void Painting::paintMatrix(const QRectF& area, const Exhibit& exhibit)
{
    const double caption = kCaption * m_brush.scale();
    const QRectF rect = area.adjusted(0, caption, 0, -caption);
    QString below;
    m_brush.painter().fillRect(rect, m_brush.theme().shade);
    if (const Task* writer = writerOf(m_brush.scene(), exhibit)) {
        for (const Filled& filled :
             filledAt(m_brush.scene(), *writer, exhibit, m_brush.trace(), m_brush.time()))
            m_brush.image(rect, exhibit, filled.rows, filled.columns,
                          filled.share >= 1 ? 1 : 0.8 * filled.share);
    } else {
        m_brush.image(rect, exhibit, {0, exhibit.shape[0].extent}, {0, exhibit.shape[1].extent});
        const Task& product = m_brush.scene().tasks.back();
        const auto units = scenario::progressOf(m_brush.scene(), product.id, m_brush.trace(), m_brush.time());
        const auto times =
            std::count_if(units.begin(), units.end(), [](const auto& unit) { return unit.started; });
        below = times == 1 ? text("read once") : text("read %1 times").arg(times);
    }
    m_brush.frame(rect);
    m_brush.write({area.left(), area.top(), area.width(), caption}, matrixCaption(exhibit), TextRole::Caption,
                  m_brush.theme().textSecondary);
    m_brush.write({area.left(), rect.bottom(), area.width(), caption}, below, TextRole::Strong,
                  m_brush.theme().text);
}

void Painting::paint(const QRectF& area)
{
    std::vector<const Exhibit*> memories;
    std::vector<const Exhibit*> matrices;
    for (const Exhibit& exhibit : m_brush.scene().exhibits) {
        if (exhibit.kind == scenario::ExhibitKind::Memory && exhibit.shape.size() == 2 &&
            std::holds_alternative<MemoryDetails>(exhibit.details) &&
            !std::get<MemoryDetails>(exhibit.details).addresses.empty())
            memories.push_back(&exhibit);
        if (exhibit.kind == scenario::ExhibitKind::Matrix && exhibit.shape.size() == 2)
            matrices.push_back(&exhibit);
    }
    if (memories.empty() || area.width() < 10 || area.height() < 10)
        return;
    const double scale = m_brush.scale();
    QRectF main = area;
    if (!matrices.empty() && area.width() >= kSmallestForSide * scale) {
        const double side = area.width() * kSide;
        const double each = area.height() / static_cast<double>(matrices.size());
        for (std::size_t i = 0; i < matrices.size(); ++i)
            paintMatrix(
                {area.right() - side, area.top() + static_cast<double>(i) * each, side, each - 4 * scale},
                *matrices[i]);
        main.setRight(area.right() - side - 24 * scale);
    }
    if (area.height() >= kSmallestForCounter * scale) {
        const Task* task = newestTask();
        const QString words = QString::fromStdString(task->name) + QStringLiteral(": ") +
                              operationText(m_brush.content(), *task);
        const QRectF line(main.left(), main.bottom() - kCounter * scale, main.width(), kCounter * scale);
        m_brush.write(line, words, TextRole::Heading, m_brush.theme().text);
        const double left = line.width() - m_brush.widthOf(words, TextRole::Heading) - 16 * scale;
        m_brush.write(line, m_brush.fitting(left, {blockAtWork()}, TextRole::Body), TextRole::Body,
                      m_brush.theme().textSecondary, Qt::AlignRight | Qt::AlignVCenter);
        main.setBottom(main.bottom() - (kCounter + 6) * scale);
    }
    const double each = main.height() / static_cast<double>(memories.size());
    for (std::size_t i = 0; i < memories.size(); ++i)
        paintMemory({main.left(), main.top() + static_cast<double>(i) * each, main.width(), each - 8 * scale},
                    *memories[i]);
}

} // namespace

void paintMemory(StageBrush& brush, const QRectF& area)
{
    if (!brush.scene().tasks.empty())
        Painting(brush).paint(area);
}

} // namespace lab::widgets
