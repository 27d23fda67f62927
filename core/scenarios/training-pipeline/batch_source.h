// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/idx.h"

#include <cstdint>
#include <vector>

namespace lab::scenarios::training_pipeline {

/// One batch on its way: what was read, and what was made of it.
struct Batch
{
    std::vector<std::uint8_t> grey; ///< samples × 28 × 28
    std::vector<std::uint8_t> labels;
    std::vector<float> images;  ///< the same, normalised and augmented
    std::vector<float> scratch; ///< 28 × 28
};

/// Batches of Fashion-MNIST from the file that the program carries. The records of a batch depend on the seed
/// and the batch alone, and so does what is made of them. Several threads may work on different batches.
class BatchSource
{
public:
    /// Throws std::runtime_error when the files cannot be read or do not belong together.
    BatchSource(std::int64_t samples, std::int64_t passes, std::uint64_t seed);

    std::int64_t samples() const { return m_samples; }
    std::int64_t side() const { return m_side; }

    /// Of a normalised number, 0 … 1: what it would be before normalising.
    static float brightness(float normalised);

    /// Reads the records of batch `number`, one by one from the file.
    void load(std::int64_t number, Batch& batch) const;

    /// Normalises, then changes each picture `passes` times.
    void process(std::int64_t number, Batch& batch) const;

private:
    std::int64_t recordOf(std::int64_t number, std::int64_t sample) const;

    const std::int64_t m_samples;
    const std::int64_t m_passes;
    const std::uint64_t m_seed;
    const exchange::IdxRecords m_images;
    const exchange::IdxRecords m_labels;
    std::int64_t m_side = 0;
};

} // namespace lab::scenarios::training_pipeline
