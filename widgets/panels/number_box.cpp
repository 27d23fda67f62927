// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/number_box.h"

#include "widgets/theme/number_text.h"

#include <QKeyEvent>
#include <QRegularExpression>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <optional>

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

// "25000", or "25e3"; nothing where that is no whole number.
std::optional<qlonglong> wholeNumber(const QString& digits)
{
    constexpr double kMost = 1e15;
    bool known = false;
    if (const qlonglong number = digits.toLongLong(&known); known)
        return number;
    const double number = digits.toDouble(&known);
    const bool whole = known && std::abs(number) < kMost && number == std::floor(number);
    return whole && digits.contains(QLatin1Char('e'), Qt::CaseInsensitive)
               ? std::optional(static_cast<qlonglong>(number))
               : std::nullopt;
}

// As far as one has come with "25e3".
bool begunExponent(const QString& digits)
{
    static const QRegularExpression pattern(QStringLiteral("^-?\\d+[eE]\\+?$"));
    return pattern.match(digits).hasMatch();
}

} // namespace

NumberBox::NumberBox(QWidget* parent) : QSpinBox(parent)
{
    setFocusPolicy(Qt::StrongFocus); // the wheel does not bring it here
}

bool NumberBox::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space) {
        event->ignore();
        return true;
    }
    return QSpinBox::event(event);
}

void NumberBox::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space)
        event->ignore();
    else
        QSpinBox::keyPressEvent(event);
}

void NumberBox::wheelEvent(QWheelEvent* event)
{
    event->ignore();
}

QString NumberBox::textFromValue(int value) const
{
    return grouped(value);
}

int NumberBox::valueFromText(const QString& text) const
{
    return static_cast<int>(wholeNumber(digitsOf(text, suffix())).value_or(0));
}

// The text stays as it was typed: a space is neither added nor taken away under the cursor.
QValidator::State NumberBox::validate(QString& text, int&) const
{
    const QString number = digitsOf(text, suffix());
    if (number.isEmpty() || (number == QLatin1String("-") && minimum() < 0) || begunExponent(number))
        return QValidator::Intermediate;
    const auto value = wholeNumber(number);
    if (!value)
        return QValidator::Invalid;
    return *value < minimum() || *value > maximum() ? QValidator::Intermediate : QValidator::Acceptable;
}

void NumberBox::fixup(QString& text) const
{
    if (const auto number = wholeNumber(digitsOf(text, suffix())))
        text =
            textFromValue(static_cast<int>(std::clamp<qlonglong>(*number, minimum(), maximum()))) + suffix();
}

} // namespace lab::widgets
