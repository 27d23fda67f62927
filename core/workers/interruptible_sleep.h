// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <stop_token>

namespace lab::workers {

/// Blocks the calling thread for `time` ns, as a read from slow storage would, without keeping a core busy.
/// False, and at once, when `stop` is requested. Any thread.
bool sleepFor(base::Nanoseconds time, const std::stop_token& stop);

} // namespace lab::workers
