// SPDX-License-Identifier: GPL-3.0-or-later
#include "proof_threads.h"

#include <algorithm>
#include <chrono>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#include <utility>

namespace lab::proof {

int threads()
{
    return tbb::this_task_arena::max_concurrency();
}

std::size_t threadIndex()
{
    return static_cast<std::size_t>(std::max(0, tbb::this_task_arena::current_thread_index()));
}

double seconds(const Work& work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

std::function<double()> timed(Work work, Work before)
{
    return [work = std::move(work), before = std::move(before)] {
        before();
        return seconds(work);
    };
}

void wakeThreads()
{
    constexpr double kPatience = 0.2; // s
    std::atomic<int> arrived{0};
    const auto begin = std::chrono::steady_clock::now();
    const auto gather = [&](int) {
        ++arrived;
        while (arrived < threads() &&
               std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() < kPatience) {
        }
    };
    tbb::parallel_for(0, threads(), gather, tbb::simple_partitioner());
}

Crew::Crew(int count) : m_count(count), m_change(count + 1), m_times(static_cast<std::size_t>(count))
{
    for (std::size_t thread = 0; thread < m_times.size(); ++thread)
        m_threads.emplace_back([this, thread] { serve(thread); });
}

Crew::~Crew()
{
    m_share = {};
    m_change.arrive_and_wait();
}

double Crew::operator()(Share share)
{
    m_share = std::move(share);
    m_arrived = 0;
    m_change.arrive_and_wait(); // begin
    m_change.arrive_and_wait(); // end
    return *std::max_element(m_times.begin(), m_times.end());
}

void Crew::serve(std::size_t thread)
{
    for (;;) {
        m_change.arrive_and_wait();
        if (!m_share)
            return;
        ++m_arrived;
        while (m_arrived.load(std::memory_order_relaxed) < m_count) {
        }
        m_times[thread] = seconds([&] { m_share(thread); });
        m_change.arrive_and_wait();
    }
}

double coresNow()
{
    constexpr int kTries = 3; // the best: an interruption of one says nothing about the cores
    static const auto arithmetic = [](std::size_t) {
        volatile double sum = 1;
        for (int i = 0; i < 200'000; ++i)
            sum = sum * 1.0000001;
    };
    static Crew single(1);
    static Crew everyone(threads());
    double one = single(arithmetic);
    double all = everyone(arithmetic);
    for (int i = 1; i < kTries; ++i) {
        one = std::min(one, single(arithmetic));
        all = std::min(all, everyone(arithmetic));
    }
    return std::min(1.0, one / all) * threads();
}

} // namespace lab::proof
