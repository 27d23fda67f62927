// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/code/excerpts.h"

#include <QStringView>

#include <cstdint>
#include <vector>

namespace lab::widgets {

enum class TokenKind : std::uint8_t { Keyword, Text, Number, Comment };

/// A part of a line that has a colour of its own.
struct Token
{
    qsizetype first = 0;
    qsizetype length = 0;
    TokenKind kind = TokenKind::Keyword;

    bool operator==(const Token&) const = default;
};

/// In order. Line by line: comments and texts that go over several lines are not known.
std::vector<Token> tokensOf(QStringView line, Language language);

} // namespace lab::widgets
