// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/tensor.h"

#include <cstdint>
#include <memory>

namespace lab::kernels {

/// A 3×3 convolution layer on batches of N×C×H×W f32, stride 1, zero padding 1, followed by ReLU:
/// y[n,o,r,c] = max(0, Σ_{i,u,v} w[o,i,u,v] · x[n,i,r+u−1,c+v−1]).
struct ConvolutionShape
{
    std::int64_t images = 1;
    std::int64_t channels = 1;
    std::int64_t filters = 1;
    std::int64_t height = 28;
    std::int64_t width = 28;

    /// Multiply-adds of one image, borders counted as if inside.
    std::int64_t multiplyAddsPerImage() const { return 9 * channels * filters * height * width; }
};

/// The layer, computed by oneDNN one call for `shape.images` images. Creating it takes about a
/// millisecond; executing it touches only the buffers and the workspace given, so that many threads may
/// execute one Convolution at the same time with a workspace and buffers each.
class Convolution
{
public:
    /// Input and output of one call, in the layout that oneDNN chose.
    class Buffers;
    /// Scratchpad and stream: one for each thread.
    class Workspace;

    /// `weights` is filters × channels × 3 × 3. Throws std::invalid_argument on a wrong shape and
    /// std::runtime_error with oneDNN's reason when it cannot create the primitive.
    Convolution(const ConvolutionShape& shape, const Tensor& weights);
    ~Convolution();
    Convolution(Convolution&&) noexcept;
    Convolution& operator=(Convolution&&) noexcept;

    const ConvolutionShape& shape() const;

    /// Buffers holding `input`, shape.images consecutive images in N×C×H×W order.
    Buffers makeBuffers(const float* input) const;
    Workspace makeWorkspace() const;

    /// Runs on the calling thread alone. Throws std::runtime_error with oneDNN's reason.
    void execute(Buffers& buffers, Workspace& workspace) const;

    /// Copies the result to `output` in N×filters×H×W order.
    void copyResult(const Buffers& buffers, float* output) const;

private:
    struct Primitive;
    std::unique_ptr<Primitive> m_primitive;
};

class Convolution::Buffers
{
public:
    ~Buffers();
    Buffers(Buffers&&) noexcept;
    Buffers& operator=(Buffers&&) noexcept;

private:
    friend class Convolution;
    struct Memories;
    explicit Buffers(std::unique_ptr<Memories> memories);
    std::unique_ptr<Memories> m_memories;
};

class Convolution::Workspace
{
public:
    ~Workspace();
    Workspace(Workspace&&) noexcept;
    Workspace& operator=(Workspace&&) noexcept;

private:
    friend class Convolution;
    struct State;
    explicit Workspace(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// Bilinear resize of N×C×H×W images by oneDNN, on the calling thread.
Tensor resize(const Tensor& images, std::int64_t height, std::int64_t width);

/// "oneDNN 2.6.3", as loaded.
const char* oneDnnVersion();

} // namespace lab::kernels
