// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/brush/stage_brush.h"

#include "widgets/theme/fitted_text.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace lab::widgets {

void StageBrush::write(const QRectF& rect, const QString& words, TextRole role, const QColor& colour,
                       Qt::Alignment alignment)
{
    const FittedText fitted = fittedText(words, role, m_scale, rect.width());
    m_painter.setFont(fitted.font);
    m_painter.setPen(colour);
    m_painter.drawText(rect, static_cast<int>(alignment) | Qt::TextSingleLine, fitted.words);
}

QString StageBrush::fitting(double width, const QStringList& wordings, TextRole role) const
{
    for (const QString& words : wordings) {
        if (widthOf(words, role) <= width)
            return words;
    }
    return {};
}

QString StageBrush::measured(double width, TextRole role) const
{
    const QString& whole = m_content.measured;
    const QString figures = whole.section(QStringLiteral(" of “"), 0, 0);
    const QString fitted = fitting(width, {whole, figures}, role);
    return fitted.isEmpty() ? figures : fitted;
}

double StageBrush::widthOf(const QString& words, TextRole role) const
{
    return QFontMetricsF(font(role, m_scale)).horizontalAdvance(words);
}

void StageBrush::frame(const QRectF& rect)
{
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(m_theme.border, m_scale));
    m_painter.drawRect(rect);
}

void StageBrush::light(QRectF rect, const QColor& colour, double least)
{
    const double side = least * m_scale;
    if (rect.width() < side)
        rect = {rect.center().x() - side / 2, rect.top(), side, rect.height()};
    if (rect.height() < side)
        rect = {rect.left(), rect.center().y() - side / 2, rect.width(), side};
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(m_theme.panel, 4.5 * m_scale));
    m_painter.drawRect(rect);
    m_painter.setPen(QPen(colour, 2.5 * m_scale));
    m_painter.drawRect(rect);
}

QImage StageBrush::picture(const scenario::Exhibit& exhibit, std::int64_t index, const QRectF& target)
{
    const double ratio = m_painter.device()->devicePixelRatioF();
    return m_pictures.scaled(m_content.capture->scene, exhibit.id, index, (target.size() * ratio).toSize());
}

void StageBrush::image(const QRectF& target, const scenario::Exhibit& exhibit, const scenario::Range& rows,
                       const scenario::Range& columns, double opacity)
{
    const QImage plane = m_pictures.plane(m_content.capture->scene, exhibit.id, 0);
    const QRectF place = cells(target, exhibit, rows, columns);
    if (place.isEmpty())
        return;
    m_painter.setOpacity(opacity);
    if (plane.isNull()) { // a picture without values: only that it has been computed can be shown
        m_painter.fillRect(place, m_theme.track);
    } else {
        const double width =
            static_cast<double>(plane.width()) / static_cast<double>(exhibit.shape[1].extent);
        const double height =
            static_cast<double>(plane.height()) / static_cast<double>(exhibit.shape[0].extent);
        m_painter.drawImage(place, plane,
                            QRectF(static_cast<double>(columns.begin) * width,
                                   static_cast<double>(rows.begin) * height,
                                   static_cast<double>(columns.end - columns.begin) * width,
                                   static_cast<double>(rows.end - rows.begin) * height));
    }
    m_painter.setOpacity(1);
}

QRectF StageBrush::cells(const QRectF& whole, const scenario::Exhibit& exhibit, const scenario::Range& rows,
                         const scenario::Range& columns)
{
    const double width =
        whole.width() / static_cast<double>(std::max<std::int64_t>(exhibit.shape[1].extent, 1));
    const double height =
        whole.height() / static_cast<double>(std::max<std::int64_t>(exhibit.shape[0].extent, 1));
    return {whole.left() + static_cast<double>(columns.begin) * width,
            whole.top() + static_cast<double>(rows.begin) * height,
            static_cast<double>(columns.end - columns.begin) * width,
            static_cast<double>(rows.end - rows.begin) * height};
}

QString matrixCaption(const scenario::Exhibit& exhibit)
{
    return QStringLiteral("%1  %2 × %3")
        .arg(QString::fromStdString(exhibit.title), grouped(exhibit.shape[0].extent),
             grouped(exhibit.shape[1].extent));
}

QString operationText(const StageContent& content, const scenario::Task& task)
{
    const scenario::Scene& scene = *content.capture->scene;
    std::int64_t all = 0;
    for (std::int64_t unit = 0; unit < scenario::unitCount(task); ++unit)
        all += scenario::operationsOfUnit(task, unit);
    const std::int64_t done = scenario::operationsDone(scene, task.id, *content.capture->trace,
                                                       static_cast<base::Nanoseconds>(content.time));
    return QCoreApplication::translate("Stage", "%1 of %2 %3")
        .arg(grouped(done), grouped(all), QString::fromStdString(task.operationName));
}

} // namespace lab::widgets
