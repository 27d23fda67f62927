// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/onednn_adapter.h"

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

} // namespace

const dnnl::engine& cpu()
{
    static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
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
                                                    const Memory::dims& destination)
{
    const auto kind = dnnl::prop_kind::forward_inference;
    const auto algorithm = dnnl::algorithm::resampling_linear;
#if DNNL_VERSION_MAJOR >= 3
    return {cpu(), kind, algorithm, plain(source), plain(destination)};
#else
    return {{kind, algorithm, plain(source), plain(destination)}, cpu()};
#endif
}

Memory::desc plain(const Memory::dims& dims)
{
    return {dims, Memory::data_type::f32, Memory::format_tag::nchw};
}

} // namespace lab::kernels::onednn
