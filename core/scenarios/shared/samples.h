// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/tensor.h"
#include "core/scenario/scenario.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lab::scenarios {

/// Images for a run, with what they show.
struct SampleBatch
{
    kernels::Tensor images;           ///< samples × 28 × 28, 0 … 1
    std::vector<std::uint8_t> labels; ///< of each, 0 … 9; empty: not known
    bool own = false;                 ///< a person's

    /// Of each image, for people; empty where labels are not known.
    std::vector<std::string> captions() const;
    /// What the ten classes are called: kinds of clothes, or the digits 0 … 9 where images are a person's
    /// own.
    std::vector<std::string> classNames() const;
};

/// `count` images: of the request's own samples one after the other, beginning where the seed says (1: at the
/// first) and over again where there are fewer; without own ones as fashionSamples() draws them. Throws
/// std::runtime_error when the program's cannot be read.
SampleBatch samplesOf(const scenario::Request& request, std::int64_t count);

/// Which of `given` own samples comes `number`-th, both counted from 0. `given` is positive.
std::int64_t ownSampleAt(std::int64_t number, std::uint64_t seed, std::int64_t given);

} // namespace lab::scenarios
