// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/access-order/cache_curve.h"

#include "core/analysis/cache_model.h"

#include <algorithm>
#include <string>
#include <utility>

namespace lab::scenarios::access_order {

namespace {

using scenario::ModelledCache;
using scenario::TraversalDetails;

constexpr std::int64_t kSteps = 1024;

bool isUsable(const machine::Cache& cache, const CacheList& before)
{
    return cache.type != "instruction" && cache.bytes > 0 && cache.lineBytes >= 4 && cache.ways > 0 &&
           cache.sets > 0 && cache.sets * cache.ways * cache.lineBytes == cache.bytes &&
           (before.caches.empty() || cache.lineBytes == before.bytesPerLine);
}

void note(TraversalDetails& details, const analysis::CacheModel& model)
{
    for (std::size_t level = 0; level < details.caches.size(); ++level)
        details.caches[level].misses.push_back(model.misses(level));
}

} // namespace

CacheList cachesOf(const machine::Machine& machine)
{
    CacheList list;
    for (const machine::Cache& cache : machine.caches) {
        if (!isUsable(cache, list))
            continue;
        list.bytesPerLine = cache.lineBytes;
        std::string name(1, 'L');
        name += std::to_string(cache.level);
        list.caches.push_back({std::move(name), cache.bytes, cache.sets, cache.ways, {}});
    }
    return list;
}

TraversalDetails modelTraversal(const Traversal& traversal, std::uint64_t address, const CacheList& caches)
{
    const std::int64_t accesses = std::min(traversal.n * traversal.n, kMostModelled);
    TraversalDetails details;
    details.address = address;
    details.bytesPerLine = caches.bytesPerLine;
    details.stride = (accesses + kSteps - 1) / kSteps;
    details.caches = caches.caches;
    if (details.caches.empty())
        return details;
    std::vector<analysis::CacheModel::Shape> shapes;
    for (const ModelledCache& cache : details.caches)
        shapes.push_back({cache.sets, cache.ways, caches.bytesPerLine});
    analysis::CacheModel model(shapes);
    note(details, model);
    std::int64_t next = details.stride;
    const auto visit = [&](std::int64_t first, std::int64_t count, std::int64_t stride) {
        for (std::int64_t i = 0; i < count && model.accesses() < accesses; ++i) {
            model.access(address +
                         static_cast<std::uint64_t>((first + i * stride) * details.bytesPerElement));
            if (model.accesses() == next) {
                note(details, model);
                next += details.stride;
            }
        }
    };
    for (std::int64_t band = 0; band < traversal.bands() && model.accesses() < accesses; ++band)
        forEachRun(traversal, band, visit);
    if (accesses % details.stride != 0)
        note(details, model);
    return details;
}

} // namespace lab::scenarios::access_order
