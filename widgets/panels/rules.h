// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "core/scenario/registry.h"
#include "core/session/run_session.h"
#endif

#include <QDate>
#include <QString>

#include <optional>
#include <vector>

namespace lab::widgets {

/// A rule of thumb, and the scenario, variant and settings that show it.
struct Rule
{
    enum class Section { Helps, Hurts, Order };
    QString key; ///< for files, stable between versions: "independent"
    Section section = Section::Helps;
    QString headline; ///< "Independent work"
    QString sentence;
    std::string scenario;
    std::string variant;
    scenario::Settings settings; ///< beside the standard ones
    std::string against =
        {}; ///< variant to compare with, where it is not the one that the ladder begins with
};

/// All rules, section by section; those of the last one in the order in which to optimise.
const std::vector<Rule>& rules();

/// "When it helps", "When it hurts", "In which order to optimise".
QString sectionTitle(Rule::Section section);

/// What this machine showed for a rule, last time.
struct RuleFigure
{
    double speedup = 1;
    analysis::Interval interval{1, 1};
    int workers = 1;
    QString against; ///< label of the variant it is compared with
    QDate date;
};

/// The figure of a finished run for `rule`; nothing where the run was another scenario or mode, used other
/// settings, or did not get that far.
std::optional<RuleFigure> figureFor(const Rule& rule, const scenario::ScenarioInfo& info,
                                    const session::RunState& state, QDate today);

/// Kept in the program's settings, from one start to the next. What cannot be read is no figure.
void keepFigure(const Rule& rule, const RuleFigure& figure);
std::optional<RuleFigure> keptFigure(const Rule& rule);

/// "1.84×  (1.78 – 1.90), 2 workers, 22 Nov 2026".
QString figureText(const RuleFigure& figure);

} // namespace lab::widgets
