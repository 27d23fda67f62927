// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <dnnl.hpp>
#include <functional>

// The one place that knows which oneDNN (2.6 or 3.x, OpenMP or TBB inside) the program is built with.
// Private to core/kernels.
namespace lab::kernels::onednn {

/// The CPU engine, shared by all threads.
const dnnl::engine& cpu();

/// Calls `work` so that oneDNN stays on the calling thread: creation and execution of a primitive both
/// belong inside, because some primitives bake the number of threads in when created.
void onThisThreadOnly(const std::function<void()>& work);

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
                                                    const dnnl::memory::dims& destination);

/// Dense f32 in N×C×H×W order.
dnnl::memory::desc plain(const dnnl::memory::dims& dims);

} // namespace lab::kernels::onednn
