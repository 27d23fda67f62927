// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code/code_tokens.h"
#include "widgets/code/line_difference.h"

#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

// "k:for n:0": kinds and words.
QString told(const char* text, Language language)
{
    const QString line = QString::fromUtf8(text);
    QStringList words;
    for (const Token& token : tokensOf(line, language))
        words.push_back(QLatin1Char("ktnc"[static_cast<int>(token.kind)]) + QStringLiteral(":") +
                        line.mid(token.first, token.length));
    return words.join(QStringLiteral(" | "));
}

TEST(Tokens, OfCpp)
{
    const auto cpp = [](const char* line) { return told(line, Language::Cpp); };
    EXPECT_EQ(cpp("for (int i = 0; i < 1'000; ++i) // all"),
              QStringLiteral("k:for | k:int | n:0 | n:1'000 | c:// all"));
    EXPECT_EQ(cpp("format(forEach, iffy, x2);"), QString()) << "no word begins within another";
    EXPECT_EQ(cpp("say(\"a \\\" // b\", 'c');"), QStringLiteral("t:\"a \\\" // b\" | t:'c'"));
    EXPECT_EQ(cpp("x = 0x1p-24f + 1e-3 - 2;"), QStringLiteral("n:0x1p-24f | n:1e-3 | n:2"));
    EXPECT_EQ(cpp("x = 0xfe-1;"), QStringLiteral("n:0xfe | n:1"));
    EXPECT_EQ(cpp("open \"end"), QStringLiteral("t:\"end"));
    EXPECT_EQ(cpp("# nothing"), QString());
    EXPECT_EQ(cpp(""), QString());
}

TEST(Tokens, OfPython)
{
    const auto python = [](const char* line) { return told(line, Language::Python); };
    EXPECT_EQ(python("for k in range(8):  # all"), QStringLiteral("k:for | k:in | n:8 | c:# all"));
    EXPECT_EQ(python("x = 'a # b' // 2"), QStringLiteral("t:'a # b' | n:2"));
}

std::vector<ComparedLine> compared(const QString& other, const QString& here)
{
    const auto letters = [](const QString& text) {
        return text.split(QString(), Qt::SkipEmptyParts); // each letter for a line
    };
    return compareLines(letters(other), letters(here));
}

QString told(const std::vector<ComparedLine>& lines)
{
    QString text;
    for (const ComparedLine& line : lines)
        text += QLatin1Char(" -+"[static_cast<int>(line.side)]) + line.text;
    return text;
}

TEST(LineDifference, KeepsAsMuchAsPossible)
{
    EXPECT_EQ(told(compared(QStringLiteral("abc"), QStringLiteral("abc"))), QStringLiteral(" a b c"));
    EXPECT_EQ(told(compared(QStringLiteral("abd"), QStringLiteral("acd"))), QStringLiteral(" a-b+c d"));
    EXPECT_EQ(told(compared(QStringLiteral("xaby"), QStringLiteral("abz"))), QStringLiteral("-x a b-y+z"));
    EXPECT_EQ(told(compared(QString(), QStringLiteral("ab"))), QStringLiteral("+a+b"));
    EXPECT_EQ(told(compared(QStringLiteral("ab"), QString())), QStringLiteral("-a-b"));
    EXPECT_TRUE(compared(QString(), QString()).empty());
}

} // namespace

} // namespace lab::widgets
