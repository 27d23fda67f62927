// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/cache-lines/line_copy.h"

#include "core/scenario/line_accesses.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace lab::widgets {

namespace {

using scenario::CacheLineDetails;

constexpr double kName = 18;
constexpr double kLeastBox = 78;
constexpr double kLeastHeight = 34;
constexpr double kWidestBox = 150;
constexpr double kGap = 6;
constexpr std::size_t kMostSlots = 16;

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

std::size_t slotsPerLine(const CacheLineDetails& details)
{
    return static_cast<std::size_t>(std::max<std::int64_t>(details.bytesPerLine / details.bytesPerSlot, 1));
}

std::uint32_t writerOf(const CacheLineDetails& details, std::size_t slot)
{
    return slot < details.writerOfSlot.size() ? details.writerOfSlot[slot] : trace::Span::kNobody;
}

// Counted over the whole region, as a program would index its counters.
std::size_t counterOf(const CacheLineDetails& details, std::size_t slot)
{
    const auto& writers = details.writerOfSlot;
    return static_cast<std::size_t>(
        std::count_if(writers.begin(), writers.begin() + static_cast<std::ptrdiff_t>(slot),
                      [](std::uint32_t writer) { return writer != trace::Span::kNobody; }));
}

void paintBox(StageBrush& brush, const QRectF& box, const CacheLineDetails& details, std::size_t slot,
              std::uint32_t core, const LineCopy& copy)
{
    QPainter& painter = brush.painter();
    const Theme& theme = brush.theme();
    const double scale = brush.scale();
    const std::uint32_t writer = writerOf(details, slot);
    const bool own = writer == core;
    painter.setBrush(theme.panel);
    painter.setPen(
        QPen(copy.valid || own ? brush.workerColour(writer) : theme.border, (own ? 2 : 1.2) * scale));
    painter.drawRoundedRect(box, 4 * scale, 4 * scale);
    const double name = kName * scale;
    brush.write({box.left(), box.top() + scale, box.width(), name},
                text("counter[%1]").arg(counterOf(details, slot)), TextRole::Caption, theme.textSecondary,
                Qt::AlignCenter);
    brush.write({box.left(), box.top() + name, box.width(), box.height() - name - scale},
                slot < copy.values.size() ? grouped(copy.values[slot]) : text("?"), TextRole::Heading,
                copy.valid ? theme.text : theme.textSecondary, Qt::AlignCenter);
}

// False where there is no room; slots that nobody writes are left out.
bool paintBoxes(StageBrush& brush, const QRectF& rect, const CacheLineDetails& details, std::uint32_t core,
                const LineCopy& copy)
{
    const std::size_t perLine = slotsPerLine(details);
    std::vector<std::size_t> used;
    for (std::size_t slot = copy.line * perLine; slot < (copy.line + 1) * perLine; ++slot) {
        if (writerOf(details, slot) != trace::Span::kNobody)
            used.push_back(slot);
    }
    if (used.empty())
        return false;
    const double gap = kGap * brush.scale();
    const auto count = static_cast<double>(used.size());
    const double width = std::min((rect.width() - gap * (count - 1)) / count, kWidestBox * brush.scale());
    if (width < kLeastBox * brush.scale() || rect.height() < kLeastHeight * brush.scale())
        return false;
    for (std::size_t i = 0; i < used.size(); ++i)
        paintBox(brush,
                 {rect.left() + static_cast<double>(i) * (width + gap), rect.top(), width, rect.height()},
                 details, used[i], core, copy);
    return true;
}

} // namespace

LineCopy lineCopy(const StageBrush& brush, const scenario::Exhibit& lines, std::uint32_t core,
                  std::uint32_t line, const std::optional<LineStretch>& stretch,
                  const std::vector<std::int64_t>& now)
{
    LineCopy copy{line, false, {}};
    if (!stretch)
        return copy;
    copy.valid = stateAt(stretch->history, core, line, stretch->now) != analysis::Mesi::Invalid;
    if (copy.valid)
        copy.values = now;
    else if (const auto last = lastValid(stretch->history, core, line, stretch->now))
        copy.values = scenario::slotValues(brush.scene(), lines, brush.trace(), *last);
    return copy;
}

void paintLineCopy(StageBrush& brush, const QRectF& rect, const CacheLineDetails& details, std::uint32_t core,
                   const LineCopy& copy)
{
    if (paintBoxes(brush, rect, details, core, copy))
        return;
    const Theme& theme = brush.theme();
    const double scale = brush.scale();
    const std::size_t perLine = slotsPerLine(details);
    const std::size_t shown = std::min(perLine, kMostSlots);
    const double width = rect.width() / static_cast<double>(shown);
    for (std::size_t i = 0; i < shown; ++i) {
        const std::uint32_t writer = writerOf(details, copy.line * perLine + i);
        const QRectF cell(rect.left() + static_cast<double>(i) * width, rect.top(), width, rect.height());
        const bool used = writer != trace::Span::kNobody;
        const QColor own = used ? theme.workerColour(static_cast<int>(writer)) : theme.panel;
        brush.painter().setBrush(!used ? theme.panel : copy.valid ? own : theme.washed(own));
        brush.painter().setPen(QPen(used && writer == core ? theme.text : theme.border, scale));
        brush.painter().drawRect(cell.adjusted(scale, 0, -scale, 0));
    }
}

} // namespace lab::widgets
