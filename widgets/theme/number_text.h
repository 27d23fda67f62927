// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace lab::widgets {

/// "6 422 528", with thin spaces.
QString grouped(std::int64_t number);

/// As many digits as are worth reading: "0.0031", "1.87", "17.4", "326", "17 650".
QString threeDigits(double value);

/// For what is said roughly: "450", "1 100 000".
QString twoDigits(double value);

} // namespace lab::widgets
