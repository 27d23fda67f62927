// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/measurement.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

namespace lab::session {

/// Prepares a scenario on a thread of its own to show its inputs before anything runs. All calls from one
/// controlling thread. The destructor stops and joins.
class Preview
{
public:
    Preview() = default;
    ~Preview() = default; // m_thread, declared last, stops and joins first
    Preview(const Preview&) = delete;
    Preview& operator=(const Preview&) = delete;

    /// Begins to prepare `scenario`, which must outlive this, for `variant`. An earlier preparation is
    /// stopped and waited for, so better while not busy. Throws ParameterError when the request cannot be
    /// used.
    void start(const scenario::Scenario& scenario, const scenario::Request& request, base::VariantId variant);

    /// Asks the preparation to end; it does within 100 ms and leaves nothing to take.
    void requestStop();

    /// A preparation is going on: nothing should be measured meanwhile.
    bool busy() const { return m_busy; }

    /// What has been prepared since the last call: round 0, with lanes, without spans, lasting 0 ns. Null
    /// where there is nothing new, be it because it failed: a run will say why.
    std::shared_ptr<const Capture> take();

private:
    std::atomic<bool> m_busy = false;
    std::mutex m_mutex;
    std::shared_ptr<const Capture> m_prepared; // guarded by m_mutex
    std::jthread m_thread;                     // controlling thread
};

} // namespace lab::session
