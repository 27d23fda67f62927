// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/panels/what_if_text.h"
#endif

#include <QWidget>

class QButtonGroup;
class QLabel;
class QPushButton;
class QSlider;
class QVBoxLayout;

namespace lab::widgets {

/// "What if …?": the scenario's changes to choose from, what the recording predicts of the chosen one, and
/// what the real thing measured. GUI thread.
class WhatIfPanel : public QWidget
{
    Q_OBJECT

public:
    explicit WhatIfPanel(QWidget* parent = nullptr);

    /// Must outlive its being shown.
    void setScenario(const scenario::ScenarioInfo& info);
    /// `obstacle`: why it cannot be checked now, empty where it can. `checking`: that goes on.
    void show(const Asked& asked, const QString& obstacle, bool checking);

Q_SIGNALS:
    /// An empty key: nothing. `share` of its time that the work takes, 0: as declared.
    void asked(const QString& key, double share);
    void checkWanted();

private:
    void build();
    void addChoice(const QString& words, const QString& help);
    QString chosenKey() const; // empty: nothing
    void showFigures(const scenario::WhatIf& change, const Asked& asked);
    QString counterpart(const scenario::WhatIf& change) const;

    const scenario::ScenarioInfo* m_info = nullptr;
    QButtonGroup* m_choices; // 0: nothing; then the changes
    QVBoxLayout* m_list;
    QWidget* m_answer; // shown while something is asked
    QSlider* m_saved;  // % of its time
    QLabel* m_savedText;
    QLabel* m_figures;
    QLabel* m_remark;
    QPushButton* m_check;
};

} // namespace lab::widgets
