// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/run_session.h"

#include <QString>
#include <QStringList>

namespace lab::widgets {

/// "1.94×"; "?×" before anything was measured.
QString figureText(const session::RunState& state);

/// The lines beside the big figure: workers, interval and rounds, capacity, what was set aside.
QStringList figureLines(const session::RunState& state, const machine::Machine& machine);

/// What kept the workers from their cores, as a clause: "in 5 of 12 rounds the cores were busy with something
/// else"; shortly, for a badge: "cores busy". Empty where nothing did.
QString disturbanceText(const session::RunState& state);
QString disturbanceWord(const session::RunState& state);

/// "results identical to sequential (largest difference 0)", or which variant differs by how much.
QString agreementText(const session::RunState& state);

/// "recording: captured iterations 0.6 % longer than measured ones"; empty before anything was measured.
QString recordingText(const session::RunState& state);

/// Of the main variant, which may bring its own number.
int workersOf(const session::RunState& state);

/// Whether there is a measured speedup to show.
bool hasFigure(const session::RunState& state);

/// A share of the time of all workers, for the breakdown bar and its legend.
struct BreakdownPart
{
    enum class Kind {
        Compute,
        Slowdown,
        LockWait,
        DataWait,
        Barrier,
        Transfer,
        Holds,
        Device,
        StartUp,
        NoCore,
        Imbalance,
        Other
    };
    Kind kind = Kind::Compute;
    QString word;
    double share = 0; ///< of workers × wall time; the parts add up to 1
};

/// Parts of the main variant's captured iteration, those above zero. Compute is what the sequential
/// iteration needed; what the same work took longer on several workers is a part of its own, and so is the
/// time in which workers had work but no core. The kernel tells how long that was, not when: it is taken off
/// slower computing first, then off start-up, gaps and the end.
std::vector<BreakdownPart> breakdownParts(const session::RunState& state);

/// "Where the other 0.31× went"; speaks of gain where the speedup exceeds the number of workers.
QString breakdownTitle(const session::RunState& state);

/// One sentence on what keeps the speedup from being ideal.
QString whySentence(const session::RunState& state, const machine::Machine& machine);

} // namespace lab::widgets
