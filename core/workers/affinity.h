// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lab::workers {

/// Holds the calling thread to the processor of this number, or lets it run wherever the process may. Both
/// return whether the thread is where it should be: false where the system refused, and where it has no such
/// call. Neither throws. A thread that is so already costs no system call (about a ns), else a few µs.
///
/// Threads and processes that a held thread creates are held as well. A thread of which nothing is known is
/// therefore released by a system call, once, if the program has held any thread before.
bool holdThread(int processor);
bool releaseThread();

} // namespace lab::workers
