// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/network/sample_rows.h"

#include <algorithm>

namespace lab::widgets {

std::vector<std::int64_t> samplesInRows(std::int64_t samples, int rows)
{
    const std::int64_t count = std::min<std::int64_t>(samples, rows);
    std::vector<std::int64_t> shown;
    for (std::int64_t row = 0; row < count; ++row)
        shown.push_back(row * samples / count);
    return shown;
}

SampleRow sampleRow(std::int64_t sample, const std::vector<std::vector<Filled>>& filled,
                    const std::vector<std::int64_t>& neurons)
{
    SampleRow row{sample, {}};
    for (std::size_t layer = 0; layer < filled.size(); ++layer) {
        LayerPassage passage;
        for (const Filled& part : filled[layer]) {
            if (sample < part.rows.begin || sample >= part.rows.end)
                continue;
            const auto columns = static_cast<double>(part.columns.end - part.columns.begin);
            passage.share += part.share * columns / static_cast<double>(neurons[layer]);
            passage.lane = part.lane;
        }
        row.layers.push_back(passage);
    }
    return row;
}

} // namespace lab::widgets
