// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/law_band.h"

#include "core/session/findings.h"
#include "widgets/lanes/coordinates.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr int kSteps = 64;
constexpr double kMostOutside = 0.01; // of the work: then waiting for it is no matter of workers

QString text(const char* source)
{
    return QCoreApplication::translate("Chart", source);
}

// The main variant's recording, where workers with a core each do all of it: devices and storage do not
// follow the law, and work that waits for a busy core is longer than it is.
const session::Capture* lawfulCapture(const session::RunState& state)
{
    if (session::isRunning(state) || state.mainVariant >= state.variants.size() ||
        session::disturbanceOf(state))
        return nullptr;
    const session::Capture* capture = state.variants[state.mainVariant].capture.get();
    if (!capture || !capture->why || capture->trace->lanes().size() < 2)
        return nullptr;
    for (const trace::Lane& lane : capture->trace->lanes())
        if (lane.info.kind != trace::LaneKind::Worker)
            return nullptr;
    const analysis::WorkAndSpan& law = capture->why->law;
    const auto outside = static_cast<double>(law.outside);
    return law.span > 0 && outside <= kMostOutside * static_cast<double>(law.work) ? capture : nullptr;
}

} // namespace

// The law compares with one worker on the recorded work, the chart with the sequential variant; what lies
// between is the work overhead (M. Frigo, C. E. Leiserson, K. H. Randall, "The implementation of the Cilk-5
// multithreaded language", PLDI 1998: T₁ ÷ T_S). T_S is taken from the measured speedup of as many workers as
// were recorded: rounds alternate, so a machine that drifts leaves that alone, and the point obeys the law.
std::optional<LawBand> lawBand(const session::RunState& state, double mostWorkers)
{
    const session::Capture* capture = lawfulCapture(state);
    if (!capture)
        return std::nullopt;
    const auto measured = std::find_if(state.scaling.begin(), state.scaling.end(), [&](const auto& point) {
        return point.workers == capture->workers && !point.oversubscribed;
    });
    if (measured == state.scaling.end())
        return std::nullopt;
    const analysis::WorkAndSpan& law = capture->why->law;
    const double scale =
        measured->speedup * static_cast<double>(capture->trace->duration()) / static_cast<double>(law.work);
    std::vector<double> workers = {std::min(law.parallelism(), mostWorkers)}; // where the law bends
    for (int i = 0; i <= kSteps; ++i)
        workers.push_back(std::min(mostWorkers, std::pow(mostWorkers, static_cast<double>(i) / kSteps)));
    std::sort(workers.begin(), workers.end());
    const QString most = threeDigits(scale * law.parallelism());
    LawBand result;
    result.band.label = text("model: work and span, at most %1×").arg(most);
    for (const double p : workers) {
        const analysis::SpeedupBand possible = analysis::speedupBand(law, p);
        result.band.lower.emplace_back(p, scale * possible.lower);
        result.band.upper.emplace_back(p, scale * possible.upper);
    }
    const auto time = [](base::Nanoseconds ns) { return formatTime(static_cast<double>(ns)); };
    result.note = text("Work %1, span %2: cut like this, no number of workers is more than %3× as fast.")
                      .arg(time(law.work), time(law.span), most);
    result.details =
        text("A model from this recording, for workers with a core each. Above: as many times as fast "
             "as there are workers, at most work ÷ span. Below: with %1 for each hand-over, in "
             "whatever order the work is taken (Graham, Brent). As the sequential variant may do less "
             "work, both are drawn so that the recording has the speedup that was measured.")
            .arg(time(law.dispatch));
    return result;
}

} // namespace lab::widgets
