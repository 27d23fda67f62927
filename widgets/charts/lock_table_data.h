// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lock_profile.h"
#include "core/session/run_session.h"

#include <QString>

#include <optional>
#include <vector>

namespace lab::widgets {

/// How one lane, or all of them, used a lock during one recorded iteration.
struct LockTableRow
{
    QString who;                     ///< "all", the lane's name, or the lock's title
    std::optional<std::size_t> lane; ///< empty: all
    bool sum = false;                ///< of the rows below
    std::int64_t acquisitions = 0;
    std::int64_t contended = 0; ///< acquisitions that had to wait
    analysis::TimeSummary wait; ///< ns, of the contended ones
    analysis::TimeSummary hold; ///< ns

    double contendedShare() const;
};

/// The rows of one lock: all, then lane by lane. Many locks are one group with a row a lock.
struct LockTableGroup
{
    QString title;
    QString held; ///< for how much of the wall time somebody held it; empty for many locks
    std::vector<LockTableRow> rows;
    int more = 0;         ///< workers that acquired it, or locks, that have no row
    bool ofLocks = false; ///< a row a lock
};

/// What a lock table shows, without pixels or colours.
struct LockTableData
{
    QString title;
    QString source; ///< whose locks these are, and of when
    bool usesPool = true;
    std::vector<LockTableGroup> groups;
    QString sentence; ///< what the lock that is held longest allows at most
    QString nothing;  ///< why there are no locks; empty where there are some
};

/// The variant whose locks are shown: `shown`, or where its capture has none the main one, or the first that
/// has some.
std::optional<std::size_t> lockVariant(const session::RunState& state, std::optional<std::size_t> shown);

/// O(spans · locks) over the capture of that variant.
LockTableData lockTableData(const session::RunState& state, std::optional<std::size_t> shown);

/// "… and 4 more workers", or locks.
QString moreText(const LockTableGroup& group, int count);

} // namespace lab::widgets
