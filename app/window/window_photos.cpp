// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: a person's own photos, dropped on the window or chosen from the menu.
#include "app/inputs/photo_reader.h"
#include "app/inputs/typed_text.h"
#include "app/window/main_window.h"

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

constexpr int kMessageTime = 8000; // ms

std::vector<std::filesystem::path> localFiles(const QMimeData& data)
{
    std::vector<std::filesystem::path> files;
    for (const QUrl& url : data.urls()) {
        if (url.isLocalFile())
            files.push_back(toPath(url.toLocalFile()));
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
    const bool photosWanted = m_scenario && m_scenario->info().usesPhotos;
    readOwn([paths = localFiles(*event->mimeData()), photosWanted](const std::stop_token& stop) {
        return readDropped(paths, photosWanted, stop);
    });
}

void MainWindow::choosePhotos()
{
    std::vector<std::filesystem::path> files = toPaths(QFileDialog::getOpenFileNames(
        this, tr("Photos to work on"), {}, tr("Photos (%1);;All files (*)").arg(PhotoReader::patterns())));
    if (!files.empty())
        readOwn([files = std::move(files)](const std::stop_token& stop) {
            return OwnReading{false, exchange::readPhotos(files, PhotoReader(), stop), {}};
        });
}

// A folder may take seconds.
void MainWindow::readOwn(std::function<OwnReading(const std::stop_token&)> read)
{
    statusBar()->showMessage(tr("Reading…"));
    const auto work = [this, read = std::move(read)](const std::stop_token& stop) {
        auto reading = std::make_shared<OwnReading>(read(stop));
        QMetaObject::invokeMethod(
            this,
            [this, reading, stop] {
                if (stop.stop_requested())
                    return;
                statusBar()->clearMessage();
                if (reading->isData)
                    useData(reading->samples);
                else
                    usePhotos(std::move(reading->photos));
            },
            Qt::QueuedConnection);
    };
    try {
        m_reader = base::startThread(work);
    } catch (const base::NoThread& error) {
        showProblem(QString::fromStdString(error.what()));
    }
}

void MainWindow::usePhotos(exchange::PhotoReading reading)
{
    const auto count = static_cast<int>(reading.photos.size());
    if (count > 0) {
        m_own.photos = std::make_shared<const std::vector<base::Photo>>(std::move(reading.photos));
        if (!m_scenario || !m_scenario->info().usesPhotos)
            m_browser->select(QStringLiteral("image-preprocessing"));
        parametersChanged();
        statusBar()->showMessage(tr("%n photo(s) of your own: press Space to run", nullptr, count),
                                 kMessageTime);
    }
    showProblems(tr("Photos"),
                 count > 0 ? tr("%n photo(s) can be used; these cannot:", nullptr, count)
                           : tr("None of these can be used; the photos stay as they were:"),
                 reading.problems);
}

void MainWindow::showProblems(const QString& title, const QString& lead,
                              const std::vector<std::string>& problems)
{
    if (problems.empty())
        return;
    QStringList sentences;
    for (const std::string& sentence : firstProblems(problems))
        sentences << QString::fromStdString(sentence);
    auto* box = new QMessageBox(QMessageBox::Warning, title, lead, QMessageBox::Ok, this);
    box->setInformativeText(sentences.join(QStringLiteral("\n\n")));
    for (QLabel* label : box->findChildren<QLabel*>()) // a file's name may look like HTML
        label->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::useShippedPhotos()
{
    m_reader.request_stop();
    m_own.photos.reset();
    parametersChanged();
    statusBar()->showMessage(tr("The program's own photos are used again."), kMessageTime);
}

} // namespace lab::app
