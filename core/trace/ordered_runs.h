// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace lab::trace {

/// Lists laid end to end, such as one of each lane, most of which are in order already: put into one order,
/// stably, in O(n log lists) where they are.
template<typename T>
class OrderedRuns
{
public:
    void reserve(std::size_t items) { m_items.reserve(items); }
    /// What is added from here on belongs to another list.
    void beginRun() { m_begins.push_back(m_items.size()); }
    void add(const T& item) { m_items.push_back(item); }
    bool runIsEmpty() const { return m_begins.back() == m_items.size(); }
    T& last() { return m_items.back(); }

    template<typename Less>
    std::vector<T> merged(Less less) &&
    {
        std::vector<std::size_t> edges = std::move(m_begins);
        edges.push_back(m_items.size());
        for (std::size_t i = 1; i < edges.size(); ++i)
            if (!std::is_sorted(at(edges[i - 1]), at(edges[i]), less))
                std::stable_sort(at(edges[i - 1]), at(edges[i]), less);
        while (edges.size() > 2) {
            std::vector<std::size_t> left{edges.front()};
            for (std::size_t i = 2; i < edges.size(); i += 2) {
                std::inplace_merge(at(edges[i - 2]), at(edges[i - 1]), at(edges[i]), less);
                left.push_back(edges[i]);
            }
            if (left.back() != edges.back())
                left.push_back(edges.back());
            edges = std::move(left);
        }
        return std::move(m_items);
    }

private:
    auto at(std::size_t i) { return m_items.begin() + static_cast<std::ptrdiff_t>(i); }

    std::vector<T> m_items;
    std::vector<std::size_t> m_begins{0};
};

} // namespace lab::trace
