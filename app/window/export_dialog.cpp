// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/export_dialog.h"

#include "widgets/charts/speedup_chart.h"
#include "widgets/charts/sweep_data.h"
#include "widgets/lanes/lane_painter.h"
#include "widgets/lanes/run_lanes.h"
#include "widgets/stage/stage_painter.h"
#include "widgets/theme/application_theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace lab::app {

namespace {

constexpr QSize kPreview{640, 360};
constexpr int kBelowPreview = 330; // what the choices and the window's frame take

/// Smaller where the screen is low.
QSize previewSize(const QWidget& dialog)
{
    constexpr int kLowest = 96;
    const int height = std::max(kLowest, dialog.screen()->availableSize().height() - kBelowPreview);
    return kPreview.scaled(kPreview.width(), std::min(height, kPreview.height()), Qt::KeepAspectRatio);
}

void paintLanesInto(QPainter& painter, QSize size, const widgets::SlideContent& content,
                    widgets::ThemeKind theme, bool vectors)
{
    widgets::LayoutOptions options;
    options.size = size;
    if (const double cut = widgets::clockCut(*content.state, content.shown()); cut > 0)
        options.range = {0, cut};
    const widgets::LaneLayout layout(
        widgets::laneGroups(*content.state, content.shown(), content.idealCores, content.path), options);
    widgets::paintLanes(painter, layout, widgets::Theme::of(theme),
                        content.shownInstant().value_or(widgets::kNoPlayhead), {vectors});
}

void paintStageInto(QPainter& painter, QSize size, const widgets::SlideContent& content,
                    widgets::ThemeKind theme)
{
    const auto instant = content.shownInstant();
    if (!instant) // stopped before there was a recording
        return;
    widgets::StageContent stage;
    stage.capture = content.state->variants[content.shown()].capture;
    stage.time = *instant;
    widgets::PictureCache pictures;
    widgets::paintStage(painter, QRectF(QPointF(0, 0), size).adjusted(12, 12, -12, -12), stage, pictures,
                        widgets::Theme::of(theme));
}

QSize sizeOf(FigureKind kind, QSize panel)
{
    switch (kind) {
    case FigureKind::Slide:
        return {widgets::kSlideWidth, widgets::kSlideHeight};
    case FigureKind::Chart:
        return {640, 400};
    case FigureKind::Stage:
        return {960, 320};
    case FigureKind::Lanes:
        break;
    }
    return panel.isEmpty() ? QSize(960, 400) : panel;
}

} // namespace

widgets::Figure figureOf(FigureKind kind, const widgets::SlideContent& content, QSize size,
                         widgets::ThemeKind theme)
{
    widgets::Figure figure;
    figure.size = sizeOf(kind, size);
    figure.title = QString::fromStdString(content.info->title);
    figure.provenance = widgets::provenance(content);
    figure.paint = [kind, content, size = figure.size, theme](QPainter& painter, bool vectors) {
        switch (kind) {
        case FigureKind::Slide:
            widgets::paintSlide(painter, content, theme, vectors);
            break;
        case FigureKind::Stage:
            paintStageInto(painter, size, content, theme);
            break;
        case FigureKind::Lanes:
            paintLanesInto(painter, size, content, theme, vectors);
            break;
        case FigureKind::Chart:
            widgets::paintChart(
                painter, QRectF(QPointF(0, 0), size).adjusted(12, 12, -12, -12),
                widgets::chartContent(*content.info, *content.state, content.machine, content.chart), theme,
                1.2);
            break;
        }
    };
    return figure;
}

void copyToClipboard(const widgets::Figure& figure, const widgets::FigureOptions& options)
{
    QGuiApplication::clipboard()->setImage(widgets::toImage(figure, options));
}

ExportDialog::ExportDialog(widgets::SlideContent content, QSize panelSize, QWidget* parent)
    : QDialog(parent), m_content(std::move(content)), m_panelSize(panelSize), m_preview(new QLabel(this)),
      m_kind(new QComboBox(this)), m_theme(new QComboBox(this)), m_scale(new QComboBox(this)),
      m_transparent(new QCheckBox(tr("Transparent ground"), this)),
      m_paths(new QCheckBox(tr("Text as outlines in SVG (slide programs replace fonts)"), this)),
      m_path(new QLineEdit(this)), m_problem(new QLabel(this))
{
    setWindowTitle(tr("Export picture"));
    const auto addKind = [this](const QString& name, FigureKind kind) {
        m_kind->addItem(name, static_cast<int>(kind));
    };
    addKind(tr("Slide, 16 : 9"), FigureKind::Slide);
    const bool sweep = widgets::isSweep(*m_content.state);
    if (!sweep) { // which records nothing that these could show
        if (m_content.shownInstant())
            addKind(tr("Stage"), FigureKind::Stage);
        addKind(tr("Lanes"), FigureKind::Lanes);
    }
    addKind(tr("Speedup chart"), FigureKind::Chart);
    m_theme->addItems({tr("Light"), tr("Dark"), tr("Grey, for print")});
    for (const int scale : {1, 2, 4})
        m_scale->addItem(tr("%1×").arg(scale), scale);
    m_scale->setCurrentIndex(1);
    m_paths->setChecked(true);
    m_preview->setFixedSize(previewSize(*this));
    m_preview->setAlignment(Qt::AlignCenter);
    m_problem->setWordWrap(true);
    QString folder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    if (folder.isEmpty() || !QDir(folder).exists())
        folder = QDir::homePath();
    m_path->setObjectName(QStringLiteral("path"));
    m_path->setText(QDir(folder).filePath(QString::fromStdString(m_content.info->id) +
                                          (sweep ? QStringLiteral("-sweep.png") : QStringLiteral(".png"))));
    layOut();
    for (QComboBox* box : {m_kind, m_theme, m_scale})
        connect(box, &QComboBox::currentIndexChanged, this, &ExportDialog::showPreview);
    connect(m_transparent, &QCheckBox::toggled, this, &ExportDialog::showPreview);
    showPreview();
}

void ExportDialog::layOut()
{
    auto* browseButton = new QPushButton(tr("Browse…"), this);
    auto* pathRow = new QHBoxLayout;
    pathRow->addWidget(m_path, 1);
    pathRow->addWidget(browseButton);
    auto* form = new QFormLayout;
    form->addRow(tr("Picture"), m_kind);
    form->addRow(tr("Theme"), m_theme);
    form->addRow(tr("Size (PNG)"), m_scale);
    form->addRow(QString(), m_transparent);
    form->addRow(QString(), m_paths);
    form->addRow(tr("File (.png .svg .pdf)"), pathRow);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* saveButton = buttons->addButton(tr("Save"), QDialogButtonBox::ActionRole);
    QPushButton* copyButton = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    widgets::setRole(*saveButton, "primary", true);
    saveButton->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_preview, 0, Qt::AlignCenter);
    layout->addLayout(form);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    m_problem->hide();
    connect(browseButton, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(saveButton, &QPushButton::clicked, this, &ExportDialog::save);
    connect(copyButton, &QPushButton::clicked, this, &ExportDialog::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

widgets::FigureOptions ExportDialog::options() const
{
    widgets::FigureOptions options;
    options.scale = m_scale->currentData().toInt();
    options.transparent = m_transparent->isChecked();
    options.textAsPaths = m_paths->isChecked();
    options.theme = static_cast<widgets::ThemeKind>(m_theme->currentIndex());
    return options;
}

widgets::Figure ExportDialog::figure() const
{
    return figureOf(static_cast<FigureKind>(m_kind->currentData().toInt()), m_content, m_panelSize,
                    options().theme);
}

void ExportDialog::showPreview()
{
    widgets::FigureOptions shown = options();
    shown.scale = 1;
    const QSize pixels = m_preview->size() * devicePixelRatio();
    QImage image =
        widgets::toImage(figure(), shown).scaled(pixels, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    image.setDevicePixelRatio(devicePixelRatio());
    m_preview->setPixmap(QPixmap::fromImage(image));
}

void ExportDialog::save()
{
    if (QFileInfo::exists(m_path->text()) && m_path->text() != m_replaced) {
        m_replaced = m_path->text();
        m_problem->setText(tr("'%1' exists. Save once more to replace it.").arg(m_replaced));
        m_problem->show();
        return;
    }
    const QString problem = widgets::writeFigure(figure(), m_path->text(), options());
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    if (!problem.isEmpty())
        return;
    m_outcome = tr("Saved %1").arg(m_path->text());
    accept();
}

void ExportDialog::copy()
{
    copyToClipboard(figure(), options());
    m_outcome = tr("The picture is on the clipboard.");
    accept();
}

void ExportDialog::browse()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Export picture"), m_path->text(),
                                                      tr("Pictures (*.png *.svg *.pdf)"));
    if (path.isEmpty())
        return;
    m_path->setText(path);
    m_replaced = path; // that dialog has asked
}

} // namespace lab::app
