// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <dnnl.hpp>
#include <functional>
#include <span>
#include <vector>

// The one place that knows which oneDNN (2.6 or 3.x, OpenMP or TBB inside) the program is built with.
// Private to core/kernels.
namespace lab::kernels::onednn {

/// The CPU engine, shared by all threads.
const dnnl::engine& cpu();

/// Calls `work` so that oneDNN stays on the calling thread: creation and execution of a primitive both
/// belong inside, because some primitives bake the number of threads in when created.
void onThisThreadOnly(const std::function<void()>& work);

/// onThisThreadOnly(), where a failure of oneDNN becomes a std::runtime_error: "oneDNN could not `what`: …".
/// For creating and laying out: one thread at a time, because what threads create at the same time shares
/// entries of the library's primitive cache. `work` must not call attempt().
void attempt(const char* what, const std::function<void()>& work);

/// Executes on the calling thread alone and waits. The C interface's arguments, because the C++ one would
/// allocate a map on every call. Throws like attempt().
void execute(const dnnl::primitive& primitive, const dnnl::stream& stream,
             std::span<const dnnl_exec_arg_t> arguments, const char* what);

/// Copies `from` into the layout and element type of `to`, on the calling thread: inside onThisThreadOnly().
void reorder(dnnl::memory& from, dnnl::memory& to);

/// Whether oneDNN finds all of `isa` on this processor; false on processors other than x86.
bool has(dnnl::cpu_isa isa);

/// Attributes with the caller's own scratchpad, which makes one primitive usable from many threads, and
/// ReLU behind it when asked for.
dnnl::primitive_attr attributes(bool relu);

/// 3×3 (or any) convolution, stride 1, zero padding `pad` on every side, layouts chosen by the library.
dnnl::convolution_forward::primitive_desc convolution(const dnnl::memory::dims& source,
                                                      const dnnl::memory::dims& weights,
                                                      const dnnl::memory::dims& destination,
                                                      dnnl::memory::dim pad, bool relu);

/// Bilinear resampling between two N×C×H×W shapes.
dnnl::resampling_forward::primitive_desc resampling(const dnnl::memory::dims& source,
                                                    const dnnl::memory::dims& destination,
                                                    const dnnl::primitive_attr& attributes = {});

/// Dense f32 in N×C×H×W order.
dnnl::memory::desc plain(const dnnl::memory::dims& dims);

/// A dense matrix, row-major or, `transposed`, column-major.
dnnl::memory::desc matrix(dnnl::memory::dim rows, dnnl::memory::dim columns,
                          dnnl::memory::data_type type = dnnl::memory::data_type::f32,
                          bool transposed = false);

/// A matrix in the layout that the library likes best.
dnnl::memory::desc anyMatrix(dnnl::memory::dim rows, dnnl::memory::dim columns, dnnl::memory::data_type type);

/// destination = source·weights + bias; a default-constructed `bias` is none.
dnnl::matmul::primitive_desc matmul(const dnnl::memory::desc& source, const dnnl::memory::desc& weights,
                                    const dnnl::memory::desc& bias, const dnnl::memory::desc& destination,
                                    const dnnl::primitive_attr& attributes);

/// A factor on the product of two integer matrices: an attribute's value in 2.6, an argument of the
/// execution in 3.x.
class ProductScale
{
public:
    explicit ProductScale(float factor);
    void describe(dnnl::primitive_attr& attributes) const;
    /// Adds what the execution needs; valid as long as this object.
    void append(std::vector<dnnl_exec_arg_t>& arguments) const;

private:
    float m_factor;
    dnnl::memory m_memory;
};

} // namespace lab::kernels::onednn
