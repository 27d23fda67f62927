// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/pace.h"

#include <algorithm>
#include <cmath>

namespace lab::analysis {

namespace {

constexpr double kFarShorter = 1.0 / 20;
constexpr double kWhole = 0.4;        // share of moving in or out in which the whole is in sight, and t moves
constexpr double kSoftness = 0.7;     // of a moment's beginning and end: 0 even, 1 standing still there
constexpr double kMargin = 0.08;      // of the range beside the moments in sight
constexpr double kWhereInSight = 0.4; // where in the range the playhead is while it is followed

double length(const Moment& moment)
{
    return static_cast<double>(moment.end - moment.begin);
}

double smooth(double share)
{
    return share * share * (3 - 2 * share);
}

double softened(double share)
{
    return (1 - kSoftness) * share + kSoftness * smooth(share);
}

// The inverse: softened() is monotone.
double unsoftened(double share)
{
    double low = 0;
    double high = 1;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (softened(middle) < share ? low : high) = middle;
    }
    return (low + high) / 2;
}

// Of a part's share: how far its last `tail` has come.
double shareOfTail(double share, double tail)
{
    return std::clamp((share - (1 - tail)) / tail, 0.0, 1.0);
}

// Between two ranges, each moment by the same factor.
Pace::Range between(const Pace::Range& from, const Pace::Range& to, double share)
{
    const double wide = from.end - from.begin;
    const double narrow = to.end - to.begin;
    if (wide - narrow <= 1e-9 * wide)
        return {from.begin + (to.begin - from.begin) * share, from.end + (to.end - from.end) * share};
    const double width = wide * std::pow(narrow / wide, share);
    const double begin = from.begin + (to.begin - from.begin) * (wide - width) / (wide - narrow);
    return {begin, begin + width};
}

std::vector<Moment> cut(const std::vector<Moment>& spans)
{
    std::vector<base::Nanoseconds> edges;
    edges.reserve(2 * spans.size());
    for (const Moment& span : spans) {
        edges.push_back(span.begin);
        edges.push_back(span.end);
    }
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    std::vector<Moment> pieces;
    std::size_t next = 0;
    base::Nanoseconds covered = 0; // end of what has begun so far
    for (std::size_t edge = 0; edge + 1 < edges.size(); ++edge) {
        for (; next < spans.size() && spans[next].begin <= edges[edge]; ++next)
            covered = next == 0 ? spans[next].end : std::max(covered, spans[next].end);
        if (covered > edges[edge])
            pieces.push_back({edges[edge], edges[edge + 1]});
    }
    return pieces;
}

} // namespace

std::vector<Moment> momentsOf(std::vector<Moment> spans)
{
    std::erase_if(spans, [](const Moment& span) { return span.end <= span.begin; });
    std::sort(spans.begin(), spans.end(), [](const Moment& a, const Moment& b) { return a.begin < b.begin; });
    std::vector<Moment> moments;
    for (Moment piece : cut(spans)) {
        if (!moments.empty()) {
            Moment& last = moments.back();
            const auto gap = static_cast<double>(piece.begin - last.end);
            if (gap == 0 && length(last) < kFarShorter * length(piece)) {
                last.end = piece.end;
                continue;
            }
            if (gap > 0 && gap < kFarShorter * std::min(length(last), length(piece)))
                piece.begin = last.end;
        }
        moments.push_back(piece);
    }
    return moments;
}

Pace::Pace(std::vector<Moment> moments, base::Nanoseconds duration, const Options& options)
    : m_duration(static_cast<double>(duration))
{
    if (moments.empty() || duration <= 0)
        return;
    choose(std::move(moments), options);
    double shortest = m_duration;
    for (const Moment& moment : m_moments)
        shortest = std::min(shortest, length(moment));
    m_near = std::min(m_duration, shortest / options.leastShare);
    add(Place::Kind::MovingIn, kMoveIn, static_cast<double>(m_moments.front().begin), 0);
    for (std::size_t i = 0; i < m_moments.size(); ++i) {
        if (i > 0 && m_moments[i].begin > m_moments[i - 1].end)
            add(Place::Kind::Gap, kGap, static_cast<double>(m_moments[i].begin), i);
        add(Place::Kind::Moment, options.seconds, static_cast<double>(m_moments[i].end), i);
    }
    add(Place::Kind::MovingOut, kMoveOut, m_duration, m_moments.size() - 1);
}

void Pace::choose(std::vector<Moment> moments, const Options& options)
{
    if (options.most > 0 && moments.size() > options.most) {
        const auto at = std::partition_point(moments.begin(), moments.end(), [&](const Moment& moment) {
            return moment.end <= options.around;
        });
        const auto before = static_cast<std::ptrdiff_t>(options.most / 2);
        const std::ptrdiff_t first = std::clamp<std::ptrdiff_t>(
            at - moments.begin() - before, 0, static_cast<std::ptrdiff_t>(moments.size() - options.most));
        m_moments.assign(moments.begin() + first,
                         moments.begin() + first + static_cast<std::ptrdiff_t>(options.most));
        return;
    }
    const double room = kLongest - kMoveIn - kMoveOut;
    const double needed = static_cast<double>(moments.size()) * options.seconds;
    if (needed + static_cast<double>(moments.size()) * kGap > room) {
        m_every = static_cast<std::size_t>(
            std::ceil(static_cast<double>(moments.size()) * (options.seconds + kGap) / room));
    }
    for (std::size_t i = 0; i < moments.size(); i += m_every)
        m_moments.push_back(moments[i]);
}

void Pace::add(Place::Kind kind, double seconds, double end, std::size_t moment)
{
    const double from = m_parts.empty() ? 0 : m_parts.back().until;
    const double begin = m_parts.empty() ? 0 : m_parts.back().end;
    m_parts.push_back({kind, from, from + seconds, begin, end, moment});
}

const Pace::Part& Pace::partAt(double seconds) const
{
    const auto part = std::partition_point(m_parts.begin(), m_parts.end(),
                                           [&](const Part& each) { return each.until <= seconds; });
    return part == m_parts.end() ? m_parts.back() : *part;
}

double Pace::secondsToWhole() const
{
    return empty() ? 0 : m_parts.back().from + (1 - kWhole) * kMoveOut;
}

double Pace::timeAt(double seconds) const
{
    if (empty())
        return 0;
    const Part& part = partAt(seconds);
    double share = std::clamp((seconds - part.from) / (part.until - part.from), 0.0, 1.0);
    switch (part.kind) {
    case Place::Kind::MovingIn:
        share = std::min(share / kWhole, 1.0);
        break;
    case Place::Kind::MovingOut:
        share = shareOfTail(share, kWhole);
        break;
    case Place::Kind::Moment:
        share = softened(share);
        break;
    case Place::Kind::Gap:
        break;
    }
    return part.begin + (part.end - part.begin) * share;
}

double Pace::secondsAt(double ns) const
{
    if (empty() || ns <= 0)
        return 0;
    const auto found =
        std::partition_point(m_parts.begin(), m_parts.end(), [&](const Part& each) { return each.end < ns; });
    if (found == m_parts.end())
        return seconds();
    const Part& part = *found;
    double share = part.end > part.begin ? (ns - part.begin) / (part.end - part.begin) : 0;
    if (part.kind == Place::Kind::Moment)
        share = unsoftened(share);
    else if (part.kind == Place::Kind::MovingIn)
        share *= kWhole;
    else if (part.kind == Place::Kind::MovingOut)
        share = share > 0 ? 1 - kWhole * (1 - share) : 0;
    return part.from + (part.until - part.from) * share;
}

// All moments where they fit in, else a range that goes with the playhead.
Pace::Range Pace::nearRange(double ns) const
{
    const auto first = static_cast<double>(m_moments.front().begin);
    const auto last = static_cast<double>(m_moments.back().end);
    const double whole = (last - first) * (1 + 2 * kMargin);
    const double width = whole <= m_near ? std::max(whole, m_near / 4) : m_near;
    const double wanted = whole <= m_near ? (first + last) / 2 - width / 2 : ns - kWhereInSight * width;
    const double begin = std::clamp(wanted, 0.0, m_duration - width);
    return {begin, begin + width};
}

Pace::Range Pace::rangeAt(double seconds) const
{
    if (empty())
        return {0, m_duration};
    const Part& part = partAt(seconds);
    const double share = std::clamp((seconds - part.from) / (part.until - part.from), 0.0, 1.0);
    const Range all{0, m_duration};
    switch (part.kind) {
    case Place::Kind::MovingIn:
        return between(all, nearRange(part.end), smooth(shareOfTail(share, 1 - kWhole)));
    case Place::Kind::MovingOut:
        return between(all, nearRange(part.begin), smooth(shareOfTail(1 - share, 1 - kWhole)));
    case Place::Kind::Moment:
    case Place::Kind::Gap:
        break;
    }
    return nearRange(timeAt(seconds));
}

Pace::Place Pace::placeAt(double seconds) const
{
    if (empty())
        return {};
    const Part& part = partAt(seconds);
    const double crossed = part.end - part.begin;
    return {part.kind, part.moment, crossed, crossed > 0 ? (part.until - part.from) * 1e9 / crossed : 0};
}

} // namespace lab::analysis
