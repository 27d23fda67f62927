// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workers/emulated_device.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

namespace lab::workers {

EmulatedDevice::EmulatedDevice(std::string name, const DeviceModel& model)
    : m_name(std::move(name)), m_model(model), m_queue({model.launchLatency, model.places, true})
{
    if (!(model.operationsPerSecond > 0) || model.memoryBytes < 1)
        throw std::invalid_argument("an emulated device needs a throughput and memory");
}

base::Nanoseconds EmulatedDevice::kernelTime(double operations) const
{
    return static_cast<base::Nanoseconds>(std::ceil(operations / m_model.operationsPerSecond * 1e9));
}

void EmulatedDevice::allocate(std::int64_t bytes, const std::string& what)
{
    const std::int64_t free = m_model.memoryBytes - m_used;
    if (bytes > free)
        throw DeviceMemoryError(m_name + " has " + bytesText(free) + " free of " +
                                bytesText(m_model.memoryBytes) + ": " + what + " need " + bytesText(bytes));
    m_used += bytes;
}

EmulatedLink::EmulatedLink(const LinkModel& model) : m_model(model), m_queue({0, 64, false})
{
    if (!(model.bytesPerSecond > 0) || model.latency < 0)
        throw std::invalid_argument("a link needs a bandwidth, and no less than no latency");
}

base::Nanoseconds EmulatedLink::transferTime(std::int64_t bytes) const
{
    return m_model.latency + static_cast<base::Nanoseconds>(
                                 std::ceil(static_cast<double>(bytes) / m_model.bytesPerSecond * 1e9));
}

Event EmulatedLink::send(std::span<const std::byte> from, std::span<std::byte> to, Command transfer,
                         std::stop_token stop)
{
    if (from.size() != to.size())
        throw std::invalid_argument("a transfer needs as much room as it has bytes");
    transfer.modelled = transferTime(static_cast<std::int64_t>(from.size()));
    transfer.work = [this, from, to] {
        std::copy(from.begin(), from.end(), to.begin());
        m_bytes.fetch_add(static_cast<std::int64_t>(from.size()), std::memory_order_relaxed);
    };
    return m_queue.enqueue(std::move(transfer), std::move(stop));
}

std::string bytesText(std::int64_t bytes)
{
    char text[32];
    if (bytes < 1024)
        std::snprintf(text, sizeof text, "%lld bytes", static_cast<long long>(bytes));
    else if (bytes < 1024 * 1024)
        std::snprintf(text, sizeof text, "%.0f KB", static_cast<double>(bytes) / 1024);
    else
        std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / 1024 / 1024);
    return text;
}

} // namespace lab::workers
