// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workers/interruptible_sleep.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace lab::workers {

bool sleepFor(base::Nanoseconds time, const std::stop_token& stop)
{
    if (time <= 0)
        return !stop.stop_requested();
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    const auto never = [] { return false; };
    woken.wait_for(lock, stop, std::chrono::nanoseconds(time), never);
    return !stop.stop_requested();
}

} // namespace lab::workers
