// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/memory_painter.h"

#include "widgets/stage/fill_progress.h"

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
constexpr int kTrail = 5; // touches behind the newest that an arc still shows
constexpr double kTouchedOpacity = 0.55;

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
    void paintTouched(const std::vector<MemoryPiece>& pieces, const Exhibit& exhibit, const Task& task);
    void paintTrail(const std::vector<MemoryPiece>& pieces, const std::vector<scenario::UnitProgress>& units);
    void paintMatrix(const QRectF& area, const Exhibit& exhibit);
    QString memoryCaption(const Exhibit& exhibit) const;
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
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.border, m_brush.scale() * 0.8));
    painter.drawRect(piece.rect);
    if (!piece.gap.isEmpty() && piece.gap.width() > 3) { // a line through what belongs to others
        painter.setPen(QPen(theme.axis, m_brush.scale(), Qt::DotLine));
        painter.drawLine(QPointF(piece.gap.left() + 1, piece.gap.center().y()),
                         QPointF(piece.gap.right() - 1, piece.gap.center().y()));
    }
}

void Painting::paintTrail(const std::vector<MemoryPiece>& pieces,
                          const std::vector<scenario::UnitProgress>& units)
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
        const QPointF a = from->rect.center();
        const QPointF b = to->rect.center();
        QPainterPath path(a);
        path.quadTo((a + b) / 2 - QPointF(0, 0.7 * from->rect.height() + 0.06 * std::abs(b.x() - a.x())), b);
        m_brush.painter().drawPath(path);
        m_brush.painter().setBrush(colour);
        m_brush.painter().setPen(Qt::NoPen);
        m_brush.painter().drawEllipse(b, 3 * m_brush.scale(), 3 * m_brush.scale());
    }
}

// Blocks as far as they have been read or written, and the one at work lit.
void Painting::paintTouched(const std::vector<MemoryPiece>& pieces, const Exhibit& exhibit, const Task& task)
{
    const auto units = scenario::progressOf(m_brush.scene(), task.id, m_brush.trace(), m_brush.time());
    std::vector<double> share(pieces.size(), 0);
    std::vector<std::size_t> lane(pieces.size(), 0);
    bool oneAtATime = false;
    for (std::size_t unit = 0; unit < units.size(); ++unit) {
        const Filled area = unitArea(m_brush.scene(), task, exhibit, static_cast<std::int64_t>(unit));
        oneAtATime = oneAtATime || area.rows.end - area.rows.begin == 1;
        for (std::int64_t block = area.rows.begin; block < area.rows.end; ++block) {
            if (static_cast<std::size_t>(block) >= share.size() || !units[unit].started)
                continue;
            share[static_cast<std::size_t>(block)] = units[unit].done;
            lane[static_cast<std::size_t>(block)] = units[unit].lane;
        }
    }
    for (const MemoryPiece& piece : pieces) {
        const auto block = static_cast<std::size_t>(piece.block);
        QRectF done = piece.rect;
        done.setWidth(done.width() * share[block]);
        m_brush.painter().setOpacity(kTouchedOpacity);
        m_brush.painter().fillRect(done, m_brush.workerColour(lane[block]));
        m_brush.painter().setOpacity(1);
        if (share[block] > 0 && share[block] < 1)
            m_brush.light(piece.rect, m_brush.workerColour(lane[block]), 3);
    }
    const bool going =
        std::any_of(units.begin(), units.end(), [](const auto& unit) { return unit.done < 1; });
    if (oneAtATime && going)
        paintTrail(pieces, units);
}

QString Painting::memoryCaption(const Exhibit& exhibit) const
{
    const auto& details = std::get<MemoryDetails>(exhibit.details);
    const std::int64_t bytes = exhibit.shape[1].extent * details.bytesPerElement;
    const auto [low, high] = std::minmax_element(details.addresses.begin(), details.addresses.end());
    const std::uint64_t spread = *high - *low + static_cast<std::uint64_t>(bytes);
    return text("%1: %2 blocks of %3, from address 0x%4 on, within %5")
        .arg(QString::fromStdString(exhibit.title))
        .arg(details.addresses.size())
        .arg(bytesText(static_cast<std::uint64_t>(bytes)))
        .arg(*low, 0, 16)
        .arg(bytesText(spread));
}

void Painting::paintMemory(const QRectF& area, const Exhibit& exhibit)
{
    const auto& details = std::get<MemoryDetails>(exhibit.details);
    const double caption = kCaption * m_brush.scale();
    m_brush.write({area.left(), area.top(), area.width(), caption}, memoryCaption(exhibit), TextRole::Caption,
                  m_brush.theme().textSecondary);
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
        paintTouched(pieces, exhibit, *task);
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
    m_brush.painter().setBrush(Qt::NoBrush);
    m_brush.painter().setPen(QPen(m_brush.theme().border, m_brush.scale()));
    m_brush.painter().drawRect(rect);
    m_brush.write({area.left(), area.top(), area.width(), caption},
                  QStringLiteral("%1  %2 × %3")
                      .arg(QString::fromStdString(exhibit.title), grouped(exhibit.shape[0].extent),
                           grouped(exhibit.shape[1].extent)),
                  TextRole::Caption, m_brush.theme().textSecondary);
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
        m_brush.write({main.left(), main.bottom() - kCounter * scale, main.width(), kCounter * scale}, words,
                      TextRole::Heading, m_brush.theme().text);
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
