// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenarios/multi-gpu/cluster.h"

#include <optional>

namespace lab::scenarios::multi_gpu {

/// Puts together what the stage shows of a cluster. Devices before links.
class SceneMaker
{
public:
    /// Begins with the batch's images. `devices` as they are once everything is allocated.
    SceneMaker(const Job& job, const std::vector<std::unique_ptr<workers::EmulatedDevice>>& devices);

    /// A device that holds layers [first, end) and sees `shard` of the batch.
    void addDevice(std::size_t lane, std::size_t first, std::size_t end, const Shard& shard);
    /// Each unit carries as many bytes as the one before, or these one after the other and over again.
    void addLink(std::size_t from, std::size_t to, std::size_t lane, std::vector<std::int64_t> bytesOfUnits);
    /// A task of `units` units, of one device or, if absent, of links. Returns its number: tasks count from
    /// 0.
    base::TaskId addTask(const char* unitName, const char* name, std::int64_t units,
                         std::optional<std::size_t> device);
    /// Norms {step, moment, device, chunk}.
    void addReduction(std::int64_t devices, std::vector<float> norms, base::TaskId reduce,
                      base::TaskId gather);

    std::shared_ptr<const scenario::Scene> take() { return std::move(m_scene); }

private:
    const Job& m_job;
    const std::vector<std::unique_ptr<workers::EmulatedDevice>>& m_devices;
    std::shared_ptr<scenario::Scene> m_scene;
    std::vector<base::ExhibitId> m_ids; // of the devices
};

} // namespace lab::scenarios::multi_gpu
