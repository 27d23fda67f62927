// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace lab::analysis {

/// Speedup of `workers` ≥ 1 workers that get equal ranges of very many tasks, whose work grows linearly from
/// 0: p / (2 − 1/p). The last range has the work from (1 − 1/p) to 1 of a triangle, 1 − (1 − 1/p)² of all,
/// which is (2 − 1/p) / p.
double blocksSpeedup(double workers);

/// No schedule of tasks that take `costs` is shorter: the longest of them, or sum ÷ workers. 0 without tasks.
double shortestSchedule(std::span<const double> costs, int workers);

/// How many times as long as the best schedule list scheduling may take at most, in whatever order tasks
/// come: 2 − 1/p (R. L. Graham, "Bounds on multiprocessing timing anomalies", SIAM Journal on Applied
/// Mathematics 17, 1969, theorem 1).
double listScheduleBound(double workers);

/// The same where the longest tasks come first: 4/3 − 1/(3p) (theorem 2 there).
double longestFirstBound(double workers);

/// Work of each worker, in the unit of `costs`, when whoever is free first takes the next task, of equals
/// the one with the lowest number: list scheduling on equal cores. `workers` ≥ 1.
std::vector<double> listSchedule(std::span<const double> costs, int workers);

/// Work of each worker where task i is `owners[i]`'s. Owners are below `workers`, and as many as costs.
std::vector<double> loadsOf(std::span<const double> costs, std::span<const std::uint32_t> owners,
                            int workers);

/// The most that any number of cores can gain with such loads: sum ÷ largest. 1 where nobody has any.
double speedupOf(std::span<const double> loads);

} // namespace lab::analysis
