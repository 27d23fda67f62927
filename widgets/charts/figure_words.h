// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace lab::widgets {

/// "34 300×" (three digits, thin space), "94×", "9.3×", "1.05×": fewer decimals the larger it is.
QString factorText(double factor);

/// Somebody else's factor, as it was written: "6 727×", "11×".
QString quotedText(double factor);

/// "×105", "×5.2", "×0.8".
QString stepText(double factor);

/// A figure of GFLOP/s or GB/s without its unit: "1 419", "176", "20.8", "0.02".
QString rateText(double rate);

/// A share of 100, without the sign: "84", "5.1", "0.01".
QString percentText(double percent);

/// "512", "7 000 704" (thin spaces).
QString countText(std::int64_t count);

} // namespace lab::widgets
