// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

#include <csignal>

namespace lab::app {

namespace {

// A signal handler may touch nothing else.
volatile std::sig_atomic_t s_interrupted = 0;

void note(int)
{
    s_interrupted = 1;
}

} // namespace

InterruptGuard::InterruptGuard()
{
    s_interrupted = 0;
    m_formerInterrupt = std::signal(SIGINT, note);
    m_formerTerminate = std::signal(SIGTERM, note);
}

InterruptGuard::~InterruptGuard()
{
    std::signal(SIGINT, m_formerInterrupt);
    std::signal(SIGTERM, m_formerTerminate);
}

bool InterruptGuard::interrupted() const
{
    return s_interrupted != 0;
}

} // namespace lab::app
