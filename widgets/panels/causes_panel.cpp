// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/causes_panel.h"

#include "widgets/panels/cause_text.h"
#include "widgets/panels/figure_panel.h"
#include "widgets/theme/role_label.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <utility>

namespace lab::widgets {

namespace {

constexpr int kLaneRole = Qt::UserRole;
constexpr int kSpanRole = Qt::UserRole + 1;

} // namespace

CausesPanel::CausesPanel(QWidget* parent)
    : QWidget(parent), m_title(roleLabel("heading", this)), m_path(new BreakdownBar(this)),
      m_shown(new QCheckBox(tr("Draw it in the lanes (P)"), this)), m_waiting(roleLabel("secondary", this)),
      m_heading(roleLabel("heading", this)), m_dearest(new QTreeWidget(this))
{
    m_path->setAccessibleName(tr("The critical path"));
    m_heading->setText(tr("What the others waited for"));
    m_dearest->setColumnCount(2);
    m_dearest->setHeaderHidden(true);
    m_dearest->setRootIsDecorated(false);
    m_dearest->setUniformRowHeights(true);
    m_dearest->setFrameShape(QFrame::NoFrame);
    m_dearest->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_dearest->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_dearest->header()->setStretchLastSection(false);
    m_dearest->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_dearest->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_dearest->setAccessibleName(m_heading->text());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (QWidget* each :
         std::initializer_list<QWidget*>{m_title, m_path, m_shown, m_heading, m_waiting, m_dearest})
        layout->addWidget(each);
    connect(m_shown, &QCheckBox::toggled, this, &CausesPanel::pathWanted);
    const auto choose = [this](QTreeWidgetItem* item) {
        Q_EMIT spanWanted(item->data(0, kLaneRole).toULongLong(), item->data(0, kSpanRole).toUInt());
    };
    connect(m_dearest, &QTreeWidget::itemClicked, this, choose);
    connect(m_dearest, &QTreeWidget::itemActivated, this, choose);
    show();
}

void CausesPanel::setCapture(std::shared_ptr<const session::Capture> capture)
{
    if (m_capture == capture)
        return;
    m_capture = std::move(capture);
    show();
}

void CausesPanel::setPathShown(bool on)
{
    const QSignalBlocker quiet(m_shown);
    m_shown->setChecked(on);
}

void CausesPanel::show()
{
    const bool known = m_capture && m_capture->why;
    const std::vector<DearSpan> dearest = known ? dearestSpans(*m_capture) : std::vector<DearSpan>();
    m_title->setText(known ? pathTitle(*m_capture)
                           : tr("Once something has run, its causes are shown here: press Space."));
    m_path->setParts(known ? pathParts(*m_capture) : std::vector<BreakdownPart>());
    m_waiting->setText(known ? waitingSentence(*m_capture) : QString());
    m_dearest->clear();
    for (const DearSpan& each : dearest) {
        auto* item = new QTreeWidgetItem(m_dearest, {each.what, each.waited});
        item->setData(0, kLaneRole, static_cast<qulonglong>(each.lane));
        item->setData(0, kSpanRole, each.span);
        item->setToolTip(
            0, tr("%1: the others waited %2 because of it; click to see it").arg(each.what, each.waited));
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    }
    for (QWidget* each : std::initializer_list<QWidget*>{m_path, m_shown})
        each->setVisible(known);
    m_waiting->setHidden(m_waiting->text().isEmpty());
    for (QWidget* each : std::initializer_list<QWidget*>{m_heading, m_dearest})
        each->setHidden(dearest.empty());
    fit();
}

// As high as its rows: what is around it scrolls.
void CausesPanel::fit()
{
    const int rows = m_dearest->topLevelItemCount();
    m_dearest->setFixedHeight(rows > 0 ? rows * m_dearest->sizeHintForRow(0) + 2 : 0);
}

} // namespace lab::widgets
