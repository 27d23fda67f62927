// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: images of a person's own with labels, in the place of the program's.
#include "app/inputs/photo_reader.h"
#include "app/inputs/typed_text.h"
#include "app/window/main_window.h"
#include "app/window/window_phase.h"
#include "core/scenario/sample_use.h"
#include "widgets/panels/parameter_panel.h"
#include "widgets/panels/scenario_browser.h"

#include <QFileDialog>
#include <QStatusBar>

namespace lab::app {

namespace {

// Trains nothing, so that it can do without labels.
const char* const kFirstScenario = "forward-pass";

bool fits(const scenario::ScenarioInfo& info, const scenario::Settings& settings,
          const base::Samples& samples)
{
    return scenario::usesSamples(info, settings) &&
           (info.samples.need != scenario::SampleUse::Need::Labelled || !samples.labels.empty());
}

} // namespace

void MainWindow::chooseData()
{
    std::vector<std::filesystem::path> files = toPaths(QFileDialog::getOpenFileNames(
        this, tr("Images to work on, and their labels"), {},
        tr("Data (*idx* *ubyte* *.gz);;Small pictures (%1);;All files (*)").arg(PhotoReader::patterns())));
    if (!files.empty())
        readOwn([files = std::move(files)](const std::stop_token& stop) {
            const auto found = exchange::samplesAmong(files);
            return OwnReading{
                true,
                {},
                exchange::readSamples(found.value_or(exchange::SampleFiles{files, {}}), PhotoReader(), stop)};
        });
}

void MainWindow::useData(const exchange::SampleReading& reading)
{
    if (reading.samples) {
        m_own.samples = reading.samples;
        if (!m_scenario || !fits(m_scenario->info(), m_parameters->request().settings, *m_own.samples))
            m_browser->select(QString::fromLatin1(kFirstScenario));
        parametersChanged();
        statusBar()->showMessage(
            tr("%1: press Space to run").arg(QString::fromStdString(describe(*m_own.samples))), kMessageTime);
    }
    showProblems(tr("Data"),
                 reading.samples ? tr("The data can be used without these:")
                                 : tr("None of this can be used; the data stay as they were:"),
                 reading.problems);
}

void MainWindow::useShippedData()
{
    m_reader.request_stop();
    m_own.samples.reset();
    parametersChanged();
    statusBar()->showMessage(tr("The program's own data are used again."), kMessageTime);
}

} // namespace lab::app
