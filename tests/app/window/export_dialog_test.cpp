// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/export_dialog.h"

#include "core/scenarios/all.h"
#include "tests/support/batch_capture.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <gtest/gtest.h>

#include <algorithm>

namespace lab::app {

namespace {

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

TEST(ExportDialog, AFileThatExistsIsReplacedOnlyWhenSavedOnceMore)
{
    const scenario::Registry registry = scenarios::all();
    widgets::SlideContent content;
    content.info = &registry.get("batch-convolution").info();
    content.state = std::make_shared<const session::RunState>(tests::finishedState());
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("slide.svg"));
    QFile old(path);
    ASSERT_TRUE(old.open(QIODevice::WriteOnly));
    old.write("dear to somebody");
    old.close();

    ExportDialog dialog(content, QSize(600, 300));
    dialog.findChild<QLineEdit*>(QStringLiteral("path"))->setText(path);
    const auto buttons = dialog.findChildren<QPushButton*>();
    const auto save = std::find_if(buttons.begin(), buttons.end(),
                                   [](const QPushButton* button) { return button->text() == "Save"; });
    ASSERT_NE(save, buttons.end());
    (*save)->click();
    EXPECT_EQ(bytesOf(path), QByteArray("dear to somebody"));
    EXPECT_TRUE(dialog.outcome().isEmpty());
    const auto labels = dialog.findChildren<QLabel*>();
    EXPECT_TRUE(std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
        return label->text().contains(path);
    })) << "says which";
    (*save)->click();
    EXPECT_TRUE(bytesOf(path).contains("<svg"));
    EXPECT_FALSE(dialog.outcome().isEmpty());
}

} // namespace

} // namespace lab::app
