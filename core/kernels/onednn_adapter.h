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

/// Whether the library finds a GPU that it can compute on.
bool findsGpu();

/// The first GPU, shared by all threads. Throws dnnl::error where there is none.
const dnnl::engine& gpu();

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

/// A primitive and the memory it works on, which has to outlive it.
struct Operation
{
    dnnl::primitive primitive;
    std::vector<dnnl_exec_arg_t> arguments;
};

/// All of `operations` in their order, on the stream's engine, and one wait at the end. Throws like
/// attempt().
void executeAll(const std::vector<Operation>& operations, const dnnl::stream& stream, const char* what);

/// Between the host and the dense f32 memory of any engine, while nothing computes on it. Throws like
/// attempt(), and std::invalid_argument when the sizes differ.
void write(const dnnl::memory& to, std::span<const float> from);
void read(const dnnl::memory& from, std::span<float> to);

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

/// A fully connected layer on `engine`, x·W + b of f32: x samples × inputs, W inputs × outputs, both
/// row-major, b outputs. With the caller's own scratchpad, as attributes(false).
struct DenseShape
{
    dnnl::memory::dim samples = 1;
    dnnl::memory::dim inputs = 1;
    dnnl::memory::dim outputs = 1;

    dnnl::memory::desc source() const { return matrix(samples, inputs); }
    dnnl::memory::desc weights() const; ///< logically outputs × inputs, as oneDNN has it
    dnnl::memory::desc bias() const;
    dnnl::memory::desc destination() const { return matrix(samples, outputs); }
};
using DenseForward = dnnl::inner_product_forward::primitive_desc;
DenseForward dense(const dnnl::engine& engine, const DenseShape& shape);
dnnl::inner_product_backward_weights::primitive_desc
denseWeightGradient(const dnnl::engine& engine, const DenseShape& shape, const DenseForward& forward);
dnnl::inner_product_backward_data::primitive_desc
denseInputGradient(const dnnl::engine& engine, const DenseShape& shape, const DenseForward& forward);

/// ReLU, and its gradient from its result, both possibly in place.
dnnl::eltwise_forward::primitive_desc relu(const dnnl::engine& engine, const dnnl::memory::desc& values);
dnnl::eltwise_backward::primitive_desc reluGradient(const dnnl::engine& engine,
                                                    const dnnl::memory::desc& values);

/// Along the rows of a matrix.
dnnl::softmax_forward::primitive_desc softmax(const dnnl::engine& engine, const dnnl::memory::desc& values);

/// First source minus second.
dnnl::binary::primitive_desc difference(const dnnl::engine& engine, const dnnl::memory::desc& values);

/// First source plus `factor` times the second, possibly in place of the first.
dnnl::sum::primitive_desc sumWith(const dnnl::engine& engine, const dnnl::memory::desc& values, float factor);

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
