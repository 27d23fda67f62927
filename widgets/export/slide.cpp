// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/slide.h"

#include "widgets/charts/chart_content.h"
#include "widgets/charts/lock_table_layout.h"
#include "widgets/charts/sweep_data.h"
#include "widgets/export/slide_picture.h"
#include "widgets/lanes/run_lanes.h"
#include "widgets/panels/figure_panel.h"
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
constexpr double kFooterHeight = 70;
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

class SlidePainting
{
public:
    SlidePainting(QPainter& painter, const SlideContent& content, ThemeKind kind, bool vectors, QSizeF size)
        : m_painter(painter), m_content(content), m_kind(kind), m_theme(Theme::of(kind)),
          m_picture(painter, content, m_theme, kScale, vectors), m_width(size.width() - 2 * kMargin),
          m_footerTop(size.height() - kFooterHeight)
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
            paintLargeChart(contents());
            paintFooter();
            return;
        }
        const QRectF left = contents().adjusted(0, 0, -kRightWidth - kGap, 0);
        const QRectF right = contents().adjusted(left.width() + kGap, 0, 0, 0);
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
    /// Between title and footer.
    QRectF contents() const
    {
        return {kMargin, kContentTop, m_width, m_footerTop - kContentTop - kTakeAwayHeight - 20};
    }
    /// A chart of many variants is the picture itself; the stage then moves beside it.
    bool chartIsPicture() const;
    void paintTitle();
    void paintInvitation();
    void paintPicture(const QRectF& area);
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
    const SlidePicture m_picture;
    const double m_width; // between the margins
    const double m_footerTop;
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
    write({kMargin, 56, m_width, 80}, QString::fromStdString(m_content.info->title), TextRole::Title, 2.7,
          m_theme.text);
    write({kMargin, 134, m_width, 50}, QString::fromStdString(m_content.info->summary), TextRole::Body, 2.1,
          m_theme.textSecondary);
}

// Presenting begins before anything has been measured.
void SlidePainting::paintInvitation()
{
    const bool running = isRunning(*m_content.state);
    const char* words =
        running ? QT_TRANSLATE_NOOP("Slide", "measuring…") : QT_TRANSLATE_NOOP("Slide", "Press Space to run");
    QRectF area(kMargin, kContentTop, m_width, m_footerTop - kContentTop);
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
    const std::size_t shown = m_content.shown();
    m_picture.paint(area, laneGroups(*m_content.state, shown, m_content.idealCores, m_content.path),
                    clockCut(*m_content.state, shown));
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
    const double lanes = m_picture.paintLanes(area, groups, 0, room);
    paintLargeChart(area.adjusted(0, 0, 0, -lanes - 24));
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
        m_picture.paintStage(area);
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
    write({kMargin, m_footerTop - kTakeAwayHeight, m_width, kTakeAwayHeight - 16}, takeAway(m_content),
          TextRole::Strong, 2.05, m_theme.text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap);
    m_painter.setPen(QPen(m_theme.border, 2));
    m_painter.drawLine(QPointF(kMargin, m_footerTop), QPointF(kMargin + m_width, m_footerTop));
    write({kMargin, m_footerTop + 14, m_width, 46},
          QStringLiteral("Speedup Lab · %1 · %2").arg(originOf(m_content), provenanceLine(m_content)),
          TextRole::Body, 1.25, m_theme.textSecondary, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap);
}

} // namespace

QSizeF slideSizeFor(QSizeF screen)
{
    const double scale = slideScaleFor(screen);
    return scale > 0 ? screen / scale : QSizeF(kSlideWidth, kSlideHeight);
}

double slideScaleFor(QSizeF screen)
{
    return std::min(screen.width() / kSlideWidth, screen.height() / kSlideHeight);
}

void paintSlide(QPainter& painter, const SlideContent& content, ThemeKind theme, bool vectors, QSizeF size)
{
    if (!content.info || !content.state)
        return;
    painter.save();
    SlidePainting(painter, content, theme, vectors, size).paint();
    painter.restore();
}

} // namespace lab::widgets
