// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/figure_file.h"

#include "core/exchange/atomic_file.h"
#include "widgets/export/outline_device.h"
#include "widgets/export/png_bytes.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <exception>

namespace lab::widgets {

namespace {

constexpr double kPointsPerPixel = 0.5; // a 1920-pixel slide becomes 13.3 inches wide, as slides are
constexpr int kPdfResolution = 288;

QString text(const char* source)
{
    return QCoreApplication::translate("FigureFile", source);
}

void paintGround(QPainter& painter, const Figure& figure, const FigureOptions& options)
{
    if (!options.transparent)
        painter.fillRect(QRectF(QPointF(0, 0), figure.size), Theme::of(options.theme).panel);
}

QByteArray metadataElement(const Figure& figure)
{
    QString element = QStringLiteral("<metadata xmlns:lab=\"urn:speedup-lab:provenance\">\n");
    for (const auto& [name, value] : figure.provenance)
        element += QStringLiteral("<lab:fact name=\"%1\">%2</lab:fact>\n")
                       .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    return (element + QStringLiteral("</metadata>\n")).toUtf8();
}

QByteArray svgBytes(const Figure& figure, const FigureOptions& options)
{
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(figure.size);
    generator.setViewBox(QRect(QPoint(0, 0), figure.size));
    generator.setResolution(96);
    generator.setTitle(figure.title);
    generator.setDescription(QStringLiteral("Speedup Lab"));
    {
        QPainter painter(&generator);
        paintGround(painter, figure, options);
        if (options.textAsPaths) {
            OutlineDevice outlines(painter, figure.size);
            QPainter outlining(&outlines);
            figure.paint(outlining, true);
        } else {
            figure.paint(painter, true);
        }
    }
    QByteArray svg = buffer.data();
    const qsizetype at = svg.indexOf("<defs>");
    return at < 0 ? svg : svg.insert(at, metadataElement(figure));
}

// XMP: the machine-readable block that PDF readers show under "document properties".
QByteArray xmp(const Figure& figure)
{
    QString facts;
    for (const auto& [name, value] : figure.provenance)
        facts += QStringLiteral("<rdf:li>%1: %2</rdf:li>").arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    return QStringLiteral("<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
                          "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
                          "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
                          "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
                          "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%1</rdf:li></rdf:Alt></dc:title>"
                          "<dc:source><rdf:Bag>%2</rdf:Bag></dc:source>"
                          "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>")
        .arg(figure.title.toHtmlEscaped(), facts)
        .toUtf8();
}

QByteArray pdfBytes(const Figure& figure, const FigureOptions& options)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(figure.title);
        writer.setCreator(QStringLiteral("Speedup Lab"));
        writer.setDocumentXmpMetadata(xmp(figure));
        writer.setResolution(kPdfResolution);
        const QSizeF points = QSizeF(figure.size) * kPointsPerPixel;
        writer.setPageSize(QPageSize(points, QPageSize::Point, QString(), QPageSize::ExactMatch));
        writer.setPageMargins(QMarginsF(0, 0, 0, 0));
        QPainter painter(&writer);
        const double scale = kPdfResolution / 72.0 * kPointsPerPixel;
        painter.scale(scale, scale);
        paintGround(painter, figure, options);
        figure.paint(painter, true);
    }
    return buffer.data();
}

} // namespace

QImage toImage(const Figure& figure, const FigureOptions& options)
{
    QImage image(figure.size * options.scale,
                 options.transparent ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.scale(options.scale, options.scale);
    paintGround(painter, figure, options);
    figure.paint(painter, false);
    painter.end();
    for (const auto& [name, value] : figure.provenance)
        image.setText(name, value);
    return image;
}

QString writeFigure(const Figure& figure, const QString& path, const FigureOptions& options)
{
    if (path.isEmpty())
        return text("the picture needs a file name, such as slide.png");
    const QString suffix = QFileInfo(path).suffix().toLower();
    QByteArray bytes;
    if (suffix == QLatin1String("png"))
        bytes = pngBytes(toImage(figure, options));
    else if (suffix == QLatin1String("svg"))
        bytes = svgBytes(figure, options);
    else if (suffix == QLatin1String("pdf"))
        bytes = pdfBytes(figure, options);
    else
        return text("cannot write '%1': pictures are saved as .png, .svg or .pdf").arg(path);
    if (bytes.isEmpty())
        return text("cannot write '%1': the picture could not be made; choose a smaller size").arg(path);
    try {
        exchange::writeWhole(path.toStdString(), {bytes.constData(), static_cast<std::size_t>(bytes.size())});
    } catch (const std::exception& error) {
        return QString::fromStdString(error.what());
    }
    return {};
}

} // namespace lab::widgets
