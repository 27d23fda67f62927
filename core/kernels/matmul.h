// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/matmul_shape.h"

#include <cstdint>
#include <memory>
#include <string>

namespace lab::kernels {

/// Element type of a product's factors; sums are kept in 32 bits.
enum class Precision : std::uint8_t { F32, Bf16, Int8 };

/// Whether this CPU has instructions for products in `precision` (not: whether oneDNN could emulate them).
/// Always for F32; for the others false where oneDNN does not tell, as on Arm. Any thread.
bool hasInstructionsFor(Precision precision);

/// What they are: "AMX", "AVX-512 BF16", "AVX-512 VNNI", …; empty when there are none. Any thread.
std::string instructionsFor(Precision precision);

/// Floats in a vector of those for F32; 0 where oneDNN does not tell which it uses. Any thread.
std::int64_t floatsInVectors();

/// Y = X·W in f32 by oneDNN. Creating it takes about a millisecond; executing it touches only what it is
/// given, so that many threads may execute one Matmul at the same time with a workspace each.
class Matmul
{
public:
    struct Options
    {
        bool transposeX = false; ///< x is stored inner × rows
        bool transposeW = false; ///< w is stored columns × inner
        bool bias = false;       ///< adds one number a column
        bool relu = false;       ///< max(0, ·) of the result, bias included
    };
    /// Scratchpad and stream of one thread at a time.
    class Workspace;

    /// Throws std::invalid_argument when an extent is not positive and std::runtime_error with oneDNN's
    /// reason when it cannot create the primitive.
    explicit Matmul(const MatmulShape& shape) : Matmul(shape, Options()) {}
    Matmul(const MatmulShape& shape, Options options);
    ~Matmul();
    Matmul(Matmul&&) noexcept;
    Matmul& operator=(Matmul&&) noexcept;

    const MatmulShape& shape() const;

    Workspace makeWorkspace() const;

    /// Overwrites `y` (rows × columns), on the calling thread alone; the arrays are dense, row-major and do
    /// not overlap. `bias` (columns) is null unless Options::bias. Itself allocates nothing. `workspace` is
    /// one that this Matmul made. Throws std::invalid_argument when bias or workspace do not fit and
    /// std::runtime_error with oneDNN's reason.
    void execute(const float* x, const float* w, const float* bias, float* y, Workspace& workspace) const;

private:
    struct Primitive;
    std::unique_ptr<Primitive> m_primitive;
};

class Matmul::Workspace
{
public:
    ~Workspace();
    Workspace(Workspace&&) noexcept;
    Workspace& operator=(Workspace&&) noexcept;

private:
    friend class Matmul;
    struct State;
    explicit Workspace(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// Y ≈ X·W of two fixed f32 matrices in fewer bits, by oneDNN. Both are converted once, when it is made, into
/// the layout that oneDNN likes best: bf16 by rounding to nearest; int8 as x ≈ s·q with one scale a matrix,
/// s = max|x| / 127, and q rounded to nearest. Products are summed in f32 (bf16) or 32-bit integers (int8),
/// so that X·W within an int8 product is off by at most inner · (|x|·s_w + |w|·s_x + s_x·s_w/2) / 2 with
/// |x| and |w| the largest magnitudes.
class ReducedMatmul
{
public:
    /// `x` rows × inner and `w` inner × columns, finite, dense and row-major, are not needed afterwards. On
    /// the calling thread. Throws std::invalid_argument when an extent is not positive or `precision` is
    /// F32, and std::runtime_error with oneDNN's reason, for example that it cannot do this precision here.
    ReducedMatmul(const MatmulShape& shape, Precision precision, const float* x, const float* w);
    ~ReducedMatmul();
    ReducedMatmul(ReducedMatmul&&) noexcept;
    ReducedMatmul& operator=(ReducedMatmul&&) noexcept;

    const MatmulShape& shape() const;

    /// Overwrites `y`, rows × columns, f32; for int8 already multiplied by both scales. On the calling
    /// thread alone, one thread at a time. Throws std::runtime_error with oneDNN's reason.
    void execute(float* y);

private:
    struct Product;
    std::unique_ptr<Product> m_product;
};

} // namespace lab::kernels
