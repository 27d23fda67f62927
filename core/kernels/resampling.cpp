// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/resampling.h"

#include "core/kernels/onednn_adapter.h"

#include <array>

namespace lab::kernels {

namespace {

using Memory = dnnl::memory;

} // namespace

struct Resampling::Primitive
{
    ResamplingShape shape;
    dnnl::resampling_forward::primitive_desc description;
    dnnl::resampling_forward primitive;
};

struct Resampling::Workspace::State
{
    dnnl::stream stream;
    Memory scratchpad;
    // Without buffers of their own: each call says where its pictures are.
    Memory source;
    Memory destination;
};

Resampling::Resampling(const ResamplingShape& shape) : m_primitive(std::make_unique<Primitive>())
{
    m_primitive->shape = shape;
    onednn::attempt("create the resampling", [&] {
        m_primitive->description =
            onednn::resampling({1, shape.channels, shape.height, shape.width},
                               {1, shape.channels, shape.toHeight, shape.toWidth}, onednn::attributes(false));
        m_primitive->primitive = dnnl::resampling_forward(m_primitive->description);
    });
}

Resampling::~Resampling() = default;
Resampling::Resampling(Resampling&&) noexcept = default;
Resampling& Resampling::operator=(Resampling&&) noexcept = default;

const ResamplingShape& Resampling::shape() const
{
    return m_primitive->shape;
}

Resampling::Workspace Resampling::makeWorkspace() const
{
    auto state = std::make_unique<Workspace::State>();
    onednn::attempt("create a workspace", [&] {
        const auto& description = m_primitive->description;
        state->stream = dnnl::stream(onednn::cpu());
        state->scratchpad = Memory(description.scratchpad_desc(), onednn::cpu());
        state->source = Memory(description.src_desc(), onednn::cpu(), nullptr);
        state->destination = Memory(description.dst_desc(), onednn::cpu(), nullptr);
    });
    return Workspace(std::move(state));
}

void Resampling::execute(const float* input, float* output, Workspace& workspace) const
{
    Workspace::State& state = *workspace.m_state;
    state.source.set_data_handle(const_cast<float*>(input));
    state.destination.set_data_handle(output);
    const std::array<dnnl_exec_arg_t, 3> arguments = {{
        {DNNL_ARG_SRC, state.source.get()},
        {DNNL_ARG_DST, state.destination.get()},
        {DNNL_ARG_SCRATCHPAD, state.scratchpad.get()},
    }};
    onednn::execute(m_primitive->primitive, state.stream, arguments, "execute the resampling");
}

Resampling::Workspace::Workspace(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Resampling::Workspace::~Workspace() = default;
Resampling::Workspace::Workspace(Workspace&&) noexcept = default;
Resampling::Workspace& Resampling::Workspace::operator=(Workspace&&) noexcept = default;

} // namespace lab::kernels
