// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: a person's own photos, dropped on the window or chosen from the menu.
#include "app/main_window.h"
#include "app/photo_reader.h"
#include "app/typed_text.h"

#include "core/base/start_thread.h"
#include "widgets/panels/scenario_browser.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QStatusBar>
#include <QUrl>

namespace lab::app {

namespace {

constexpr int kMostProblems = 12;  // in one message; the rest are counted
constexpr int kMessageTime = 8000; // ms

std::vector<std::filesystem::path> localFiles(const QMimeData& data)
{
    std::vector<std::filesystem::path> files;
    for (const QUrl& url : data.urls()) {
        if (url.isLocalFile())
            files.emplace_back(url.toLocalFile().toStdString());
    }
    return files;
}

} // namespace

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localFiles(*event->mimeData()).empty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    readPhotos(localFiles(*event->mimeData()));
}

void MainWindow::choosePhotos()
{
    std::vector<std::filesystem::path> files;
    for (const QString& name :
         QFileDialog::getOpenFileNames(this, tr("Photos to work on"), {},
                                       tr("Photos (%1);;All files (*)").arg(PhotoReader::patterns())))
        files.push_back(toPath(name));
    if (!files.empty())
        readPhotos(std::move(files));
}

// On a thread of its own: a folder may take seconds. A second drop replaces the first.
void MainWindow::readPhotos(std::vector<std::filesystem::path> paths)
{
    statusBar()->showMessage(tr("Reading photos…"));
    const auto read = [this, paths = std::move(paths)](const std::stop_token& stop) {
        auto reading =
            std::make_shared<exchange::PhotoReading>(exchange::readPhotos(paths, PhotoReader(), stop));
        QMetaObject::invokeMethod(
            this,
            [this, reading, stop] {
                if (!stop.stop_requested())
                    usePhotos(std::move(*reading));
            },
            Qt::QueuedConnection);
    };
    try {
        m_photoReader = base::startThread(read);
    } catch (const base::NoThread& error) {
        showProblem(QString::fromStdString(error.what()));
    }
}

void MainWindow::usePhotos(exchange::PhotoReading reading)
{
    statusBar()->clearMessage();
    const auto count = static_cast<int>(reading.photos.size());
    if (count > 0) {
        m_photos = std::make_shared<const std::vector<base::Photo>>(std::move(reading.photos));
        if (!m_scenario || !m_scenario->info().usesPhotos)
            m_browser->select(QStringLiteral("image-preprocessing"));
        parametersChanged();
        statusBar()->showMessage(tr("%n photo(s) of your own: press Space to run", nullptr, count),
                                 kMessageTime);
    }
    if (reading.problems.empty())
        return;
    QStringList sentences;
    for (std::size_t i = 0; i < reading.problems.size() && i < kMostProblems; ++i)
        sentences << QString::fromStdString(reading.problems[i]);
    if (reading.problems.size() > kMostProblems)
        sentences << tr("… and %n more", nullptr, static_cast<int>(reading.problems.size()) - kMostProblems);
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Photos"),
                                count > 0 ? tr("%n photo(s) can be used; these cannot:", nullptr, count)
                                          : tr("None of these can be used; the photos stay as they were:"),
                                QMessageBox::Ok, this);
    box->setInformativeText(sentences.join(QStringLiteral("\n\n")));
    for (QLabel* label : box->findChildren<QLabel*>()) // a file's name may look like HTML
        label->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::useShippedPhotos()
{
    m_photos.reset();
    parametersChanged();
    statusBar()->showMessage(tr("The program's own photos are used again."), kMessageTime);
}

} // namespace lab::app
