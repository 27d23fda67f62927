// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/shared/exhibits.h"

#include <algorithm>
#include <utility>

namespace lab::scenarios {

scenario::ExhibitId addMatrix(scenario::Scene& scene, std::string title, std::string rows,
                              std::string columns, const kernels::Tensor& values)
{
    scenario::Exhibit exhibit;
    exhibit.kind = scenario::ExhibitKind::Matrix;
    exhibit.title = std::move(title);
    exhibit.shape = {{std::move(rows), values.shape()[0]}, {std::move(columns), values.shape()[1]}};
    exhibit.values = values.shared();
    const auto [low, high] = std::minmax_element(values.elements().begin(), values.elements().end());
    exhibit.lowest = *low;
    exhibit.highest = *high;
    return scene.add(std::move(exhibit)).id;
}

} // namespace lab::scenarios
