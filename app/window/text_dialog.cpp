// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/text_dialog.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QScreen>
#include <QTextBrowser>
#include <QTextDocument>
#include <QVBoxLayout>

#include <algorithm>

namespace lab::app {

namespace {

constexpr int kWidest = 620;
constexpr double kOfScreen = 0.85; // of its height
constexpr int kAround = 110;       // px that buttons and margins take

} // namespace

void showText(const QString& title, const QString& html, QWidget& parent)
{
    QDialog dialog(&parent);
    dialog.setWindowTitle(title);
    auto* text = new QTextBrowser(&dialog);
    text->setHtml(html);
    text->setFrameShape(QFrame::NoFrame);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    auto* layout = new QVBoxLayout(&dialog);
    layout->addWidget(text);
    layout->addWidget(buttons);
    const QSize screen = parent.screen()->availableSize();
    const int width = std::min(kWidest, static_cast<int>(screen.width() * kOfScreen));
    text->document()->setTextWidth(width);
    const int height = static_cast<int>(text->document()->size().height()) + kAround;
    dialog.resize(width + 40, std::min(height, static_cast<int>(screen.height() * kOfScreen)));
    dialog.exec();
}

} // namespace lab::app
