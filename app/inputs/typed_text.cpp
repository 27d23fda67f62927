// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inputs/typed_text.h"

#include <QStringDecoder>

#include <algorithm>
#include <string>

namespace lab::app {

namespace {

constexpr char16_t kByte = 0xdc00; // added to a byte from 0x80 on: a low surrogate without a high one

bool isByte(QChar letter)
{
    return letter.unicode() >= kByte + 0x80 && letter.unicode() <= kByte + 0xff;
}

} // namespace

QString fromTyped(const char* bytes)
{
    const QByteArrayView typed(bytes);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder.decode(typed);
    if (!decoder.hasError())
        return text;
    text.clear();
    for (const char byte : typed) {
        const auto value = static_cast<unsigned char>(byte);
        text += QChar(value < 0x80 ? char16_t{value} : static_cast<char16_t>(kByte + value));
    }
    return text;
}

QStringList typedArguments(int argc, const char* const* argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << fromTyped(argv[i]);
    return arguments;
}

std::filesystem::path toPath(const QString& name)
{
    if (isText(name))
        return {name.toStdString()};
    std::string bytes;
    for (const QChar letter : name)
        bytes += static_cast<char>(isByte(letter) ? letter.unicode() - kByte : letter.unicode());
    return {bytes};
}

std::vector<std::filesystem::path> toPaths(const QStringList& names)
{
    std::vector<std::filesystem::path> paths;
    for (const QString& name : names)
        paths.push_back(toPath(name));
    return paths;
}

// In a text such a letter stands behind a high surrogate; typed bytes have none.
bool isText(const QString& name)
{
    return std::none_of(name.begin(), name.end(), isByte) ||
           std::any_of(name.begin(), name.end(), [](QChar letter) { return letter.isHighSurrogate(); });
}

} // namespace lab::app
