// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/registry.h"

#include <set>
#include <stdexcept>

namespace lab::scenario {

namespace {

void insistOnUnique(std::set<std::string>& seen, const std::string& name, const std::string& where)
{
    if (name.empty() || !seen.insert(name).second)
        throw std::logic_error("scenario '" + where + "' declares '" + name + "' twice or without a name");
}

} // namespace

std::string_view key(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Helps:
        return "helps";
    case Verdict::Hurts:
        return "hurts";
    case Verdict::Depends:
        break;
    }
    return "depends";
}

void Registry::add(std::unique_ptr<const Scenario> scenario)
{
    const ScenarioInfo& info = scenario->info();
    if (info.id.empty() || find(info.id))
        throw std::logic_error("scenario id '" + info.id + "' is empty or taken");
    if (info.variants.empty())
        throw std::logic_error("scenario '" + info.id + "' has no variants");
    std::set<std::string> names;
    for (const Parameter& parameter : info.parameters)
        insistOnUnique(names, parameter.name, info.id);
    std::set<std::string> variants;
    for (const Variant& variant : info.variants)
        insistOnUnique(variants, variant.key, info.id);
    m_scenarios.push_back(std::move(scenario));
}

const Scenario* Registry::find(std::string_view id) const
{
    for (const auto& scenario : m_scenarios) {
        if (scenario->info().id == id)
            return scenario.get();
    }
    return nullptr;
}

const Scenario& Registry::get(std::string_view id) const
{
    if (const Scenario* scenario = find(id))
        return *scenario;
    std::string ids;
    for (const auto& scenario : m_scenarios)
        ids += (ids.empty() ? "" : ", ") + scenario->info().id;
    throw std::invalid_argument("there is no scenario '" + std::string(id) + "'; there are: " + ids);
}

Verdict measuredVerdict(double low, double high)
{
    constexpr double kClear = 1.1;
    if (low > kClear)
        return Verdict::Helps;
    return high < 1 / kClear ? Verdict::Hurts : Verdict::Depends;
}

} // namespace lab::scenario
