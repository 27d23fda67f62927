// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/multi-gpu/cluster_scene.h"

#include <algorithm>

namespace lab::scenarios::multi_gpu {

using namespace scenario;

SceneMaker::SceneMaker(const Job& job, const std::vector<std::unique_ptr<workers::EmulatedDevice>>& devices)
    : m_job(job), m_devices(devices), m_scene(std::make_shared<Scene>())
{
    m_scene->picture = Picture::Devices;
    m_scene->events = {{trace::State::DeviceBusy, trace::State::Transfer}, {}, "step", "steps"};
    Exhibit images;
    images.kind = ExhibitKind::ImageTiles;
    images.title = "batch";
    images.shape = {{"image", job.batch()}, {"row", 28}, {"column", 28}};
    images.values = job.images.shared();
    m_scene->add(std::move(images));
}

void SceneMaker::addDevice(std::size_t lane, std::size_t first, std::size_t end, const Shard& shard)
{
    Exhibit device;
    device.kind = ExhibitKind::Device;
    device.title = m_devices[lane]->name();
    device.shape = {{"layer", static_cast<std::int64_t>(end - first)}};
    DeviceDetails details;
    details.lane = lane;
    details.layers = layerNames(m_job.network, first, end);
    details.memory = m_devices[lane]->memory();
    details.memoryUsed = m_devices[lane]->memoryUsed();
    details.firstSample = shard.first;
    details.samples = shard.count;
    for (std::size_t layer = first; layer < end; ++layer)
        details.shares.push_back(forwardOperations(m_job.network, layer, layer + 1, 1) /
                                 forwardOperations(m_job.network, first, end, 1));
    device.details = std::move(details);
    m_ids.push_back(m_scene->add(std::move(device)).id);
}

void SceneMaker::addLink(std::size_t from, std::size_t to, std::size_t lane,
                         std::vector<std::int64_t> bytesOfUnits)
{
    Exhibit link;
    link.kind = ExhibitKind::Link;
    link.title = "link";
    link.shape = {{"chunk", 1}};
    const std::int64_t most = *std::max_element(bytesOfUnits.begin(), bytesOfUnits.end());
    link.details = LinkDetails{m_ids.at(from), m_ids.at(to), m_job.link.bytesPerSecond,
                               lane,           most,         std::move(bytesOfUnits)};
    m_scene->add(std::move(link));
}

base::TaskId SceneMaker::addTask(const char* unitName, const char* name, std::int64_t units,
                                 std::optional<std::size_t> device)
{
    Task task;
    task.unitName = unitName;
    task.name = name;
    task.axes = {{"step", std::max<std::int64_t>(units, 1)}};
    task.loops = {{0}};
    task.operationName = "steps";
    if (device)
        task.touches = {{m_ids.at(*device), Access::Writes, {kWhole}}};
    return m_scene->add(std::move(task)).id;
}

void SceneMaker::addReduction(std::int64_t devices, std::vector<float> norms, base::TaskId reduce,
                              base::TaskId gather)
{
    Exhibit reduction;
    reduction.kind = ExhibitKind::Reduction;
    reduction.title = "gradient";
    reduction.shape = {
        {"step", m_job.steps}, {"moment", 2 * devices - 1}, {"device", devices}, {"chunk", devices}};
    reduction.highest = *std::max_element(norms.begin(), norms.end());
    auto values = std::make_shared<float[]>(norms.size());
    std::copy(norms.begin(), norms.end(), values.get());
    reduction.values = std::move(values);
    reduction.details = ReductionDetails{reduce, gather};
    m_scene->add(std::move(reduction));
}

} // namespace lab::scenarios::multi_gpu
