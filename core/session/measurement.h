// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/breakdown.h"
#include "core/analysis/explanation.h"
#include "core/analysis/placements.h"
#include "core/analysis/scaling.h"
#include "core/analysis/trace_facts.h"
#include "core/scenario/scenario.h"
#include "core/scenario/sweep_result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lab::session {

/// One recorded iteration of one variant. Times of the trace start at the iteration's begin.
struct Capture
{
    base::VariantId variant;
    int workers = 1;
    int round = 0;        ///< 1-based
    bool complete = true; ///< false: the iteration was still going on when this was published
    std::shared_ptr<const trace::Trace> trace;
    std::shared_ptr<const scenario::Scene> scene;
    std::shared_ptr<const analysis::TraceFacts> facts = {}; ///< of the trace
    std::shared_ptr<const analysis::Explanation> why = {};  ///< of a complete one that is not too large
    std::optional<base::Nanoseconds> best = {}; ///< see scenario::bestInstant(); found with the recording
    /// How long workers were ready to run without a core, all of them together; when is not known. Absent of
    /// variants on other threads.
    std::optional<base::Nanoseconds> withoutCore = {};
};

/// Its best instant, looked for where that was not done with the recording; 0 without one.
base::Nanoseconds bestInstant(const Capture& capture);

/// What is known about one variant. Times in ns an iteration.
struct VariantResult
{
    scenario::Variant variant;
    scenario::Availability availability;
    std::size_t against = 0; ///< index of the variant that `speedup` compares with
    int workers = 1;
    /// By placement, one a kept round: the median iteration of that round's burst.
    analysis::Placed samples;
    double median = 0;           ///< over placements of the medians within them
    analysis::Interval interval; ///< 95 %, see analysis::placedMedian()
    /// Of the variant `against` ÷ of this one: the median over placements of the ratio of medians within
    /// them, measured in the same rounds.
    double speedup = 1;
    analysis::Interval speedupInterval{1, 1};
    /// Largest absolute difference from the sequential result; absent until they have been compared.
    std::optional<double> difference;
    double tolerance = 0;                   ///< largest difference that rounding may cause
    std::string remark;                     ///< of the newest iteration: what it lost, for example
    std::int64_t iterations = 0;            ///< timed iterations behind the samples
    std::shared_ptr<const Capture> capture; ///< newest while running, afterwards the one nearest the median
    analysis::Breakdown breakdown;          ///< of `capture`
    double recordingCost = 0;               ///< median captured ÷ median measured iteration − 1

    bool differs() const { return difference && !(*difference <= tolerance); }
};

/// Measured speedup of the scenario's main parallel variant at one number of workers.
struct ScalingPoint
{
    int workers = 1;
    double speedup = 1;
    analysis::Interval interval{1, 1};
    int samples = 0;    ///< rounds
    int placements = 0; ///< that these were in
    bool oversubscribed = false;
};

/// Median iteration time of a short stretch of Live mode, recording and drawing included.
struct LivePoint
{
    double seconds = 0; ///< since Live began
    double speedup = 0; ///< sequential ÷ main parallel variant
    int workers = 1;
};

} // namespace lab::session
