// SPDX-License-Identifier: GPL-3.0-or-later
// train-network [folder [output.npy]]: trains the network that the program ships on the Fashion-MNIST
// training set, prints its accuracy on the test set and writes its parameters. The folder holds the four
// files of the data set as published. On one thread; the same machine writes the same file again.
#include "core/exchange/idx.h"
#include "core/exchange/npy.h"
#include "core/kernels/network.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <exception>
#include <memory>
#include <numbers>
#include <numeric>
#include <random>
#include <stdexcept>
#include <string>
#include <zlib.h>

namespace {

namespace fs = std::filesystem;
using namespace lab;

constexpr std::uint64_t kSeed = 2024;
constexpr int kEpochs = 20;
constexpr std::int64_t kBatch = 64;
constexpr float kFirstRate = 0.1f; // of the mean gradient; falls to 0 along half a cosine
const std::vector<std::int64_t> kSizes = {784, 128, 64, 10};

struct DataSet
{
    std::int64_t images = 0;
    std::vector<float> pixels; // images × 784, 0 to 1
    std::vector<std::uint8_t> labels;
};

exchange::IdxArray readCompressed(const fs::path& path, const TemporaryFolder& folder)
{
    const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
    if (!file)
        throw std::runtime_error("cannot open '" + path.string() + "'");
    std::string bytes;
    std::array<char, 1 << 16> part{};
    int read = 0;
    while ((read = gzread(file.get(), part.data(), part.size())) > 0)
        bytes.append(part.data(), static_cast<std::size_t>(read));
    if (read < 0 || !gzeof(file.get()))
        throw std::runtime_error("cannot decompress '" + path.string() + "'");
    return exchange::readIdx(folder.write(path.stem().string(), bytes));
}

DataSet readSet(const fs::path& folder, const std::string& prefix)
{
    const TemporaryFolder temporary;
    const auto images = readCompressed(folder / (prefix + "-images-idx3-ubyte.gz"), temporary);
    auto labels = readCompressed(folder / (prefix + "-labels-idx1-ubyte.gz"), temporary);
    if (images.shape.size() != 3 || images.shape[1] * images.shape[2] != kSizes.front() ||
        labels.shape.size() != 1 || labels.shape[0] != images.shape[0])
        throw std::runtime_error("'" + folder.string() + "' holds images or labels of another shape");
    DataSet set{images.shape[0], std::vector<float>(images.bytes.size()), std::move(labels.bytes)};
    std::ranges::transform(images.bytes, set.pixels.begin(),
                           [](std::uint8_t pixel) { return static_cast<float>(pixel) / 255.0f; });
    return set;
}

/// Batches in an order that each epoch draws anew; std::shuffle would differ between standard libraries.
class Batches
{
public:
    explicit Batches(const DataSet& set)
        : m_set(set), m_order(static_cast<std::size_t>(set.images)), m_random(kSeed)
    {
        std::iota(m_order.begin(), m_order.end(), std::size_t{0});
    }
    void shuffle()
    {
        for (std::size_t i = m_order.size(); i > 1; --i)
            std::swap(m_order[i - 1], m_order[m_random() % i]);
    }
    std::size_t count() const { return m_order.size() / kBatch; }
    void gather(std::size_t batch, float* pixels, std::vector<std::uint8_t>& labels) const
    {
        const auto size = static_cast<std::size_t>(kSizes.front());
        for (std::size_t i = 0; i < labels.size(); ++i) {
            const std::size_t image = m_order[batch * kBatch + i];
            std::copy_n(m_set.pixels.data() + image * size, size, pixels + i * size);
            labels[i] = m_set.labels[image];
        }
    }

private:
    const DataSet& m_set;
    std::vector<std::size_t> m_order;
    std::mt19937_64 m_random;
};

double accuracy(const kernels::Network& network, const DataSet& set)
{
    kernels::NetworkPass pass(network, set.images);
    pass.forward(network, set.pixels.data());
    const std::vector<std::uint8_t> predicted = kernels::predictions(pass.probabilities());
    const auto right = std::inner_product(predicted.begin(), predicted.end(), set.labels.begin(), 0,
                                          std::plus<>(), std::equal_to<>());
    return static_cast<double>(right) / static_cast<double>(set.images);
}

kernels::Network trained(const DataSet& set)
{
    kernels::Network network = kernels::Network::random(kSizes, kSeed);
    kernels::NetworkPass pass(network, kBatch);
    Batches batches(set);
    kernels::Tensor pixels({kBatch, kSizes.front()});
    std::vector<std::uint8_t> labels(kBatch);
    std::vector<float> gradients(network.parameters().size());
    const double steps = kEpochs * static_cast<double>(batches.count());
    double step = 0;
    for (int epoch = 1; epoch <= kEpochs; ++epoch) {
        batches.shuffle();
        double loss = 0;
        for (std::size_t batch = 0; batch < batches.count(); ++batch, ++step) {
            batches.gather(batch, pixels.data(), labels);
            pass.forward(network, pixels.data());
            loss += pass.loss(labels);
            pass.backward(network, pixels.data(), labels, gradients);
            const double decay = 0.5 + 0.5 * std::cos(std::numbers::pi * step / steps);
            kernels::sgdStep(network.parameters(), gradients,
                             kFirstRate * static_cast<float>(decay) / static_cast<float>(kBatch));
        }
        std::printf("epoch %2d: loss %.4f an image\n", epoch,
                    loss / static_cast<double>(batches.count() * kBatch));
        std::fflush(stdout);
    }
    return network;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        const fs::path folder = argc > 1 ? argv[1] : "/usr/share/datasets/fashion-mnist";
        const fs::path output = argc > 2 ? argv[2] : "fashion-network.npy";
        const kernels::Network network = trained(readSet(folder, "train"));
        std::printf("accuracy on the test set: %.2f %%\n", 100 * accuracy(network, readSet(folder, "t10k")));
        const std::array<std::int64_t, 1> shape{network.parameterCount()};
        exchange::writeNpy(output, shape, network.parameters());
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "train-network: %s\n", error.what());
        return 1;
    }
}
