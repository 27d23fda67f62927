// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/load-balance/balance_scene.h"

#include <algorithm>
#include <utility>

namespace lab::scenarios::load_balance {

std::shared_ptr<const scenario::Scene> balanceScene(std::span<const double> costs)
{
    auto scene = std::make_shared<scenario::Scene>();
    scene->picture = scenario::Picture::Balance;
    scene->events = {{trace::State::Computing}, {}, "piece of work", "pieces of work", true};
    const auto rows = static_cast<std::int64_t>(costs.size());
    auto values = std::make_shared<float[]>(costs.size());
    std::transform(costs.begin(), costs.end(), values.get(),
                   [](double cost) { return static_cast<float>(cost); });
    scenario::Exhibit work;
    work.kind = scenario::ExhibitKind::Vector;
    work.title = "keys that a row looks at";
    work.shape = {{"row", rows}};
    work.highest = costs.empty() ? 1 : static_cast<float>(*std::max_element(costs.begin(), costs.end()));
    work.values = std::move(values);
    scene->add(std::move(work));
    scenario::Task attention;
    attention.unitName = "Row";
    attention.name = "causal attention";
    attention.axes = {{"row", rows}};
    attention.loops = {{0}};
    attention.operationName = "rows";
    scene->add(std::move(attention));
    return scene;
}

} // namespace lab::scenarios::load_balance
