// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/engine_training.h"

#include "core/kernels/onednn_adapter.h"
#include "core/kernels/tensor.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

namespace lab::kernels {

namespace {

using Memory = dnnl::memory;
using onednn::DenseShape;

struct Layer
{
    DenseShape shape;
    Memory weights;
    Memory bias;
    Memory weightGradient;
    Memory biasGradient;
    Memory activation; // samples × outputs, after ReLU; of the last layer: logits
    Memory error;      // gradient with respect to what enters ReLU, or the softmax
};

double crossEntropy(const Tensor& logits, std::span<const std::uint8_t> labels)
{
    const std::int64_t classes = logits.shape()[1];
    const float* row = logits.data();
    double sum = 0;
    for (const std::uint8_t label : labels) {
        const double largest = *std::max_element(row, row + classes);
        double exponentials = 0;
        for (std::int64_t c = 0; c < classes; ++c)
            exponentials += std::exp(double{row[c]} - largest);
        sum += std::log(exponentials) + largest - double{row[label]};
        row += classes;
    }
    return sum;
}

} // namespace

// A step as a list of operations on memory of the engine, made once.
struct EngineTraining::Graph
{
    Graph(EngineKind kind, const Network& network, std::int64_t count, float rate);

    Memory made(const Memory::desc& description) const { return {description, engine}; }
    template<class Description>
    void add(const Description& description, std::vector<dnnl_exec_arg_t> arguments);
    void addForward();
    void addBackward();
    void addUpdate(float rate);

    std::vector<std::int64_t> sizes;
    std::int64_t samples;
    dnnl::engine engine;
    dnnl::stream stream;
    Memory images;
    Memory wanted; // samples × classes: 1 at the label, else 0
    Memory probabilities;
    std::vector<Layer> layers;
    std::vector<Memory> scratchpads;
    std::vector<onednn::Operation> operations;
    std::vector<float> oneHot;
    Tensor logits;
};

EngineTraining::Graph::Graph(EngineKind kind, const Network& network, std::int64_t count, float rate)
    : sizes(network.sizes()), samples(count),
      oneHot(static_cast<std::size_t>(count * network.sizes().back())),
      logits({count, network.sizes().back()})
{
    onednn::attempt("make a training step", [&] {
        engine = kind == EngineKind::Gpu ? onednn::gpu() : onednn::cpu();
        stream = dnnl::stream(engine);
        for (std::size_t l = 0; l < network.layerCount(); ++l) {
            const DenseShape s{samples, network.inputs(l), network.outputs(l)};
            layers.push_back({s, made(s.weights()), made(s.bias()), made(s.weights()), made(s.bias()),
                              made(s.destination()), made(s.destination())});
        }
        images = made(layers.front().shape.source());
        wanted = made(layers.back().shape.destination());
        probabilities = made(layers.back().shape.destination());
        addForward();
        addBackward();
        addUpdate(rate);
    });
}

template<class Description>
void EngineTraining::Graph::add(const Description& description, std::vector<dnnl_exec_arg_t> arguments)
{
    scratchpads.push_back(made(description.scratchpad_desc()));
    arguments.push_back({DNNL_ARG_SCRATCHPAD, scratchpads.back().get()});
    operations.push_back({dnnl::primitive(description.get()), std::move(arguments)});
}

void EngineTraining::Graph::addForward()
{
    const Memory* input = &images;
    for (Layer& layer : layers) {
        add(onednn::dense(engine, layer.shape), {{DNNL_ARG_SRC, input->get()},
                                                 {DNNL_ARG_WEIGHTS, layer.weights.get()},
                                                 {DNNL_ARG_BIAS, layer.bias.get()},
                                                 {DNNL_ARG_DST, layer.activation.get()}});
        if (&layer != &layers.back())
            add(onednn::relu(engine, layer.shape.destination()),
                {{DNNL_ARG_SRC, layer.activation.get()}, {DNNL_ARG_DST, layer.activation.get()}});
        input = &layer.activation;
    }
    add(onednn::softmax(engine, layers.back().shape.destination()),
        {{DNNL_ARG_SRC, input->get()}, {DNNL_ARG_DST, probabilities.get()}});
}

void EngineTraining::Graph::addBackward()
{
    // The gradient of softmax and cross-entropy together: p − 1 at the label, p elsewhere.
    add(onednn::difference(engine, layers.back().shape.destination()),
        {{DNNL_ARG_SRC_0, probabilities.get()},
         {DNNL_ARG_SRC_1, wanted.get()},
         {DNNL_ARG_DST, layers.back().error.get()}});
    for (std::size_t l = layers.size(); l-- > 0;) {
        const Layer& layer = layers[l];
        const auto forward = onednn::dense(engine, layer.shape);
        const Memory& input = l > 0 ? layers[l - 1].activation : images;
        add(onednn::denseWeightGradient(engine, layer.shape, forward),
            {{DNNL_ARG_SRC, input.get()},
             {DNNL_ARG_DIFF_DST, layer.error.get()},
             {DNNL_ARG_DIFF_WEIGHTS, layer.weightGradient.get()},
             {DNNL_ARG_DIFF_BIAS, layer.biasGradient.get()}});
        if (l == 0)
            continue;
        const Layer& before = layers[l - 1];
        add(onednn::denseInputGradient(engine, layer.shape, forward),
            {{DNNL_ARG_DIFF_DST, layer.error.get()},
             {DNNL_ARG_WEIGHTS, layer.weights.get()},
             {DNNL_ARG_DIFF_SRC, before.error.get()}});
        add(onednn::reluGradient(engine, before.shape.destination()),
            {{DNNL_ARG_DST, before.activation.get()},
             {DNNL_ARG_DIFF_DST, before.error.get()},
             {DNNL_ARG_DIFF_SRC, before.error.get()}});
    }
}

void EngineTraining::Graph::addUpdate(float rate)
{
    const auto subtract = [&](const Memory& values, const Memory& gradient) {
        add(onednn::sumWith(engine, values.get_desc(), -rate), {{DNNL_ARG_MULTIPLE_SRC, values.get()},
                                                                {DNNL_ARG_MULTIPLE_SRC + 1, gradient.get()},
                                                                {DNNL_ARG_DST, values.get()}});
    };
    for (const Layer& layer : layers) {
        subtract(layer.weights, layer.weightGradient);
        subtract(layer.bias, layer.biasGradient);
    }
}

bool reports(EngineKind kind)
{
    return kind == EngineKind::Cpu || onednn::findsGpu();
}

EngineTraining::EngineTraining(EngineKind kind, const Network& network, std::int64_t samples, float rate)
{
    if (samples <= 0)
        throw std::invalid_argument("a training step needs at least one sample");
    m_graph = std::make_unique<Graph>(kind, network, samples, rate);
    setParameters(network);
}

EngineTraining::~EngineTraining() = default;
EngineTraining::EngineTraining(EngineTraining&&) noexcept = default;
EngineTraining& EngineTraining::operator=(EngineTraining&&) noexcept = default;

void EngineTraining::setParameters(const Network& network)
{
    if (network.sizes() != m_graph->sizes)
        throw std::invalid_argument("the training step was made for a network of other sizes");
    for (std::size_t l = 0; l < m_graph->layers.size(); ++l) {
        onednn::write(m_graph->layers[l].weights, network.weights(l));
        onednn::write(m_graph->layers[l].bias, network.bias(l));
    }
}

EngineTraining::Step EngineTraining::step(const float* images, std::span<const std::uint8_t> labels)
{
    Graph& graph = *m_graph;
    const auto classes = static_cast<std::size_t>(graph.sizes.back());
    if (labels.size() != static_cast<std::size_t>(graph.samples))
        throw std::invalid_argument("there must be one label a sample");
    if (std::ranges::any_of(labels, [&](std::uint8_t label) { return label >= classes; }))
        throw std::invalid_argument("a label is larger than the network's last class");
    std::ranges::fill(graph.oneHot, 0.0f);
    for (std::size_t sample = 0; sample < labels.size(); ++sample)
        graph.oneHot[sample * classes + labels[sample]] = 1;
    const auto pixels = static_cast<std::size_t>(graph.samples * graph.sizes.front());
    onednn::write(graph.images, {images, pixels});
    onednn::write(graph.wanted, graph.oneHot);
    onednn::executeAll(graph.operations, graph.stream, "train");
    onednn::read(graph.layers.back().activation, graph.logits.elements());
    Step step{crossEntropy(graph.logits, labels), 0};
    const std::vector<std::uint8_t> found = predictions(graph.logits);
    for (std::size_t sample = 0; sample < labels.size(); ++sample)
        step.right += found[sample] == labels[sample] ? 1 : 0;
    return step;
}

Network EngineTraining::network() const
{
    Network result(m_graph->sizes);
    for (std::size_t l = 0; l < m_graph->layers.size(); ++l) {
        const auto parameters = result.parameters().subspan(result.firstParameter(l));
        const std::size_t weights = result.weights(l).size();
        onednn::read(m_graph->layers[l].weights, parameters.first(weights));
        onednn::read(m_graph->layers[l].bias, parameters.subspan(weights, result.bias(l).size()));
    }
    return result;
}

} // namespace lab::kernels
