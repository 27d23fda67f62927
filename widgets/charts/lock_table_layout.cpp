// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/lock_table_layout.h"

#include "widgets/charts/figure_words.h"
#include "widgets/lanes/coordinates.h"
#include "widgets/theme/type_scale.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr double kBetweenColumns = 9;
constexpr double kMostSlack = 26; // more would tear the columns apart
constexpr double kBeforeBlock = 8;
constexpr double kSwatch = 9;
constexpr double kAfterSwatch = 5;
constexpr double kLegible = 0.82; // below, rows go rather than letters shrink

QString words(const char* source, int n = -1)
{
    return QCoreApplication::translate("Chart", source, nullptr, n);
}

} // namespace

LockTableLayout::LockTableLayout(const LockTableData& data, QSizeF size, double scale)
    : textScale(scale), m_scale(scale)
{
    if (data.groups.empty() || size.width() < 8 || size.height() < 8)
        return;
    int most = 0;
    for (const LockTableGroup& group : data.groups)
        most = std::max(most, static_cast<int>(group.rows.size()) - 1);
    for (;;) {
        if (place(data, size.width(), most) && height <= size.height())
            return;
        if (textScale > kLegible * scale || most == 0)
            textScale *= 0.94;
        else
            --most;
        if (textScale < 0.4 * scale)
            return;
    }
}

double LockTableLayout::preferredHeight(const LockTableData& data, double width, double scale)
{
    return LockTableLayout(data, {width, 1e6}, scale).height;
}

QFont LockTableLayout::inkFont(Ink ink, double scale)
{
    QFont made = font(TextRole::Caption, scale);
    if (ink == Ink::Strong)
        made.setWeight(QFont::DemiBold);
    return made;
}

double LockTableLayout::lineHeight() const
{
    return std::ceil(QFontMetricsF(inkFont(Ink::Strong, textScale)).height());
}

double LockTableLayout::advance(const QString& text, Ink ink) const
{
    return std::ceil(QFontMetricsF(inkFont(ink, textScale)).horizontalAdvance(text)) + 1;
}

double LockTableLayout::Block::width() const
{
    return columns.empty() ? who : columns.back().left + columns.back().width;
}

bool LockTableLayout::isWait(Cell cell)
{
    return cell == Cell::Contended || cell == Cell::WaitMedian || cell == Cell::WaitP99 ||
           cell == Cell::WaitTotal;
}

QString LockTableLayout::cellText(const LockTableRow& row, Cell cell)
{
    const auto time = [](double ns, std::int64_t of) {
        return of > 0 ? formatTime(ns) : QStringLiteral("–");
    };
    switch (cell) {
    case Cell::Acquired:
        return countText(row.acquisitions);
    case Cell::Contended:
        return formatShare(row.contendedShare());
    case Cell::WaitMedian:
        return time(row.wait.median, row.contended);
    case Cell::WaitP99:
        return time(row.wait.p99, row.contended);
    case Cell::WaitTotal:
        return time(static_cast<double>(row.wait.total), row.contended);
    case Cell::HoldMedian:
        return time(row.hold.median, row.acquisitions);
    case Cell::HoldP99:
        return time(row.hold.p99, row.acquisitions);
    case Cell::HoldTotal:
        return time(static_cast<double>(row.hold.total), row.acquisitions);
    }
    return {};
}

QString LockTableLayout::cellTitle(Cell cell)
{
    switch (cell) {
    case Cell::Acquired:
        return words("acquired");
    case Cell::Contended:
        return words("contended");
    case Cell::WaitMedian:
    case Cell::HoldMedian:
        return words("p50");
    case Cell::WaitP99:
    case Cell::HoldP99:
        return words("p99");
    case Cell::WaitTotal:
    case Cell::HoldTotal:
        return words("total");
    }
    return {};
}

LockTableLayout::Block LockTableLayout::blockOf(const LockTableData& data, const std::vector<Cell>& cells,
                                                const QString& title) const
{
    Block block;
    const double swatch = (kSwatch + kAfterSwatch) * textScale;
    block.who = title.isEmpty() ? 0 : advance(title, Ink::Strong) + swatch;
    for (const LockTableGroup& group : data.groups) {
        for (const LockTableRow& row : group.rows)
            block.who = std::max(block.who, advance(row.who, inkOf(row)) + (row.lane ? swatch : 0));
    }
    double left = block.who;
    for (const Cell cell : cells) {
        double width = advance(cellTitle(cell), Ink::Secondary);
        for (const LockTableGroup& group : data.groups) {
            for (const LockTableRow& row : group.rows)
                width = std::max(width, advance(cellText(row, cell), inkOf(row)));
        }
        left += kBetweenColumns * textScale;
        block.columns.push_back({cell, left, width});
        left += width;
    }
    return block;
}

void LockTableLayout::spread(Block& block, double width) const
{
    const double each =
        std::min((width - block.width()) / static_cast<double>(block.columns.size()), kMostSlack * m_scale);
    for (std::size_t i = 0; i < block.columns.size(); ++i)
        block.columns[i].left += each * static_cast<double>(i + 1);
}

// Columns of blocks below each other stand below each other.
void LockTableLayout::align(Block& upper, Block& lower) const
{
    upper.who = lower.who = std::max(upper.who, lower.who);
    double left = upper.who;
    for (std::size_t i = 0; i < upper.columns.size(); ++i) {
        Column& above = upper.columns[i];
        Column& below = lower.columns[i];
        above.width = below.width = std::max(above.width, below.width);
        left += kBetweenColumns * textScale;
        above.left = below.left = left;
        left += above.width;
    }
}

// False where a column would leave the table.
bool LockTableLayout::place(const LockTableData& data, double width, int mostRows)
{
    texts.clear();
    swatches.clear();
    rules.clear();
    rows.clear();
    height = 0;
    m_blocks = {blockOf(data,
                        {Cell::Acquired, Cell::Contended, Cell::WaitMedian, Cell::WaitP99, Cell::WaitTotal,
                         Cell::HoldMedian, Cell::HoldP99, Cell::HoldTotal},
                        {})};
    sideBySide = m_blocks[0].width() <= width;
    if (!sideBySide)
        m_blocks = {blockOf(data, {Cell::Contended, Cell::WaitMedian, Cell::WaitP99, Cell::WaitTotal},
                            words("waiting")),
                    blockOf(data, {Cell::Acquired, Cell::HoldMedian, Cell::HoldP99, Cell::HoldTotal},
                            words("holding"))};
    if (!sideBySide)
        align(m_blocks[0], m_blocks[1]);
    bool fits = true;
    for (Block& block : m_blocks) {
        fits = fits && block.width() <= width;
        spread(block, width);
    }
    wrap(data.source, width, Ink::Secondary);
    for (std::size_t group = 0; group < data.groups.size(); ++group)
        placeGroup(data, group, width, mostRows);
    if (!data.sentence.isEmpty()) {
        height += kBeforeBlock * m_scale;
        wrap(data.sentence, width, Ink::Strong);
    }
    return fits;
}

void LockTableLayout::placeGroup(const LockTableData& data, std::size_t index, double width, int mostRows)
{
    const LockTableGroup& group = data.groups[index];
    height += kBeforeBlock * m_scale;
    const double title = advance(group.title, Ink::Strong);
    const double held = advance(group.held, Ink::Secondary);
    if (!group.held.isEmpty() && title + kBetweenColumns * textScale + held <= width) {
        write(group.title, {0, height, title, lineHeight()}, Ink::Strong);
        write(group.held, {title + kBetweenColumns * textScale, height, held, lineHeight()}, Ink::Secondary);
        height += lineHeight();
    } else {
        wrap(group.title, width, Ink::Strong);
        wrap(group.held, width, Ink::Secondary);
    }
    for (const Block& block : m_blocks)
        placeBlock(data, index, block, mostRows);
    const int left = group.more + std::max(static_cast<int>(group.rows.size()) - 1 - mostRows, 0);
    if (left > 0)
        wrap(moreText(group, left), width, Ink::Secondary);
}

void LockTableLayout::placeBlock(const LockTableData& data, std::size_t index, const Block& block,
                                 int mostRows)
{
    const LockTableGroup& group = data.groups[index];
    height += 4 * m_scale;
    if (sideBySide)
        placeCaptions(block);
    placeHeader(block);
    const auto shown = std::min(group.rows.size(), static_cast<std::size_t>(mostRows) + 1);
    for (std::size_t i = 0; i < shown; ++i) {
        rows.push_back({{0, height, block.width(), lineHeight() + 2 * m_scale}, index, i});
        placeRow(group.rows[i], block);
        height += lineHeight() + 2 * m_scale;
    }
}

// Over the columns that belong together, with a line under each group.
void LockTableLayout::placeCaptions(const Block& block)
{
    const double line = lineHeight();
    const double swatch = kSwatch * textScale;
    const auto caption = [&](const QString& title, trace::State state, bool waits) {
        double left = 1e9;
        double right = 0;
        for (const Column& column : block.columns) {
            if (column.cell == Cell::Acquired || isWait(column.cell) != waits)
                continue;
            left = std::min(left, column.left);
            right = column.left + column.width;
        }
        swatches.push_back({{left, height + (line - swatch) / 2, swatch, swatch}, state, 0});
        const double from = left + (kSwatch + kAfterSwatch) * textScale;
        write(title, {from, height, std::max(right - from, 1.0), line}, Ink::Strong);
        rules.emplace_back(left, height + line + 1 * m_scale, right, height + line + 1 * m_scale);
    };
    caption(words("waiting"), trace::State::WaitsForLock, true);
    caption(words("holding"), trace::State::Holds, false);
    height += line + 2 * m_scale;
}

void LockTableLayout::placeHeader(const Block& block)
{
    const double line = lineHeight();
    if (!sideBySide) {
        const bool waits = isWait(block.columns.front().cell);
        const double swatch = kSwatch * textScale;
        swatches.push_back({{0, height + (line - swatch) / 2, swatch, swatch},
                            waits ? trace::State::WaitsForLock : trace::State::Holds,
                            0});
        const double from = (kSwatch + kAfterSwatch) * textScale;
        write(waits ? words("waiting") : words("holding"), {from, height, block.who - from, line},
              Ink::Strong);
    }
    for (const Column& column : block.columns)
        write(cellTitle(column.cell), {column.left, height, column.width, line}, Ink::Secondary, true);
    height += line + 2 * m_scale;
    rules.emplace_back(0, height, block.width(), height);
    height += 2 * m_scale;
}

void LockTableLayout::placeRow(const LockTableRow& row, const Block& block)
{
    const double line = lineHeight();
    const Ink ink = inkOf(row);
    double from = 0;
    if (row.lane) {
        const double swatch = kSwatch * textScale;
        swatches.push_back({{0, height + (line - swatch) / 2, swatch, swatch}, std::nullopt, *row.lane});
        from = (kSwatch + kAfterSwatch) * textScale;
    }
    write(row.who, {from, height, block.who - from, line}, ink);
    for (const Column& column : block.columns)
        write(cellText(row, column.cell), {column.left, height, column.width, line}, ink, true);
}

void LockTableLayout::write(const QString& text, const QRectF& rect, Ink ink, bool right)
{
    texts.push_back({text, rect, ink, right, false});
}

void LockTableLayout::wrap(const QString& text, double width, Ink ink)
{
    if (text.isEmpty())
        return;
    const QRectF used =
        QFontMetricsF(inkFont(ink, textScale)).boundingRect(QRectF(0, 0, width, 1e5), Qt::TextWordWrap, text);
    const double lines = std::max(std::ceil(used.height()), lineHeight());
    texts.push_back({text, {0, height, width, lines}, ink, false, true});
    height += lines;
}

} // namespace lab::widgets
