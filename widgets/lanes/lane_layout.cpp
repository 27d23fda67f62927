// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lanes/lane_layout.h"

#include "widgets/theme/fitted_text.h"
#include "widgets/theme/theme.h"
#include "widgets/theme/type_scale.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lab::widgets {

namespace {

// px at scale 1
constexpr double kTitleHeight = 26;
constexpr double kGroupGap = 14;
constexpr double kTallestRow = 30;
constexpr double kWidestPitch = 38;
constexpr double kLowestPitch = 0.05; // a thousand lanes: a picture of their shares, blended
constexpr double kAxisHeight = 28;
constexpr double kLegendRow = 26;
constexpr double kWidestLabels = 150;
constexpr double kLowestBelowTitle = 13; // lower rows take their titles beside them
constexpr double kBesideGap = 6;
constexpr double kManyLanes =
    3; // lines of text: the title stands beside the first, the lanes' names below it
constexpr double kNarrowAxis = 420;

/// Bars fill a growing part of their pitch as it shrinks: 30 of 38, 20 of 24, 3 of 3.
double rowHeightFor(double pitch)
{
    return pitch - std::clamp(std::floor(pitch * 0.21), 0.0, 8.0);
}

} // namespace

QString nameOf(const LaneGroup& group, const trace::Span& span)
{
    if (group.scene) {
        const std::string label = scenario::labelOf(*group.scene, span);
        if (!label.empty() &&
            (span.state == trace::State::Computing || span.state == trace::State::DeviceBusy ||
             span.state == trace::State::Transfer || span.state == trace::State::WaitsForData))
            return QString::fromStdString(label);
    }
    return Theme::of(ThemeKind::Light).state(span.state).word();
}

LaneLayout::LaneLayout(std::vector<LaneGroup> groups, const LayoutOptions& options)
    : m_groups(std::move(groups)), m_options(options)
{
    m_options.scale = std::max(m_options.scale, 0.01);
    m_options.columnWidth = std::max(m_options.columnWidth, 0.01);
    measure();
    if (m_laneCount == 0)
        return;
    m_options.legend = m_options.legend && legendFits();
    placeAxis();
    if (m_options.legend)
        placeLegend();
    placeRows();
    placeTicks();
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        fillRow(i);
    placeHandOvers();
    placeBarriers();
    placePath();
}

// What travels matters for the variant on the stage; the others keep their height for who works.
bool LaneLayout::hasRow(const LaneGroup& group, const trace::Lane& lane) const
{
    return lane.info.kind != trace::LaneKind::Link || group.chosen || m_groups.size() == 1;
}

void LaneLayout::measure()
{
    for (LaneGroup& group : m_groups) {
        if (!group.trace)
            continue;
        if (!group.facts)
            group.facts = analysis::factsOf(*group.trace);
        m_laneCount += rowsOf(group);
        m_longest = std::max(m_longest, static_cast<double>(group.trace->duration()));
        m_dropped += group.trace->dropped();
    }
}

// The legend gives way where each group would have less than a line of text.
bool LaneLayout::legendFits() const
{
    const double s = m_options.scale;
    const auto groupCount = static_cast<double>(m_groups.size());
    const double free =
        m_options.size.height() - (8 + kAxisHeight + kLegendRow + (groupCount - 1) * kBesideGap) * s;
    return m_options.size.height() <= 0 ||
           free >= groupCount * QFontMetricsF(font(TextRole::Strong, s)).height();
}

double LaneLayout::besideTitles() const
{
    const double s = m_options.scale;
    const QFontMetricsF metrics(font(TextRole::Strong, s));
    double widest = 0;
    for (const LaneGroup& group : m_groups)
        widest = std::max(widest, metrics.horizontalAdvance(group.title));
    return std::min({widest + 14 * s, 1.4 * kWidestLabels * s, m_options.size.width() * 0.3});
}

double LaneLayout::noteWidth() const
{
    const QFontMetricsF metrics(font(TextRole::Caption, m_options.scale));
    double widest = 0;
    for (const LaneGroup& group : m_groups)
        widest = std::max(widest, metrics.horizontalAdvance(group.note));
    return std::min(widest + 8 * m_options.scale, m_options.size.width() * 0.26);
}

void LaneLayout::placeAxis()
{
    const double s = m_options.scale;
    const auto groupCount = static_cast<double>(m_groups.size());
    const double rest = m_options.size.height() / s - 8 - kAxisHeight - (m_options.legend ? kLegendRow : 0) -
                        groupCount * kTitleHeight - (groupCount - 1) * kGroupGap;
    m_beside = m_options.size.height() > 0 && m_groups.size() > 2 &&
               rest / static_cast<double>(m_laneCount) < kLowestBelowTitle;
    const QFontMetricsF metrics(font(TextRole::Body, s));
    double widest = 0;
    for (const LaneGroup& group : m_groups)
        if (group.trace)
            for (const trace::Lane& lane : group.trace->lanes())
                widest = std::max(widest, metrics.horizontalAdvance(QString::fromStdString(lane.info.name)));
    const double labels = m_beside
                              ? besideTitles()
                              : std::min({widest + 14 * s, kWidestLabels * s, m_options.size.width() * 0.3});
    // Whole pixels, so that folded columns lie on the device's.
    m_axis.left = std::round(kLanesMargin * s + labels);
    const double right = kLanesMargin * s + (m_beside ? noteWidth() : 0);
    m_axis.width = std::max(0.0, std::floor(m_options.size.width() - m_axis.left - right));
    m_axis.end = m_longest;
    if (m_options.range && m_options.range->second > m_options.range->first) {
        m_axis.begin = m_options.range->first;
        m_axis.end = m_options.range->second;
    }
}

std::size_t LaneLayout::rowsOf(const LaneGroup& group) const
{
    if (!group.trace)
        return 0;
    const auto& lanes = group.trace->lanes();
    return static_cast<std::size_t>(std::count_if(
        lanes.begin(), lanes.end(), [&](const trace::Lane& lane) { return hasRow(group, lane); }));
}

// Of all lanes so that their groups fill `height`, in which no group is lower than a line of text.
double LaneLayout::pitchWithin(double height) const
{
    double pitch = height / static_cast<double>(m_laneCount);
    for (std::size_t pass = 0; pass < m_groups.size(); ++pass) {
        double free = height;
        std::size_t lanes = 0;
        for (const LaneGroup& group : m_groups) {
            const std::size_t rows = rowsOf(group);
            if (static_cast<double>(rows) * pitch < m_leastGroup)
                free -= m_leastGroup;
            else
                lanes += rows;
        }
        if (lanes == 0)
            return pitch;
        pitch = free / static_cast<double>(lanes);
    }
    return pitch;
}

void LaneLayout::placeRows()
{
    const double s = m_options.scale;
    const auto groupCount = static_cast<double>(m_groups.size());
    const double title = m_beside ? 0 : kTitleHeight;
    const double between = m_beside ? kBesideGap : kGroupGap;
    const double legend = m_height; // the legend alone has been placed so far
    const double fixed = (8 + kAxisHeight + groupCount * title + (groupCount - 1) * between) * s + legend;
    const double free = m_options.size.height() - fixed;
    if (m_beside) // a line of text, or as much of one as there is
        m_leastGroup =
            std::min(QFontMetricsF(font(TextRole::Strong, s)).height(), std::max(0.0, free) / groupCount);
    const double natural = (m_laneCount <= 16 ? kWidestPitch - 4 : m_laneCount <= 64 ? 14 : 5) * s;
    m_pitch = m_options.size.height() > 0 ? pitchWithin(free) : natural;
    m_pitch = std::clamp(m_pitch, kLowestPitch * s, kWidestPitch * s);
    if (m_pitch > 4 * s)
        m_pitch = std::floor(m_pitch);
    m_rowHeight = std::min(rowHeightFor(m_pitch), kTallestRow * s);
    chooseLabels();
    double y = 2 * s;
    for (std::size_t group = 0; group < m_groups.size(); ++group) {
        if (group > 0)
            y += between * s;
        placeGroup(group, y);
    }
    m_axisY = std::round(y + 6 * s);
    m_height = m_axisY + kAxisHeight * s;
    m_legendOf.rect.translate(0, m_height);
    for (LegendItem& item : m_legend) {
        item.swatch.translate(0, m_height);
        item.textRect.translate(0, m_height);
    }
    m_height += legend;
}

void LaneLayout::placeGroup(std::size_t group, double& y)
{
    const double s = m_options.scale;
    const LaneGroup& source = m_groups[group];
    const double left = kLanesMargin * s;
    const double lanes = static_cast<double>(rowsOf(source)) * m_pitch;
    const double block = std::max(lanes, m_leastGroup);
    if (m_beside) {
        const double height = std::max(m_rowHeight, m_leastGroup);
        // Beside few lanes in their middle, beside many where they begin.
        const double middle =
            y + (block < kManyLanes * m_leastGroup ? block - (m_pitch - m_rowHeight) : height) / 2;
        const double width = std::max(0.0, m_axis.left - left - 8 * s);
        const FittedText title = fittedText(source.title, TextRole::Strong, s, width);
        m_titles.push_back(
            {group,
             QRectF(left, middle - height / 2, width, height),
             QRectF(m_axis.right() + 6 * s, middle - height / 2,
                    std::max(0.0, m_options.size.width() - m_axis.right() - 6 * s - kLanesMargin * s),
                    height),
             title.words,
             {},
             title.scale});
        GroupTitle& made = m_titles.back();
        const FittedText note = fittedText(source.note, TextRole::Caption, s, made.noteRect.width());
        made.note = note.words;
        made.noteScale = note.scale;
    } else {
        const QRectF rect(left, y, std::max(0.0, m_axis.right() - left), kTitleHeight * s);
        m_titles.push_back({group, rect, rect, source.title, source.note, s, s});
        y += kTitleHeight * s;
    }
    if (!source.trace) {
        y += m_beside ? block : 0;
        return;
    }
    y += (block - lanes) / 2;
    const double top = y;
    const std::size_t firstRow = m_rows.size();
    for (std::size_t lane = 0; lane < source.trace->lanes().size(); ++lane) {
        if (!hasRow(source, source.trace->lanes()[lane]))
            continue;
        m_rows.push_back({group, lane, QRectF(m_axis.left, y, m_axis.width, m_rowHeight), {}, {}});
        y += m_pitch;
    }
    const std::span<LaneRow> rows = std::span(m_rows).subspan(firstRow);
    if (!m_beside)
        placeLabels(rows, top + lanes);
    else if (block >= kManyLanes * m_leastGroup)
        placeLabelsBesideTitle(rows, m_titles.back());
    placeGap(group, top, y - (m_pitch - m_rowHeight));
    y += (block - lanes) / 2;
}

void LaneLayout::placeGap(std::size_t group, double top, double bottom)
{
    const auto end = static_cast<double>(m_groups[group].trace->duration());
    double longest = 0; // of those that do the same work: hatched as far as the words say
    for (const LaneGroup& other : m_groups) {
        if (other.trace && other.work == m_groups[group].work)
            longest = std::max(longest, static_cast<double>(other.trace->duration()));
    }
    const double x1 = std::clamp(m_axis.toX(end), m_axis.left, m_axis.right());
    const double x2 = std::clamp(m_axis.toX(longest), m_axis.left, m_axis.right());
    if (end >= longest || x2 - x1 < 2 || bottom <= top || m_groups[group].model)
        return;
    EarlierGap gap{group, QRectF(x1, top, x2 - x1, bottom - top), longest - end, {}};
    const QString label = QCoreApplication::translate("Lanes", "finished %1 earlier").arg(formatTime(gap.ns));
    const QFontMetricsF metrics(font(TextRole::Strong, m_options.scale));
    if (metrics.horizontalAdvance(label) + 20 * m_options.scale <= gap.rect.width() &&
        metrics.height() <= gap.rect.height())
        gap.label = label;
    m_gaps.push_back(std::move(gap));
}

void LaneLayout::placeTicks()
{
    const double s = m_options.scale;
    const QFontMetricsF metrics(font(TextRole::Caption, s));
    double apart = 70 * s;
    std::vector<Tick> list = ticks(m_axis, apart);
    const auto widest = [&] {
        double width = 0;
        for (const Tick& tick : list)
            width = std::max(width, metrics.horizontalAdvance(tick.label));
        return width + 18 * s;
    };
    for (int attempt = 0; attempt < 4 && widest() > apart; ++attempt) {
        apart = widest();
        list = ticks(m_axis, apart);
    }
    for (const Tick& tick : list) {
        const double x = m_axis.toX(tick.ns);
        const double width = std::ceil(metrics.horizontalAdvance(tick.label)) + 1;
        const double last = std::max(0.0, m_options.size.width() - width - 2 * s);
        m_ticks.push_back(
            {x, QRectF(std::clamp(x - width / 2, 0.0, last), m_axisY + 7 * s, width, metrics.height()),
             tick.label});
    }
}

// Shares are those of the chosen group, whose name stands before them; without one, of all groups that are
// not sequential. What goes over a link is no time of a worker's or a device's.
LaneLayout::LegendShares LaneLayout::legendShares() const
{
    LegendShares shares;
    const auto isChosen = [](const LaneGroup& group) { return group.chosen && group.trace; };
    const auto chosen = std::find_if(m_groups.begin(), m_groups.end(), isChosen);
    const bool onlySlate =
        std::all_of(m_groups.begin(), m_groups.end(), [](const LaneGroup& g) { return g.slate || !g.trace; });
    for (const LaneGroup& group : m_groups) {
        if (!group.trace)
            continue;
        const bool counts = chosen != m_groups.end() ? &group == &*chosen : onlySlate || !group.slate;
        for (const trace::Lane& lane : group.trace->lanes()) {
            const trace::StateTimes all = lane.index.between(0, group.trace->duration());
            for (std::size_t i = 0; i < trace::kStateCount; ++i) {
                shares.anywhere[i] = shares.anywhere[i] || all[i] > 0;
                if (counts && lane.info.kind != trace::LaneKind::Link)
                    shares.times[i] += all[i];
            }
        }
    }
    if (chosen != m_groups.end() && std::count_if(m_groups.begin(), m_groups.end(),
                                                  [](const LaneGroup& g) { return g.trace != nullptr; }) > 1)
        shares.whose = chosen->title;
    return shares;
}

void LaneLayout::placeLegend()
{
    const LegendShares shares = legendShares();
    const double total =
        static_cast<double>(std::accumulate(shares.times.begin(), shares.times.end(), base::Nanoseconds{0}));
    const double s = m_options.scale;
    const QFontMetricsF metrics(font(TextRole::Caption, s));
    // Beside narrow axes the legend takes the whole width.
    const double left = m_axis.width < kNarrowAxis * s ? kLanesMargin * s : m_axis.left;
    const double right = m_options.size.width() - kLanesMargin * s;
    double x = left;
    double y = 0;
    if (!shares.whose.isEmpty()) {
        const QString words =
            cutText(shares.whose + QLatin1Char(':'), font(TextRole::Caption, s), right - left);
        const double width = std::ceil(metrics.horizontalAdvance(words)) + 1;
        m_legendOf = {QRectF(x, y + 10.5 * s - metrics.height() / 2, width, metrics.height()), words};
        x += width + 14 * s;
    }
    for (const trace::State state : trace::kStates) {
        const auto i = static_cast<std::size_t>(state);
        if (!shares.anywhere[i])
            continue;
        LegendItem item{state, {}, {}, {}};
        item.text = Theme::of(ThemeKind::Light).state(state).word();
        if (shares.times[i] > 0)
            item.text +=
                QStringLiteral(" (%1)").arg(formatShare(static_cast<double>(shares.times[i]) / total));
        const double width = std::ceil(metrics.horizontalAdvance(item.text)) + 1;
        if (x > left && x + 19 * s + width > right) {
            x = left;
            y += kLegendRow * s * 0.75;
        }
        item.swatch = QRectF(x, y + 4 * s, 13 * s, 13 * s);
        item.textRect = QRectF(x + 19 * s, y + 10.5 * s - metrics.height() / 2, width, metrics.height());
        x += 19 * s + width + 22 * s;
        m_legend.push_back(std::move(item));
    }
    m_height = y + kLegendRow * s;
}

QRectF LaneLayout::plot() const
{
    const double top = m_titles.empty() ? 0 : m_titles.front().rect.bottom() - 6 * m_options.scale;
    return {m_axis.left, top, m_axis.width, std::max(0.0, m_axisY - top)};
}

} // namespace lab::widgets
