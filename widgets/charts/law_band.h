// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/charts/chart_data.h"
#endif

#include <optional>

namespace lab::widgets {

/// What the law of work and span says of the main variant's recording, against the sequential variant; see
/// analysis::speedupBand().
struct LawBand
{
    ChartBand band; ///< from 1 to so many workers
    QString note;   ///< a sentence with the figures
    QString details;
};

/// Absent while a run goes on, where cores were busy, where anything but workers with a core each took part
/// (devices, storage), and where the speedup of as many workers as were recorded is not measured.
std::optional<LawBand> lawBand(const session::RunState& state, double mostWorkers);

} // namespace lab::widgets
