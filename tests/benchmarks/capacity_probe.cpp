// SPDX-License-Identifier: GPL-3.0-or-later
// What does the capacity probe see of what disturbs the kernels?
//   capacity_probe [seconds, 60 if not given]
// Every 20 ms: a convolution on all cores against the same on one (the kernels' own parallel speed), and
// beside it the vector probe and the chain of dependent operations that used to be the whole probe. Prints in
// how many windows the convolution was disturbed, how many of those each probe noticed, and how many it
// called disturbed where the convolution was not. Run it on an otherwise idle machine.
#include "core/workers/capacity_probe.h"
#include "core/analysis/statistics.h"
#include "core/base/clock.h"
#include "core/kernels/convolution.h"
#include "core/machine/machine.h"
#include "core/workers/throughput.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

namespace {

using namespace lab;
using kernels::Convolution;

constexpr double kDisturbed = 0.8; // of the usual, which is the median of all windows

struct Window
{
    double convolution = 0;
    workers::Capacity capacity;
};

// A layer of 28 × 28 images, 16 channels in and 32 maps out: an image a worker, some 100 µs.
class Layer
{
public:
    explicit Layer(int workers) : m_convolution({1, 16, 32, 28, 28}, weights())
    {
        const std::vector<float> image(std::size_t{16} * 28 * 28, 0.5f);
        for (int i = 0; i < workers; ++i) {
            m_buffers.push_back(m_convolution.makeBuffers(image.data()));
            m_workspaces.push_back(m_convolution.makeWorkspace());
        }
    }

    double work(std::size_t worker)
    {
        constexpr int kImages = 4;
        for (int i = 0; i < kImages; ++i)
            m_convolution.execute(m_buffers[worker], m_workspaces[worker]);
        return 1;
    }

private:
    static kernels::Tensor weights() { return kernels::Tensor({32, 16, 3, 3}); }

    Convolution m_convolution;
    std::vector<Convolution::Buffers> m_buffers;
    std::vector<Convolution::Workspace> m_workspaces;
};

// The median of several tries, each alone and together, as iterations of a burst are.
double parallelSpeed(Layer& layer, workers::WorkerPool& pool)
{
    constexpr int kTries = 9;
    std::vector<double> ratios;
    for (int i = 0; i < kTries; ++i) {
        const base::Nanoseconds begin = base::now();
        layer.work(0);
        const auto alone = static_cast<double>(base::now() - begin);
        ratios.push_back(alone *
                         workers::throughput(pool, [&](std::size_t worker) { return layer.work(worker); }));
    }
    return analysis::median(ratios);
}

template<class Value>
void report(const char* name, const std::vector<Window>& windows, double limit, const Value& value)
{
    std::vector<double> values(windows.size());
    std::transform(windows.begin(), windows.end(), values.begin(), value);
    const double usual = analysis::median(values);
    int noticed = 0;
    int disturbed = 0;
    int falseAlarms = 0;
    for (std::size_t i = 0; i < windows.size(); ++i) {
        const bool low = values[i] < kDisturbed * usual;
        if (windows[i].convolution < limit) {
            ++disturbed;
            noticed += low ? 1 : 0;
        } else {
            falseAlarms += low ? 1 : 0;
        }
    }
    std::printf("%-8s usual %.2f, least %.2f: noticed %d of %d, called disturbed %d of the other %zu\n", name,
                usual, *std::min_element(values.begin(), values.end()), noticed, disturbed, falseAlarms,
                windows.size() - static_cast<std::size_t>(disturbed));
}

} // namespace

int main(int argc, char** argv)
{
    const double seconds = argc > 1 ? std::atof(argv[1]) : 60;
    const machine::Machine machine = machine::read();
    workers::WorkerPool pool(machine.cores, machine::processorNumbers(machine));
    pool.placeCaller();
    Layer layer(pool.size());
    std::vector<Window> windows;
    const base::Nanoseconds until = base::now() + static_cast<base::Nanoseconds>(seconds * 1e9);
    while (base::now() < until) {
        const workers::Capacity before = workers::parallelCapacity(pool);
        const double convolution = parallelSpeed(layer, pool);
        const workers::Capacity after = workers::parallelCapacity(pool);
        windows.push_back({convolution,
                           {std::min(before.vector, after.vector), std::min(before.chain, after.chain),
                            std::max(before.waited, after.waited)}});
        std::this_thread::sleep_for(std::chrono::milliseconds(15));
    }
    std::vector<double> speeds;
    for (const Window& window : windows)
        speeds.push_back(window.convolution);
    const double usual = analysis::median(speeds);
    std::printf("%d workers, %zu windows: convolution usual %.2f, least %.2f\n", pool.size(), windows.size(),
                usual, *std::min_element(speeds.begin(), speeds.end()));
    report("vector", windows, kDisturbed * usual, [](const Window& w) { return w.capacity.vector; });
    report("chain", windows, kDisturbed * usual, [](const Window& w) { return w.capacity.chain; });
    report("least", windows, kDisturbed * usual, [](const Window& w) { return w.capacity.least(); });
    return 0;
}
