// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <memory>
#include <string_view>
#include <vector>

namespace lab::scenario {

/// The scenarios of the program, in the order in which they are shown. Registration is explicit (see
/// core/scenarios/all.cpp); immutable afterwards, so that any thread may read.
class Registry
{
public:
    /// Throws std::logic_error for a second scenario with the same id, for one without an id, without
    /// variants, and for two parameters or variants of the same name.
    void add(std::unique_ptr<const Scenario> scenario);

    const std::vector<std::unique_ptr<const Scenario>>& scenarios() const { return m_scenarios; }

    /// Null when there is none.
    const Scenario* find(std::string_view id) const;
    /// Throws std::invalid_argument naming the ids that exist.
    const Scenario& get(std::string_view id) const;

private:
    std::vector<std::unique_ptr<const Scenario>> m_scenarios;
};

} // namespace lab::scenario
