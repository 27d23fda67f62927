// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/ladder_data.h"

#include "core/session/outcome.h"
#include "widgets/charts/figure_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

QString text(const char* source)
{
    return QCoreApplication::translate("Chart", source);
}

// Before a run only the scenario's description is known.
std::vector<session::VariantResult> resultsOf(const scenario::ScenarioInfo& info,
                                              const session::RunState& state)
{
    if (!state.variants.empty())
        return state.variants;
    std::vector<session::VariantResult> results;
    for (const scenario::Variant& variant : info.variants) {
        results.emplace_back();
        results.back().variant = variant;
    }
    return results;
}

bool hasMedian(const session::VariantResult& result)
{
    return result.availability.available && result.median > 0;
}

double peakOf(const session::RunState& state)
{
    for (const scenario::MachineFigure& figure : state.machineFigures) {
        if (figure.key == "peak")
            return figure.value;
    }
    return 0;
}

LadderRow rowOf(const session::VariantResult& result, const session::VariantResult* base,
                const session::RunState& state, bool sameWork)
{
    const bool measuredInTurn = base && base->variant.key == state.variants[result.against].variant.key &&
                                analysis::roundCount(result.samples) > 0;
    LadderRow row;
    row.name = QString::fromStdString(result.variant.label);
    if (!result.variant.exact)
        row.name = text("%1 (wrong)").arg(row.name);
    row.remark = QString::fromStdString(result.remark);
    row.available = result.availability.available;
    if (!row.available)
        row.reason = QString::fromStdString(result.availability.note);
    row.usesPool = !result.variant.alone();
    if (!hasMedian(result) || !base)
        return row;
    row.median = result.median;
    // Measured in turn with the base, the rounds' ratios are better than the ratio of the medians, and the
    // big figure says the same.
    if (measuredInTurn) {
        row.factor = result.speedup;
        row.interval = result.speedupInterval;
    } else {
        row.factor = base->median / result.median;
        if (base != &result)
            row.interval =
                analysis::ratioInterval(base->median, base->interval, result.median, result.interval);
    }
    if (sameWork && state.work.operations > 0 && state.work.perUnit > 0) {
        // A multiply-add a nanosecond is 2 GFLOP/s.
        row.rate = state.work.operations / result.median / state.work.perUnit;
        if (const double peak = peakOf(state); peak > 0 && countsFlops(state.work))
            row.percentOfPeak = 100 * *row.rate / peak;
    }
    return row;
}

void addGroup(LadderData& data, const std::vector<session::VariantResult>& results,
              const std::vector<std::size_t>& members, std::size_t root, const scenario::ScenarioInfo& info,
              const session::RunState& state)
{
    const session::VariantResult* base = hasMedian(results[root]) ? &results[root] : nullptr;
    if (!base && !results[root].availability.available) {
        for (const std::size_t member : members) {
            if (!base && hasMedian(results[member]) && info.peer != member)
                base = &results[member];
        }
    }
    const std::size_t sequential = std::min(state.sequentialVariant, results.size() - 1);
    // The run's work is that of the sequential variant; another group does something else.
    const bool sameWork = rootOf(results, sequential) == root;
    std::optional<double> above;
    for (const std::size_t member : members) {
        LadderRow row = rowOf(results[member], base, state, sameWork);
        row.variant = member;
        row.group = data.groups;
        row.peer = info.peer == member;
        row.exact =
            results[member].variant.exact && results[member].tolerance <= results[sequential].tolerance;
        if (row.factor && !row.peer) {
            if (above) // of totals, so that the two never contradict one another
                row.step = *row.factor / *above;
            above = row.factor;
        }
        data.rows.push_back(std::move(row));
    }
    ++data.groups;
}

QString peerSentence(const LadderData& data)
{
    const LadderRow* peer = nullptr;
    for (const LadderRow& row : data.rows)
        peer = row.peer && row.median > 0 ? &row : peer;
    if (!peer)
        return {};
    const LadderRow* best = nullptr;
    for (const LadderRow& row : data.rows) {
        const bool counts = row.group == peer->group && !row.peer && row.exact && row.median > 0;
        if (counts && (!best || row.median < best->median))
            best = &row;
    }
    if (!best)
        return {};
    const double ratio = peer->median / best->median;
    const QString times = ratio >= 0.95 && ratio < 9.95 ? QString::number(ratio, 'f', 1) + QStringLiteral("×")
                                                        : factorText(ratio);
    return text("Fastest exact rung: %1, %2 %3").arg(best->name, times, peer->name);
}

// The question may compare with another than the ladder does.
void placePrediction(LadderData& data, const scenario::ScenarioInfo& info, const session::RunState& state,
                     double prediction)
{
    const auto outcome = session::outcomeOf(info, state);
    if (!outcome)
        return;
    const auto rowOfVariant = [&](std::size_t variant) {
        return std::find_if(data.rows.begin(), data.rows.end(),
                            [&](const LadderRow& row) { return row.variant == variant; });
    };
    const auto asked = rowOfVariant(outcome->variant);
    const auto base = rowOfVariant(outcome->against);
    if (asked == data.rows.end() || base == data.rows.end() || asked->group != base->group ||
        base->median <= 0)
        return;
    data.predicted = prediction * base->factor.value_or(1);
    data.predictedRow = static_cast<std::size_t>(asked - data.rows.begin());
}

void fitAxis(LadderData& data)
{
    double low = std::min(data.predicted.value_or(1), 1.0);
    double high = std::max(data.predicted.value_or(1), 1.0);
    for (const LadderRow& row : data.rows) {
        if (!row.factor)
            continue;
        low = std::min({low, *row.factor, row.interval.low});
        high = std::max({high, *row.factor, row.interval.high});
    }
    for (const LadderQuotation::Rung& rung : data.quotation.rungs)
        high = std::max(high, rung.factor);
    data.low = low < 0.995 ? low / 1.1 : 1;
    data.high = std::max(high * 1.15, 2.0);
}

} // namespace

QString peakTitle(const LadderData& data)
{
    const bool beyond = std::any_of(data.rows.begin(), data.rows.end(),
                                    [](const LadderRow& row) { return row.percentOfPeak.value_or(0) > 100; });
    return beyond ? text("% fp32 peak") : text("% of peak");
}

bool countsFlops(const scenario::Work& work)
{
    return work.unit == "GFLOP/s";
}

std::size_t rootOf(const std::vector<session::VariantResult>& results, std::size_t variant)
{
    for (std::size_t i = 0; i < results.size(); ++i) { // a circle ends too
        const std::size_t next = results[variant].variant.against;
        if (next == variant || next >= results.size())
            break;
        variant = next;
    }
    return variant;
}

LadderData ladderData(const scenario::ScenarioInfo& info, const session::RunState& state, bool quoted,
                      std::optional<double> prediction)
{
    LadderData data;
    const auto results = resultsOf(info, state);
    std::vector<std::size_t> roots;
    data.devices = !results.empty();
    for (std::size_t i = 0; i < results.size(); ++i) {
        roots.push_back(rootOf(results, i));
        data.devices = data.devices && results[i].variant.onDevices;
    }
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (std::find(roots.begin(), roots.begin() + static_cast<std::ptrdiff_t>(i), roots[i]) !=
            roots.begin() + static_cast<std::ptrdiff_t>(i))
            continue; // its group is there
        std::vector<std::size_t> members;
        for (std::size_t j = i; j < results.size(); ++j) {
            if (roots[j] == roots[i])
                members.push_back(j);
        }
        addGroup(data, results, members, roots[i], info, state);
    }
    for (const LadderRow& row : data.rows) {
        data.hasRate = data.hasRate || row.rate;
        data.hasPercent = data.hasPercent || row.percentOfPeak;
    }
    data.rateUnit = QString::fromStdString(state.work.unit);
    data.title = text("Times as fast as the first of each group");
    if (data.groups == 1) {
        const auto base = std::find_if(data.rows.begin(), data.rows.end(),
                                       [](const LadderRow& row) { return row.available; });
        if (base != data.rows.end())
            data.title = text("Times as fast as %1").arg(base->name);
    }
    data.measured =
        std::any_of(data.rows.begin(), data.rows.end(), [](const LadderRow& row) { return row.factor; });
    data.isLadder = info.isLadder;
    data.canQuote = !info.quoted.rungs.empty();
    if (quoted && data.canQuote && data.measured) { // alone it would be taken for this machine's
        data.quotation.source = QString::fromStdString(info.quoted.source);
        for (const auto& rung : info.quoted.rungs)
            data.quotation.rungs.push_back({QString::fromStdString(rung.label), rung.factor});
    }
    data.sentence = peerSentence(data);
    if (prediction && *prediction > 0)
        placePrediction(data, info, state, *prediction);
    fitAxis(data);
    return data;
}

double LadderData::barsFrom() const
{
    const bool slower = std::any_of(rows.begin(), rows.end(),
                                    [](const LadderRow& row) { return row.factor && *row.factor < 1; }) ||
                        predicted.value_or(1) < 1;
    return slower ? std::min(low, 1.0) : 1;
}

} // namespace lab::widgets
