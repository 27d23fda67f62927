// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/number_box.h"

#include "widgets/theme/number_text.h"

#include <algorithm>

namespace lab::widgets {

namespace {

QString withoutSpaces(QString text)
{
    text.removeIf([](QChar letter) { return letter.isSpace(); });
    return text;
}

// "1 000 px" as "1000"; somebody may have left out the unit.
QString digitsOf(const QString& text, const QString& suffix)
{
    QString digits = withoutSpaces(text);
    const QString unit = withoutSpaces(suffix);
    if (digits.endsWith(unit))
        digits.chop(unit.size());
    return digits;
}

} // namespace

QString NumberBox::textFromValue(int value) const
{
    return grouped(value);
}

int NumberBox::valueFromText(const QString& text) const
{
    return digitsOf(text, suffix()).toInt();
}

// The text stays as it was typed: a space is neither added nor taken away under the cursor.
QValidator::State NumberBox::validate(QString& text, int&) const
{
    const QString number = digitsOf(text, suffix());
    if (number.isEmpty() || (number == QLatin1String("-") && minimum() < 0))
        return QValidator::Intermediate;
    bool whole = false;
    const qlonglong value = number.toLongLong(&whole);
    if (!whole)
        return QValidator::Invalid;
    return value < minimum() || value > maximum() ? QValidator::Intermediate : QValidator::Acceptable;
}

void NumberBox::fixup(QString& text) const
{
    bool whole = false;
    const qlonglong number = digitsOf(text, suffix()).toLongLong(&whole);
    if (whole)
        text =
            textFromValue(static_cast<int>(std::clamp<qlonglong>(number, minimum(), maximum()))) + suffix();
}

} // namespace lab::widgets
