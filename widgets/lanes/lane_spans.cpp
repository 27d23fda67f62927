// SPDX-License-Identifier: GPL-3.0-or-later
// The part of LaneLayout that goes through spans: what is visible, what is folded, what is under a point.
#include "widgets/lanes/lane_layout.h"
#include "widgets/theme/type_scale.h"

#include <QFontMetricsF>
#include <QHash>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lab::widgets {

namespace {

constexpr double kCrowdedPixels = 8; // fewer pixels a span than this, on average, is a crowd
constexpr double kCrowdedFold = 3;

base::Nanoseconds toNs(double time)
{
    return static_cast<base::Nanoseconds>(std::llround(time));
}

/// A stretch of time and the segments at its ends: the first that ends after `from`, and after `to`.
struct Stretch
{
    base::Nanoseconds from = 0;
    base::Nanoseconds to = 0;
    std::size_t first = 0;
    std::size_t last = 0;
};

/// Columns of a lane in ascending order, each with the shares of its stretch.
class ColumnTimes
{
public:
    ColumnTimes(const trace::LaneIndex& index, std::size_t first)
        : m_index(index), m_block(first / trace::LaneIndex::kBlock), m_next(first)
    {
    }

    FoldedColumn of(std::int64_t column, base::Nanoseconds from, base::Nanoseconds to)
    {
        const std::size_t begin = m_index.blockEndingAfter(from, m_block);
        m_block = m_index.blockEndingAfter(to, begin);
        m_crowded = m_block - begin >= kManyBlocks;
        if (m_crowded)
            return coarse(column, m_index.markNear(from, begin), m_index.markNear(to, m_block));
        Stretch stretch{from, to, 0, 0};
        stretch.first = m_index.firstEndingAfter(from, begin * trace::LaneIndex::kBlock);
        stretch.last = m_next = m_index.firstEndingAfter(to, stretch.first);
        return folded(column, to - from,
                      stretch.last - stretch.first > kFewSegments ? subtracted(stretch) : added(stretch));
    }

    /// No segment before this one goes on after the latest column.
    std::size_t next() const { return m_next; }
    /// So many were in it that none is as long as a column.
    bool isCrowded() const { return m_crowded; }

private:
    static constexpr std::size_t kFewSegments = 12;
    static constexpr std::size_t kManyBlocks = 2; // one of them is wholly within a column

    static FoldedColumn folded(std::int64_t column, base::Nanoseconds length, const trace::StateTimes& times)
    {
        FoldedColumn result{static_cast<std::uint32_t>(column), {}};
        for (std::size_t i = 0; i < trace::kStateCount; ++i)
            result.shares[i] = static_cast<float>(times[i]) / static_cast<float>(length);
        return result;
    }

    // So many segments are counted by whole blocks: the column's ends move by half a block at most, which is
    // half a column at most.
    FoldedColumn coarse(std::int64_t column, std::size_t begin, std::size_t end)
    {
        m_next = m_block * trace::LaneIndex::kBlock;
        return folded(column, m_index.timeOfMark(end) - m_index.timeOfMark(begin),
                      m_index.betweenMarks(begin, end));
    }

    trace::StateTimes subtracted(const Stretch& stretch)
    {
        trace::StateTimes before =
            m_edge == stretch.from ? m_upToEdge : m_index.upTo(stretch.from, stretch.first);
        m_edge = stretch.to;
        m_upToEdge = m_index.upTo(stretch.to, stretch.last);
        trace::StateTimes times = m_upToEdge;
        for (std::size_t i = 0; i < trace::kStateCount; ++i)
            times[i] -= before[i];
        return times;
    }

    trace::StateTimes added(const Stretch& stretch) const
    {
        trace::StateTimes times{};
        const auto segments = m_index.segments();
        for (std::size_t i = stretch.first; i <= stretch.last && i < segments.size(); ++i) {
            const base::Nanoseconds shared =
                std::min(segments[i].end, stretch.to) - std::max(segments[i].begin, stretch.from);
            times[static_cast<std::size_t>(segments[i].state)] += std::max(shared, base::Nanoseconds{0});
        }
        return times;
    }

    const trace::LaneIndex& m_index;
    std::size_t m_block; ///< that the latest column ends in
    std::size_t m_next;
    bool m_crowded = false;
    base::Nanoseconds m_edge = -1; ///< m_upToEdge belongs to it
    trace::StateTimes m_upToEdge{};
};

} // namespace

/// Which labels fit into bars of one height. Measures a text once.
class LabelFit
{
public:
    LabelFit(double scale, double height)
        : m_scale(scale), m_metrics(font(height >= 20 * scale ? TextRole::Strong : TextRole::Caption, scale)),
          m_tallEnough(height >= 13 * scale)
    {
    }

    bool isWorthAsking(double width) const { return m_tallEnough && width > 24 * m_scale; }

    bool fits(const QString& label, double width)
    {
        const double room = width - 10 * m_scale;
        if (static_cast<double>(label.size()) * kNarrowestLetter * m_scale > room)
            return false;
        auto known = m_widths.constFind(label);
        if (known == m_widths.constEnd())
            known = m_widths.insert(label, m_metrics.horizontalAdvance(label));
        return *known <= room;
    }

private:
    static constexpr double kNarrowestLetter = 4; // px, on average over a word

    double m_scale;
    QFontMetricsF m_metrics;
    bool m_tallEnough;
    QHash<QString, double> m_widths;
};

void LaneLayout::fillRow(std::size_t rowIndex)
{
    const LaneRow& row = m_rows[rowIndex];
    if (m_axis.isDegenerate())
        return;
    const trace::LaneIndex& index = lane(row).index;
    const trace::Segments segments = index.segments();
    const double cell = m_options.columnWidth;
    std::size_t i = index.firstEndingAfter(toNs(std::floor(m_axis.begin)));
    // Where spans crowd, single bars and their outlines say little and cost most of a frame.
    const std::size_t visible = index.firstEndingAfter(toNs(m_axis.end), i) - i;
    const bool crowded = static_cast<double>(visible) * kCrowdedPixels > m_axis.width;
    const double foldBelow = m_options.foldBelow * (crowded ? kCrowdedFold : 1);
    const double wideEnough = m_axis.nsPerPixel() * std::max(foldBelow, cell);
    const auto cells = static_cast<std::int64_t>(std::ceil(m_axis.width / cell));
    const auto edge = [&](std::int64_t column) {
        return toNs(m_axis.toTime(m_axis.left + static_cast<double>(column) * cell));
    };
    const std::size_t firstColumn = m_columns.size();
    ColumnTimes times(index, i);
    LabelFit fit(m_options.scale, row.rect.height());

    std::int64_t folded = 0; // columns before this one are folded or need not be
    while (i < segments.size() && static_cast<double>(segments[i].begin) < m_axis.end) {
        const trace::Segment& segment = segments[i];
        if (static_cast<double>(segment.end - segment.begin) >= wideEnough) {
            addSpan(row, segment, fit);
            ++i;
            continue;
        }
        const double place = (m_axis.toX(static_cast<double>(segment.begin)) - m_axis.left) / cell;
        const std::int64_t column = std::max(folded, static_cast<std::int64_t>(std::floor(place)));
        if (column >= cells)
            break;
        folded = column;
        base::Nanoseconds to = edge(folded);
        do {
            const base::Nanoseconds from = std::exchange(to, edge(folded + 1));
            if (to > from)
                m_columns.push_back(times.of(folded, from, to));
            ++folded;
        } while (times.isCrowded() && folded < cells && times.next() < segments.size());
        i = std::max(i, times.next()); // the same segment again where it reaches further
    }
    if (m_columns.size() > firstColumn)
        m_foldedRows.push_back({rowIndex, firstColumn, m_columns.size() - firstColumn});
}

void LaneLayout::addSpan(const LaneRow& row, const trace::Segment& segment, LabelFit& fit)
{
    const double x1 = std::max(m_axis.toX(static_cast<double>(segment.begin)), m_axis.left);
    const double x2 = std::min(m_axis.toX(static_cast<double>(segment.end)), m_axis.right());
    if (x2 <= x1)
        return;
    m_spans.push_back({row.group,
                       row.lane,
                       segment.span,
                       QRectF(x1, row.rect.top(), x2 - x1, row.rect.height()),
                       segment.state,
                       {}});
    if (!fit.isWorthAsking(x2 - x1))
        return;
    const QString label = nameOf(m_groups[row.group], span(row.group, row.lane, segment.span));
    if (fit.fits(label, x2 - x1))
        m_spans.back().label = label;
}

const LaneRow* LaneLayout::row(std::size_t group, std::size_t lane) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const LaneRow& candidate) {
        return candidate.group == group && candidate.lane == lane;
    });
    return found == m_rows.end() ? nullptr : &*found;
}

const trace::Lane& LaneLayout::lane(const LaneRow& row) const
{
    return m_groups[row.group].trace->lanes()[row.lane];
}

const trace::Span& LaneLayout::span(std::size_t group, std::size_t lane, std::uint32_t span) const
{
    return m_groups[group].trace->lanes()[lane].spans[span];
}

QRectF LaneLayout::rectOf(std::size_t group, std::size_t lane, std::uint32_t spanIndex) const
{
    const LaneRow* found = row(group, lane);
    if (!found)
        return {};
    const trace::Span& s = span(group, lane, spanIndex);
    const double x1 = std::clamp(m_axis.toX(static_cast<double>(s.begin)), m_axis.left, m_axis.right());
    const double x2 = std::clamp(m_axis.toX(static_cast<double>(s.end)), m_axis.left, m_axis.right());
    return {x1, found->rect.top(), x2 - x1, found->rect.height()};
}

Hit LaneLayout::hitAt(QPointF point) const
{
    Hit hit;
    hit.time = m_axis.toTime(point.x());
    if (isEmpty())
        return hit;
    if (point.y() >= m_axisY - 4 * m_options.scale && point.y() < m_axisY + 26 * m_options.scale &&
        point.x() >= m_axis.left - 8 && point.x() <= m_axis.right() + 8) {
        hit.kind = Hit::Kind::Axis;
        return hit;
    }
    for (const GroupTitle& title : m_titles)
        if (title.rect.contains(point)) {
            hit.kind = Hit::Kind::Title;
            hit.group = title.group;
            return hit;
        }
    for (const LaneRow& row : m_rows) {
        if (point.y() < row.rect.top() || point.y() >= row.rect.top() + m_pitch || point.x() > m_axis.right())
            continue;
        hit.group = row.group;
        hit.lane = row.lane;
        hit.kind = Hit::Kind::Lane;
        if (point.x() < m_axis.left || m_axis.isDegenerate())
            return hit;
        const auto t = static_cast<base::Nanoseconds>(std::floor(hit.time));
        const trace::LaneIndex& index = lane(row).index;
        const std::size_t at = index.firstEndingAfter(t);
        if (at < index.segments().size() && index.segments()[at].begin <= t) {
            hit.kind = Hit::Kind::Span;
            hit.span = index.segments()[at].span;
        } else if (hit.time >= static_cast<double>(m_groups[row.group].trace->duration()) &&
                   hit.time <= m_longest) {
            hit.kind = Hit::Kind::Gap;
        }
        return hit;
    }
    return hit;
}

} // namespace lab::widgets
