// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/all.h"
#include "widgets/panels/glossary.h"
#include "widgets/panels/lesson.h"

#include <QRegularExpression>
#include <gtest/gtest.h>

#include <set>

namespace lab::widgets {

namespace {

TEST(Glossary, TermsHaveKeysNamesAndMeanings)
{
    const auto terms = parseGlossary(
        QStringLiteral("intro\n## Amdahl's law\nFirst line,\nsecond.\n\n## p50, p99\nTimes.\n"));
    ASSERT_EQ(terms.size(), 2u);
    EXPECT_EQ(terms[0].key, QStringLiteral("amdahls-law"));
    EXPECT_EQ(terms[0].meaning, QStringLiteral("First line, second."));
    EXPECT_EQ(terms[1].key, QStringLiteral("p50-p99"));
}

TEST(Glossary, TheProgramsIsThereAndUnambiguous)
{
    std::set<QString> keys;
    for (const Term& term : glossary()) {
        EXPECT_TRUE(keys.insert(term.key).second) << term.key.toStdString();
        EXPECT_GT(term.meaning.size(), 20) << term.name.toStdString();
        EXPECT_TRUE(glossaryHtml().contains(term.name.toHtmlEscaped()));
    }
    EXPECT_GE(keys.size(), 25u);
    EXPECT_TRUE(
        explainTerm(QStringLiteral("critical-section")).startsWith(QStringLiteral("Critical section: ")));
    EXPECT_TRUE(explainTerm(QStringLiteral("no-such-term")).isEmpty());
}

TEST(Glossary, EveryTermThatALessonLinksToIsThere)
{
    static const QRegularExpression link(QStringLiteral("\\(term:([^)]+)\\)"));
    int links = 0;
    const auto registry = scenarios::all();
    for (const auto& scenario : registry.scenarios()) {
        for (const QString& text : loadLesson(QString::fromStdString(scenario->info().lesson)).steps) {
            for (auto each = link.globalMatch(text); each.hasNext(); ++links) {
                const QString key = each.next().captured(1);
                EXPECT_FALSE(explainTerm(key).isEmpty()) << key.toStdString();
            }
        }
    }
    EXPECT_GT(links, 10);
}

} // namespace

} // namespace lab::widgets
