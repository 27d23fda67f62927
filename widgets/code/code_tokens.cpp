// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code/code_tokens.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace lab::widgets {

namespace {

// In the order of the alphabet.
constexpr std::array<std::u16string_view, 51> kCpp = {
    u"alignas",  u"auto",     u"bool",     u"break",      u"case",        u"catch",
    u"char",     u"class",    u"const",    u"const_cast", u"constexpr",   u"continue",
    u"default",  u"delete",   u"do",       u"double",     u"else",        u"enum",
    u"explicit", u"false",    u"float",    u"for",        u"if",          u"inline",
    u"int",      u"long",     u"mutable",  u"namespace",  u"new",         u"noexcept",
    u"nullptr",  u"operator", u"override", u"private",    u"public",      u"reinterpret_cast",
    u"return",   u"signed",   u"sizeof",   u"static",     u"static_cast", u"struct",
    u"switch",   u"template", u"this",     u"throw",      u"true",        u"try",
    u"unsigned", u"void",     u"while"};
constexpr std::array<std::u16string_view, 27> kPython = {
    u"False", u"None",   u"True", u"and",    u"as",      u"break", u"class",  u"continue", u"def",
    u"del",   u"elif",   u"else", u"except", u"finally", u"for",   u"from",   u"if",       u"import",
    u"in",    u"lambda", u"not",  u"or",     u"pass",    u"raise", u"return", u"while",    u"with"};
static_assert(std::is_sorted(kCpp.begin(), kCpp.end()) && std::is_sorted(kPython.begin(), kPython.end()));

bool isKeyword(QStringView word, Language language)
{
    const std::u16string_view wanted(word.utf16(), static_cast<std::size_t>(word.size()));
    return language == Language::Cpp ? std::binary_search(kCpp.begin(), kCpp.end(), wanted)
                                     : std::binary_search(kPython.begin(), kPython.end(), wanted);
}

bool inWord(QChar letter)
{
    return letter.isLetterOrNumber() || letter == QLatin1Char('_');
}

// A dot and the quotes between digits are in a number, and the sign of an exponent.
bool inNumber(QStringView line, qsizetype first, qsizetype at)
{
    const QChar letter = line[at];
    const QChar before = line[at - 1];
    const bool hexadecimal = line.sliced(first).startsWith(QLatin1String("0x"));
    const bool exponent = before == QLatin1Char('p') || (!hexadecimal && before == QLatin1Char('e'));
    return inWord(letter) || letter == QLatin1Char('.') ||
           (letter == QLatin1Char('\'') && before.isDigit()) ||
           (exponent && (letter == QLatin1Char('-') || letter == QLatin1Char('+')));
}

qsizetype endOfText(QStringView line, qsizetype first)
{
    for (qsizetype at = first + 1; at < line.size(); ++at) {
        if (line[at] == QLatin1Char('\\'))
            ++at;
        else if (line[at] == line[first])
            return at + 1;
    }
    return line.size();
}

} // namespace

std::vector<Token> tokensOf(QStringView line, Language language)
{
    const QLatin1String comment(language == Language::Cpp ? "//" : "#");
    std::vector<Token> tokens;
    qsizetype at = 0;
    while (at < line.size()) {
        const qsizetype first = at;
        const QChar letter = line[at];
        if (line.sliced(at).startsWith(comment)) {
            at = line.size();
            tokens.push_back({first, at - first, TokenKind::Comment});
        } else if (letter == QLatin1Char('"') || letter == QLatin1Char('\'')) {
            at = endOfText(line, at);
            tokens.push_back({first, at - first, TokenKind::Text});
        } else if (letter.isDigit()) {
            for (++at; at < line.size() && inNumber(line, first, at);)
                ++at;
            tokens.push_back({first, at - first, TokenKind::Number});
        } else if (inWord(letter)) {
            while (at < line.size() && inWord(line[at]))
                ++at;
            if (isKeyword(line.sliced(first, at - first), language))
                tokens.push_back({first, at - first, TokenKind::Keyword});
        } else {
            ++at;
        }
    }
    return tokens;
}

} // namespace lab::widgets
