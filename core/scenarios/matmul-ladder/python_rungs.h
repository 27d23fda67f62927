// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interpreter/python_matmul.h"
#include "core/scenario/scenario.h"
#include "core/scenarios/matmul-ladder/ladder_inputs.h"
#include "core/scenarios/matmul-ladder/rungs.h"

#include <array>
#include <vector>

namespace lab::scenarios::matmul_ladder {

/// A rung that would take longer is left out; ns.
inline constexpr double kLongestIteration = 4e9;

/// "it would take about 12 s at this size".
std::string tooLong(double nanoseconds);

bool runsElsewhere(Rung rung);

/// The rungs that run in processes of their own, kPython and kNumPy, with inputs of their own: these cost
/// most of a preparation, and where this process has its memory is nothing to them.
class PythonRungs
{
public:
    /// Starts both; one that cannot run is not available. `inputs` are copied. Throws Stopped.
    PythonRungs(const kernels::MatmulShape& shape, const LadderInputs& inputs, int workers,
                const std::stop_token& stop);

    const scenario::Availability& availability(Rung rung) const { return m_availability[placeOf(rung)]; }

    /// Multiplies once. Recorded is an iteration as it is measured: rows of the loops; of NumPy, one span,
    /// the last of a burst. Nothing happens where stop is requested; then and else see PythonMatmul.
    void multiply(Rung rung, trace::LaneWriter* writer, const std::stop_token& stop);

    /// ns of products one after the other; empty where one lasts too long for bursts.
    std::vector<double> burst(Rung rung, base::Nanoseconds length, std::size_t fewest, std::size_t most,
                              const std::stop_token& stop);

    /// When the last product was made.
    scenario::OwnTime last() const { return {m_last.begin, m_last.end}; }

    bool copyResult(Rung rung, float* y, const std::stop_token& stop);

private:
    static std::size_t placeOf(Rung rung) { return rung == kPython ? 0 : 1; }
    void startLoops(const std::stop_token& stop);
    void startNumPy(const std::stop_token& stop);
    interpreter::PythonMatmul& of(Rung rung) { return rung == kPython ? m_loops : m_numPy; }
    std::vector<interpreter::Stretch> stretches(Rung rung, base::Nanoseconds length, std::size_t fewest,
                                                std::size_t most, const std::stop_token& stop);

    const kernels::MatmulShape m_shape;
    const LadderInputs m_inputs;
    interpreter::PythonMatmul m_loops;
    interpreter::PythonMatmul m_numPy;
    std::array<scenario::Availability, 2> m_availability;
    std::array<double, 2> m_estimates{}; // ns a product
    interpreter::Stretch m_last;
};

} // namespace lab::scenarios::matmul_ladder
