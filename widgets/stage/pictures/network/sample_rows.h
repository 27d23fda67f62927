// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/fill_progress.h"

#include <vector>

namespace lab::widgets {

/// How far a layer is computed for one sample, 0 … 1, and by whom if it has begun.
struct LayerPassage
{
    double share = 0;
    std::size_t lane = 0;
    friend bool operator==(const LayerPassage&, const LayerPassage&) = default;
};

/// A sample on its way through the layers.
struct SampleRow
{
    std::int64_t sample = 0;
    std::vector<LayerPassage> layers;
};

/// The samples that somebody has in hand at `t`, or else had last; the first ones before anybody has begun.
scenario::Range samplesInHand(const scenario::Scene& scene, const trace::Trace& trace, base::Nanoseconds t);

/// Which samples of a batch have a row of their own. Where few are worked on at a time, as many neighbours as
/// there are rows, those in `hand` among them, so that they are seen to pass; else samples spread over the
/// batch, so that parts of it that go different ways are among them.
std::vector<std::int64_t> samplesInRows(std::int64_t samples, int rows, const scenario::Range& hand);

/// `filled` and `neurons`: of each layer, what is written of it and how wide it is. Pure.
SampleRow sampleRow(std::int64_t sample, const std::vector<std::vector<Filled>>& filled,
                    const std::vector<std::int64_t>& neurons);

} // namespace lab::widgets
