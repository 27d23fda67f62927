// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code/shown_code.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <utility>

namespace lab::widgets {

namespace {

QString place(const Excerpt& excerpt)
{
    return QCoreApplication::translate("Code", "%1, line %2")
        .arg(QFileInfo(excerpt.file).fileName())
        .arg(excerpt.line);
}

QStringList textsOf(const std::vector<ShownLine>& lines)
{
    QStringList texts;
    for (const ShownLine& line : lines)
        texts.push_back(line.text);
    return texts;
}

} // namespace

std::vector<ShownLine> shownLines(const std::vector<Excerpt>& excerpts)
{
    std::vector<ShownLine> lines;
    bool translated = false;
    for (const Excerpt& excerpt : excerpts) {
        if (!lines.empty())
            lines.push_back({{}, excerpt.language});
        if (excerpt.translation && !std::exchange(translated, true))
            lines.push_back(
                {QCoreApplication::translate("Code", "The same in Python"), excerpt.language, true});
        else if (!excerpt.translation)
            lines.push_back({place(excerpt), excerpt.language, true});
        for (const QString& line : excerpt.text.split(QLatin1Char('\n')))
            lines.push_back({line, excerpt.language});
    }
    return lines;
}

std::vector<ShownLine> shownDifference(const std::vector<Excerpt>& other, const std::vector<Excerpt>& here)
{
    const std::vector<ShownLine> there = shownLines(other);
    const std::vector<ShownLine> own = shownLines(here);
    std::vector<ShownLine> all;
    std::size_t i = 0;
    std::size_t j = 0;
    for (const ComparedLine& line : compareLines(textsOf(there), textsOf(own))) {
        all.push_back(line.side == Side::Other ? there[i] : own[j]);
        all.back().side = line.side;
        i += line.side != Side::Here ? 1 : 0;
        j += line.side != Side::Other ? 1 : 0;
    }
    return all;
}

QString plainText(const std::vector<Excerpt>& excerpts)
{
    QString text;
    for (const Excerpt& excerpt : excerpts)
        text += QStringLiteral("%1%2 %3:%4\n%5\n")
                    .arg(text.isEmpty() ? QString() : QStringLiteral("\n"),
                         excerpt.language == Language::Cpp ? QStringLiteral("//") : QStringLiteral("#"),
                         excerpt.file)
                    .arg(excerpt.line)
                    .arg(excerpt.text);
    return text;
}

} // namespace lab::widgets
