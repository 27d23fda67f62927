// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/matmul.h"
#include "core/trace/recorder.h"
#include "core/workers/worker_pool.h"

#include <map>
#include <optional>
#include <vector>

namespace lab::scenarios::matmul_ladder {

/// oneDNN's product with the rows of X cut into parts, each of them a call of its own on the worker that
/// takes it. One iteration at a time.
class LibraryParts
{
public:
    explicit LibraryParts(const kernels::MatmulShape& shape) : m_shape(shape) {}

    /// How many rows a part has with `workers` workers.
    std::int64_t rowsPerPart(int workers) const;

    /// Records a span a part when `recorder` is given, of task 0. Primitives for a number of workers are made
    /// when that number is first met.
    void multiply(const float* x, const float* w, float* y, workers::WorkerPool& pool,
                  trace::Recorder* recorder);

    /// The same on the calling thread, in parts of rowsPerPart(1).
    void multiplyAlone(const float* x, const float* w, float* y, const workers::WorkerPool& pool,
                       trace::Recorder* recorder);

private:
    struct Part
    { // parts of one height share a primitive
        explicit Part(const kernels::MatmulShape& shape);
        kernels::Matmul product;
        std::vector<std::optional<kernels::Matmul::Workspace>> workspaces; // by worker, made at first use
    };

    /// Makes the primitives for parts of `height` rows; returns how many parts there are.
    std::int64_t cut(std::int64_t height);
    void multiplyPart(std::int64_t index, std::int64_t height, std::size_t worker, const float* x,
                      const float* w, float* y, trace::Recorder* recorder);

    const kernels::MatmulShape m_shape;
    std::map<std::int64_t, Part> m_parts; // by rows
};

} // namespace lab::scenarios::matmul_ladder
