// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/lesson_search.h"

#include <QRegularExpression>

#include <algorithm>

namespace lab::widgets {

namespace {

constexpr qsizetype kFollowing = 60; // letters

} // namespace

QString plainText(const QString& markdown)
{
    static const QRegularExpression link(QStringLiteral("\\[([^\\]]*)\\]\\([^)]*\\)"));
    static const QRegularExpression signs(QStringLiteral("[*`#|]"));
    QString text = markdown;
    text.replace(link, QStringLiteral("\\1"));
    text.remove(signs);
    return text.simplified();
}

std::optional<LessonHit> findInLesson(const Lesson& lesson, const QString& words)
{
    for (int i = 0; i < kLessonSteps; ++i) {
        const auto step = static_cast<LessonStep>(i);
        const QString text = plainText(lesson.text(step));
        const qsizetype at = text.indexOf(words, 0, Qt::CaseInsensitive);
        if (at < 0)
            continue;
        const qsizetype begin = text.lastIndexOf(QLatin1Char(' '), at) + 1;
        const QString lead = begin > 0 ? QStringLiteral("… ") : QString();
        return LessonHit{step, lead + text.mid(begin, at - begin + words.size() + kFollowing)};
    }
    return std::nullopt;
}

} // namespace lab::widgets
