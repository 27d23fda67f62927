// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/lesson.h"

#include "core/base/resources.h"

#include <QCoreApplication>
#include <QFile>

#include <exception>

namespace lab::widgets {

namespace {

constexpr std::array<const char*, kLessonSteps> kHeadings = {"Problem", "Predict", "Run",
                                                             "Observe", "Why",     "Try"};

} // namespace

QString stepTitle(LessonStep step)
{
    return QCoreApplication::translate("Lesson", kHeadings[static_cast<std::size_t>(step)]);
}

Lesson parseLesson(const QString& markdown)
{
    Lesson lesson;
    QString* section = nullptr;
    for (const QString& line : markdown.split(QLatin1Char('\n'))) {
        if (line.startsWith(QLatin1String("## "))) {
            section = nullptr;
            for (std::size_t i = 0; i < kHeadings.size(); ++i) {
                if (line.mid(3).trimmed() == QLatin1String(kHeadings[i]))
                    section = &lesson.steps[i];
            }
            continue;
        }
        if (section)
            *section += line + QLatin1Char('\n');
    }
    for (QString& text : lesson.steps)
        text = text.trimmed();
    return lesson;
}

Lesson loadLesson(const QString& file)
{
    try {
        QFile source(QString::fromStdString(base::resource("lessons/" + file.toStdString()).string()));
        if (source.open(QIODevice::ReadOnly))
            return parseLesson(QString::fromUtf8(source.readAll()));
    } catch (const std::exception&) {
        // told below, where the person sees it
    }
    Lesson lesson;
    lesson.steps.fill(
        QCoreApplication::translate("Lesson", "The lesson file '%1' could not be read.").arg(file));
    return lesson;
}

} // namespace lab::widgets
