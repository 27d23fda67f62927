// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/overhead/overhead_painter.h"

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

using base::Nanoseconds;
using trace::State;

constexpr double kStep = 10;        // of magnification, from bar to bar
constexpr double kWorkShare = 0.4;  // of the last bar
constexpr double kWorthAStep = 1.6; // less is not worth a bar

std::vector<OverheadPiece> piecesIn(const trace::Trace& trace, State state)
{
    std::vector<OverheadPiece> pieces;
    for (std::size_t lane = 0; lane < trace.lanes().size(); ++lane) {
        for (const trace::Segment& segment : trace.lanes()[lane].index.segments()) {
            if (segment.state == state && segment.end > segment.begin)
                pieces.push_back({segment.begin, segment.end, lane});
        }
    }
    std::sort(pieces.begin(), pieces.end(),
              [](const OverheadPiece& a, const OverheadPiece& b) { return a.begin < b.begin; });
    return pieces;
}

std::vector<OverheadStretch> merged(const std::vector<OverheadPiece>& pieces)
{
    std::vector<OverheadStretch> stretches;
    for (const OverheadPiece& piece : pieces) {
        if (!stretches.empty() && piece.begin <= stretches.back().end)
            stretches.back().end = std::max(stretches.back().end, piece.end);
        else
            stretches.push_back({piece.begin, piece.end});
    }
    return stretches;
}

} // namespace

Nanoseconds Overhead::workIn(const OverheadStretch& window) const
{
    Nanoseconds total = 0;
    for (const OverheadStretch& stretch : work)
        total += std::max<Nanoseconds>(0, std::min(stretch.end, window.end) -
                                              std::max(stretch.begin, window.begin));
    return total;
}

Nanoseconds Overhead::withoutWork(const OverheadStretch& stretch) const
{
    return stretch.end - stretch.begin - workIn(stretch);
}

OverheadStretch Overhead::starting() const
{
    Nanoseconds end = work.empty() ? 0 : work.front().begin;
    for (const OverheadStretch& stretch : startUp)
        end = std::max(end, stretch.end);
    return {0, std::min(end, work.empty() ? duration : work.back().end)};
}

Overhead overheadOf(const trace::Trace& trace)
{
    Overhead overhead;
    overhead.pieces = piecesIn(trace, State::Computing);
    overhead.work = merged(overhead.pieces);
    overhead.startUp = merged(piecesIn(trace, State::StartUp));
    overhead.duration = trace.duration();
    return overhead;
}

std::vector<OverheadStretch> overheadWindows(const Overhead& overhead, std::size_t most)
{
    const auto whole = static_cast<double>(overhead.duration);
    std::vector<OverheadStretch> windows = {{0, overhead.duration}};
    if (overhead.work.empty() || most < 2)
        return windows;
    const OverheadStretch& focus = overhead.work.front();
    const auto length = static_cast<double>(focus.end - focus.begin);
    const double all = whole * kWorkShare / length;
    if (all < kWorthAStep)
        return windows;
    const double wanted = std::ceil(std::log(all) / std::log(kStep) - 0.15);
    const double steps = std::clamp(wanted, 1.0, static_cast<double>(most - 1));
    const double factor = std::pow(all, 1 / steps);
    const double centre = static_cast<double>(focus.begin) + length / 2;
    for (double step = 1; step <= steps; ++step) {
        const double span = whole / std::pow(factor, step);
        const double begin = std::clamp(centre - span / 2, 0.0, whole - span);
        windows.push_back(
            {static_cast<Nanoseconds>(std::floor(begin)), static_cast<Nanoseconds>(std::ceil(begin + span))});
    }
    return windows;
}

} // namespace lab::widgets
