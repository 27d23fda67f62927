// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine/machine.h"
#include "core/session/run_session.h"
#include "widgets/charts/chart_content.h"
#include "widgets/theme/theme.h"

#include <QList>
#include <QPair>
#include <QRectF>
#include <QSizeF>
#include <QString>
#include <memory>
#include <optional>
#include <utility>

class QPainter;

namespace lab::widgets {

/// What a slide or an exported panel is made from.
struct SlideContent
{
    const scenario::ScenarioInfo* info = nullptr;
    std::shared_ptr<const session::RunState> state; ///< of a run with at least one capture, or of a sweep
    std::shared_ptr<const session::Capture> inputs; ///< to show before a run; null: none
    machine::Machine machine;
    QString libraries; ///< "oneDNN 2.6.3 · oneTBB 2021.8"
    QString date;      ///< ISO, local
    /// Whose picture it is; absent: of the one that the figure is about.
    std::optional<std::size_t> variant = {};
    int idealCores = 0;                 ///< see laneGroups()
    bool path = false;                  ///< the same
    QString whatIf = {};                ///< askedSentence(), under the picture, too
    std::optional<double> instant = {}; ///< ns; absent: the best one of the picture's recording
    /// ns in sight of a replay that goes from event to event.
    std::optional<std::pair<double, double>> sight = {};
    ChartChoice chart; ///< by default what the scenario shows first

    std::size_t shown() const { return variant.value_or(state->mainVariant); }
    /// The picture's instant, ns; nothing without a recording.
    std::optional<double> shownInstant() const;
};

/// Logical size of an exported slide, 16 : 9. A PNG at 2× has twice as many pixels each way, fonts scaled
/// too.
inline constexpr int kSlideWidth = 1920;
inline constexpr int kSlideHeight = 1080;

/// Logical size of a slide that fills a `screen` (px) of any other shape: no narrower and no lower than an
/// exported one, so that all texts have their room; higher on 4 : 3, wider on 21 : 9.
QSizeF slideSizeFor(QSizeF screen);
/// px of the screen that a logical pixel takes there.
double slideScaleFor(QSizeF screen);

/// Scenario, parameters, seed, CPU, cores, workers, libraries, date, and what is measured or modelled: the
/// facts that every export carries, in reading order, as name and value.
QList<QPair<QString, QString>> provenance(const SlideContent& content);
/// The same on one line.
QString provenanceLine(const SlideContent& content);

/// The sentences under the picture: what was asked, if anything, then which variant, how much faster, and why
/// not more.
QString takeAway(const SlideContent& content);

/// Paints the whole slide into `size` logical pixels, at least kSlideWidth × kSlideHeight. `vectors`: every
/// span becomes a shape of its own.
void paintSlide(QPainter& painter, const SlideContent& content, ThemeKind theme, bool vectors,
                QSizeF size = {kSlideWidth, kSlideHeight});

} // namespace lab::widgets
