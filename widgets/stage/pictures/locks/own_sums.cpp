// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/locks/own_sums.h"

#include "widgets/stage/pictures/locks/lock_words.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace lab::widgets {

namespace {

using scenario::Access;
using scenario::Exhibit;
using scenario::ExhibitKind;

constexpr double kLine = 18;
constexpr double kRow = 52; // at most
constexpr double kSmallestRow = 17;
constexpr double kSmallestBox = 34;

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

const scenario::Touch* accumulates(const scenario::Task& task, const Exhibit& exhibit)
{
    for (const scenario::Touch& touch : task.touches) {
        if (touch.access == Access::Accumulates && touch.exhibit == exhibit.id)
            return &touch;
    }
    return nullptr;
}

// Whether a task that accumulates `sum` has begun by `t`, and whether one is at it.
struct Joining
{
    bool begun = false;
    bool active = false;
};

Joining joiningOf(const scenario::Scene& scene, const Exhibit& sum, const trace::Trace& trace,
                  base::Nanoseconds t)
{
    Joining joining;
    for (const scenario::Task& task : scene.tasks) {
        if (!accumulates(task, sum))
            continue;
        const auto units = scenario::progressOf(scene, task.id, trace, t);
        for (const scenario::UnitProgress& unit : units) {
            joining.begun = joining.begun || unit.started;
            joining.active = joining.active || (unit.started && unit.done < 1);
        }
    }
    return joining;
}

void paintArrow(StageBrush& brush, QPointF from, QPointF to, const QColor& colour, double width, bool dashed)
{
    QPainter& painter = brush.painter();
    const double scale = brush.scale();
    const double head = (4 + width) * scale;
    const QPointF tip(to);
    QPainterPath path(from);
    const double middle = (from.x() + to.x()) / 2;
    path.cubicTo({middle, from.y()}, {middle, to.y()}, tip - QPointF(head, 0));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, width * scale, dashed ? Qt::DashLine : Qt::SolidLine, Qt::FlatCap));
    painter.drawPath(path);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(
        QPolygonF({tip, tip + QPointF(-1.5 * head, -0.8 * head), tip + QPointF(-1.5 * head, 0.8 * head)}));
}

void paintRow(StageBrush& brush, const QRectF& row, const OwnSum& own)
{
    const Theme& theme = brush.theme();
    const double scale = brush.scale();
    const QColor colour = brush.workerColour(own.lane);
    QPainter& painter = brush.painter();
    const QString name = QString::fromStdString(brush.trace().lanes()[own.lane].info.name);
    const QString samples = text("%1 added").arg(own.added);
    const double words = std::max(brush.widthOf(name, TextRole::Strong),
                                  brush.widthOf(text("%1 added").arg(9999), TextRole::Caption)) +
                         16 * scale;
    painter.fillRect(QRectF(row.left(), row.top() + 2 * scale, 5 * scale, row.height() - 4 * scale), colour);
    QRectF said(row.left() + 10 * scale, row.top(), words, row.height());
    if (row.height() >= 30 * scale) {
        brush.write({said.left(), said.top(), words, said.height() / 2}, name, TextRole::Strong, theme.text);
        brush.write({said.left(), said.center().y(), words, said.height() / 2}, samples, TextRole::Caption,
                    theme.textSecondary);
    } else {
        brush.write(said, name, TextRole::Strong, theme.text);
    }
    QRectF boxes = row;
    boxes.setLeft(said.right());
    const auto fits = static_cast<std::size_t>(std::max(boxes.width() / (kSmallestBox * scale), 0.0));
    const std::size_t shown = std::min(own.values.size(), fits); // the first of them
    const double pitch = boxes.width() / static_cast<double>(std::max<std::size_t>(shown, 1));
    for (std::size_t i = 0; i < shown; ++i) {
        const QRectF box(boxes.left() + static_cast<double>(i) * pitch, row.top() + 3 * scale,
                         pitch - 3 * scale, row.height() - 6 * scale);
        painter.setBrush(theme.window);
        painter.setPen(QPen(own.added > 0 ? colour : theme.border, 1.4 * scale));
        painter.drawRoundedRect(box, 3 * scale, 3 * scale);
        brush.write(box, shortNumber(double{own.values[i]}), TextRole::Body,
                    own.added > 0 ? theme.text : theme.textSecondary, Qt::AlignCenter);
    }
}

} // namespace

const Exhibit* ownSumsOf(const scenario::Scene& scene)
{
    for (const Exhibit& exhibit : scene.exhibits) {
        const bool accumulated =
            std::any_of(scene.tasks.begin(), scene.tasks.end(),
                        [&](const scenario::Task& task) { return accumulates(task, exhibit); });
        if (exhibit.kind == ExhibitKind::Matrix && exhibit.shape.size() == 2 && accumulated)
            return &exhibit;
    }
    return nullptr;
}

std::vector<OwnSum> ownSums(const scenario::Scene& scene, const Exhibit& exhibit, const trace::Trace& trace,
                            base::Nanoseconds t)
{
    std::vector<OwnSum> sums;
    const auto width = static_cast<std::size_t>(exhibit.shape[1].extent);
    for (std::size_t lane = 0; lane < trace.lanes().size(); ++lane) {
        if (trace.lanes()[lane].info.kind != trace::LaneKind::Worker)
            continue;
        OwnSum own{lane, 0, std::vector<float>(width, 0.0f)};
        for (const trace::Span& span : trace.lanes()[lane].spans) {
            if (span.end > t || span.state != trace::State::Computing ||
                span.task.index() >= scene.tasks.size())
                continue;
            const scenario::Touch* touch = accumulates(scene.tasks[span.task.index()], exhibit);
            if (!touch)
                continue;
            own.added += span.count;
            const Exhibit& source = scene.exhibits[touch->source.index()];
            const std::size_t first = span.first * width;
            const std::size_t all = source.values ? static_cast<std::size_t>(source.elementCount()) : 0;
            for (std::size_t i = first; i < std::min(first + span.count * width, all); ++i)
                own.values[i % width] += source.values.get()[i];
        }
        sums.push_back(std::move(own));
    }
    return sums;
}

void paintOwnSums(StageBrush& brush, const QRectF& area, const QRectF& total, const Exhibit& exhibit,
                  const Exhibit& sum)
{
    const Theme& theme = brush.theme();
    const double scale = brush.scale();
    const std::vector<OwnSum> sums = ownSums(brush.scene(), exhibit, brush.trace(), brush.time());
    const Joining joining = joiningOf(brush.scene(), sum, brush.trace(), brush.time());
    const double line = kLine * scale;
    const QStringList wordings =
        joining.begun
            ? QStringList{text("the sums that workers have of their own are joined"), text("joined")}
            : QStringList{text("each worker adds to a sum of its own: nobody waits"), text("own sums")};
    brush.write({area.left(), area.top(), area.width(), line},
                brush.fitting(area.width(), wordings, TextRole::Body), TextRole::Body, theme.textSecondary);
    QRectF room = area.adjusted(0, line + 4 * scale, 0, 0);
    const auto fits = static_cast<std::size_t>(std::max(1.0, room.height() / (kSmallestRow * scale)));
    const std::size_t shown = sums.size() <= fits ? sums.size() : fits - 1;
    if (shown == 0)
        return;
    const double height =
        std::min(kRow * scale, room.height() / static_cast<double>(shown + (shown < sums.size() ? 1 : 0)));
    double y = room.top();
    if (shown == sums.size())
        y += (room.height() - height * static_cast<double>(shown)) / 2;
    for (std::size_t i = 0; i < shown; ++i, y += height) {
        paintRow(brush, {room.left(), y, room.width(), height}, sums[i]);
        const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(shown);
        const QPointF into(total.left() - scale, total.top() + total.height() * (0.2 + 0.6 * share));
        paintArrow(brush, {room.right() + 4 * scale, y + height / 2}, into,
                   joining.begun ? brush.workerColour(sums[i].lane) : theme.axis,
                   joining.active  ? 4
                   : joining.begun ? 2
                                   : 1.2,
                   !joining.begun);
    }
    if (shown < sums.size())
        brush.write({room.left(), y, room.width(), height}, text("and %1 more").arg(sums.size() - shown),
                    TextRole::Body, theme.textSecondary);
}

} // namespace lab::widgets
