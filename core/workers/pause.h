// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lab::workers {

/// Tells the core that this thread only waits in a loop: a thread that shares the core gets more of it. A
/// few tens of ns; nothing where the processor has no such hint.
inline void pause() noexcept
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
}

} // namespace lab::workers
