// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "core/session/run_session.h"
#endif

namespace lab::app {

inline constexpr int kMessageTime = 8000; ///< ms that a sentence stands in the status line

inline bool isRunning(const scenario::RunState& state)
{
    return state.phase == scenario::Phase::Preparing || state.phase == scenario::Phase::Measuring;
}

} // namespace lab::app
