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

/// Which samples of a batch have a row of their own: spread over it, so that parts of a batch that go
/// different ways are among them. The first always has.
std::vector<std::int64_t> samplesInRows(std::int64_t samples, int rows);

/// `filled` and `neurons`: of each layer, what is written of it and how wide it is. Pure.
SampleRow sampleRow(std::int64_t sample, const std::vector<std::vector<Filled>>& filled,
                    const std::vector<std::int64_t>& neurons);

} // namespace lab::widgets
