// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/onednn_adapter.h"

#include <algorithm>
#include <mutex>
#include <stdexcept>
#include <string>

#if DNNL_CPU_THREADING_RUNTIME == DNNL_RUNTIME_OMP
#include <omp.h>
#elif DNNL_CPU_THREADING_RUNTIME == DNNL_RUNTIME_TBB
#include <tbb/task_arena.h>
#endif

namespace lab::kernels::onednn {

namespace {

using Memory = dnnl::memory;

Memory::desc chosenByLibrary(const Memory::dims& dims)
{
    return {dims, Memory::data_type::f32, Memory::format_tag::any};
}

#if DNNL_CPU_THREADING_RUNTIME == DNNL_RUNTIME_OMP
class OneOmpThread
{
public:
    OneOmpThread() : m_before(omp_get_max_threads()) { omp_set_num_threads(1); }
    ~OneOmpThread() { omp_set_num_threads(m_before); }
    OneOmpThread(const OneOmpThread&) = delete;
    OneOmpThread& operator=(const OneOmpThread&) = delete;

private:
    int m_before;
};
#endif

void throwUnlessDone(dnnl_status_t status, const char* what)
{
    if (status != dnnl_success)
        throw std::runtime_error(std::string("oneDNN could not ") + what + ": status " +
                                 std::to_string(static_cast<int>(status)));
}

// Memory of an engine while the host sees it.
class Mapped
{
public:
    Mapped(const Memory& memory, std::size_t elements, const char* what) : m_memory(memory)
    {
        if (memory.get_desc().get_size() != elements * sizeof(float))
            throw std::invalid_argument("memory of an engine has another size than what it is copied to");
        throwUnlessDone(dnnl_memory_map_data(memory.get(), &m_data), what);
    }
    ~Mapped() { dnnl_memory_unmap_data(m_memory.get(), m_data); }
    Mapped(const Mapped&) = delete;
    Mapped& operator=(const Mapped&) = delete;

    float* values() const { return static_cast<float*>(m_data); }

private:
    const Memory& m_memory;
    void* m_data = nullptr;
};

} // namespace

const dnnl::engine& cpu()
{
    static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    return engine;
}

bool findsGpu()
{
    return dnnl::engine::get_count(dnnl::engine::kind::gpu) > 0;
}

const dnnl::engine& gpu()
{
    static const dnnl::engine engine(dnnl::engine::kind::gpu, 0);
    return engine;
}

void onThisThreadOnly(const std::function<void()>& work)
{
#if DNNL_CPU_THREADING_RUNTIME == DNNL_RUNTIME_OMP
    const OneOmpThread one;
    work();
#elif DNNL_CPU_THREADING_RUNTIME == DNNL_RUNTIME_TBB
    thread_local tbb::task_arena one(1);
    one.execute(work);
#else
    work();
#endif
}

void attempt(const char* what, const std::function<void()>& work)
{
    static std::mutex oneAtATime;
    const std::scoped_lock lock(oneAtATime);
    try {
        onThisThreadOnly(work);
    } catch (const dnnl::error& error) {
        throw std::runtime_error(std::string("oneDNN could not ") + what + ": " + error.what());
    }
}

void execute(const dnnl::primitive& primitive, const dnnl::stream& stream,
             std::span<const dnnl_exec_arg_t> arguments, const char* what)
{
    dnnl_status_t status = dnnl_success;
    const auto run = [&] {
        status = dnnl_primitive_execute(primitive.get(), stream.get(), static_cast<int>(arguments.size()),
                                        arguments.data());
        if (status == dnnl_success)
            status = dnnl_stream_wait(stream.get());
    };
    onThisThreadOnly(std::cref(run)); // a std::function of the lambda itself would allocate
    throwUnlessDone(status, what);
}

void executeAll(const std::vector<Operation>& operations, const dnnl::stream& stream, const char* what)
{
    dnnl_status_t status = dnnl_success;
    onThisThreadOnly([&] {
        for (const Operation& operation : operations) {
            status = dnnl_primitive_execute(operation.primitive.get(), stream.get(),
                                            static_cast<int>(operation.arguments.size()),
                                            operation.arguments.data());
            if (status != dnnl_success)
                break;
        }
        const dnnl_status_t waited = dnnl_stream_wait(stream.get());
        if (status == dnnl_success)
            status = waited;
    });
    throwUnlessDone(status, what);
}

void write(const Memory& to, std::span<const float> from)
{
    const Mapped mapped(to, from.size(), "write to its memory");
    std::ranges::copy(from, mapped.values());
}

void read(const Memory& from, std::span<float> to)
{
    const Mapped mapped(from, to.size(), "read its memory");
    std::copy_n(mapped.values(), to.size(), to.begin());
}

void reorder(Memory& from, Memory& to)
{
    dnnl::stream stream(cpu());
    dnnl::reorder(from, to).execute(stream, from, to);
    stream.wait();
}

bool has(dnnl::cpu_isa isa)
{
    // The values are sets of bits, 0 where the library does not know.
    const auto wanted = static_cast<unsigned>(isa);
    return (static_cast<unsigned>(dnnl::get_effective_cpu_isa()) & wanted) == wanted;
}

dnnl::primitive_attr attributes(bool relu)
{
    dnnl::primitive_attr attributes;
    attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
    if (relu) {
        dnnl::post_ops after;
#if DNNL_VERSION_MAJOR >= 3
        after.append_eltwise(dnnl::algorithm::eltwise_relu, 0.0f, 0.0f);
#else
        after.append_eltwise(1.0f, dnnl::algorithm::eltwise_relu, 0.0f, 0.0f);
#endif
        attributes.set_post_ops(after);
    }
    return attributes;
}

dnnl::convolution_forward::primitive_desc convolution(const Memory::dims& source, const Memory::dims& weights,
                                                      const Memory::dims& destination, Memory::dim pad,
                                                      bool relu)
{
    const Memory::dims stride{1, 1};
    const Memory::dims padding{pad, pad};
    const auto kind = dnnl::prop_kind::forward_inference;
    const auto algorithm = dnnl::algorithm::convolution_direct;
#if DNNL_VERSION_MAJOR >= 3
    return {cpu(),
            kind,
            algorithm,
            chosenByLibrary(source),
            chosenByLibrary(weights),
            chosenByLibrary(destination),
            stride,
            padding,
            padding,
            attributes(relu)};
#else
    return {{kind, algorithm, chosenByLibrary(source), chosenByLibrary(weights), chosenByLibrary(destination),
             stride, padding, padding},
            attributes(relu),
            cpu()};
#endif
}

dnnl::resampling_forward::primitive_desc resampling(const Memory::dims& source,
                                                    const Memory::dims& destination,
                                                    const dnnl::primitive_attr& attributes)
{
    const auto kind = dnnl::prop_kind::forward_inference;
    const auto algorithm = dnnl::algorithm::resampling_linear;
#if DNNL_VERSION_MAJOR >= 3
    return {cpu(), kind, algorithm, plain(source), plain(destination), attributes};
#else
    return {{kind, algorithm, plain(source), plain(destination)}, attributes, cpu()};
#endif
}

Memory::desc plain(const Memory::dims& dims)
{
    return {dims, Memory::data_type::f32, Memory::format_tag::nchw};
}

Memory::desc matrix(Memory::dim rows, Memory::dim columns, Memory::data_type type, bool transposed)
{
    return {{rows, columns}, type, transposed ? Memory::format_tag::ba : Memory::format_tag::ab};
}

Memory::desc anyMatrix(Memory::dim rows, Memory::dim columns, Memory::data_type type)
{
    return {{rows, columns}, type, Memory::format_tag::any};
}

dnnl::matmul::primitive_desc matmul(const Memory::desc& source, const Memory::desc& weights,
                                    const Memory::desc& bias, const Memory::desc& destination,
                                    const dnnl::primitive_attr& attributes)
{
    const bool biased = !bias.is_zero();
#if DNNL_VERSION_MAJOR >= 3
    if (biased)
        return {cpu(), source, weights, bias, destination, attributes};
    return {cpu(), source, weights, destination, attributes};
#else
    if (biased)
        return {{source, weights, bias, destination}, attributes, cpu()};
    return {{source, weights, destination}, attributes, cpu()};
#endif
}

Memory::desc DenseShape::weights() const
{
    return {{outputs, inputs}, Memory::data_type::f32, Memory::format_tag::ba};
}

Memory::desc DenseShape::bias() const
{
    return {{outputs}, Memory::data_type::f32, Memory::format_tag::a};
}

DenseForward dense(const dnnl::engine& engine, const DenseShape& s)
{
    const auto kind = dnnl::prop_kind::forward_training;
#if DNNL_VERSION_MAJOR >= 3
    return {engine, kind, s.source(), s.weights(), s.bias(), s.destination(), attributes(false)};
#else
    return {{kind, s.source(), s.weights(), s.bias(), s.destination()}, attributes(false), engine};
#endif
}

dnnl::inner_product_backward_weights::primitive_desc
denseWeightGradient(const dnnl::engine& engine, const DenseShape& s, const DenseForward& forward)
{
#if DNNL_VERSION_MAJOR >= 3
    return {engine, s.source(), s.weights(), s.bias(), s.destination(), forward, attributes(false)};
#else
    return {{s.source(), s.weights(), s.bias(), s.destination()}, attributes(false), engine, forward};
#endif
}

dnnl::inner_product_backward_data::primitive_desc
denseInputGradient(const dnnl::engine& engine, const DenseShape& s, const DenseForward& forward)
{
#if DNNL_VERSION_MAJOR >= 3
    return {engine, s.source(), s.weights(), s.destination(), forward, attributes(false)};
#else
    return {{s.source(), s.weights(), s.destination()}, attributes(false), engine, forward};
#endif
}

dnnl::eltwise_forward::primitive_desc relu(const dnnl::engine& engine, const Memory::desc& values)
{
    const auto kind = dnnl::prop_kind::forward_training;
    const auto algorithm = dnnl::algorithm::eltwise_relu_use_dst_for_bwd;
#if DNNL_VERSION_MAJOR >= 3
    return {engine, kind, algorithm, values, values, 0.0f, 0.0f, attributes(false)};
#else
    return {{kind, algorithm, values, 0.0f, 0.0f}, attributes(false), engine};
#endif
}

dnnl::eltwise_backward::primitive_desc reluGradient(const dnnl::engine& engine, const Memory::desc& values)
{
    const auto algorithm = dnnl::algorithm::eltwise_relu_use_dst_for_bwd;
    const auto forward = relu(engine, values);
#if DNNL_VERSION_MAJOR >= 3
    return {engine, algorithm, values, values, values, 0.0f, 0.0f, forward, attributes(false)};
#else
    return {{algorithm, values, values, 0.0f, 0.0f}, attributes(false), engine, forward};
#endif
}

dnnl::softmax_forward::primitive_desc softmax(const dnnl::engine& engine, const Memory::desc& values)
{
    const auto kind = dnnl::prop_kind::forward_inference;
#if DNNL_VERSION_MAJOR >= 3
    return {engine, kind, dnnl::algorithm::softmax_accurate, values, values, 1, attributes(false)};
#else
    return {{kind, values, 1}, attributes(false), engine};
#endif
}

dnnl::binary::primitive_desc difference(const dnnl::engine& engine, const Memory::desc& values)
{
    const auto algorithm = dnnl::algorithm::binary_sub;
#if DNNL_VERSION_MAJOR >= 3
    return {engine, algorithm, values, values, values, attributes(false)};
#else
    return {{algorithm, values, values, values}, attributes(false), engine};
#endif
}

dnnl::sum::primitive_desc sumWith(const dnnl::engine& engine, const Memory::desc& values, float factor)
{
#if DNNL_VERSION_MAJOR >= 3
    return {engine, values, {1.0f, factor}, {values, values}, attributes(false)};
#else
    return {values, {1.0f, factor}, {values, values}, engine, attributes(false)};
#endif
}

ProductScale::ProductScale(float factor) : m_factor(factor)
{
#if DNNL_VERSION_MAJOR >= 3
    const Memory::dims one{1};
    m_memory = Memory(Memory::desc(one, Memory::data_type::f32, Memory::format_tag::a), cpu());
    *static_cast<float*>(m_memory.get_data_handle()) = m_factor;
#endif
}

void ProductScale::describe(dnnl::primitive_attr& attributes) const
{
#if DNNL_VERSION_MAJOR >= 3
    attributes.set_scales_mask(DNNL_ARG_SRC, 0);
#else
    attributes.set_output_scales(0, {m_factor});
#endif
}

void ProductScale::append([[maybe_unused]] std::vector<dnnl_exec_arg_t>& arguments) const
{
#if DNNL_VERSION_MAJOR >= 3
    arguments.push_back({DNNL_ARG_ATTR_SCALES | DNNL_ARG_SRC, m_memory.get()});
#endif
}

} // namespace lab::kernels::onednn
