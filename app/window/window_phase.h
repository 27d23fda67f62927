// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "core/session/run_session.h"
#endif

namespace lab::app {

inline constexpr int kMessageTime = 8000; ///< ms that a sentence stands in the status line

inline bool isRunning(const session::RunState& state)
{
    return state.phase == session::Phase::Preparing || state.phase == session::Phase::Measuring;
}

} // namespace lab::app
