// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

namespace lab::base {

/// An index that cannot be mistaken for an index of another kind. `Tag` names the kind.
template<class Tag, class Representation = std::uint32_t>
struct Id
{
    Representation value = 0;

    constexpr std::size_t index() const { return static_cast<std::size_t>(value); }
    friend constexpr auto operator<=>(const Id&, const Id&) = default; // NOLINT(*-use-nullptr)
};

using TaskId = Id<struct TaskTag, std::uint16_t>;
using ExhibitId = Id<struct ExhibitTag>;
using VariantId = Id<struct VariantTag>;

} // namespace lab::base
