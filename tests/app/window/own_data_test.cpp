// SPDX-License-Identifier: GPL-3.0-or-later
// A person's own photos and data in the window: dropped, or chosen from the menu.
#include "app/lab/slide_of.h"
#include "app/window/main_window.h"
#include "core/scenarios/shared/fashion.h"
#include "tests/support/idx_bytes.h"
#include "tests/support/temporary_folder.h"
#include "widgets/panels/parameter_panel.h"
#include "widgets/stage/stage_view.h"

#include <QAction>
#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QStatusBar>
#include <QUrl>
#include <QtTest>
#include <algorithm>
#include <gtest/gtest.h>

namespace lab::app {

namespace {

using session::Phase;

constexpr int kPatience = 60'000; // ms, for a busy machine; reached only when something is wrong

std::string colours(int side)
{
    return "P6\n" + std::to_string(side) + " " + std::to_string(side) + "\n255\n" +
           std::string(static_cast<std::size_t>(3 * side * side), '\x40');
}

/// Chooses these files in the dialog as soon as it is there.
void chooseInDialog(const std::vector<std::filesystem::path>& files)
{
    QTimer::singleShot(0, qApp, [files] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        if (!dialog)
            return chooseInDialog(files);
        QStringList quoted;
        for (const auto& file : files)
            quoted << QStringLiteral("\"%1\"").arg(QString::fromStdString(file.string()));
        dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(quoted.join(QLatin1Char(' ')));
        QMetaObject::invokeMethod(dialog, "accept");
    });
}

class OwnData : public testing::Test
{
protected:
    OwnData() { m_window.show(); }

    void drop(const std::vector<std::filesystem::path>& paths)
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const auto& path : paths)
            urls << QUrl::fromLocalFile(QString::fromStdString(path.string()));
        data.setUrls(urls);
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&m_window, &enter);
        EXPECT_TRUE(enter.isAccepted());
        QDropEvent event(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&m_window, &event);
        EXPECT_TRUE(event.isAccepted());
    }
    QString openId() const
    {
        const auto content = slideOf(m_window.model());
        return content.info ? QString::fromStdString(content.info->id) : QString();
    }
    bool says(const QString& words)
    {
        return QTest::qWaitFor([&] { return m_window.statusBar()->currentMessage().contains(words); },
                               kPatience);
    }
    /// The first captions of the images on the stage, once they are `wanted`.
    bool captionsBecome(const std::vector<std::string>& wanted)
    {
        const auto* stage = m_window.findChild<widgets::StageView*>();
        return QTest::qWaitFor(
            [&] {
                const auto& capture = stage->content().capture;
                if (!capture)
                    return false;
                const auto& captions = capture->scene->exhibits.front().captions;
                return captions.size() >= wanted.size() &&
                       std::equal(wanted.begin(), wanted.end(), captions.begin());
            },
            kPatience);
    }
    /// What the message box says, which is closed then.
    QString complaint()
    {
        QMessageBox* box = nullptr;
        EXPECT_TRUE(QTest::qWaitFor([&] { return (box = m_window.findChild<QMessageBox*>()) != nullptr; },
                                    kPatience));
        if (!box)
            return {};
        const QString words = box->text() + QLatin1Char('\n') + box->informativeText();
        box->close();
        return words;
    }
    void choose(const QString& action)
    {
        for (QAction* each : m_window.actions()) {
            if (QString(each->text()).remove(QLatin1Char('&')) == action)
                return each->trigger();
        }
        ADD_FAILURE() << "no action " << action.toStdString();
    }

    TemporaryFolder m_folder;
    MainWindow m_window;
};

TEST_F(OwnData, DroppedImagesAndLabelsAreShownAndRun)
{
    m_window.open(QStringLiteral("batch-convolution"));
    drop({m_folder.write("second", idxLabels(12)), m_folder.write("first", idxImages(12))});
    ASSERT_TRUE(says(QStringLiteral("first: 12 images of 28 × 28, with labels: press Space to run")));
    EXPECT_EQ(openId(), QStringLiteral("batch-convolution")) << "it works on images";
    EXPECT_TRUE(captionsBecome({"0", "1", "2", "3"}));
    m_window.control().toggleRun();
    ASSERT_TRUE(QTest::qWaitFor([&] { return m_window.model().state().phase == Phase::Finished; }, kPatience))
        << m_window.model().state().error;
    ASSERT_TRUE(m_window.model().state().request.samples);
    EXPECT_EQ(m_window.model().state().request.samples->count, 12);
    bool named = false;
    for (const auto& [name, value] : widgets::provenance(slideOf(m_window.model())))
        named = named || value.contains(QStringLiteral("first: 12 images"));
    EXPECT_TRUE(named) << "every export says whose data it is about";
}

TEST_F(OwnData, ThatAScenarioCannotUseOpensOneThatCan)
{
    m_window.open(QStringLiteral("training-pipeline"));
    drop({m_folder.write("images", idxImages(2))});
    ASSERT_TRUE(says(QStringLiteral("without labels")));
    EXPECT_EQ(openId(), QStringLiteral("forward-pass")) << "which needs no labels";
    m_window.open(QStringLiteral("multi-gpu"));
    EXPECT_TRUE(says(QStringLiteral("'images' has no labels")));
    m_window.open(QStringLiteral("pool-size"));
    m_window.control().toggleRun();
    ASSERT_TRUE(QTest::qWaitFor([&] { return m_window.model().state().phase != Phase::Idle; }, kPatience));
    EXPECT_FALSE(m_window.model().state().request.samples) << "not its inputs";
    m_window.control().toggleRun();
}

TEST_F(OwnData, BadFilesAreNamedAndTheDataStayAsTheyWere)
{
    m_window.open(QStringLiteral("batch-convolution"));
    drop({m_folder.write("images", idxImages(4)), m_folder.write("labels", idxLabels(4))});
    ASSERT_TRUE(captionsBecome({"0", "1", "2", "3"}));
    drop({m_folder.write("page.gz", "<!DOCTYPE html>")});
    const QString words = complaint();
    EXPECT_TRUE(words.contains(QStringLiteral("stay as they were"))) << words.toStdString();
    EXPECT_TRUE(words.contains(QStringLiteral("a web page, not data"))) << words.toStdString();
    EXPECT_TRUE(captionsBecome({"0", "1", "2", "3"}));
}

TEST_F(OwnData, TheMenuBringsThemAndTheProgramsBack)
{
    m_window.open(QStringLiteral("batch-convolution"));
    const auto images = m_folder.write("images", idxImages(4));
    const auto labels = m_folder.write("labels", idxLabels(4));
    chooseInDialog({labels, images});
    choose(QStringLiteral("Use my data…"));
    ASSERT_TRUE(says(QStringLiteral("images: 4 images")));
    ASSERT_TRUE(captionsBecome({"0", "1", "2", "3"}));
    const std::uint8_t first = scenarios::fashionSamples(1, 1).labels.front();
    choose(QStringLiteral("Use the program's data"));
    EXPECT_TRUE(says(QStringLiteral("own data are used again")));
    EXPECT_TRUE(captionsBecome({std::string(scenarios::className(first))}));
}

TEST_F(OwnData, SmallPicturesAreDataAndLargeOnesPhotos)
{
    m_window.open(QStringLiteral("forward-pass"));
    std::filesystem::create_directory(m_folder / "small");
    m_folder.write("small/a.ppm", colours(32));
    m_folder.write("small/b.ppm", colours(32));
    drop({m_folder / "small"});
    EXPECT_TRUE(says(QStringLiteral("small: 2 images, resampled from 32 × 32 to 28 × 28, without labels")));
    EXPECT_EQ(openId(), QStringLiteral("forward-pass"));
    std::filesystem::create_directory(m_folder / "large");
    m_folder.write("large/a.ppm", colours(80));
    m_folder.write("large/b.ppm", colours(80));
    drop({m_folder / "large"});
    EXPECT_TRUE(says(QStringLiteral("2 photo")));
    EXPECT_EQ(openId(), QStringLiteral("image-preprocessing"));
    drop({m_folder / "small"});
    EXPECT_TRUE(says(QStringLiteral("2 photo"))) << "where photos are worked on, small ones are photos";
    EXPECT_EQ(openId(), QStringLiteral("image-preprocessing"));
}

TEST_F(OwnData, ClosingWhileReadingIsHarmless)
{
    const auto images = m_folder.write("images", idxImages(3000, 64, 64));
    drop({images});
    EXPECT_TRUE(m_window.close());
}

} // namespace

} // namespace lab::app
