// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/export/figure_file.h"
#include "widgets/export/slide.h"
#endif

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace lab::app {

/// What can leave the window as a picture.
enum class FigureKind { Slide, Stage, Lanes, Chart };

/// A figure of the content in `theme`; panels get `size` (logical pixels), or a size of their own when it
/// is empty.
widgets::Figure figureOf(FigureKind kind, const widgets::SlideContent& content, QSize size,
                         widgets::ThemeKind theme);

void copyToClipboard(const widgets::Figure& figure, const widgets::FigureOptions& options);

/// Asks what to export, how and where to, with a preview; writes it. GUI thread.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    ExportDialog(widgets::SlideContent content, QSize panelSize, QWidget* parent = nullptr);

    /// What happened, for the status line.
    QString outcome() const { return m_outcome; }

private:
    void layOut();
    void showPreview();
    void save();
    void copy();
    void browse();
    widgets::Figure figure() const;
    widgets::FigureOptions options() const;

    const widgets::SlideContent m_content;
    const QSize m_panelSize;
    QString m_outcome;
    QString m_replaced; // an existing file that may be replaced: has been asked
    QLabel* m_preview;
    QComboBox* m_kind;
    QComboBox* m_theme;
    QComboBox* m_scale;
    QCheckBox* m_transparent;
    QCheckBox* m_paths;
    QLineEdit* m_path;
    QLabel* m_problem;
};

} // namespace lab::app
