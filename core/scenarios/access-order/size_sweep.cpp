// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/access-order/size_sweep.h"

#include <cmath>
#include <cstdio>
#include <map>

namespace lab::scenarios::access_order {

namespace {

std::string sizeText(std::int64_t bytes)
{
    constexpr std::int64_t kMega = std::int64_t{1024} * 1024;
    char text[32];
    if (bytes >= kMega)
        std::snprintf(text, sizeof text, "%.4g MB", static_cast<double>(bytes) / kMega);
    else
        std::snprintf(text, sizeof text, "%.4g KB", static_cast<double>(bytes) / 1024);
    return text;
}

} // namespace

std::string orderFinding(const std::vector<scenario::SweepPoint>& points)
{
    std::map<std::int64_t, double> rows;
    std::map<std::int64_t, double> columns;
    for (const scenario::SweepPoint& point : points) {
        if (point.series == kRowsSeries && point.perItem > 0)
            rows[point.value] = point.perItem;
        if (point.series == kColumnsSeries && point.perItem > 0)
            columns[point.value] = point.perItem;
    }
    for (auto column = columns.rbegin(); column != columns.rend(); ++column) { // the largest that both have
        const auto& [n, time] = *column;
        const auto row = rows.find(n);
        if (row == rows.end())
            continue;
        char text[128];
        std::snprintf(text, sizeof text, "At n = %lld columns take %.1f times as long per element as rows.",
                      static_cast<long long>(n), time / row->second);
        return text;
    }
    return {};
}

std::vector<scenario::SweepAnnotations::Mark> cacheMarks(const CacheList& caches, double lowest,
                                                         double highest)
{
    std::vector<scenario::SweepAnnotations::Mark> marks;
    for (const scenario::ModelledCache& cache : caches.caches) {
        const double n = std::sqrt(static_cast<double>(cache.bytes) / sizeof(float));
        if (n >= lowest && n <= highest)
            marks.push_back({n, cache.name + ", " + sizeText(cache.bytes)});
    }
    return marks;
}

} // namespace lab::scenarios::access_order
