// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/explanation.h"
#include "core/analysis/trace_facts.h"
#include "core/scenario/scene.h"
#include "core/trace/trace.h"
#include "widgets/lanes/coordinates.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QString>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace lab::widgets {

/// One variant's iteration. Without a trace it shows as an empty title. Without a scene spans have no names.
struct LaneGroup
{
    QString title;
    std::shared_ptr<const trace::Trace> trace;
    std::shared_ptr<const scenario::Scene> scene;
    bool slate = false;      ///< the sequential variant: computing in slate, not in a worker's colour
    QString note;            ///< at the right of the title
    std::size_t variant = 0; ///< of the run
    std::size_t work = 0;    ///< groups of the same number do the same work, and can finish earlier or later
    bool chosen = false;     ///< the one on the stage: its title is marked
    std::shared_ptr<const analysis::TraceFacts> facts = {}; ///< of the trace; made where they are missing
    bool model = false;                                     ///< not recorded: outlined, and said so
    std::shared_ptr<const analysis::Explanation> why = {};  ///< of the trace, where it is known
    bool path = false;                                      ///< its critical path is drawn
};

struct LayoutOptions
{
    QSizeF size;            ///< px available; a height of 0 asks for the natural height
    double scale = 1;       ///< of fonts, pens and gaps
    double columnWidth = 1; ///< px a folded column is wide: 1 / device pixel ratio
    double foldBelow =
        4; ///< px below which spans are folded into columns, where they crowd three times as much
    bool legend = true;
    /// ns shown; absent, or empty, means everything.
    std::optional<std::pair<double, double>> range;
};

struct GroupTitle
{
    std::size_t group = 0;
    QRectF rect;
    QRectF noteRect; ///< of the note, which stands at its right
    QString title;
    QString note;
    double scale = 1; ///< of the title's font
    double noteScale = 1;
};

struct LaneRow
{
    std::size_t group = 0;
    std::size_t lane = 0;
    QRectF rect;      ///< of the bars, from the axis's left to its right
    QRectF labelRect; ///< empty where only every k-th row has a label, or none
    QString label;    ///< elided to labelRect
};

/// A stretch at least `foldBelow` wide in which one span is on top.
struct VisibleSpan
{
    std::size_t group = 0;
    std::size_t lane = 0;
    std::uint32_t spanIndex = 0;
    QRectF rect; ///< cut to the axis
    trace::State state = trace::State::Computing;
    QString label; ///< empty when it does not fit
};

/// A pixel column of a lane with something too narrow for a bar of its own in it. Drawn over the bars: its
/// shares cover the whole column.
struct FoldedColumn
{
    std::uint32_t column = 0; ///< counted from the axis's left, in columnWidth
    /// Share of the column's time in each state. The sum is the utilisation: below 1 where nothing ran.
    std::array<float, trace::kStateCount> shares{};
};

/// The folded columns of a row: rows[row] owns columns [first, first + count), ascending.
struct FoldedRow
{
    std::size_t row = 0;
    std::size_t first = 0;
    std::size_t count = 0;
};

/// From a group's end to the end of the longest group that does the same work.
struct EarlierGap
{
    std::size_t group = 0;
    QRectF rect;
    double ns = 0;
    QString label; ///< empty when it does not fit
};

/// From the release of a lock to the acquisition that it allowed.
struct HandOverLine
{
    std::size_t group = 0;
    std::uint32_t lock = 0;
    QPointF released;
    QPointF acquired;
};

/// Across all lanes of a group where the last worker has arrived at a barrier and all go on.
struct BarrierLine
{
    std::size_t group = 0;
    double x = 0;
    double top = 0;
    double bottom = 0;
};

/// The critical path of a group, from left to right and from lane to lane.
struct PathLine
{
    std::size_t group = 0;
    std::vector<QPointF> points;
    std::vector<QRectF> aside; ///< parts of the group's rows through which it does not run
};

struct AxisTick
{
    double x = 0;
    QRectF labelRect; ///< always whole within the width
    QString label;
};

struct LegendItem
{
    trace::State state = trace::State::Computing;
    QRectF swatch;
    QRectF textRect;
    QString text;
};

/// Whose shares the legend tells; without words where that goes without saying.
struct LegendTitle
{
    QRectF rect;
    QString words;
};

struct Hit
{
    enum class Kind { Nothing, Span, Gap, Lane, Title, Axis };
    Kind kind = Kind::Nothing;
    std::size_t group = 0;
    std::size_t lane = 0;
    std::uint32_t span = 0;
    double time = 0; ///< ns under the point

    friend bool operator==(const Hit&, const Hit&) = default;
};

/// px at scale 1 that the picture keeps free at its left and right.
inline constexpr double kLanesMargin = 12;

class LabelFit;

/// Where everything stands, in px, with no colour in it. All groups start at 0 on one clock whose end is the
/// longest group's. A value: build again when data, range or size change; hover and playhead only read it.
///
/// Costs O(columns × log spans) a lane, however many spans there are. Widths too small for anything give a
/// layout without rows' contents, never an error. Where titles above their lanes would leave the lanes no
/// height to be seen, each stands beside its lanes instead, with the lanes' own names only where there are
/// many; where not even these titles would fit, there is no legend. The legend's percentages are shares of
/// the time of the chosen group's lanes, links apart; where none is chosen, of all groups that are not slate,
/// or of all groups when every one is.
class LaneLayout
{
public:
    LaneLayout() = default;
    LaneLayout(std::vector<LaneGroup> groups, const LayoutOptions& options);

    const std::vector<LaneGroup>& groups() const { return m_groups; }
    const LayoutOptions& options() const { return m_options; }
    const TimeAxis& axis() const { return m_axis; }
    /// End of the longest group, ns.
    double longest() const { return m_longest; }
    /// Height the contents take; may exceed what was available when there are thousands of lanes.
    double height() const { return m_height; }
    /// Spans lost while recording, over all groups.
    std::uint64_t dropped() const { return m_dropped; }
    bool isEmpty() const { return m_rows.empty(); }

    const std::vector<GroupTitle>& titles() const { return m_titles; }
    const std::vector<LaneRow>& rows() const { return m_rows; }
    const std::vector<VisibleSpan>& spans() const { return m_spans; }
    const std::vector<FoldedRow>& foldedRows() const { return m_foldedRows; }
    const std::vector<FoldedColumn>& columns() const { return m_columns; }
    const std::vector<EarlierGap>& gaps() const { return m_gaps; }
    /// Of groups in which they are far enough apart to be followed by eye.
    const std::vector<HandOverLine>& handOvers() const { return m_handOvers; }
    /// Of groups in which they are far enough apart to be told from one another.
    const std::vector<BarrierLine>& barriers() const { return m_barriers; }
    const std::vector<PathLine>& paths() const { return m_paths; }
    const std::vector<AxisTick>& axisTicks() const { return m_ticks; }
    const std::vector<LegendItem>& legend() const { return m_legend; }
    const LegendTitle& legendTitle() const { return m_legendOf; }
    /// y of the time axis's line.
    double axisY() const { return m_axisY; }
    bool titlesStandBeside() const { return m_beside; }
    /// Whether names of lanes are captions: rows are too low for larger ones.
    bool labelsAreSmall() const { return m_smallLabels; }
    /// From the first title to the axis: where the playhead stands.
    QRectF plot() const;

    /// What is under a point. Spans narrower than a pixel are found by their time.
    Hit hitAt(QPointF point) const;

    /// Row of a group's lane; null when it has none.
    const LaneRow* row(std::size_t group, std::size_t lane) const;
    const trace::Lane& lane(const LaneRow& row) const;
    const trace::Span& span(std::size_t group, std::size_t lane, std::uint32_t span) const;
    /// Rectangle of a span cut to the axis; it may have no width.
    QRectF rectOf(std::size_t group, std::size_t lane, std::uint32_t span) const;

    double labelWidth() const { return m_axis.left; }

private:
    bool hasRow(const LaneGroup& group, const trace::Lane& lane) const;
    std::size_t rowsOf(const LaneGroup& group) const;
    double pitchWithin(double height) const;
    void measure();
    bool legendFits() const;
    void placeAxis();
    double besideTitles() const;
    double noteWidth() const;
    void placeRows();
    void placeGroup(std::size_t group, double& y);
    void chooseLabels(); // lane_labels.cpp
    void placeLabels(std::span<LaneRow> rows, double bottom) const;
    void placeLabelsBesideTitle(std::span<LaneRow> rows, const GroupTitle& title) const;
    void placeGap(std::size_t group, double top, double bottom);
    void placeTicks();
    void placeHandOvers(); // lane_hand_overs.cpp
    void addHandOver(std::size_t group, const analysis::LockHandOver& handOver);
    void placeBarriers(); // lane_barriers.cpp
    void placePath();     // lane_path.cpp
    void placePath(std::size_t group);
    struct LegendShares
    {
        trace::StateTimes times{};
        std::array<bool, trace::kStateCount> anywhere{}; ///< in any group
        QString whose;
    };
    LegendShares legendShares() const;
    void placeLegend(); ///< from y = 0: placeRows() moves it below the axis
    void fillRow(std::size_t rowIndex);
    void addSpan(const LaneRow& row, const trace::Segment& segment, LabelFit& fit);

    std::vector<LaneGroup> m_groups;
    LayoutOptions m_options;
    TimeAxis m_axis;
    double m_longest = 0;
    double m_height = 0;
    double m_axisY = 0;
    double m_pitch = 0;
    double m_rowHeight = 0;
    double m_leastGroup = 0; ///< height of a group whose title stands beside its lanes
    bool m_smallLabels = false;
    bool m_beside = false; ///< titles stand beside their lanes
    std::size_t m_laneCount = 0;
    std::uint64_t m_dropped = 0;
    std::vector<GroupTitle> m_titles;
    std::vector<LaneRow> m_rows;
    std::vector<VisibleSpan> m_spans;
    std::vector<FoldedRow> m_foldedRows;
    std::vector<FoldedColumn> m_columns;
    std::vector<EarlierGap> m_gaps;
    std::vector<HandOverLine> m_handOvers;
    std::vector<BarrierLine> m_barriers;
    std::vector<PathLine> m_paths;
    std::vector<AxisTick> m_ticks;
    std::vector<LegendItem> m_legend;
    LegendTitle m_legendOf;
};

/// The word for a span: its task's label, or its state's word.
QString nameOf(const LaneGroup& group, const trace::Span& span);

} // namespace lab::widgets
