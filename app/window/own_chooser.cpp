// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/own_chooser.h"

#include "app/inputs/photo_reader.h"
#include "app/inputs/typed_text.h"
#include "app/lab/lab_model.h"
#include "core/base/start_thread.h"
#include "core/scenario/sample_use.h"

#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QUrl>

#include <utility>

namespace lab::app {

namespace {

const char* const kForPhotos = "image-preprocessing";
const char* const kForData = "forward-pass"; // trains nothing, so that it can do without labels

std::vector<std::filesystem::path> localFiles(const QMimeData& data)
{
    std::vector<std::filesystem::path> files;
    for (const QUrl& url : data.urls()) {
        if (url.isLocalFile())
            files.push_back(toPath(url.toLocalFile()));
    }
    return files;
}

bool fits(const scenario::ScenarioInfo& info, const scenario::Settings& settings,
          const base::Samples& samples)
{
    return scenario::usesSamples(info, settings) &&
           (info.samples.need != scenario::SampleUse::Need::Labelled || !samples.labels.empty());
}

} // namespace

OwnChooser::OwnChooser(LabModel& model, QWidget& window) : QObject(&window), m_model(model), m_window(window)
{
    window.setAcceptDrops(true);
    window.installEventFilter(this);
}

bool OwnChooser::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::DragEnter) {
        auto* entering = static_cast<QDragEnterEvent*>(event);
        if (!localFiles(*entering->mimeData()).empty())
            entering->acceptProposedAction();
        return true;
    }
    if (event->type() == QEvent::Drop) {
        auto* dropped = static_cast<QDropEvent*>(event);
        dropped->acceptProposedAction();
        drop(*dropped->mimeData());
        return true;
    }
    return QObject::eventFilter(object, event);
}

void OwnChooser::drop(const QMimeData& data)
{
    const bool photosWanted = m_model.info() && m_model.info()->usesPhotos;
    read([paths = localFiles(data), photosWanted](const std::stop_token& stop) {
        return readDropped(paths, photosWanted, stop);
    });
}

void OwnChooser::choosePhotos()
{
    std::vector<std::filesystem::path> files =
        toPaths(QFileDialog::getOpenFileNames(&m_window, tr("Photos to work on"), {},
                                              tr("Photos (%1);;All files (*)").arg(PhotoReader::patterns())));
    if (!files.empty())
        read([files = std::move(files)](const std::stop_token& stop) {
            return OwnReading{false, exchange::readPhotos(files, PhotoReader(), stop), {}};
        });
}

void OwnChooser::chooseData()
{
    std::vector<std::filesystem::path> files = toPaths(QFileDialog::getOpenFileNames(
        &m_window, tr("Images to work on, and their labels"), {},
        tr("Data (*idx* *ubyte* *.gz);;Small pictures (%1);;All files (*)").arg(PhotoReader::patterns())));
    if (!files.empty())
        read([files = std::move(files)](const std::stop_token& stop) {
            const auto found = exchange::samplesAmong(files);
            return OwnReading{
                true,
                {},
                exchange::readSamples(found.value_or(exchange::SampleFiles{files, {}}), PhotoReader(), stop)};
        });
}

// A folder may take seconds. A second reading replaces the first.
void OwnChooser::read(std::function<OwnReading(const std::stop_token&)> read)
{
    Q_EMIT says(tr("Reading…"), true);
    const auto work = [this, read = std::move(read)](const std::stop_token& stop) {
        auto reading = std::make_shared<OwnReading>(read(stop));
        QMetaObject::invokeMethod(
            this,
            [this, reading, stop] {
                if (stop.stop_requested())
                    return;
                Q_EMIT says({}, false);
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
        Q_EMIT problem(QString::fromStdString(error.what()));
    }
}

void OwnChooser::usePhotos(exchange::PhotoReading reading)
{
    const auto count = static_cast<int>(reading.photos.size());
    if (count > 0) {
        if (!m_model.info() || !m_model.info()->usesPhotos)
            Q_EMIT scenarioWanted(QString::fromLatin1(kForPhotos));
        m_model.usePhotos(std::make_shared<const std::vector<base::Photo>>(std::move(reading.photos)));
        Q_EMIT says(tr("%n photo(s) of your own: press Space to run", nullptr, count), false);
    }
    showProblems(tr("Photos"),
                 count > 0 ? tr("%n photo(s) can be used; these cannot:", nullptr, count)
                           : tr("None of these can be used; the photos stay as they were:"),
                 reading.problems);
}

void OwnChooser::useData(const exchange::SampleReading& reading)
{
    if (reading.samples) {
        if (!m_model.info() || !fits(*m_model.info(), m_model.request().settings, *reading.samples))
            Q_EMIT scenarioWanted(QString::fromLatin1(kForData));
        m_model.useSamples(reading.samples);
        Q_EMIT says(tr("%1: press Space to run").arg(QString::fromStdString(describe(*reading.samples))),
                    false);
    }
    showProblems(tr("Data"),
                 reading.samples ? tr("The data can be used without these:")
                                 : tr("None of this can be used; the data stay as they were:"),
                 reading.problems);
}

void OwnChooser::showProblems(const QString& title, const QString& lead,
                              const std::vector<std::string>& problems)
{
    if (problems.empty())
        return;
    QStringList sentences;
    for (const std::string& sentence : firstProblems(problems))
        sentences << QString::fromStdString(sentence);
    auto* box = new QMessageBox(QMessageBox::Warning, title, lead, QMessageBox::Ok, &m_window);
    box->setInformativeText(sentences.join(QStringLiteral("\n\n")));
    for (QLabel* label : box->findChildren<QLabel*>()) // a file's name may look like HTML
        label->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void OwnChooser::useShippedPhotos()
{
    m_reader.request_stop();
    m_model.usePhotos(nullptr);
    Q_EMIT says(tr("The program's own photos are used again."), false);
}

void OwnChooser::useShippedData()
{
    m_reader.request_stop();
    m_model.useSamples(nullptr);
    Q_EMIT says(tr("The program's own data are used again."), false);
}

} // namespace lab::app
