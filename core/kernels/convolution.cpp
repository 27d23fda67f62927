// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/convolution.h"

#include "core/kernels/onednn_adapter.h"

#include <array>
#include <stdexcept>
#include <string>

namespace lab::kernels {

namespace {

using Memory = dnnl::memory;

} // namespace

struct Convolution::Primitive
{
    ConvolutionShape shape;
    dnnl::convolution_forward::primitive_desc description;
    dnnl::convolution_forward primitive;
    Memory weights;

    Memory::dims inputDims() const { return {shape.images, shape.channels, shape.height, shape.width}; }
    Memory::dims outputDims() const { return {shape.images, shape.filters, shape.height, shape.width}; }
};

struct Convolution::Buffers::Memories
{
    Memory source;
    Memory destination;
};

struct Convolution::Workspace::State
{
    dnnl::stream stream;
    Memory scratchpad;
};

Convolution::Convolution(const ConvolutionShape& shape, const Tensor& weights)
    : m_primitive(std::make_unique<Primitive>())
{
    if (weights.shape() != std::vector<std::int64_t>{shape.filters, shape.channels, 3, 3})
        throw std::invalid_argument("convolution weights must be filters × channels × 3 × 3");
    m_primitive->shape = shape;
    onednn::attempt("create the convolution", [&] {
        Primitive& p = *m_primitive;
        const Memory::dims weightDims{shape.filters, shape.channels, 3, 3};
        p.description = onednn::convolution(p.inputDims(), weightDims, p.outputDims(), 1, true);
        p.primitive = dnnl::convolution_forward(p.description);
        p.weights = Memory(p.description.weights_desc(), onednn::cpu());
        Memory given(onednn::plain(weightDims), onednn::cpu(), const_cast<float*>(weights.data()));
        onednn::reorder(given, p.weights);
    });
}

Convolution::~Convolution() = default;
Convolution::Convolution(Convolution&&) noexcept = default;
Convolution& Convolution::operator=(Convolution&&) noexcept = default;

const ConvolutionShape& Convolution::shape() const
{
    return m_primitive->shape;
}

Convolution::Buffers Convolution::makeBuffers(const float* input) const
{
    auto memories = std::make_unique<Buffers::Memories>();
    onednn::attempt("lay out the images", [&] {
        const auto& description = m_primitive->description;
        memories->source = Memory(description.src_desc(), onednn::cpu());
        memories->destination = Memory(description.dst_desc(), onednn::cpu());
        Memory given(onednn::plain(m_primitive->inputDims()), onednn::cpu(), const_cast<float*>(input));
        onednn::reorder(given, memories->source);
    });
    return Buffers(std::move(memories));
}

Convolution::Workspace Convolution::makeWorkspace() const
{
    auto state = std::make_unique<Workspace::State>();
    onednn::attempt("create a workspace", [&] {
        state->stream = dnnl::stream(onednn::cpu());
        state->scratchpad = Memory(m_primitive->description.scratchpad_desc(), onednn::cpu());
    });
    return Workspace(std::move(state));
}

// [code then batch-convolution/one-by-one spread batched]
void Convolution::execute(Buffers& buffers, Workspace& workspace) const
{
    const std::array<dnnl_exec_arg_t, 4> arguments = {{
        {DNNL_ARG_SRC, buffers.m_memories->source.get()},
        {DNNL_ARG_WEIGHTS, m_primitive->weights.get()},
        {DNNL_ARG_DST, buffers.m_memories->destination.get()},
        {DNNL_ARG_SCRATCHPAD, workspace.m_state->scratchpad.get()},
    }};
    onednn::execute(m_primitive->primitive, workspace.m_state->stream, arguments, "execute the convolution");
}
// [end]

void Convolution::copyResult(const Buffers& buffers, float* output) const
{
    onednn::attempt("copy the feature maps", [&] {
        Memory plain(onednn::plain(m_primitive->outputDims()), onednn::cpu(), output);
        onednn::reorder(buffers.m_memories->destination, plain);
    });
}

Convolution::Buffers::Buffers(std::unique_ptr<Memories> memories) : m_memories(std::move(memories)) {}
Convolution::Buffers::~Buffers() = default;
Convolution::Buffers::Buffers(Buffers&&) noexcept = default;
Convolution::Buffers& Convolution::Buffers::operator=(Buffers&&) noexcept = default;

Convolution::Workspace::Workspace(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Convolution::Workspace::~Workspace() = default;
Convolution::Workspace::Workspace(Workspace&&) noexcept = default;
Convolution::Workspace& Convolution::Workspace::operator=(Workspace&&) noexcept = default;

Tensor resize(const Tensor& images, std::int64_t height, std::int64_t width)
{
    const auto& from = images.shape();
    Tensor resized({from.at(0), from.at(1), height, width});
    onednn::attempt("resize the images", [&] {
        const auto description = onednn::resampling(from, resized.shape());
        Memory source(description.src_desc(), onednn::cpu(), const_cast<float*>(images.data()));
        Memory destination(description.dst_desc(), onednn::cpu(), resized.data());
        dnnl::stream stream(onednn::cpu());
        dnnl::resampling_forward(description)
            .execute(stream, {{DNNL_ARG_SRC, source}, {DNNL_ARG_DST, destination}});
        stream.wait();
    });
    return resized;
}

const char* oneDnnVersion()
{
    static const std::string text = [] {
        const dnnl_version_t* v = dnnl_version();
        return "oneDNN " + std::to_string(v->major) + "." + std::to_string(v->minor) + "." +
               std::to_string(v->patch);
    }();
    return text.c_str();
}

} // namespace lab::kernels
