// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/type_scale.h"

#include <QFont>
#include <QString>
#include <QStringList>

namespace lab::widgets {

/// One line of a width that is given: set smaller where it is too long, and cut where it would become too
/// small to be read.
struct FittedText
{
    QFont font;
    QString words;
    double scale = 1; ///< of `font`
};

/// `width` in px. Down to two thirds of the role's size, but no smaller than captions at scale 1.
FittedText fittedText(const QString& words, TextRole role, double scale, double width);

/// Words as far as they fit, for a font that cannot become smaller.
QString cutText(const QString& words, const QFont& font, double width);

/// While one lives, it notes what the two above had to cut in this thread: exports and tests ask for it.
class CutTexts
{
public:
    CutTexts();
    ~CutTexts();
    CutTexts(const CutTexts&) = delete;
    CutTexts& operator=(const CutTexts&) = delete;

    const QStringList& texts() const { return m_texts; }

private:
    friend QString cutText(const QString& words, const QFont& font, double width);

    CutTexts* const m_outer;
    QStringList m_texts;
};

} // namespace lab::widgets
