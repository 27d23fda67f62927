// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <vector>

namespace lab::workers {

/// Where the workers of a pool belong. Any thread.
class Placement
{
public:
    /// Worker i belongs to `processors[i % size]`; nowhere where the list is empty. Throws
    /// std::invalid_argument for processors below 0.
    explicit Placement(std::vector<int> processors);

    /// Moves the calling thread to where `worker` belongs, or releases it: it may come from another pool.
    /// A few ns where it is there already.
    void place(std::size_t worker);

    /// Whether there are processors, and no thread was refused one.
    bool kept() const;

private:
    const std::vector<int> m_processors;
    std::atomic<bool> m_refused{false};
};

} // namespace lab::workers
