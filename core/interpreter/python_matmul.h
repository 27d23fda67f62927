// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/interpreter/child_process.h"
#include "core/kernels/matmul_shape.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace lab::interpreter {

/// Begin and end of a piece of work, by base::now().
struct Stretch
{
    base::Nanoseconds begin = 0;
    base::Nanoseconds end = 0;
};

/// Y = X·W by the system's python3, in isolated mode, by the fixed script resources/scripts/matmul.py: in
/// three interpreted loops, or by NumPy. Times are taken inside Python, by the clock that base::now() reads;
/// the child stands still between two calls. One thread at a time.
class PythonMatmul
{
public:
    enum class Kind : std::uint8_t { Loops, NumPy };

    /// `x` and `w` must outlive this. `threads`: for NumPy's library. Starts nothing yet.
    PythonMatmul(Kind kind, const kernels::MatmulShape& shape, const float* x, const float* w, int threads);
    ~PythonMatmul();

    /// Finds an interpreter and hands it the matrices: the first in the PATH that can do it, else the
    /// distribution's. False when `stop` was requested. Throws ChildFailed with a reason for people when
    /// there is none that can. One that did not answer is not asked again by this process.
    bool start(const std::stop_token& stop);

    /// "Python 3.11.2", "NumPy 1.24.2 with OpenBLAS for Zen, 2 threads", with the interpreter's path where
    /// it is not the first in the PATH. Empty before `start`.
    const std::string& description() const { return m_description; }

    /// Time of a single number of Y, for estimates. Throws ChildFailed.
    base::Nanoseconds timeOneNumber(const std::stop_token& stop);

    /// Multiplies and returns when it did. With `afterRow`, calls that as each row is done. Starts the child
    /// again if it was killed. When `stop` is requested the child is killed and {0, 0} returned. Throws
    /// ChildFailed.
    Stretch multiply(const std::function<void(std::int64_t row, Stretch)>& afterRow,
                     const std::stop_token& stop);

    /// Multiplies again and again, with nothing in between, for about `length` ns: at least `fewest`, at most
    /// `most` times (1 ≤ fewest ≤ most). Returns when each product was made, by the interpreter's own look at
    /// the clock. Else as `multiply`; nothing when stopped.
    std::vector<Stretch> burst(base::Nanoseconds length, std::size_t fewest, std::size_t most,
                               const std::stop_token& stop);

    /// Copies Y. Throws ChildFailed.
    bool copyResult(float* y, const std::stop_token& stop);

private:
    bool startProgram(const std::string& program, const std::stop_token& stop);
    bool send(char command, const std::stop_token& stop);

    const Kind m_kind;
    const kernels::MatmulShape m_shape;
    const float* const m_x;
    const float* const m_w;
    const int m_threads;
    std::string m_description;
    std::unique_ptr<ChildProcess> m_child;
};

} // namespace lab::interpreter
