// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workers/affinity.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <vector>

#ifdef __linux__
#include <sched.h>
#include <unistd.h>
#endif

namespace lab::workers {

namespace {

// Set before the first thread is held, never reset.
std::atomic<bool> s_anyHeld{false};

#ifdef __linux__

using Mask = std::vector<cpu_set_t>;

std::size_t bytesOf(const Mask& mask)
{
    return mask.size() * sizeof(cpu_set_t);
}

// Of the process's first thread, before anything is held. Empty where the system does not tell.
const Mask& ownMask()
{
    static const Mask mask = [] {
        constexpr std::size_t kMostSets = 64; // the kernel's mask has a size that is not told
        for (std::size_t sets = 1; sets <= kMostSets; sets *= 4) {
            Mask own(sets);
            if (sched_getaffinity(getpid(), bytesOf(own), own.data()) == 0)
                return own;
        }
        return Mask{};
    }();
    return mask;
}

bool setMask(const Mask& mask)
{
    return !mask.empty() && sched_setaffinity(0, bytesOf(mask), mask.data()) == 0;
}

bool setProcessor(int processor)
{
    const auto number = static_cast<std::size_t>(processor);
    Mask mask(std::max(number / CPU_SETSIZE + 1, ownMask().size()));
    CPU_SET_S(number, bytesOf(mask), mask.data());
    return setMask(mask);
}

bool setOwn()
{
    return setMask(ownMask());
}

#else

bool setProcessor(int)
{
    return false;
}

bool setOwn()
{
    return true; // nothing is held there
}

#endif

struct Thread
{
    static constexpr int kUnknown = -2; // maybe created by a thread that was held
    static constexpr int kReleased = -1;
    int processor = kUnknown; // where it was last told to be
    bool obeyed = true;
};

thread_local Thread t_thread;

} // namespace

bool holdThread(int processor)
{
    Thread& thread = t_thread;
    if (thread.processor != processor) {
        s_anyHeld.store(true, std::memory_order_relaxed);
        thread = {processor, setProcessor(processor)};
    }
    return thread.obeyed;
}

bool releaseThread()
{
    Thread& thread = t_thread;
    if (thread.processor != Thread::kReleased && s_anyHeld.load(std::memory_order_relaxed))
        thread = {Thread::kReleased, setOwn()};
    return thread.obeyed;
}

} // namespace lab::workers
