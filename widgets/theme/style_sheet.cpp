// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/application_theme.h"
#include "widgets/theme/colour.h"
#include "widgets/theme/type_scale.h"

#include <utility>

namespace lab::widgets {

namespace {

constexpr auto kFrames = R"(
QMainWindow, QDialog { background: @window; }
QMainWindow::separator { background: @border; width: 1px; height: 1px; }
QFrame[panel="true"] { background: @panel; border: 1px solid @border; border-radius: 6px; }
QFrame[panel="true"][focused="true"] { border-color: @accent; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: @titlepx; font-weight: 700; }
QLabel[role="heading"] { font-size: @headingpx; font-weight: 600; }
QLabel[role="caption"] { font-size: @captionpx; color: @secondary; }
QLabel[role="secondary"] { color: @secondary; }
QLabel[role="figure"] { font-size: @figurepx; font-weight: 700; color: @accent; }
QLabel[badge] { border-radius: 9px; padding: 2px 9px; font-weight: 600; font-size: @captionpx; }
QLabel[badge="helps"] { background: @goodPale; color: @good; }
QLabel[badge="hurts"] { background: @badPale; color: @bad; }
QLabel[badge="depends"] { background: @warnPale; color: @warn; }
QLabel[badge="emulated"] { border: 1px dashed @secondary; color: @secondary; padding: 1px 9px; }
QMenuBar { background: @panel; border-bottom: 1px solid @border; padding: 2px 6px; }
QMenuBar::item { background: transparent; padding: 4px 10px; border-radius: 4px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: @pale; color: @text; }
QMenu { background: @panel; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 24px; border-radius: 4px; }
QMenu::item:selected { background: @pale; color: @text; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @border; margin: 4px 6px; }
QStatusBar { background: @shade; color: @secondary; border-top: 1px solid @border; }
QStatusBar::item { border: none; }
QToolTip { background: @card; color: @cardText; border: 1px solid @border; padding: 4px 6px; }
QDockWidget { titlebar-close-icon: none; font-weight: 600; }
QDockWidget::title { background: @panel; padding: 6px 10px; border-bottom: 1px solid @border; }
QSplitter::handle { background: transparent; }
QTextBrowser[lesson="true"] { background: transparent; border: 1px solid transparent; border-radius: 4px;
    padding: 0; }
QTextBrowser[lesson="true"][focused="true"] { border-color: @accent; }
QScrollArea { border: none; background: transparent; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
)";

constexpr auto kButtons = R"(
QPushButton, QToolButton { background: @panel; color: @text; border: 1px solid @rim; border-radius: 6px;
    padding: 6px 12px; }
QPushButton:hover, QToolButton:hover { background: @hover; }
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked { background: @pale;
    border-color: @accent; }
QPushButton:focus, QToolButton:focus { border-color: @accent; }
QPushButton:disabled, QToolButton:disabled { color: @faint; border-color: @border; }
QPushButton[menu="true"] { padding-right: 26px; }
QToolButton[icon="true"] { padding: 6px 8px; }
QToolButton[fold="true"] { background: transparent; border: 1px solid transparent; border-top-color: @border;
    border-radius: 0; padding: 6px 0; font-weight: 600; text-align: left; }
QToolButton[fold="true"]:hover { color: @accent; }
QToolButton[fold="true"]:focus { border-color: @accent; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: url(:/lab/theme/icons/down-@icon.svg);
    subcontrol-origin: padding; subcontrol-position: center right; right: 6px; }
QPushButton[primary="true"] { background: @accent; color: @accentText; border: 1px solid @accent;
    font-weight: 600; padding: 7px 16px; }
QPushButton[primary="true"]:hover { background: @accentHover; }
QPushButton[primary="true"]:pressed { background: @accentDown; }
QPushButton[primary="true"]:focus { border-color: @text; }
QPushButton[primary="true"]:disabled { background: @track; border-color: @track; color: @secondary; }
QPushButton[step="true"] { background: @shade; color: @secondary; border: 1px solid @shade; border-radius: 4px;
    padding: 5px 2px; }
QPushButton[step="true"][done="true"] { background: @pale; color: @text; border-color: @pale; }
QPushButton[step="true"]:checked { background: @accent; color: @accentText; border-color: @accent; }
QPushButton[step="true"]:focus { border-color: @text; }
QCheckBox, QRadioButton { spacing: 7px; background: transparent; }
QCheckBox::indicator, QMenu::indicator:non-exclusive { width: 14px; height: 14px; border: 1px solid @rim;
    border-radius: 3px; background: @panel; }
QMenu::indicator:non-exclusive { left: 5px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover, QCheckBox:focus::indicator,
QCheckBox::indicator:focus { border-color: @accent; }
QCheckBox::indicator:checked, QMenu::indicator:non-exclusive:checked { background: @accent;
    border-color: @accent; image: url(:/lab/theme/icons/check-@icon.svg); }
QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid @rim; border-radius: 7px;
    background: @panel; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 4px solid @accent; background: @panel; }
)";

constexpr auto kFields = R"(
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QPlainTextEdit, QTextEdit { background: @panel; color: @text;
    border: 1px solid @rim; border-radius: 5px; padding: 4px 8px; selection-background-color: @accent;
    selection-color: @accentText; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus,
QTextEdit:focus { border-color: @accent; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled { color: @faint;
    background: @shade; }
QLineEdit[search="true"] { padding: 6px 10px; border-radius: 6px; }
QComboBox { padding-right: 22px; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url(:/lab/theme/icons/down-@icon.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: @panel; border: 1px solid @border; padding: 2px; outline: none;
    selection-background-color: @pale; selection-color: @text; }
QSpinBox, QDoubleSpinBox { padding-right: 16px; }
QSpinBox::up-button, QDoubleSpinBox::up-button { border: none; width: 16px; subcontrol-position: top right; }
QSpinBox::down-button, QDoubleSpinBox::down-button { border: none; width: 16px;
    subcontrol-position: bottom right; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url(:/lab/theme/icons/up-@icon.svg); width: 10px;
    height: 10px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url(:/lab/theme/icons/down-@icon.svg); width: 10px;
    height: 10px; }
QSlider::groove:horizontal { height: 4px; background: @track; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 10px; height: 10px; margin: -5px 0; border: 2px solid @accent;
    border-radius: 7px; background: @panel; }
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { background: @pale; }
QSlider:focus { border: 1px solid @accent; border-radius: 4px; }
QSlider::sub-page:horizontal:disabled { background: @track; }
QSlider::handle:horizontal:disabled { border-color: @track; }
QProgressBar { background: @track; border: none; border-radius: 3px; height: 6px; color: @text; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
)";

constexpr auto kLists = R"(
QListView, QTreeView, QTableView { background: @panel; border: 1px solid transparent; border-radius: 6px;
    outline: none; }
QListView[focused="true"] { border-color: @accent; }
QListView::item, QTreeView::item { padding: 5px 6px; border-radius: 5px; color: @text; }
QListView::item:hover, QTreeView::item:hover { background: @hover; }
QListView::item:selected, QTreeView::item:selected { background: @pale; color: @text; }
QHeaderView::section { background: @panel; color: @secondary; border: none;
    border-bottom: 1px solid @border; padding: 5px 8px; }
QTreeView::branch { background: transparent; }
QTreeView::branch:has-children:closed { image: url(:/lab/theme/icons/right-@icon.svg); }
QTreeView::branch:has-children:open { image: url(:/lab/theme/icons/down-@icon.svg); }
QTabWidget::pane { border: none; }
QTabBar::tab { background: transparent; color: @secondary; padding: 6px 12px;
    border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QTabBar::tab:focus { color: @accent; }
QTabBar::tab:disabled { color: @faint; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: @axis; border-radius: 3px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: @secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
)";

} // namespace

QString styleSheetOf(const Theme& theme, double scale)
{
    const bool dark = theme.kind == ThemeKind::Dark;
    const auto pixels = [scale](TextRole role) { return QString::number(font(role, scale).pixelSize()); };
    // Longer names first where one begins with another.
    const std::pair<const char*, QString> tokens[] = {
        {"@accentHover", mixed(theme.accent, theme.text, 0.12).name()},
        {"@accentDown", mixed(theme.accent, theme.text, 0.25).name()},
        {"@accentText", theme.accentText.name()},
        {"@accent", theme.accent.name()},
        {"@goodPale", theme.good.pale.name()},
        {"@good", theme.good.strong.name()},
        {"@badPale", theme.bad.pale.name()},
        {"@bad", theme.bad.strong.name()},
        {"@warnPale", theme.warn.pale.name()},
        {"@warn", theme.warn.strong.name()},
        {"@window", theme.window.name()},
        {"@panel", theme.panel.name()},
        {"@pale", theme.accentPale.name()},
        {"@border", theme.border.name()},
        {"@rim", mixed(theme.border, theme.axis, 0.3).name()},
        {"@hover", mixed(theme.panel, theme.border, 0.4).name()},
        {"@shade", theme.shade.name()},
        {"@secondary", theme.textSecondary.name()},
        {"@faint", mixed(theme.textSecondary, theme.panel, 0.45).name()},
        {"@track", theme.track.name()},
        {"@axis", theme.axis.name()},
        {"@cardText", theme.cardText.name()},
        {"@captionpx", pixels(TextRole::Caption) + QLatin1String("px")},
        {"@headingpx", pixels(TextRole::Heading) + QLatin1String("px")},
        {"@titlepx", pixels(TextRole::Title) + QLatin1String("px")},
        {"@figurepx", pixels(TextRole::Figure) + QLatin1String("px")},
        {"@card", theme.card.name()},
        {"@text", theme.text.name()},
        {"@icon", dark ? QStringLiteral("dark") : QStringLiteral("light")},
    };
    QString sheet;
    for (const char* part : {kFrames, kButtons, kFields, kLists})
        sheet += QLatin1String(part);
    for (const auto& [name, value] : tokens)
        sheet.replace(QLatin1String(name), value);
    return sheet;
}

} // namespace lab::widgets
