// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lanes/lane_layout.h"

#include "widgets/theme/theme.h"
#include "widgets/theme/type_scale.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

// px at scale 1
constexpr double kMargin = 12;
constexpr double kTitleHeight = 26;
constexpr double kGroupGap = 14;
constexpr double kTallestRow = 30;
constexpr double kWidestPitch = 38;
constexpr double kLowestPitch = 1;
constexpr double kAxisHeight = 28;
constexpr double kLegendRow = 26;
constexpr double kWidestLabels = 150;
constexpr double kLowestBelowTitle = 13; // lower rows take their titles beside them
constexpr double kBesideGap = 6;
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
    placeAxis();
    if (m_options.legend)
        placeLegend();
    placeRows();
    placeTicks();
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        fillRow(i);
    placeHandOvers();
    placeBarriers();
}

// What travels matters for the variant on the stage; the others keep their height for who works.
bool LaneLayout::hasRow(const LaneGroup& group, const trace::Lane& lane) const
{
    return lane.info.kind != trace::LaneKind::Link || group.chosen || m_groups.size() == 1;
}

void LaneLayout::measure()
{
    for (const LaneGroup& group : m_groups) {
        if (!group.trace)
            continue;
        const auto& lanes = group.trace->lanes();
        m_laneCount += static_cast<std::size_t>(std::count_if(
            lanes.begin(), lanes.end(), [&](const trace::Lane& lane) { return hasRow(group, lane); }));
        m_longest = std::max(m_longest, static_cast<double>(group.trace->duration()));
        m_dropped += group.trace->dropped();
    }
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
    return std::min(widest + 8 * m_options.scale, m_options.size.width() * 0.2);
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
    m_axis.left = std::round(kMargin * s + labels);
    const double right = kMargin * s + (m_beside ? noteWidth() : 0);
    m_axis.width = std::max(0.0, std::floor(m_options.size.width() - m_axis.left - right));
    m_axis.end = m_longest;
    if (m_options.range && m_options.range->second > m_options.range->first) {
        m_axis.begin = m_options.range->first;
        m_axis.end = m_options.range->second;
    }
}

void LaneLayout::placeRows()
{
    const double s = m_options.scale;
    const auto groupCount = static_cast<double>(m_groups.size());
    const double title = m_beside ? 0 : kTitleHeight;
    const double between = m_beside ? kBesideGap : kGroupGap;
    const double legend = m_height; // the legend alone has been placed so far
    const double fixed = (8 + kAxisHeight + groupCount * title + (groupCount - 1) * between) * s + legend;
    const auto lanes = static_cast<double>(m_laneCount);
    const double natural = (m_laneCount <= 16 ? kWidestPitch - 4 : m_laneCount <= 64 ? 14 : 5) * s;
    m_pitch = m_options.size.height() > 0 ? (m_options.size.height() - fixed) / lanes : natural;
    m_pitch = std::clamp(m_pitch, kLowestPitch * s, kWidestPitch * s);
    if (m_pitch > 4 * s)
        m_pitch = std::floor(m_pitch);
    m_rowHeight = std::min(rowHeightFor(m_pitch), kTallestRow * s);
    double y = 2 * s;
    for (std::size_t group = 0; group < m_groups.size(); ++group) {
        if (group > 0)
            y += between * s;
        placeGroup(group, y);
    }
    m_axisY = std::round(y + 6 * s);
    m_height = m_axisY + kAxisHeight * s;
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
    const double left = kMargin * s;
    if (m_beside) {
        const double height = std::max(m_rowHeight, QFontMetricsF(font(TextRole::Strong, s)).height());
        const double middle = y + m_rowHeight / 2;
        const QFontMetricsF metrics(font(TextRole::Strong, s));
        const double width = std::max(0.0, m_axis.left - left - 8 * s);
        m_titles.push_back(
            {group, QRectF(left, middle - height / 2, width, height),
             QRectF(m_axis.right() + 6 * s, middle - height / 2,
                    std::max(0.0, m_options.size.width() - m_axis.right() - 6 * s - kMargin * s), height),
             metrics.elidedText(source.title, Qt::ElideRight, width), source.note});
    } else {
        const QRectF rect(left, y, std::max(0.0, m_axis.right() - left), kTitleHeight * s);
        m_titles.push_back({group, rect, rect, source.title, source.note});
        y += kTitleHeight * s;
    }
    if (!source.trace)
        return;
    const double top = y;
    const double lineHeight = QFontMetricsF(font(TextRole::Body, s)).height();
    const auto every = static_cast<std::size_t>(std::max(1.0, std::ceil(lineHeight / m_pitch)));
    for (std::size_t lane = 0; lane < source.trace->lanes().size(); ++lane) {
        if (!hasRow(source, source.trace->lanes()[lane]))
            continue;
        LaneRow row{group, lane, QRectF(m_axis.left, y, m_axis.width, m_rowHeight), {}, {}};
        if (!m_beside)
            placeLabel(row, every);
        m_rows.push_back(std::move(row));
        y += m_pitch;
    }
    placeGap(group, top, y - (m_pitch - m_rowHeight));
}

void LaneLayout::placeLabel(LaneRow& row, std::size_t every) const
{
    if (row.lane % every != 0)
        return;
    const double s = m_options.scale;
    const QFontMetricsF metrics(font(TextRole::Body, s));
    const double left = kMargin * s;
    const double height = metrics.height();
    // A label that stands for several rows starts at the first of them.
    const double top = every == 1 ? row.rect.center().y() - height / 2 : row.rect.top() - 2 * s;
    row.labelRect = QRectF(left, top, std::max(0.0, m_axis.left - left - 8 * s), height);
    row.label = metrics.elidedText(QString::fromStdString(lane(row).info.name), Qt::ElideRight,
                                   row.labelRect.width());
}

void LaneLayout::placeGap(std::size_t group, double top, double bottom)
{
    const auto end = static_cast<double>(m_groups[group].trace->duration());
    const double x1 = std::clamp(m_axis.toX(end), m_axis.left, m_axis.right());
    const double x2 = std::clamp(m_axis.toX(m_longest), m_axis.left, m_axis.right());
    if (end >= m_longest || x2 - x1 < 2 || bottom <= top)
        return;
    EarlierGap gap{group, QRectF(x1, top, x2 - x1, bottom - top), m_longest - end, {}};
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

void LaneLayout::placeLegend()
{
    const bool onlySlate =
        std::all_of(m_groups.begin(), m_groups.end(), [](const LaneGroup& g) { return g.slate || !g.trace; });
    trace::StateTimes times{};
    trace::StateTimes anywhere{};
    double total = 0;
    for (const LaneGroup& group : m_groups) {
        if (!group.trace)
            continue;
        const bool counts = onlySlate || !group.slate;
        for (const trace::Lane& lane : group.trace->lanes()) {
            const trace::StateTimes all = lane.index.between(0, group.trace->duration());
            for (std::size_t i = 0; i < trace::kStateCount; ++i) {
                anywhere[i] += all[i];
                times[i] += counts ? all[i] : 0;
            }
            total += counts ? static_cast<double>(group.trace->duration()) : 0;
        }
    }
    const double s = m_options.scale;
    const QFontMetricsF metrics(font(TextRole::Caption, s));
    // Beside narrow axes the legend takes the whole width.
    const double left = m_axis.width < kNarrowAxis * s ? kMargin * s : m_axis.left;
    const double right = m_options.size.width() - kMargin * s;
    double x = left;
    double y = 0;
    for (const trace::State state : trace::kStates) {
        const auto i = static_cast<std::size_t>(state);
        if (anywhere[i] == 0)
            continue;
        const double share = total > 0 ? static_cast<double>(times[i]) / total : 0;
        LegendItem item{state, {}, {}, {}};
        item.text = QStringLiteral("%1 (%2)").arg(Theme::of(ThemeKind::Light).state(state).word(),
                                                  formatShare(share));
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
