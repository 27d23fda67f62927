// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>

namespace lab::kernels {

/// From one picture of C×H×W f32 to C×h×w, bilinear: output pixel centres lie evenly between the input's
/// outer edges, and each takes its value from the four input pixels around it.
struct ResamplingShape
{
    std::int64_t channels = 3;
    std::int64_t height = 1;
    std::int64_t width = 1;
    std::int64_t toHeight = 1;
    std::int64_t toWidth = 1;

    friend bool operator==(const ResamplingShape&, const ResamplingShape&) = default;
};

/// The resampling, computed by oneDNN one picture a call. Creating it takes up to a millisecond; executing it
/// touches only the workspace and the pictures given, so that many threads may execute one Resampling at the
/// same time with a workspace each.
class Resampling
{
public:
    /// Scratchpad and stream: one for each thread.
    class Workspace;

    /// Throws std::runtime_error with oneDNN's reason when it cannot create the primitive.
    explicit Resampling(const ResamplingShape& shape);
    ~Resampling();
    Resampling(Resampling&&) noexcept;
    Resampling& operator=(Resampling&&) noexcept;

    const ResamplingShape& shape() const;
    Workspace makeWorkspace() const;

    /// Runs on the calling thread alone. Throws std::runtime_error with oneDNN's reason.
    void execute(const float* input, float* output, Workspace& workspace) const;

private:
    struct Primitive;
    std::unique_ptr<Primitive> m_primitive;
};

class Resampling::Workspace
{
public:
    ~Workspace();
    Workspace(Workspace&&) noexcept;
    Workspace& operator=(Workspace&&) noexcept;

private:
    friend class Resampling;
    struct State;
    explicit Workspace(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace lab::kernels
