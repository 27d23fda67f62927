// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "core/session/run_session.h"
#endif

#include <QWidget>

class QLabel;

namespace lab::widgets {

/// Title, the verdict that the lesson expects, the one measured here, and the summary. GUI thread.
class TitleBar : public QWidget
{
    Q_OBJECT

public:
    explicit TitleBar(QWidget* parent = nullptr);

    void setScenario(const scenario::ScenarioInfo& info);
    void setState(const session::RunState& state);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showBadges();
    void showMeasured(bool shortly);
    int needed() const; ///< px, of all but what is usual
    void fitBadges();

    const scenario::ScenarioInfo* m_info = nullptr;
    QLabel* m_title;
    QLabel* m_expected;
    QLabel* m_measured;
    QLabel* m_emulated;
    QLabel* m_summary;
    std::optional<scenario::Verdict> m_verdict;
    QString m_disturbance; ///< what kept the workers from their cores, in a word or two
};

} // namespace lab::widgets
