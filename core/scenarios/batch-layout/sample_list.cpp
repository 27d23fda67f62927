// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/batch-layout/sample_list.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <random>

namespace lab::scenarios::batch_layout {

namespace {

constexpr std::uint64_t kLargestOther = 6000; // bytes: labels, names, other people's samples

} // namespace

SampleList::SampleList(const kernels::Tensor& batch, std::uint64_t seed)
{
    const auto count = static_cast<std::size_t>(batch.shape()[0]);
    const auto width = static_cast<std::size_t>(batch.size()) / count;
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::mt19937_64 random(seed + 1);
    for (std::size_t i = count; i > 1; --i) // Fisher–Yates: the standard's shuffle differs between libraries
        std::swap(order[i - 1], order[random() % i]);
    m_samples.resize(count);
    for (const std::size_t index : order) {
        m_samples[index] = std::make_unique<float[]>(width);
        std::copy_n(batch.data() + index * width, width, m_samples[index].get());
        const auto bytes = static_cast<std::size_t>(1 + random() % kLargestOther);
        m_others.push_back(std::make_unique<std::byte[]>(bytes));
    }
}

std::vector<std::uint64_t> SampleList::addresses() const
{
    std::vector<std::uint64_t> result;
    for (const auto& sample : m_samples)
        result.push_back(reinterpret_cast<std::uintptr_t>(sample.get()));
    return result;
}

} // namespace lab::scenarios::batch_layout
