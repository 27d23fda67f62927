// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/parameter.h"

#include <algorithm>
#include <charconv>

namespace lab::scenario {

namespace {

std::string allowedOptions(const Parameter& parameter)
{
    std::string text;
    for (const Parameter::Option& option : parameter.options)
        text += (text.empty() ? "" : ", ") + option.key;
    return text;
}

[[noreturn]] void refuse(const Parameter& parameter, std::string_view given)
{
    std::string allowed;
    switch (parameter.kind) {
    case Parameter::Kind::Integer:
        allowed = "a whole number from " + std::to_string(parameter.lowest) + " to " +
                  std::to_string(parameter.highest);
        break;
    case Parameter::Kind::Switch:
        allowed = "on or off";
        break;
    case Parameter::Kind::Choice:
        allowed = "one of: " + allowedOptions(parameter);
        break;
    }
    throw ParameterError("parameter '" + parameter.name + "' cannot be '" + std::string(given) +
                         "': it takes " + allowed);
}

const Value& valueOf(const Settings& settings, std::string_view name)
{
    const auto found = settings.find(name);
    if (found == settings.end())
        throw ParameterError("parameter '" + std::string(name) + "' has no value");
    return found->second;
}

} // namespace

Parameter Parameter::integer(std::string name, std::string label, std::string unit, std::int64_t standard,
                             std::int64_t lowest, std::int64_t highest, Scale scale, std::string help)
{
    return {std::move(name), std::move(label), std::move(unit), std::move(help), Kind::Integer,
            standard,        lowest,           highest,         scale,           {}};
}

Parameter Parameter::toggle(std::string name, std::string label, bool standard, std::string help)
{
    return {std::move(name),
            std::move(label),
            {},
            std::move(help),
            Kind::Switch,
            standard,
            0,
            1,
            Scale::Linear,
            {}};
}

Parameter Parameter::choice(std::string name, std::string label, std::vector<Option> options,
                            std::string help)
{
    std::string first = options.at(0).key;
    return {std::move(name), std::move(label),  {}, std::move(help), Kind::Choice, std::move(first), 0, 0,
            Scale::Linear,   std::move(options)};
}

void Parameter::check(const Value& value) const
{
    switch (kind) {
    case Kind::Integer:
        if (const auto* number = std::get_if<std::int64_t>(&value);
            number && *number >= lowest && *number <= highest)
            return;
        break;
    case Kind::Switch:
        if (std::holds_alternative<bool>(value))
            return;
        break;
    case Kind::Choice:
        if (const auto* chosen = std::get_if<std::string>(&value);
            chosen && std::any_of(options.begin(), options.end(),
                                  [&](const Option& option) { return option.key == *chosen; }))
            return;
        break;
    }
    refuse(*this, toText(value));
}

Value Parameter::parse(std::string_view text) const
{
    Value value = std::string(text);
    if (kind == Kind::Integer) {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc() || end != text.data() + text.size())
            refuse(*this, text);
        value = number;
    } else if (kind == Kind::Switch) {
        if (text == "on" || text == "true" || text == "1")
            value = true;
        else if (text == "off" || text == "false" || text == "0")
            value = false;
    }
    check(value);
    return value;
}

std::string toText(const Value& value)
{
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return std::to_string(*number);
    if (const auto* on = std::get_if<bool>(&value))
        return *on ? "on" : "off";
    return std::get<std::string>(value);
}

Settings complete(const std::vector<Parameter>& declared, const Settings& given)
{
    Settings settings;
    for (const Parameter& parameter : declared)
        settings[parameter.name] = parameter.standard;
    for (const auto& [name, value] : given) {
        const auto found =
            std::find_if(declared.begin(), declared.end(),
                         [&name = name](const Parameter& parameter) { return parameter.name == name; });
        if (found == declared.end()) {
            std::string names;
            for (const Parameter& parameter : declared)
                names += (names.empty() ? "" : ", ") + parameter.name;
            throw ParameterError("there is no parameter '" + name + "'; there are: " + names);
        }
        found->check(value);
        settings[name] = value;
    }
    return settings;
}

std::int64_t integerOf(const Settings& settings, std::string_view name)
{
    return std::get<std::int64_t>(valueOf(settings, name));
}

bool switchOf(const Settings& settings, std::string_view name)
{
    return std::get<bool>(valueOf(settings, name));
}

const std::string& choiceOf(const Settings& settings, std::string_view name)
{
    return std::get<std::string>(valueOf(settings, name));
}

} // namespace lab::scenario
