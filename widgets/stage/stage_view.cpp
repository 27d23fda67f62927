// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/stage_view.h"

#include "widgets/theme/application_theme.h"
#include "widgets/theme/type_scale.h"

#include <QMouseEvent>
#include <QPainter>
#include <QTimer>
#include <QToolTip>

namespace lab::widgets {

namespace {
// The first picture of many photos comes in several frames rather than late.
constexpr double kPicturesTime = 2; // ms, and one picture more
} // namespace

StageView::StageView(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setAccessibleName(tr("Stage"));
}

void StageView::setContent(const StageContent& content)
{
    const int filter = m_content.filter;
    const auto lock = m_content.litLock;
    m_content = content;
    m_content.filter = filter;
    m_content.litLock = lock;
    describe();
    update();
}

void StageView::setTime(double ns, std::optional<std::pair<double, double>> sight)
{
    if (m_content.time == ns && m_content.sight == sight)
        return;
    m_content.time = ns;
    m_content.sight = sight;
    update();
}

void StageView::setLitLock(std::optional<std::uint32_t> lock)
{
    if (m_content.litLock == lock)
        return;
    m_content.litLock = lock;
    update();
}

void StageView::hoverLock(std::optional<std::uint32_t> lock)
{
    if (m_hoveredLock == lock)
        return;
    m_hoveredLock = lock;
    Q_EMIT lockHovered(lock);
}

QSize StageView::sizeHint() const
{
    return {760, 260};
}

QSize StageView::minimumSizeHint() const
{
    return {200, 36};
}

void StageView::describe()
{
    setAccessibleDescription(describeStage(m_content));
}

void StageView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::of(currentTheme());
    if (!hasPicture(m_content)) {
        painter.setFont(widgets::font(TextRole::Heading, textScale()));
        painter.setPen(theme.textSecondary);
        painter.drawText(rect(), Qt::AlignCenter,
                         m_content.preparing ? tr("preparing…") : tr("Press Space to run"));
        return;
    }
    m_pictures.beginFrame(kPicturesTime);
    paintStage(painter, QRectF(rect()), m_content, m_pictures, theme, textScale());
    if (!m_pictures.complete())
        QTimer::singleShot(0, this, qOverload<>(&QWidget::update));
}

void StageView::mousePressEvent(QMouseEvent* event)
{
    if (const auto filter = hitStage(QRectF(rect()), m_content, event->position(), textScale()).filter) {
        m_content.filter = *filter;
        update();
    }
}

void StageView::leaveEvent(QEvent*)
{
    hoverLock(std::nullopt);
}

void StageView::mouseMoveEvent(QMouseEvent* event)
{
    const StageHit hit = hitStage(QRectF(rect()), m_content, event->position(), textScale());
    hoverLock(hit.lock);
    setCursor(hit.filter ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (!hit.filter) {
        QToolTip::hideText();
        return;
    }
    for (const auto& exhibit : m_content.capture->scene->exhibits) {
        if (exhibit.kind == scenario::ExhibitKind::FeatureMaps &&
            static_cast<std::size_t>(*hit.filter) < exhibit.captions.size())
            QToolTip::showText(
                event->globalPosition().toPoint(),
                tr("Filter %1: %2. Click to show it large.")
                    .arg(*hit.filter + 1)
                    .arg(QString::fromStdString(exhibit.captions[static_cast<std::size_t>(*hit.filter)])),
                this);
    }
}

} // namespace lab::widgets
