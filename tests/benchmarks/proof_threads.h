// SPDX-License-Identifier: GPL-3.0-or-later
// Threads and clocks of the proof's own, which share nothing with the program's.
#pragma once

#include <atomic>
#include <barrier>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace lab::proof {

using Work = std::function<void()>;

/// As many as TBB uses.
int threads();

/// The calling thread's number, 0 … threads() - 1. The main thread has none before its first parallel loop.
std::size_t threadIndex();

/// How long `work` takes.
double seconds(const Work& work);

/// What does `before`, which is not within the time, then `work`, and tells how long that took in s.
std::function<double()> timed(
    Work work, Work before = [] {});

/// Calls TBB's threads together: one that sleeps may need longer to wake than an iteration lasts, and would
/// sleep through a whole burst. The program measures workers that are awake.
void wakeThreads();

/// Threads that stay, and begin their work together: creating them takes as long as the work.
class Crew
{
public:
    using Share = std::function<void(std::size_t thread)>;

    explicit Crew(int count);
    ~Crew();
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;

    /// Calls `share(thread)` on every thread; s that the slowest took.
    double operator()(Share share);

private:
    void serve(std::size_t thread);

    int m_count;
    std::barrier<> m_change;
    std::atomic<int> m_arrived{0};
    Share m_share;
    std::vector<double> m_times;
    std::vector<std::jthread> m_threads; // last: they use the rest
};

/// How many times the speed of one thread all of them give together just now, by arithmetic that shares
/// nothing: 1 when the virtual cores share a physical one, and a speedup measured then is not the work's.
double coresNow();

} // namespace lab::proof
