// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/matmul.h"

#include "core/kernels/onednn_adapter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <stdexcept>
#include <vector>

namespace lab::kernels {

namespace {

using Memory = dnnl::memory;
using Type = dnnl::memory::data_type;

void check(const MatmulShape& shape)
{
    if (shape.rows <= 0 || shape.inner <= 0 || shape.columns <= 0)
        throw std::invalid_argument("a matrix product needs positive extents, not " +
                                    std::to_string(shape.rows) + " × " + std::to_string(shape.inner) + " × " +
                                    std::to_string(shape.columns));
}

void point(const Memory& memory, const float* data)
{
    if (dnnl_memory_set_data_handle(memory.get(), const_cast<float*>(data)) != dnnl_success)
        throw std::runtime_error("oneDNN could not take the address of a matrix");
}

Memory empty(const Memory::desc& description)
{
    return {description, onednn::cpu(), DNNL_MEMORY_NONE};
}

float largestMagnitude(std::span<const float> values)
{
    float largest = 0;
    for (const float value : values)
        largest = std::max(largest, std::abs(value));
    return largest;
}

std::vector<std::int8_t> quantised(std::span<const float> values, float scale)
{
    std::vector<std::int8_t> integers;
    integers.reserve(values.size());
    for (const float value : values) // a quotient may round to just above 127
        integers.push_back(static_cast<std::int8_t>(std::clamp(std::lround(value / scale), -127L, 127L)));
    return integers;
}

float scaleOf(std::span<const float> values)
{
    constexpr float kMostInt8 = 127;
    const float scale = largestMagnitude(values) / kMostInt8;
    return scale > 0 ? scale : 1.0f; // nothing but zeros, or too small to matter
}

std::span<const float> elements(const float* data, std::int64_t count)
{
    return {data, static_cast<std::size_t>(count)};
}

} // namespace

// What every processor of this kind has.
#if defined(__aarch64__)
constexpr const char* kEverywhere = "NEON";
#else
constexpr const char* kEverywhere = "f32";
#endif

bool hasInstructionsFor(Precision precision)
{
    return !instructionsFor(precision).empty();
}

std::string instructionsFor(Precision precision)
{
    using dnnl::cpu_isa;
    switch (precision) {
    case Precision::F32:
        return onednn::has(cpu_isa::avx512_core) ? "AVX-512"
               : onednn::has(cpu_isa::avx2)      ? "AVX2"
               : onednn::has(cpu_isa::sse41)     ? "SSE4.1"
                                                 : kEverywhere;
    case Precision::Bf16:
        return onednn::has(cpu_isa::avx512_core_amx)    ? "AMX"
               : onednn::has(cpu_isa::avx512_core_bf16) ? "AVX-512 BF16"
                                                        : "";
    case Precision::Int8:
        return onednn::has(cpu_isa::avx512_core_amx)    ? "AMX"
               : onednn::has(cpu_isa::avx512_core_vnni) ? "AVX-512 VNNI"
               : onednn::has(cpu_isa::avx2_vnni)        ? "AVX-VNNI"
                                                        : "";
    }
    return {};
}

std::int64_t floatsInVectors()
{
    const std::string used = instructionsFor(Precision::F32);
    return used == "AVX-512" ? 16 : used == "AVX2" ? 8 : used == "SSE4.1" ? 4 : 0;
}

struct Matmul::Primitive
{
    MatmulShape shape;
    bool biased;
    Memory::desc x;
    Memory::desc w;
    Memory::desc bias;
    Memory::desc y;
    Memory::desc scratchpad;
    dnnl::matmul primitive;
};

struct Matmul::Workspace::State
{
    const Primitive* owner;
    dnnl::stream stream;
    Memory x;
    Memory w;
    Memory bias;
    Memory y;
    Memory scratchpad;
};

Matmul::Matmul(const MatmulShape& shape, Options options) : m_primitive(std::make_unique<Primitive>())
{
    check(shape);
    m_primitive->shape = shape;
    m_primitive->biased = options.bias;
    onednn::attempt("create the matrix product", [&] {
        Primitive& p = *m_primitive;
        p.x = onednn::matrix(shape.rows, shape.inner, Type::f32, options.transposeX);
        p.w = onednn::matrix(shape.inner, shape.columns, Type::f32, options.transposeW);
        if (options.bias)
            p.bias = onednn::matrix(1, shape.columns);
        p.y = onednn::matrix(shape.rows, shape.columns);
        const auto description = onednn::matmul(p.x, p.w, p.bias, p.y, onednn::attributes(options.relu));
        p.scratchpad = description.scratchpad_desc();
        p.primitive = dnnl::matmul(description);
    });
}

Matmul::~Matmul() = default;
Matmul::Matmul(Matmul&&) noexcept = default;
Matmul& Matmul::operator=(Matmul&&) noexcept = default;

const MatmulShape& Matmul::shape() const
{
    return m_primitive->shape;
}

Matmul::Workspace Matmul::makeWorkspace() const
{
    auto state = std::make_unique<Workspace::State>();
    onednn::attempt("create a workspace", [&] {
        const Primitive& p = *m_primitive;
        state->owner = &p;
        state->stream = dnnl::stream(onednn::cpu());
        state->x = empty(p.x);
        state->w = empty(p.w);
        if (p.biased)
            state->bias = empty(p.bias);
        state->y = empty(p.y);
        state->scratchpad = Memory(p.scratchpad, onednn::cpu());
    });
    return Workspace(std::move(state));
}

void Matmul::execute(const float* x, const float* w, const float* bias, float* y, Workspace& workspace) const
{
    // [code then matmul-ladder/library library-workers batch-layout/list contiguous packed]
    const Workspace::State& state = *workspace.m_state;
    if (state.owner != m_primitive.get())
        throw std::invalid_argument("the workspace is another matrix product's");
    if ((bias != nullptr) != m_primitive->biased)
        throw std::invalid_argument(bias ? "the matrix product has no bias" : "the bias is missing");
    point(state.x, x);
    point(state.w, w);
    point(state.y, y);
    std::array<dnnl_exec_arg_t, 5> arguments = {{
        {DNNL_ARG_SRC, state.x.get()},
        {DNNL_ARG_WEIGHTS, state.w.get()},
        {DNNL_ARG_DST, state.y.get()},
        {DNNL_ARG_SCRATCHPAD, state.scratchpad.get()},
        {},
    }};
    std::size_t count = arguments.size() - 1;
    if (bias) {
        point(state.bias, bias);
        arguments[count++] = {DNNL_ARG_BIAS, state.bias.get()};
    }
    onednn::execute(m_primitive->primitive, state.stream, std::span(arguments).first(count),
                    "multiply the matrices");
    // [end]
}

Matmul::Workspace::Workspace(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Matmul::Workspace::~Workspace() = default;
Matmul::Workspace::Workspace(Workspace&&) noexcept = default;
Matmul::Workspace& Matmul::Workspace::operator=(Workspace&&) noexcept = default;

struct ReducedMatmul::Product
{
    MatmulShape shape;
    dnnl::matmul primitive;
    dnnl::stream stream;
    Memory x;
    Memory w;
    Memory y;
    Memory scratchpad;
    std::optional<onednn::ProductScale> scale;
    std::vector<dnnl_exec_arg_t> arguments;

    void create(Type type)
    {
        auto attributes = onednn::attributes(false);
        if (scale)
            scale->describe(attributes);
        const auto description =
            onednn::matmul(onednn::anyMatrix(shape.rows, shape.inner, type),
                           onednn::anyMatrix(shape.inner, shape.columns, type), Memory::desc(),
                           onednn::matrix(shape.rows, shape.columns), attributes);
        primitive = dnnl::matmul(description);
        stream = dnnl::stream(onednn::cpu());
        x = Memory(description.src_desc(), onednn::cpu());
        w = Memory(description.weights_desc(), onednn::cpu());
        y = empty(description.dst_desc());
        scratchpad = Memory(description.scratchpad_desc(), onednn::cpu());
        arguments = {{DNNL_ARG_SRC, x.get()},
                     {DNNL_ARG_WEIGHTS, w.get()},
                     {DNNL_ARG_DST, y.get()},
                     {DNNL_ARG_SCRATCHPAD, scratchpad.get()}};
        if (scale)
            scale->append(arguments);
    }

    void fill(const void* givenX, const void* givenW, Type type)
    {
        Memory fromX(onednn::matrix(shape.rows, shape.inner, type), onednn::cpu(), const_cast<void*>(givenX));
        Memory fromW(onednn::matrix(shape.inner, shape.columns, type), onednn::cpu(),
                     const_cast<void*>(givenW));
        onednn::reorder(fromX, x);
        onednn::reorder(fromW, w);
    }
};

ReducedMatmul::ReducedMatmul(const MatmulShape& shape, Precision precision, const float* x, const float* w)
    : m_product(std::make_unique<Product>())
{
    check(shape);
    m_product->shape = shape;
    switch (precision) {
    case Precision::F32:
        throw std::invalid_argument("32-bit floats are no reduced precision");
    case Precision::Bf16:
        // [code then matmul-ladder/bf16]
        onednn::attempt("create the bf16 matrix product", [&] {
            m_product->create(Type::bf16);
            m_product->fill(x, w, Type::f32);
        });
        // [end]
        break;
    case Precision::Int8: {
        // [code then matmul-ladder/int8]
        const auto xElements = elements(x, shape.rows * shape.inner);
        const auto wElements = elements(w, shape.inner * shape.columns);
        const float xScale = scaleOf(xElements);
        const float wScale = scaleOf(wElements);
        const std::vector<std::int8_t> xIntegers = quantised(xElements, xScale);
        const std::vector<std::int8_t> wIntegers = quantised(wElements, wScale);
        onednn::attempt("create the int8 matrix product", [&] {
            m_product->scale.emplace(xScale * wScale);
            m_product->create(Type::s8);
            m_product->fill(xIntegers.data(), wIntegers.data(), Type::s8);
        });
        // [end]
        break;
    }
    }
}

ReducedMatmul::~ReducedMatmul() = default;
ReducedMatmul::ReducedMatmul(ReducedMatmul&&) noexcept = default;
ReducedMatmul& ReducedMatmul::operator=(ReducedMatmul&&) noexcept = default;

const MatmulShape& ReducedMatmul::shape() const
{
    return m_product->shape;
}

// [code then matmul-ladder/bf16 int8]
void ReducedMatmul::execute(float* y)
{
    point(m_product->y, y);
    onednn::execute(m_product->primitive, m_product->stream, m_product->arguments,
                    "multiply the matrices in reduced precision");
}
// [end]

} // namespace lab::kernels
