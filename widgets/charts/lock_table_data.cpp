// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/lock_table_data.h"

#include "widgets/charts/figure_words.h"
#include "widgets/lanes/coordinates.h"

#include <QCoreApplication>

#include <algorithm>

namespace lab::widgets {

namespace {

constexpr std::size_t kMostWorkers = 8; // that have a row of their own
constexpr std::size_t kMostLocks = 8;
constexpr std::size_t kLocksWithWorkers = 2; // of more, only the sums are legible

QString text(const char* source, int n = -1)
{
    return QCoreApplication::translate("Chart", source, nullptr, n);
}

bool hasLocks(const session::VariantResult& result)
{
    if (!result.capture || !result.capture->trace)
        return false;
    const auto& lanes = result.capture->trace->lanes();
    return std::any_of(lanes.begin(), lanes.end(), [](const trace::Lane& lane) {
        return std::any_of(lane.spans.begin(), lane.spans.end(), [](const trace::Span& span) {
            return span.peer != trace::Span::kNobody &&
                   (span.state == trace::State::Holds || span.state == trace::State::HoldsWhileOthersWait);
        });
    });
}

QString lockTitle(const session::Capture& capture, std::uint32_t lock)
{
    if (capture.scene) {
        for (const scenario::Exhibit& exhibit : capture.scene->exhibits) {
            const auto* details = std::get_if<scenario::LockDetails>(&exhibit.details);
            if (details && details->lock == lock && !exhibit.title.empty())
                return QString::fromStdString(exhibit.title);
        }
    }
    return text("lock %1").arg(lock + 1);
}

LockTableRow rowOf(const analysis::LockUse& use)
{
    LockTableRow row;
    row.acquisitions = use.acquisitions;
    row.contended = use.contended;
    row.wait = use.wait;
    row.hold = use.hold;
    return row;
}

LockTableGroup groupOf(const session::Capture& capture, const analysis::LockProfile& profile)
{
    LockTableGroup group;
    group.title = lockTitle(capture, profile.lock);
    group.held = text("held for %1 of the time").arg(formatShare(profile.heldShare));
    group.rows.push_back(rowOf(profile.all));
    group.rows.back().who = text("all");
    group.rows.back().sum = true;
    for (const analysis::LockUse& use : profile.lanes) {
        if (group.rows.size() > kMostWorkers)
            break;
        LockTableRow row = rowOf(use);
        row.who = QString::fromStdString(capture.trace->lanes()[use.lane].info.name);
        row.lane = use.lane;
        group.rows.push_back(std::move(row));
    }
    group.more = static_cast<int>(profile.lanes.size() + 1 - group.rows.size());
    return group;
}

// The busiest locks, in the order of their numbers.
LockTableGroup groupOf(const session::Capture& capture, std::vector<analysis::LockProfile> profiles)
{
    LockTableGroup group;
    group.ofLocks = true;
    group.title = text("%n lock(s)", static_cast<int>(profiles.size()));
    if (profiles.size() > kMostLocks) {
        const auto busy = [](const analysis::LockProfile& profile) {
            return profile.all.wait.total + profile.all.hold.total;
        };
        std::stable_sort(profiles.begin(), profiles.end(),
                         [&](const auto& a, const auto& b) { return busy(a) > busy(b); });
        group.more = static_cast<int>(profiles.size() - kMostLocks);
        profiles.resize(kMostLocks);
        std::sort(profiles.begin(), profiles.end(),
                  [](const auto& a, const auto& b) { return a.lock < b.lock; });
    }
    for (const analysis::LockProfile& profile : profiles) {
        group.rows.push_back(rowOf(profile.all));
        group.rows.back().who = lockTitle(capture, profile.lock);
    }
    return group;
}

QString boundSentence(const session::Capture& capture, std::size_t locks)
{
    const auto bound = analysis::lockBound(*capture.trace);
    if (!bound)
        return {};
    const QString times = bound->speedup < 9.95
                              ? QString::number(bound->speedup, 'f', 1) + QStringLiteral("×")
                              : factorText(bound->speedup);
    const QString share = formatShare(bound->share);
    if (locks == 1)
        return text("%1 of all work is done under this lock: no number of workers passes %2.")
            .arg(share, times);
    return text("%1 of all work is done under “%3”: no number of workers passes %2.")
        .arg(share, times, lockTitle(capture, bound->lock));
}

} // namespace

double LockTableRow::contendedShare() const
{
    return acquisitions > 0 ? static_cast<double>(contended) / static_cast<double>(acquisitions) : 0;
}

std::optional<std::size_t> lockVariant(const session::RunState& state, std::optional<std::size_t> shown)
{
    const auto& variants = state.variants;
    for (const std::size_t variant : {shown.value_or(state.mainVariant), state.mainVariant}) {
        if (variant < variants.size() && hasLocks(variants[variant]))
            return variant;
    }
    const auto first = std::find_if(variants.begin(), variants.end(), hasLocks);
    if (first == variants.end())
        return std::nullopt;
    return static_cast<std::size_t>(first - variants.begin());
}

LockTableData lockTableData(const session::RunState& state, std::optional<std::size_t> shown)
{
    LockTableData data;
    data.title = text("Who waits for which lock");
    const auto variant = lockVariant(state, shown);
    if (!variant) {
        const bool captured = std::any_of(state.variants.begin(), state.variants.end(),
                                          [](const auto& result) { return result.capture != nullptr; });
        data.nothing = captured ? text("no variant takes a lock") : text("nothing measured yet");
        return data;
    }
    const session::VariantResult& result = state.variants[*variant];
    const session::Capture& capture = *result.capture;
    data.usesPool = !result.variant.alone();
    data.source = text("%1: one recorded iteration, %2")
                      .arg(QString::fromStdString(result.variant.label),
                           formatTime(static_cast<double>(capture.trace->duration())));
    auto profiles = analysis::lockProfiles(*capture.trace);
    const std::size_t count = profiles.size();
    if (count > kLocksWithWorkers) {
        data.groups.push_back(groupOf(capture, std::move(profiles)));
    } else {
        for (const analysis::LockProfile& profile : profiles)
            data.groups.push_back(groupOf(capture, profile));
    }
    data.sentence = boundSentence(capture, count);
    return data;
}

QString moreText(const LockTableGroup& group, int count)
{
    return group.ofLocks ? text("… and %n more lock(s)", count) : text("… and %n more worker(s)", count);
}

} // namespace lab::widgets
