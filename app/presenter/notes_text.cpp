// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/presenter/notes_text.h"

#include "app/lab/lab_model.h"
#include "widgets/panels/glossary.h"
#include "widgets/panels/prediction_text.h"
#include "widgets/panels/result_text.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

namespace lab::app {

namespace {

using widgets::LessonStep;

QString text(const char* source)
{
    return QCoreApplication::translate("Notes", source);
}

// Targets of links say nothing here, and those of terms are explained below.
QString withoutLinks(const QString& markdown)
{
    static const QRegularExpression link(QStringLiteral("\\[([^\\]]*)\\]\\([^)]*\\)"));
    return QString(markdown).replace(link, QStringLiteral("\\1"));
}

QStringList termsOf(const QString& markdown)
{
    static const QRegularExpression term(QStringLiteral("\\]\\(term:([^)]*)\\)"));
    QStringList explained;
    for (auto found = term.globalMatch(markdown); found.hasNext();) {
        const QString words = widgets::explainTerm(found.next().captured(1));
        if (!words.isEmpty() && !explained.contains(words))
            explained << words;
    }
    return explained;
}

QStringList figuresOf(const LabModel& model)
{
    QStringList said;
    const session::RunState& state = model.state();
    if (widgets::hasFigure(state)) {
        said << QStringLiteral("**%1** · %2")
                    .arg(widgets::figureText(state),
                         widgets::figureLines(state, model.machine()).join(QStringLiteral(" · ")));
        said << widgets::whySentence(state, model.machine());
    }
    said << widgets::predictionText(*model.info(), state, model.prediction());
    said.removeAll(QString());
    return said;
}

} // namespace

QString presenterNotes(const LabModel& model)
{
    if (!model.info())
        return {};
    const LessonStep step = model.lessonStep();
    QStringList paragraphs;
    if (step == LessonStep::Run || step == LessonStep::Why)
        paragraphs << figuresOf(model);
    if (step == LessonStep::Run)
        paragraphs << withoutLinks(model.lesson().text(step));
    if (step == LessonStep::Problem) {
        for (const scenario::Variant& variant : model.info()->variants)
            paragraphs << QStringLiteral("**%1** %2")
                              .arg(QString::fromStdString(variant.label),
                                   QString::fromStdString(variant.summary));
    }
    const QStringList terms = termsOf(model.lesson().text(step));
    if (!terms.isEmpty())
        paragraphs << text("**Terms**") << terms;
    if (paragraphs.isEmpty())
        paragraphs << text("Nothing beyond what is on the wall.");
    return paragraphs.join(QStringLiteral("\n\n"));
}

QString nextStepWords(const LabModel& model)
{
    const int next = static_cast<int>(model.lessonStep()) + 1;
    return next < widgets::kLessonSteps ? widgets::stepTitle(static_cast<LessonStep>(next)) : QString();
}

} // namespace lab::app
