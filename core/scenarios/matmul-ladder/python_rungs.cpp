// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/matmul-ladder/python_rungs.h"

#include <algorithm>
#include <cstdio>

namespace lab::scenarios::matmul_ladder {

namespace {

using interpreter::ChildFailed;
using interpreter::PythonMatmul;
using interpreter::Stretch;

// ns: a rung that would take longer is left out
constexpr double kLongestInBursts = 10e6; // ns: beside a longer one, asking for each costs nothing
constexpr base::Nanoseconds kWarmUp = 2'000'000;
constexpr std::size_t kFewestWarmUps = 4;
constexpr std::size_t kMostWarmUps = 64;

LadderInputs copyOf(const LadderInputs& inputs)
{
    LadderInputs copy{kernels::Tensor(inputs.x.shape()), kernels::Tensor(inputs.w.shape())};
    std::copy_n(inputs.x.data(), inputs.x.size(), copy.x.data());
    std::copy_n(inputs.w.data(), inputs.w.size(), copy.w.data());
    return copy;
}

} // namespace

std::string tooLong(double nanoseconds)
{
    const double seconds = nanoseconds * 1e-9;
    char text[64];
    std::snprintf(text, sizeof text, "it would take about %.*f s at this size", seconds < 10 ? 1 : 0,
                  seconds);
    return text;
}

bool runsElsewhere(Rung rung)
{
    return rung == kPython || rung == kNumPy;
}

PythonRungs::PythonRungs(const kernels::MatmulShape& shape, const LadderInputs& inputs, int workers,
                         const std::stop_token& stop)
    : m_shape(shape), m_inputs(copyOf(inputs)),
      m_loops(PythonMatmul::Kind::Loops, shape, m_inputs.x.data(), m_inputs.w.data(), 1),
      m_numPy(PythonMatmul::Kind::NumPy, shape, m_inputs.x.data(), m_inputs.w.data(), workers)
{
    startLoops(stop);
    startNumPy(stop);
}

void PythonRungs::startLoops(const std::stop_token& stop)
{
    scenario::Availability& can = m_availability[placeOf(kPython)];
    try {
        if (!m_loops.start(stop))
            throw scenario::Stopped();
        const double estimate = static_cast<double>(m_loops.timeOneNumber(stop)) *
                                static_cast<double>(m_shape.rows * m_shape.columns);
        m_estimates[placeOf(kPython)] = estimate;
        can = estimate > kLongestIteration ? scenario::Availability{false, tooLong(estimate)}
                                           : scenario::Availability{true, m_loops.description()};
    } catch (const ChildFailed& failure) {
        can = {false, failure.what()};
    }
    if (stop.stop_requested())
        throw scenario::Stopped();
}

void PythonRungs::startNumPy(const std::stop_token& stop)
{
    scenario::Availability& can = m_availability[placeOf(kNumPy)];
    try {
        if (!m_numPy.start(stop))
            throw scenario::Stopped();
        const Stretch time = m_numPy.multiply({}, stop);
        m_estimates[placeOf(kNumPy)] = static_cast<double>(time.end - time.begin);
        can.note = m_numPy.description();
    } catch (const ChildFailed& failure) {
        can = {false, failure.what()};
    }
    if (stop.stop_requested())
        throw scenario::Stopped();
}

void PythonRungs::multiply(Rung rung, trace::LaneWriter* writer, const std::stop_token& stop)
{
    const auto record = [writer](std::int64_t first, Stretch time) {
        writer->recordSteady({time.begin, time.end, static_cast<std::uint32_t>(first), 1,
                              trace::Span::kNobody, kProduct, trace::State::Computing});
    };
    const bool byRows = rung == kPython;
    if (writer && byRows)
        m_last = of(rung).multiply(record, stop);
    else if (!writer || stretches(rung, kWarmUp, kFewestWarmUps, kMostWarmUps, stop).empty())
        m_last = of(rung).multiply({}, stop);
    if (writer && !byRows)
        record(0, m_last);
}

std::vector<Stretch> PythonRungs::stretches(Rung rung, base::Nanoseconds length, std::size_t fewest,
                                            std::size_t most, const std::stop_token& stop)
{
    if (m_estimates[placeOf(rung)] >= kLongestInBursts)
        return {};
    std::vector<Stretch> times = of(rung).burst(length, fewest, most, stop);
    m_last = times.empty() ? Stretch{} : times.back();
    return times;
}

std::vector<double> PythonRungs::burst(Rung rung, base::Nanoseconds length, std::size_t fewest,
                                       std::size_t most, const std::stop_token& stop)
{
    std::vector<double> durations;
    for (const Stretch& time : stretches(rung, length, fewest, most, stop))
        durations.push_back(static_cast<double>(time.end - time.begin));
    return durations;
}

bool PythonRungs::copyResult(Rung rung, float* y, const std::stop_token& stop)
{
    return of(rung).copyResult(y, stop);
}

} // namespace lab::scenarios::matmul_ladder
