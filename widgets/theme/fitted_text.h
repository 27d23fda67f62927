// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/type_scale.h"

#include <QFont>
#include <QSizeF>
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

/// The same for several lines, broken where they are too long: `size` in px. What has no room even then is
/// noted as cut, and left whole.
FittedText fittedParagraph(const QString& words, TextRole role, double scale, const QSizeF& size);

/// Words as far as they fit, for a font that cannot become smaller.
QString cutText(const QString& words, const QFont& font, double width);

/// While one lives, it notes what those above had to cut in this thread: exports and tests ask for it.
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
    friend FittedText fittedParagraph(const QString& words, TextRole role, double scale, const QSizeF& size);

    CutTexts* const m_outer;
    QStringList m_texts;
};

} // namespace lab::widgets
