// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lanes/bar_styles.h"

#include <cmath>

namespace lab::widgets {

namespace {

Channels channels(const QColor& colour)
{
    return {static_cast<float>(colour.red()), static_cast<float>(colour.green()),
            static_cast<float>(colour.blue())};
}

Channels difference(const Channels& a, const Channels& b)
{
    return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}

} // namespace

BarStyles::BarStyles(const Theme& theme) : m_ground(channels(theme.panel)), m_tables(kWorkers + 1)
{
    for (std::size_t worker = 0; worker <= kWorkers; ++worker) {
        Table& table = m_tables[worker];
        for (const trace::State state : trace::kStates) {
            const auto i = static_cast<std::size_t>(state);
            table.reached[i] = theme.bar(state, static_cast<int>(worker), worker == kWorkers);
            table.muted[i] = theme.muted(table.reached[i]);
            table.reachedMean[i] = difference(channels(table.reached[i].average()), m_ground);
            table.mutedMean[i] = difference(channels(table.muted[i].average()), m_ground);
        }
    }
}

const BarStyles::Table& BarStyles::of(std::size_t lane, bool slate) const
{
    return m_tables[slate ? kWorkers : lane % kWorkers];
}

QRgb BarStyles::blend(const Table& table, const std::array<float, trace::kStateCount>& shares,
                      bool reached) const
{
    const auto& means = reached ? table.reachedMean : table.mutedMean;
    Channels sum = m_ground;
    for (std::size_t i = 0; i < trace::kStateCount; ++i)
        for (std::size_t c = 0; c < sum.size(); ++c)
            sum[c] += shares[i] * means[i][c];
    const auto byte = [](float value) { return static_cast<int>(std::lround(value)); };
    return qRgb(byte(sum[0]), byte(sum[1]), byte(sum[2]));
}

} // namespace lab::widgets
