// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/program/translations.h"
#include "core/base/resources.h"
#include "tests/support/batch_capture.h"
#include "tests/support/machine_of.h"
#include "widgets/lanes/coordinates.h"
#include "widgets/panels/result_text.h"

#include <QApplication>
#include <QDirIterator>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <gtest/gtest.h>

namespace lab::app {

namespace {

TEST(Translations, OneWorkerTwoWorkers)
{
    installLanguage(*qApp);
    session::RunState state = tests::finishedState();
    const auto lines = [&] {
        return widgets::figureLines(state, tests::machineOf(1)).join(QLatin1Char('\n'));
    };
    EXPECT_TRUE(lines().contains(QStringLiteral("2 workers on 1 core, "))) << lines().toStdString();
    EXPECT_TRUE(lines().contains(QStringLiteral("12 rounds"))) << lines().toStdString();
    state.request.workers = 1;
    state.variants[state.mainVariant].workers = 1;
    state.rounds = 1;
    EXPECT_TRUE(lines().contains(QStringLiteral("1 worker\n"))) << lines().toStdString();
    EXPECT_TRUE(lines().contains(QStringLiteral("1 round"))) << lines().toStdString();
    EXPECT_FALSE(lines().contains(QStringLiteral("(s)")));
}

TEST(Language, NumbersAreTheSameInEveryLocale)
{
    const QLocale before;
    for (const char* name : {"ar_EG", "de_DE", "tr_TR", "C"}) {
        QLocale::setDefault(QLocale(QString::fromLatin1(name))); // as the system's would be
        installLanguage(*qApp);
        EXPECT_TRUE(widgets::formatTime(1.25e6).startsWith(QStringLiteral("1.25"))) << name;
        EXPECT_EQ(QLocale().toString(12345.5, 'f', 1), QStringLiteral("12345.5")) << name;
    }
    QLocale::setDefault(before);
}

QString contentOf(const QString& path)
{
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    return QString::fromUtf8(file.readAll());
}

TEST(Translations, EveryCountedTextHasItsPluralForms)
{
    const auto file = std::filesystem::canonical(base::resource("translations/speedup-lab_en.ts"));
    const QString known = contentOf(QString::fromStdString(file.string()));
    const auto resources = file.parent_path().parent_path();
    const QString root = QString::fromStdString(resources.parent_path().string());
    const QRegularExpression counted(QStringLiteral("\"([^\"\\n]*%n[^\"\\n]*)\""));
    int texts = 0;
    for (const char* folder : {"/widgets", "/app"})
        for (QDirIterator each(root + QLatin1String(folder), {QStringLiteral("*.cpp")}, QDir::Files,
                               QDirIterator::Subdirectories);
             each.hasNext();) {
            const QString source = contentOf(each.next());
            for (auto found = counted.globalMatch(source); found.hasNext(); ++texts) {
                const QString text = found.next().captured(1).toHtmlEscaped();
                EXPECT_TRUE(known.contains(QStringLiteral("<source>%1</source>").arg(text)))
                    << each.filePath().toStdString() << ": " << text.toStdString();
            }
        }
    EXPECT_GT(texts, 5);
}

} // namespace

} // namespace lab::app
