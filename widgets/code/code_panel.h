// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/code/excerpts.h"
#endif

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace lab::widgets {

class CodeView;

/// The source that a variant runs, below it the same in Python where that is told, or what differs from
/// another variant's. GUI thread.
class CodePanel : public QWidget
{
    Q_OBJECT

public:
    explicit CodePanel(QWidget* parent = nullptr);

    /// `info` must outlive its being shown. The variant it is compared with stays chosen within a scenario.
    void setVariant(const scenario::ScenarioInfo& info, std::size_t variant,
                    const scenario::Settings& settings);
    /// What is marked, or else all.
    void copy() const;

private:
    void build();
    void offerOthers();
    void showCode();
    std::vector<Excerpt> excerpts(std::size_t variant) const;

    const scenario::ScenarioInfo* m_info = nullptr;
    std::size_t m_variant = 0;
    scenario::Settings m_settings;
    QLabel* m_heading;
    QLabel* m_note;
    QComboBox* m_other; // 0: none; its data are variants
    QPushButton* m_copy;
    CodeView* m_view;
};

} // namespace lab::widgets
