// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are nearly right: thousands of them, changed by a seed. Each gives data or a sentence.
#include "core/exchange/samples.h"

#include "tests/support/gzipped.h"
#include "tests/support/idx_bytes.h"
#include "tests/support/pnm_decoder.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace lab::exchange {

namespace {

SampleReading readSamples(const SampleFiles& files, const std::stop_token& stop = {})
{
    return exchange::readSamples(files, tests::PnmDecoder(), stop);
}

constexpr int kMutations = 1500; // of each file
constexpr std::uint32_t kImages = 3;

/// Changes bytes, mostly near the beginning, where the header is; cuts, doubles or inserts.
std::string mutated(std::string bytes, std::mt19937_64& random)
{
    const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
    const std::size_t changes = 1 + below(4);
    for (std::size_t change = 0; change < changes && !bytes.empty(); ++change) {
        const std::size_t at =
            below(3) > 0 ? below(std::min<std::size_t>(bytes.size(), 24)) : below(bytes.size());
        switch (below(6)) {
        case 0:
            bytes.resize(at);
            break;
        case 1:
            bytes.insert(at, 1 + below(8), static_cast<char>(random()));
            break;
        case 2:
            bytes.erase(at, 1 + below(4));
            break;
        case 3:
            bytes[at] = below(2) == 0 ? '\0' : '\xff';
            break;
        case 4:
            bytes += bytes.substr(at);
            break;
        default:
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
        }
    }
    return bytes;
}

void expectDataOrASentence(const SampleReading& reading, int mutation)
{
    if (!reading.samples) {
        ASSERT_EQ(reading.problems.size(), 1u) << mutation;
        EXPECT_NE(reading.problems[0].find('\''), std::string::npos) << reading.problems[0];
        return;
    }
    const base::Samples& samples = *reading.samples;
    EXPECT_TRUE(reading.problems.empty()) << mutation;
    EXPECT_GE(samples.count, 1) << mutation;
    EXPECT_EQ(std::ssize(samples.pixels), samples.count * base::kSamplePixels) << mutation;
    EXPECT_TRUE(samples.labels.empty() || std::ssize(samples.labels) == samples.count) << mutation;
    EXPECT_TRUE(std::ranges::all_of(samples.labels, [](std::uint8_t label) { return label <= 9; }));
}

struct Nearly
{
    const char* what;
    std::string images;
    std::string labels;
    bool imagesChange = true; ///< else labels do
};

void PrintTo(const Nearly& file, std::ostream* out)
{
    *out << file.what;
}

class NearlyRight : public testing::TestWithParam<Nearly>
{
};

TEST_P(NearlyRight, FilesGiveDataOrASentence)
{
    const TemporaryFolder folder;
    std::mt19937_64 random(20'240'229);
    int used = 0;
    for (int mutation = 0; mutation < kMutations; ++mutation) {
        const auto change = [&](const std::string& bytes, bool wanted) {
            return wanted ? mutated(bytes, random) : bytes;
        };
        SampleFiles files;
        files.images = {folder.write("images", change(GetParam().images, GetParam().imagesChange))};
        files.labels = folder.write("labels", change(GetParam().labels, !GetParam().imagesChange));
        const SampleReading reading = readSamples(files);
        used += reading.samples ? 1 : 0;
        expectDataOrASentence(reading, mutation);
        samplesAmong({files.images.front(), files.labels});
    }
    EXPECT_GT(used, 0) << "some changes hit pixels or a name in the compressed file's header";
    EXPECT_LT(used, kMutations);
}

INSTANTIATE_TEST_SUITE_P(
    Files, NearlyRight,
    testing::Values(Nearly{"plain images", idxImages(kImages), idxLabels(kImages)},
                    Nearly{"images of another size", idxImages(kImages, 5, 9), idxLabels(kImages)},
                    Nearly{"compressed images", gzipped(idxImages(kImages)), idxLabels(kImages)},
                    Nearly{"plain labels", idxImages(kImages), idxLabels(kImages), false},
                    Nearly{"compressed labels", idxImages(kImages), gzipped(idxLabels(kImages)), false}),
    [](const auto& file) { return std::to_string(file.index); });

} // namespace

} // namespace lab::exchange
