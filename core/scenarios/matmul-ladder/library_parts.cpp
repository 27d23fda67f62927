// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/matmul-ladder/library_parts.h"

#include "core/scenario/scenario.h"

#include <algorithm>

namespace lab::scenarios::matmul_ladder {

namespace {

constexpr std::int64_t kFewestRows = 8; // a lower part reads W for too little work
constexpr std::int64_t kMostRows = 256; // keeps a call short enough to stop between two

} // namespace

LibraryParts::Part::Part(const kernels::MatmulShape& shape)
    : product(shape, {}), workspaces(scenario::kMostWorkers)
{
}

std::int64_t LibraryParts::rowsPerPart(int workers) const
{
    const std::int64_t even = (m_shape.rows + workers - 1) / workers;
    return std::clamp(even, std::min(kFewestRows, m_shape.rows), kMostRows);
}

// [code then matmul-ladder/library library-workers]
void LibraryParts::multiplyPart(std::int64_t index, std::int64_t height, std::size_t worker, const float* x,
                                const float* w, float* y, trace::Recorder* recorder)
{
    const std::int64_t row = index * height;
    Part& own = m_parts.at(std::min(height, m_shape.rows - row));
    auto& workspace = own.workspaces[worker];
    if (!workspace)
        workspace.emplace(own.product.makeWorkspace());
    const trace::ScopedSpan span(trace::writerOf(recorder, worker), trace::State::Computing, {0},
                                 static_cast<std::uint32_t>(index));
    own.product.execute(x + row * m_shape.inner, w, nullptr, y + row * m_shape.columns, *workspace);
}
// [end]

std::int64_t LibraryParts::cut(std::int64_t height)
{
    const std::int64_t parts = (m_shape.rows + height - 1) / height;
    for (const std::int64_t rows : {height, m_shape.rows - (parts - 1) * height})
        m_parts.try_emplace(rows, kernels::MatmulShape{rows, m_shape.inner, m_shape.columns});
    return parts;
}

void LibraryParts::multiply(const float* x, const float* w, float* y, workers::WorkerPool& pool,
                            trace::Recorder* recorder)
{
    // [code matmul-ladder/library-workers]
    const std::int64_t height = rowsPerPart(pool.size());
    pool.forEach(static_cast<std::size_t>(cut(height)), 1, [&](std::size_t index, std::size_t worker) {
        multiplyPart(static_cast<std::int64_t>(index), height, worker, x, w, y, recorder);
    });
    // [end]
}

void LibraryParts::multiplyAlone(const float* x, const float* w, float* y, const workers::WorkerPool& pool,
                                 trace::Recorder* recorder)
{
    // [code matmul-ladder/library]
    const std::int64_t height = rowsPerPart(1);
    const std::int64_t parts = cut(height);
    for (std::int64_t index = 0; index < parts && !pool.stopRequested(); ++index)
        multiplyPart(index, height, 0, x, w, y, recorder);
    // [end]
}

} // namespace lab::scenarios::matmul_ladder
