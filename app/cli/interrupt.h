// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lab::app {

/// While one exists, Ctrl+C (and a polite kill) is noted instead of ending the program. One at a time, main
/// thread.
class InterruptGuard
{
public:
    InterruptGuard();
    ~InterruptGuard();
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;

    bool interrupted() const;

private:
    void (*m_formerInterrupt)(int);
    void (*m_formerTerminate)(int);
};

} // namespace lab::app
