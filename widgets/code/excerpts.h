// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <QString>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace lab::widgets {

/// What stands between two markers of a source file, cut out when the program was built:
///
///     // [code NAMES]   (in Python # [code NAMES]; a line that is too long goes on in another marker)
///     …
///     // [end]
///
/// NAMES tells who shows it, by words:
/// `scenario/variant` and, behind it, `variant` of the same scenario: these variants do.
/// `name()`: a variant does that shows a call of `name` in another region of C++. In the folder of a scenario
/// this means its variants alone.
/// `parameter=value`: only where the parameter has this value.
/// `then`: behind the regions without this word.
struct Region
{
    const char* names;
    const char* file; ///< from the root of the sources
    int line;         ///< of the file, from 1, that the text begins with
    const char* text;
};

/// Those of the program. Files of scenarios come first, then what they call.
std::span<const Region> cutRegions();

/// A variant's name as it stands in a marker.
struct VariantName
{
    std::string scenario;
    std::string variant;

    bool operator==(const VariantName&) const = default;
};

/// What a marker's words say. Throws std::invalid_argument for words that say nothing.
struct Names
{
    std::vector<VariantName> variants;
    std::vector<std::string> calls; ///< "name", without the brackets
    std::vector<std::pair<std::string, std::string>> settings;
    bool then = false;
};
Names namesOf(const Region& region);

enum class Language : std::uint8_t { Cpp, Python };

/// A region, ready to be shown.
struct Excerpt
{
    QString file;
    int line = 1;
    QString text; ///< without the indentation that all lines have, and without an end of line at its end
    Language language = Language::Cpp;
    bool translation = false; ///< says the same in another language; it is not what runs

    bool operator==(const Excerpt&) const = default;
};

/// What `variant` of `info` runs with `settings`, then what says the same.
std::vector<Excerpt> excerptsOf(std::span<const Region> regions, const scenario::ScenarioInfo& info,
                                std::size_t variant, const scenario::Settings& settings);

} // namespace lab::widgets
