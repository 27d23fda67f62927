// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/result_text.h"

#include "core/session/findings.h"
#include "widgets/lanes/coordinates.h"
#include "widgets/panels/core_words.h"
#include "widgets/panels/earlier_runs.h"
#include "widgets/panels/waits_for_cores.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr double kRepresentative = 0.1; // of the workers' time: how far a recorded iteration may be off

QString text(const char* source, int n = -1)
{
    return QCoreApplication::translate("Result", source, nullptr, n);
}

// What took time, as a sentence names it.
QString asTime(const BreakdownPart& part)
{
    using Kind = BreakdownPart::Kind;
    switch (part.kind) {
    case Kind::LockWait:
        return text("waiting for locks");
    case Kind::DataWait:
        return text("waiting for data");
    case Kind::Barrier:
        return text("waiting at barriers");
    case Kind::Imbalance:
        return text("idle time");
    case Kind::Other:
        return text("time between tasks, without one to take,");
    case Kind::NoCore:
        return text("work that had no core");
    case Kind::Compute:
    case Kind::Slowdown:
    case Kind::Transfer:
    case Kind::Holds:
    case Kind::Device:
    case Kind::StartUp:
        break;
    }
    return part.word;
}

QString number(double value, int decimals = 2)
{
    return QString::number(value, 'f', decimals);
}

// Devices that the main variant runs on; 0 before it has been recorded.
int devicesOf(const session::RunState& state)
{
    const auto& capture = state.variants[state.mainVariant].capture;
    if (!capture || !capture->trace)
        return 0;
    const auto& lanes = capture->trace->lanes();
    return static_cast<int>(std::count_if(lanes.begin(), lanes.end(), [](const trace::Lane& lane) {
        return lane.info.kind == trace::LaneKind::Device;
    }));
}

const session::VariantResult* mainResult(const session::RunState& state)
{
    return state.mainVariant < state.variants.size() ? &state.variants[state.mainVariant] : nullptr;
}

QString label(const session::VariantResult& result)
{
    return QString::fromStdString(result.variant.label);
}

// What the workers brought: the main variant against the sequential one of the same kind.
double parallelSpeedup(const session::RunState& state)
{
    const auto& main = *mainResult(state);
    const double sequential = state.variants[state.sequentialVariant].median;
    return main.against == state.sequentialVariant || sequential <= 0 ? main.speedup
                                                                      : sequential / main.median;
}

/// Whether it is beyond doubt that the workers alone do not explain the speedup.
bool outrunsWorkers(const session::RunState& state)
{
    const auto& main = *mainResult(state);
    if (!session::hasInterval(state, main))
        return false;
    const double doubt = main.speedup > 0 ? main.speedupInterval.low / main.speedup : 1;
    return parallelSpeedup(state) * doubt > workersOf(state);
}

QString speedupWords(const session::RunState& state)
{
    const auto& main = *mainResult(state);
    if (main.variant.onDevices)
        return text("speedup, %n emulated GPU(s)", devicesOf(state));
    return main.variant.usesPool ? text("speedup, %n worker(s)", workersOf(state))
                                 : text("speedup, one worker");
}

// More workers than the machine has processors for: who is idle may have had none.
bool shareCores(const session::RunState& state)
{
    return state.capacityWorkers > 0 && state.request.workers > state.capacityWorkers &&
           mainResult(state)->variant.usesPool;
}

// Of a variant whose result may be wrong, which is its lesson.
QString inexactText(const session::VariantResult& result)
{
    if (!result.remark.empty())
        return text("%1: %2").arg(label(result), QString::fromStdString(result.remark));
    return result.differs()
               ? text("%1: wrong by %2").arg(label(result), QString::number(*result.difference, 'g', 2))
               : text("%1: right this time").arg(label(result));
}

} // namespace

int workersOf(const session::RunState& state)
{
    const int own = state.mainVariant < state.variants.size() ? state.variants[state.mainVariant].workers : 1;
    return own > 1 ? own : state.request.workers;
}

bool hasFigure(const session::RunState& state)
{
    const auto* main = mainResult(state);
    return main && session::hasSpeedup(state, *main);
}

QString figureText(const session::RunState& state)
{
    // What was measured while the workers had no cores of their own is no speedup of theirs.
    return hasFigure(state) && session::hasBase(state, *mainResult(state)) && !session::disturbanceOf(state)
               ? threeDigits(mainResult(state)->speedup) + QStringLiteral("×")
               : QStringLiteral("?×");
}

QStringList figureLines(const session::RunState& state, const machine::Machine& machine)
{
    if (!hasFigure(state))
        return {text("speedup"), text("not measured yet")};
    const auto& main = *mainResult(state);
    QStringList lines;
    QString workers = speedupWords(state);
    if (main.variant.usesPool)
        workers += coreWords(machine, state.request.workers);
    if (main.variant.usesPool && state.request.workers > machine.processors)
        workers += text(", oversubscribed");
    lines << workers;
    if (session::hasBase(state, main) && session::disturbanceOf(state))
        lines << text("no figure: %1 (%2× measured)").arg(disturbanceWord(state), threeDigits(main.speedup));
    if (main.against != state.sequentialVariant)
        lines << text("%1 against %2").arg(label(main), label(state.variants[main.against]));
    constexpr double kUnspeakable = 0.2; // nobody hears how much "0.00012 times as fast" is
    if (main.speedup > 0 && main.speedup < kUnspeakable)
        lines << text("%1 times slower").arg(threeDigits(1 / main.speedup));
    if (state.mode == session::Mode::Live) {
        lines << text("live: recording and drawing included");
        return lines;
    }
    if (!session::hasBase(state, main)) {
        lines << text("nothing else can run that it could be compared with");
        return lines;
    }
    const bool known = session::hasInterval(state, main);
    if (known)
        lines << text("95\u00a0%\u00a0CI\u00a0%1\u00a0–\u2060\u00a0%2")
                     .arg(threeDigits(main.speedupInterval.low), threeDigits(main.speedupInterval.high));
    const bool noneLeft = state.setAside == state.rounds; // the figure is of those that were set aside
    QString rounds = text("%n round(s)", noneLeft ? state.rounds : state.rounds - state.setAside);
    rounds += text(" in %n placement(s)", state.placements);
    if (!known)
        rounds += text(": too few for an interval");
    const QString cause = state.throttled > 0 ? text("limited") : text("cores busy");
    if (noneLeft && state.rounds > 0)
        rounds += text(", %1 throughout").arg(cause);
    else if (state.setAside > 0)
        rounds += text(", %1 left out (%2)").arg(QString::number(state.setAside), cause);
    lines << rounds;
    if (const QString earlier = earlierText(state); !earlier.isEmpty())
        lines << earlier;
    if (!state.emulated.empty()) // more cores would not change what is set
        lines << text("wall time, with an emulated GPU");
    else if (state.capacityWorkers > 1 && state.capacity.least() > 0)
        lines << text("cores could give %1×").arg(number(state.capacity.least()));
    return lines;
}

QString disturbanceText(const session::RunState& state)
{
    const auto disturbance = session::disturbanceOf(state);
    if (!disturbance)
        return {};
    switch (*disturbance) {
    case session::Disturbance::Throttled:
        return text("in %1 of %2 rounds the limit of %3 held the workers back")
            .arg(state.throttled)
            .arg(state.rounds)
            .arg(state.quota == 1 ? text("1 processor")
                                  : text("%1 processors").arg(state.quota.value_or(0), 0, 'g', 3));
    case session::Disturbance::RoundsSetAside:
        return text("in %1 of %2 rounds the cores were busy with something else: measure again")
            .arg(state.setAside)
            .arg(state.rounds);
    case session::Disturbance::CoresBusy:
        break;
    }
    return text("all cores together gave only %1× the speed of one, busy with something else: measure again")
        .arg(threeDigits(state.capacity.least()));
}

QString disturbanceWord(const session::RunState& state)
{
    const auto disturbance = session::disturbanceOf(state);
    if (!disturbance)
        return {};
    return disturbance == session::Disturbance::Throttled ? text("held back by a limit") : text("cores busy");
}

QString agreementText(const session::RunState& state)
{
    if (state.variants.empty())
        return {};
    double largest = 0;
    const double exact = state.variants[state.sequentialVariant].tolerance;
    for (const auto& result : state.variants) {
        if (!result.availability.available || !result.variant.exact)
            continue;
        if (!result.difference) // not compared yet, or stopped before
            return {};
        if (result.differs())
            return text("%1 differs from sequential by %2")
                .arg(QString::fromStdString(result.variant.label),
                     QString::number(*result.difference, 'g', 2));
        if (result.tolerance <= exact) // lower precisions state their error beside their name
            largest = std::max(largest, *result.difference);
    }
    QStringList parts{
        largest == 0
            ? text("results identical to sequential (difference 0)")
            : text("results agree with sequential (difference ≤ %1)").arg(QString::number(largest, 'g', 2))};
    for (const auto& result : state.variants) {
        if (!result.variant.exact && result.availability.available && result.median > 0)
            parts << inexactText(result);
    }
    return parts.join(QStringLiteral(" · "));
}

QString recordingText(const session::RunState& state)
{
    if (!hasFigure(state) || state.mode == session::Mode::Live)
        return {};
    const auto& main = *mainResult(state);
    if (main.recordingCost >= 1)
        return text("recorded iterations took %1× as long as measured ones")
            .arg(threeDigits(1 + main.recordingCost));
    const QString percent = number(std::abs(main.recordingCost) * 100, 1);
    return main.recordingCost >= 0
               ? text("recorded iterations were %1 % longer than measured ones").arg(percent)
               : text("recorded iterations were %1 % shorter than measured ones").arg(percent);
}

std::vector<BreakdownPart> breakdownParts(const session::RunState& state)
{
    using Kind = BreakdownPart::Kind;
    const auto* main = mainResult(state);
    if (!main || !main->capture || main->breakdown.wall <= 0 || main->breakdown.lanes == 0)
        return {};
    const auto& times = main->breakdown;
    const double all = static_cast<double>(times.wall) * times.lanes;
    const auto sequential = static_cast<double>(state.variants[state.sequentialVariant].breakdown.compute);
    const auto computed = static_cast<double>(times.compute);
    const double useful = sequential > 0 ? std::min(sequential, computed) : computed;
    std::vector<BreakdownPart> every = {
        {Kind::Compute, text("compute"), useful / all},
        {Kind::Slowdown, text("slower computing"), (computed - useful) / all},
        {Kind::LockWait, text("waits for lock"), static_cast<double>(times.lockWait) / all},
        {Kind::DataWait, text("waits for data"), static_cast<double>(times.dataWait) / all},
        {Kind::Barrier, text("waits at barriers"), static_cast<double>(times.barrier) / all},
        {Kind::Transfer, text("transfer"), static_cast<double>(times.transfer) / all},
        {Kind::StartUp, text("start-up"), static_cast<double>(times.startUp) / all},
        {Kind::Imbalance,
         shareCores(state) && !main->capture->withoutCore ? text("no core or no work") : text("idle"),
         static_cast<double>(times.imbalance) / all},
        {Kind::Other, text("between tasks"), static_cast<double>(times.other) / all},
    };
    if (main->capture->withoutCore)
        tellWaitsForCores(every, static_cast<double>(*main->capture->withoutCore) / all);
    std::vector<BreakdownPart> parts;
    std::copy_if(every.begin(), every.end(), std::back_inserter(parts),
                 [](const BreakdownPart& part) { return part.share > 0; });
    return parts;
}

QString breakdownTitle(const session::RunState& state)
{
    if (!hasFigure(state))
        return text("Where the time went");
    if (mainResult(state)->variant.onDevices)
        return text("Where the GPUs' time went");
    if (!state.emulated.empty())
        return text("Where the workers' time went");
    if (!mainResult(state)->variant.usesPool)
        return text("Where the time went");
    const double missing = workersOf(state) - parallelSpeedup(state);
    if (outrunsWorkers(state))
        return text("Where the time went: faster than %n worker(s) explain", workersOf(state));
    if (missing < 0.01)
        return text("Where the time went");
    // The parts are those of one recorded iteration, which may have gone worse or better than most.
    const auto parts = breakdownParts(state);
    const double lost = workersOf(state) * (parts.empty() ? 0 : 1 - parts.front().share);
    if (std::abs(lost - missing) > kRepresentative * workersOf(state))
        return text("Where the time of one recorded iteration went");
    if (parallelSpeedup(state) < 1)
        return text("Where the workers' time went");
    return text("Workers' time: where the other %1× went").arg(number(missing));
}

namespace {

QString whyOfThisRun(const session::RunState& state, const machine::Machine& machine)
{
    if (!hasFigure(state))
        return {};
    const auto& main = *mainResult(state);
    if (!session::hasBase(state, main))
        return text("%1 is all that can run with these settings.").arg(label(main));
    const QString asFast =
        text("%1 is %2× as fast as %3")
            .arg(label(main), threeDigits(main.speedup), label(state.variants[main.against]));
    if (!session::hasInterval(state, main))
        return text("%1, in too few placements to be sure: measure again.").arg(asFast);
    if (main.against != state.sequentialVariant)
        return text("%1: one computation, one machine.").arg(asFast);
    if (!state.emulated.empty())
        return text("%1. The GPU is emulated: the figure holds for these settings.").arg(asFast);
    if (!main.variant.usesPool)
        return text("%1, on one worker.").arg(asFast);
    if (const QString disturbance = disturbanceText(state); !disturbance.isEmpty())
        return text("%1, but %2.").arg(asFast, disturbance);
    if (outrunsWorkers(state))
        return text("%1 is %2× as fast, more than its workers explain: usually several caches hold what one "
                    "could "
                    "not.")
            .arg(label(main), threeDigits(main.speedup));
    const auto parts = breakdownParts(state);
    const BreakdownPart* largest = nullptr;
    for (const BreakdownPart& part : parts) {
        if (part.kind != BreakdownPart::Kind::Compute && (!largest || part.share > largest->share))
            largest = &part;
    }
    const QString faster =
        main.speedupInterval.low > 1 ? text("%1 finishes %2× as fast with %n worker(s)", workersOf(state))
        : main.speedupInterval.high < 1
            ? text("%1 takes %2× as long with %n worker(s)", workersOf(state))
            : text("%1 makes no clear difference (%2×) with %n worker(s)", workersOf(state));
    const bool slower = main.speedupInterval.high < 1 && main.speedup > 0;
    QString sentence = faster.arg(label(main), threeDigits(slower ? 1 / main.speedup : main.speedup));
    sentence += coreWords(machine, state.request.workers);
    if (shareCores(state)) // where idle is who had no core, or found no work left when it got one
        sentence += text("; %1 workers share %2 cores, and much of the time some of them have none")
                        .arg(state.request.workers)
                        .arg(state.capacityWorkers);
    else if (largest && largest->share > 0.01)
        sentence += text("; in the recorded iteration %1 took the largest part of the rest, %2 % of the "
                         "workers' time")
                        .arg(asTime(*largest), number(largest->share * 100, 0));
    if (largest && largest->kind == BreakdownPart::Kind::Slowdown && !shareCores(state))
        sentence +=
            text(": tasks take longer beside others (shared caches, memory or arithmetic, a lower clock)");
    return sentence + QStringLiteral(".");
}

} // namespace

QString whySentence(const session::RunState& state, const machine::Machine& machine)
{
    const QString earlier = earlierSentence(state);
    return earlier.isEmpty() ? whyOfThisRun(state, machine)
                             : whyOfThisRun(state, machine) + QLatin1Char(' ') + earlier;
}

} // namespace lab::widgets
