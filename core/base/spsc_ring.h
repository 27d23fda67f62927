// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <memory>
#include <type_traits>

namespace lab::base {

/// Bounded ring for one producing and one consuming thread. Neither side ever blocks.
///
/// Memory order: the producer publishes an element with a release store of `m_tail`, which the consumer
/// reads with acquire; the consumer hands a slot back with a release store of `m_head`, which the producer
/// reads with acquire. Each side keeps a private copy of the other's index and re-reads it only when the
/// ring looks full (or empty), so that the two indices' cache lines are seldom exchanged.
template<class T>
class SpscRing
{
    static_assert(std::is_trivially_copyable_v<T>);

public:
    /// Room for at least `capacity` elements (rounded up to a power of two).
    explicit SpscRing(std::size_t capacity)
        : m_mask(std::bit_ceil(capacity < 2 ? std::size_t{2} : capacity) - 1),
          m_slots(std::make_unique_for_overwrite<T[]>(m_mask + 1))
    {
    }

    std::size_t capacity() const { return m_mask + 1; }

    /// Producer only. False when the ring is full; nothing is overwritten.
    bool tryPush(const T& value) noexcept
    {
        const std::size_t tail = m_tail.load(std::memory_order_relaxed);
        if (tail - m_knownHead > m_mask) {
            m_knownHead = m_head.load(std::memory_order_acquire);
            if (tail - m_knownHead > m_mask)
                return false;
        }
        m_slots[tail & m_mask] = value;
        m_tail.store(tail + 1, std::memory_order_release);
        return true;
    }

    /// Consumer only. Calls `take(element)` for everything published so far, oldest first; returns how many.
    template<class Take>
    std::size_t drain(Take&& take)
    {
        const std::size_t tail = m_tail.load(std::memory_order_acquire);
        std::size_t head = m_head.load(std::memory_order_relaxed);
        const std::size_t count = tail - head;
        for (; head != tail; ++head)
            take(m_slots[head & m_mask]);
        m_head.store(head, std::memory_order_release);
        return count;
    }

private:
    static constexpr std::size_t kSeparation = 128; // two lines: adjacent-line prefetchers pair them

    const std::size_t m_mask;
    const std::unique_ptr<T[]> m_slots;
    alignas(kSeparation) std::atomic<std::size_t> m_tail{0}; // written by the producer
    std::size_t m_knownHead = 0;                             // producer's copy
    alignas(kSeparation) std::atomic<std::size_t> m_head{0}; // written by the consumer
};

} // namespace lab::base
