// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/parameter_text.h"

namespace lab::app {

std::string rangeText(const scenario::Parameter& parameter)
{
    using Kind = scenario::Parameter::Kind;
    std::string text;
    switch (parameter.kind) {
    case Kind::Integer:
        text = std::to_string(parameter.lowest) + " … " + std::to_string(parameter.highest);
        break;
    case Kind::Switch:
        text = "on | off";
        break;
    case Kind::Choice:
        for (const scenario::Parameter::Option& option : parameter.options)
            text += (text.empty() ? "" : " | ") + option.key;
        break;
    }
    return parameter.unit.empty() ? text : text + " " + parameter.unit;
}

} // namespace lab::app
