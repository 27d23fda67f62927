// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workers/device_queue.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>

namespace lab::workers {

/// A device is asked for more memory than it has left.
class DeviceMemoryError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

struct DeviceModel
{
    double operationsPerSecond = 1e12; ///< of floating point, a multiply-add counts two
    base::Nanoseconds launchLatency = 0;
    std::int64_t memoryBytes = 1LL << 30;
    std::size_t places = 64; ///< commands that may wait
};

/// A GPU that is not there: real mathematics on a thread of its own, at a modelled speed. Shown as emulated
/// wherever it appears.
class EmulatedDevice
{
public:
    /// Throws std::invalid_argument when throughput or memory is not positive, and what DeviceQueue throws.
    EmulatedDevice(std::string name, const DeviceModel& model);

    const std::string& name() const { return m_name; }
    DeviceQueue& queue() { return m_queue; }
    const DeviceQueue& queue() const { return m_queue; }

    /// How long a kernel of so many operations keeps the device busy at least; ns, rounded up.
    base::Nanoseconds kernelTime(double operations) const;

    /// Takes memory of the device for good. Throws DeviceMemoryError: "GPU 1 has 512 KB free of 2.0 MB: the
    /// weights need 1.1 MB". One thread at a time.
    void allocate(std::int64_t bytes, const std::string& what);
    std::int64_t memoryUsed() const { return m_used; }
    std::int64_t memory() const { return m_model.memoryBytes; }

private:
    const std::string m_name;
    const DeviceModel m_model;
    std::int64_t m_used = 0;
    DeviceQueue m_queue;
};

struct LinkModel
{
    double bytesPerSecond = 1e9;
    base::Nanoseconds latency = 0; ///< of each transfer
};

/// One direction of an interconnect. Bytes are really copied; the transfer takes latency + bytes / bandwidth
/// or, where copying took longer, as long as that. Transfers do not overlap.
class EmulatedLink
{
public:
    /// Throws std::invalid_argument when the bandwidth is not positive or the latency is negative.
    explicit EmulatedLink(const LinkModel& model);

    DeviceQueue& queue() { return m_queue; }

    /// ns, rounded up.
    base::Nanoseconds transferTime(std::int64_t bytes) const;

    /// Copies `from` into `to` when everything in `transfer.after` has ended; work and modelled time of
    /// `transfer` are filled in. Throws std::invalid_argument when the sizes differ. See
    /// DeviceQueue::enqueue.
    Event send(std::span<const std::byte> from, std::span<std::byte> to, Command transfer,
               std::stop_token stop = {});

    /// Copied since construction.
    std::int64_t bytesMoved() const { return m_bytes.load(std::memory_order_relaxed); }

private:
    const LinkModel m_model;
    std::atomic<std::int64_t> m_bytes{0};
    DeviceQueue m_queue;
};

/// "512 KB", "2.0 MB", in powers of 1024.
std::string bytesText(std::int64_t bytes);

} // namespace lab::workers
