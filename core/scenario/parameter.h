// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lab::scenario {

/// Integer, switch, or the key of a choice.
using Value = std::variant<std::int64_t, bool, std::string>;

/// Parameter values by name.
using Settings = std::map<std::string, Value, std::less<>>;

/// A parameter value that cannot be used; the text names the parameter, the value and what is allowed.
class ParameterError : public std::invalid_argument
{
public:
    using std::invalid_argument::invalid_argument;
};

/// Declaration of one parameter: enough to check a value, build a control for it and sweep over it.
struct Parameter
{
    enum class Kind : std::uint8_t { Integer, Switch, Choice };
    enum class Scale : std::uint8_t { Linear, Logarithmic };
    struct Option
    {
        std::string key;
        std::string label;
    };

    std::string name;  ///< for the command line and files: "filters"
    std::string label; ///< for people: "Filters"
    std::string unit;  ///< "px", or empty
    std::string help;  ///< one sentence
    Kind kind = Kind::Integer;
    Value standard = std::int64_t{0};
    std::int64_t lowest = 0;
    std::int64_t highest = 0;
    Scale scale = Scale::Linear;
    std::vector<Option> options = {};

    static Parameter integer(std::string name, std::string label, std::string unit, std::int64_t standard,
                             std::int64_t lowest, std::int64_t highest, Scale scale, std::string help);
    static Parameter toggle(std::string name, std::string label, bool standard, std::string help);
    static Parameter choice(std::string name, std::string label, std::vector<Option> options,
                            std::string help);

    /// Throws ParameterError when `value` has the wrong type or is out of range.
    void check(const Value& value) const;
    /// Reads "16", "on", "warm"; throws ParameterError as `check` does.
    Value parse(std::string_view text) const;
};

/// As it would be typed: "16", "on", "warm".
std::string toText(const Value& value);

/// `given` completed with standard values. Throws ParameterError for an unknown name or a bad value.
Settings complete(const std::vector<Parameter>& declared, const Settings& given);

std::int64_t integerOf(const Settings& settings, std::string_view name);
bool switchOf(const Settings& settings, std::string_view name);
const std::string& choiceOf(const Settings& settings, std::string_view name);

} // namespace lab::scenario
