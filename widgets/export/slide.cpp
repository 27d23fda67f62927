// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/slide.h"

#include "widgets/charts/chart_content.h"
#include "widgets/charts/lock_table_layout.h"
#include "widgets/charts/sweep_data.h"
#include "widgets/lanes/lane_painter.h"
#include "widgets/lanes/run_lanes.h"
#include "widgets/panels/figure_panel.h"
#include "widgets/panels/rate_text.h"
#include "widgets/panels/result_text.h"
#include "widgets/stage/stage_painter.h"
#include "widgets/theme/fitted_text.h"
#include "widgets/theme/type_scale.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace lab::widgets {

namespace {

constexpr double kMargin = 80;
constexpr double kScale = 1.9;       // of the panels' texts: at least 20 px on 1080 lines
constexpr double kSmallScale = 1.45; // beside the picture
constexpr double kLeastChart = 210;  // px in which a chart has room for its axes and its legend
constexpr double kRightWidth = 560;
constexpr double kGap = 60;
constexpr double kFooterTop = 1010;
constexpr double kContentTop = 204;
constexpr double kTakeAwayHeight = 92;
constexpr double kLeastLanes = 170;  // below a lock table
constexpr std::size_t kFewRungs = 9; // of a ladder that stands beside the picture

// What is measured on this slide, and what is not.
QString originOf(const SlideContent& content)
{
    const auto say = [](const char* words) { return QCoreApplication::translate("Slide", words); };
    if (content.state->mode == session::Mode::Live)
        return say("live: recording and drawing included");
    if (isSweep(*content.state) && content.state->sweep->annotations.models.empty())
        return say("measured on this machine");
    switch (chartKind(*content.info, *content.state, content.chart)) {
    case scenario::ChartKind::Ladder:
        return content.chart.quoted && !content.info->quoted.rungs.empty()
                   ? say("measured on this machine; the dashed line is quoted, from another")
                   : say("measured on this machine");
    case scenario::ChartKind::Roofline:
        return say("measured on this machine, roof included");
    case scenario::ChartKind::Locks:
        return say("one recorded iteration on this machine");
    case scenario::ChartKind::Scaling:
        break;
    }
    return say("measured on this machine; dashed and dotted lines are models");
}

// At most, of a picture's height. Machines and memory need more room than a row of images.
double lanesShare(const session::VariantResult& shown)
{
    if (!shown.capture || !shown.capture->scene)
        return 0.69;
    switch (shown.capture->scene->picture) {
    case scenario::Picture::Training:
    case scenario::Picture::CacheLines:
    case scenario::Picture::Traversal:
        return 0.45;
    case scenario::Picture::Devices:
        return 0.52;
    default:
        return 0.69;
    }
}

class SlidePainting
{
public:
    SlidePainting(QPainter& painter, const SlideContent& content, ThemeKind kind, bool vectors)
        : m_painter(painter), m_content(content), m_kind(kind), m_theme(Theme::of(kind)), m_vectors(vectors)
    {
    }

    void paint()
    {
        m_painter.setRenderHint(QPainter::Antialiasing);
        paintTitle();
        if (!isSweep(*m_content.state) && !hasFigure(*m_content.state)) {
            paintInvitation();
            return;
        }
        if (isSweep(*m_content.state)) { // the chart is all there is
            paintLargeChart({kMargin, kContentTop, kSlideWidth - 2 * kMargin,
                             kFooterTop - kContentTop - kTakeAwayHeight - 20});
            paintFooter();
            return;
        }
        const QRectF left(kMargin, kContentTop, kSlideWidth - 2 * kMargin - kRightWidth - kGap,
                          kFooterTop - kContentTop - kTakeAwayHeight - 20);
        const QRectF right(kSlideWidth - kMargin - kRightWidth, kContentTop, kRightWidth, left.height());
        if (chartIsPicture())
            chartKind(*m_content.info, *m_content.state, m_content.chart) == scenario::ChartKind::Locks
                ? paintLocks(left)
                : paintLargeChart(left);
        else
            paintPicture(left);
        paintResult(right);
        paintFooter();
    }

private:
    /// A chart of many variants is the picture itself; the stage then moves beside it.
    bool chartIsPicture() const;
    void paintTitle();
    void paintInvitation();
    void paintPicture(const QRectF& area);
    void paintStagePart(const QRectF& area);
    double paintLanesPart(const QRectF& area, const std::vector<LaneGroup>& groups, double end, double most);
    void paintLocks(const QRectF& area);
    void paintLargeChart(const QRectF& area);
    void paintChartOrStage(const QRectF& area);
    void paintResult(const QRectF& area);
    void paintFooter();
    double write(const QRectF& rect, const QString& words, TextRole role, double scale, const QColor& colour,
                 int flags = Qt::AlignLeft | Qt::AlignTop);

    QPainter& m_painter;
    const SlideContent& m_content;
    const ThemeKind m_kind;
    const Theme& m_theme;
    const bool m_vectors;
};

double SlidePainting::write(const QRectF& rect, const QString& words, TextRole role, double scale,
                            const QColor& colour, int flags)
{
    const bool oneLine = (flags & Qt::TextWordWrap) == 0 && !words.contains(QLatin1Char('\n'));
    const FittedText fitted = oneLine ? fittedText(words, role, scale, rect.width())
                                      : fittedParagraph(words, role, scale, rect.size());
    m_painter.setFont(fitted.font);
    m_painter.setPen(colour);
    QRectF used;
    m_painter.drawText(rect, flags, fitted.words, &used);
    return used.height();
}

bool SlidePainting::chartIsPicture() const
{
    const ChartContent chart =
        chartContent(*m_content.info, *m_content.state, m_content.machine, m_content.chart);
    if (const auto* ladder = std::get_if<LadderData>(&chart))
        return ladder->rows.size() > kFewRungs;
    return !std::holds_alternative<ChartData>(chart);
}

} // namespace

std::optional<double> SlideContent::shownInstant() const
{
    if (shown() >= state->variants.size() || !state->variants[shown()].capture)
        return std::nullopt;
    return instant.value_or(static_cast<double>(bestInstant(*state->variants[shown()].capture)));
}

namespace {

void SlidePainting::paintTitle()
{
    const double width = kSlideWidth - 2 * kMargin;
    write({kMargin, 56, width, 80}, QString::fromStdString(m_content.info->title), TextRole::Title, 2.7,
          m_theme.text);
    write({kMargin, 134, width, 50}, QString::fromStdString(m_content.info->summary), TextRole::Body, 2.1,
          m_theme.textSecondary);
}

// Presenting begins before anything has been measured.
void SlidePainting::paintInvitation()
{
    const bool running = isRunning(*m_content.state);
    const char* words =
        running ? QT_TRANSLATE_NOOP("Slide", "measuring…") : QT_TRANSLATE_NOOP("Slide", "Press Space to run");
    QRectF area(kMargin, kContentTop, kSlideWidth - 2 * kMargin, kFooterTop - kContentTop);
    StageContent stage;
    stage.capture = m_content.inputs;
    stage.preparing = running;
    if (hasPicture(stage)) {
        PictureCache pictures;
        paintStage(m_painter, area.adjusted(0, 0, 0, -kTakeAwayHeight), stage, pictures, m_theme, kScale);
        area.setTop(area.bottom() - kTakeAwayHeight);
    }
    write(area, QCoreApplication::translate("Slide", words), TextRole::Heading, 2.4, m_theme.textSecondary,
          Qt::AlignCenter);
}

void SlidePainting::paintPicture(const QRectF& area)
{
    // The stage gets what the lanes leave, but neither is squeezed below use.
    const auto& state = *m_content.state;
    const std::size_t shown = m_content.shown();
    const double lanes =
        paintLanesPart(area, laneGroups(state, shown, m_content.idealCores), clockCut(state, shown),
                       area.height() * lanesShare(state.variants[shown]));
    paintStagePart(QRectF(area.left(), area.top(), area.width(), area.height() - lanes - 18));
}

// At the lower end of `area`, at most `most` high; returns how high. The clock ends at `end`, if that is
// above 0.
double SlidePainting::paintLanesPart(const QRectF& area, const std::vector<LaneGroup>& groups, double end,
                                     double most)
{
    LayoutOptions options;
    options.size = QSizeF(area.width(), 0);
    options.scale = kScale;
    options.range = m_content.sight;
    if (!options.range && end > 0)
        options.range = {0, end};
    LaneLayout lanes(groups, options);
    const double height = std::min(lanes.height(), most);
    options.size = QSizeF(area.width(), height);
    lanes = LaneLayout(groups, options);
    m_painter.save();
    m_painter.translate(area.left(), area.bottom() - height);
    paintLanes(m_painter, lanes, m_theme, m_content.shownInstant().value_or(kNoPlayhead), {m_vectors});
    m_painter.restore();
    return height;
}

// The lanes that the table counts stand below it, where it leaves room.
void SlidePainting::paintLocks(const QRectF& area)
{
    const auto& state = *m_content.state;
    const auto shown = lockVariant(state, m_content.chart.variant);
    const LockTableData locks = lockTableData(state, m_content.chart.variant);
    const double table = 36 + LockTableLayout::preferredHeight(locks, area.width(), kScale);
    const double room = area.height() - table - 24;
    if (!shown || room < kLeastLanes) {
        paintLargeChart(area);
        return;
    }
    auto groups = laneGroups(state, *shown);
    std::erase_if(groups, [&](const LaneGroup& group) { return group.variant != *shown; });
    const double lanes = paintLanesPart(area, groups, 0, room);
    paintLargeChart(area.adjusted(0, 0, 0, -lanes - 24));
}

void SlidePainting::paintStagePart(const QRectF& area)
{
    const auto& state = *m_content.state;
    const auto instant = m_content.shownInstant();
    if (!instant)
        return;
    const std::size_t shown = m_content.shown();
    StageContent stage;
    stage.capture = state.variants[shown].capture;
    stage.sequential = state.variants[shown].variant.alone();
    stage.remark = QString::fromStdString(state.variants[shown].remark);
    stage.measured = rateSentence(state, shown);
    stage.time = *instant;
    stage.sight = m_content.sight;
    PictureCache pictures;
    paintStage(m_painter, area, stage, pictures, m_theme, kScale);
}

void SlidePainting::paintLargeChart(const QRectF& area)
{
    const ChartContent chart =
        chartContent(*m_content.info, *m_content.state, m_content.machine, m_content.chart);
    write({area.left(), area.top() - 6, area.width(), 34}, chartTitle(chart), TextRole::Heading, 1.7,
          m_theme.text);
    paintChart(m_painter, area.adjusted(0, 36, 0, 0), chart, m_kind, kScale);
}

void SlidePainting::paintChartOrStage(const QRectF& area)
{
    const ChartContent chart =
        chartContent(*m_content.info, *m_content.state, m_content.machine, m_content.chart);
    if (chartIsPicture()) {
        paintStagePart(area);
        return;
    }
    write({area.left(), area.top(), area.width(), 34}, chartTitle(chart), TextRole::Heading, 1.7,
          m_theme.text);
    paintChart(m_painter, area.adjusted(0, 34, 0, 0), chart, m_kind, kSmallScale);
}

void SlidePainting::paintResult(const QRectF& area)
{
    const auto& state = *m_content.state;
    double y = area.top();
    write({area.left() - 6, y - 24, area.width(), 130}, figureText(state), TextRole::Figure, 2,
          m_theme.accent);
    y += 98;
    y += write({area.left(), y, area.width(), 170},
               figureLines(state, m_content.machine).join(QLatin1Char('\n')), TextRole::Body, 1.5,
               m_theme.textSecondary, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap);
    y += 14;
    const auto parts = breakdownParts(state);
    const double breakdown = parts.empty() ? 0 : breakdownHeight(area.width(), parts, kSmallScale) + 40;
    const double chartHeight = area.bottom() - breakdown - y - 44;
    if (chartHeight > kLeastChart)
        paintChartOrStage({area.left(), y, area.width(), chartHeight + 38});
    if (!parts.empty()) {
        const double top = area.bottom() - breakdown + 4;
        write({area.left(), top, area.width(), 30}, breakdownTitle(state), TextRole::Heading, 1.6,
              m_theme.text);
        paintBreakdown(m_painter, {area.left(), top + 34, area.width(), breakdown - 36}, parts, m_theme,
                       kSmallScale);
    }
}

void SlidePainting::paintFooter()
{
    const double width = kSlideWidth - 2 * kMargin;
    write({kMargin, kFooterTop - kTakeAwayHeight, width, kTakeAwayHeight - 16}, takeAway(m_content),
          TextRole::Strong, 2.05, m_theme.text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap);
    m_painter.setPen(QPen(m_theme.border, 2));
    m_painter.drawLine(QPointF(kMargin, kFooterTop), QPointF(kSlideWidth - kMargin, kFooterTop));
    write({kMargin, kFooterTop + 14, width, 46},
          QStringLiteral("Speedup Lab · %1 · %2").arg(originOf(m_content), provenanceLine(m_content)),
          TextRole::Body, 1.25, m_theme.textSecondary, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap);
}

} // namespace

void paintSlide(QPainter& painter, const SlideContent& content, ThemeKind theme, bool vectors)
{
    if (!content.info || !content.state)
        return;
    painter.save();
    SlidePainting(painter, content, theme, vectors).paint();
    painter.restore();
}

} // namespace lab::widgets
