// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lock_profile.h"
#include "widgets/stage/brush/stage_content.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace lab::widgets {

/// Of a sum that is written out as numbers.
inline constexpr std::int64_t kMostNumbers = 3;

/// A sum on the stage with the lock that guards it, if one does.
struct Guarded
{
    const scenario::Exhibit* sum = nullptr;
    const scenario::Exhibit* lock = nullptr;
    const scenario::LockDetails* details = nullptr;
};

std::vector<Guarded> guardedOf(const scenario::Scene& scene);

/// What a span adds to the sum, or what it computes for that: "+ [1, 2, 3]" where there are few numbers, else
/// what they belong to. Empty where that is not known.
QString addedWords(const StageContent& content, std::size_t lane, std::size_t span, const Guarded& guarded);

/// What the sum was after each release, latest first, in words; nothing where it has many numbers.
QStringList sumsAfter(const StageContent& content, const std::vector<analysis::Hold>& released,
                      const Guarded& guarded);

/// "−0.73", "12.4", "105": three digits, whole numbers whole.
QString shortNumber(double value);

} // namespace lab::widgets
