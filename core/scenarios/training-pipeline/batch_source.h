// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/samples.h"
#include "core/exchange/idx.h"

#include <cstdint>
#include <memory>
#include <span>
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

/// Batches of Fashion-MNIST from the file that the program carries, or of a person's own labelled samples.
/// The records of a batch depend on the seed and the batch alone, and so does what is made of them. Several
/// threads may work on different batches.
class BatchSource
{
public:
    /// `own`: null where the program's files are to be read. Throws std::runtime_error when these cannot be,
    /// or do not belong together.
    BatchSource(std::int64_t samples, std::int64_t passes, std::uint64_t seed,
                std::shared_ptr<const base::Samples> own);

    std::int64_t samples() const { return m_samples; }
    static std::int64_t side() { return base::kSampleSide; }

    /// Of a normalised number, 0 … 1: what it would be before normalising.
    float brightness(float normalised) const;

    /// Reads the records of batch `number`, one by one from the file; or copies those of a person's own.
    void load(std::int64_t number, Batch& batch) const;

    /// Normalises, then changes each picture `passes` times.
    void process(std::int64_t number, Batch& batch) const;

private:
    struct Files
    {
        Files();

        const exchange::IdxRecords images;
        const exchange::IdxRecords labels;
    };
    /// Of all pixels: what becomes 0 and ±1 when they are normalised.
    struct Scale
    {
        float mean = 0;
        float deviation = 1;
        float black() const { return -mean / deviation; }
    };

    static Scale scaleOf(const base::Samples& own);
    std::int64_t recordOf(std::int64_t number, std::int64_t sample) const;
    void copyRecord(std::int64_t record, std::span<std::uint8_t> pixels, std::span<std::uint8_t> label) const;

    const std::int64_t m_samples;
    const std::int64_t m_passes;
    const std::uint64_t m_seed;
    const std::shared_ptr<const base::Samples> m_own;
    const std::unique_ptr<const Files> m_files; // without own samples
    const Scale m_scale;
};

} // namespace lab::scenarios::training_pipeline
