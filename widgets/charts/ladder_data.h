// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/run_session.h"

#include <QString>

#include <optional>
#include <vector>

namespace lab::widgets {

/// One variant on the ladder. What is unknown has no value.
struct LadderRow
{
    std::size_t variant = 0; ///< index in the run's variants
    QString name;
    std::size_t group = 0; ///< variants compared with one another; counts from 0
    bool available = true;
    QString reason; ///< why it is not available
    bool usesPool = false;
    bool peer = false;                   ///< somebody else's: not a rung
    bool exact = true;                   ///< its result is right, in the sequential variant's precision
    QString remark;                      ///< of its newest iteration: what it lost, for example
    double median = 0;                   ///< ns; 0: not measured yet
    std::optional<double> factor;        ///< how many times as fast as the group's base
    analysis::Interval interval{1, 1};   ///< 95 %, of `factor`
    std::optional<double> step;          ///< against the last measured rung above; none for a peer
    std::optional<double> rate;          ///< in `rateUnit`; in the sequential variant's group only
    std::optional<double> percentOfPeak; ///< of the machine figure "peak"
};

/// A published ladder. Never this machine's.
struct LadderQuotation
{
    struct Rung
    {
        QString name;
        double factor = 1;
    };
    QString source;
    std::vector<Rung> rungs; ///< empty: nothing is quoted, or it is switched off
};

/// What a ladder chart shows, without pixels or colours.
struct LadderData
{
    QString title;
    std::vector<LadderRow> rows; ///< group by group, within a group in the scenario's order
    std::size_t groups = 0;
    QString rateUnit; ///< "GFLOP/s"
    bool hasRate = false;
    bool hasPercent = false;
    double low = 1;   ///< of the axis; at most 1
    double high = 10; ///< of the axis; above every factor, interval and quoted rung
    QString sentence; ///< the fastest exact rung against the peer; empty without a peer
    bool measured = false;
    bool isLadder = false; ///< each rung goes on from the one above: steps mean something
    bool devices = false;  ///< all rungs run on devices, not on workers
    /// Where bars begin: at 1× where nothing is slower, else where the axis begins. The faster, the longer.
    double barsFrom() const;
    /// Where the person expected the row of `predictedRow`; absent where nothing answers the question.
    std::optional<double> predicted;
    std::size_t predictedRow = 0;
    bool canQuote = false; ///< the scenario has a quotation, shown or not
    LadderQuotation quotation;
};

/// Whether a rate of this work is one of GFLOP/s, which rooflines and shares of the machine's peak need.
bool countsFlops(const scenario::Work& work);

/// Title of the column of shares of the peak: "% of peak", or of which, where lower precisions go beyond it.
QString peakTitle(const LadderData& data);

/// The end of the chain of `Variant::against` that begins with `variant`.
std::size_t rootOf(const std::vector<session::VariantResult>& results, std::size_t variant);

/// Roots are found by following `Variant::against` to the end; those with one root form a group. A group's
/// base is its root, or its first variant that has been measured where the root cannot run. A variant that
/// was measured in turn with its base has the rounds' ratio; for others the interval of a ratio comes from
/// those of both medians, on the logarithmic scale (MOVER: Zou and Donner, Statistics in Medicine 27, 2008,
/// section 3.2).
LadderData ladderData(const scenario::ScenarioInfo& info, const session::RunState& state, bool quoted,
                      std::optional<double> prediction = {});

} // namespace lab::widgets
