// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scene.h"

#include <cstddef>
#include <vector>

namespace lab::widgets {

/// Who has which unit of a scene's first task at an instant, and how long each worker has worked.
struct WorkShares
{
    struct Unit
    {
        double done = 0; ///< 0 … 1
        std::size_t lane = 0;
        bool started = false;
    };
    struct Worker
    {
        base::Nanoseconds soFar = 0;
        base::Nanoseconds whole = 0; ///< of the whole recording
        bool working = false;
        bool finished = false; ///< there is nothing more to come
    };
    std::vector<Unit> units;
    std::vector<Worker> workers; ///< one a lane
    double mean = 0;             ///< ns, of what the workers work in all
    base::Nanoseconds longest = 0;

    /// Of all work, by cost, 0 … 1.
    double done = 0;
};

/// What the units of the scene's first task cost, from its first exhibit; one each where that has no values.
std::vector<double> unitCosts(const scenario::Scene& scene);

/// At `t`. A span of several units works through them in order, each for as long as its cost says.
WorkShares workShares(const scenario::Scene& scene, const trace::Trace& trace, base::Nanoseconds t);

} // namespace lab::widgets
