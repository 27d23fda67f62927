// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <stdexcept>

namespace lab::app {

/// The program was called in a way that cannot work (exit code 2); the text says how to do better.
class UsageError : public std::runtime_error
{
public:
    explicit UsageError(const QString& text) : std::runtime_error(text.toStdString()) {}
};

/// Something that was asked for could not be done (exit code 1).
class CommandFailure : public std::runtime_error
{
public:
    explicit CommandFailure(const QString& text) : std::runtime_error(text.toStdString()) {}
};

inline constexpr int kSuccess = 0;
inline constexpr int kFailure = 1;
inline constexpr int kUsage = 2;
inline constexpr int kInterrupted = 130; ///< as shells report a program ended by Ctrl+C

} // namespace lab::app
