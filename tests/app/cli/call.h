// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"

#include <sstream>
#include <string>

struct Outcome
{
    int code = 0;
    std::string out;
    std::string err;
};

/// What the program says to these arguments.
inline Outcome call(const QStringList& arguments)
{
    std::ostringstream out;
    std::ostringstream err;
    const int code = lab::app::runCommandLine(arguments, out, err);
    return {code, out.str(), err.str()};
}
