// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/batch_capture.h"
#include "tests/support/machine_of.h"
#include "widgets/export/figure_file.h"
#include "widgets/export/slide.h"

#include <QDir>
#include <QFile>
#include <QImageReader>
#include <QPainter>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

const SlideContent& content()
{
    static const SlideContent made = [] {
        static const scenario::Registry registry = scenarios::all();
        SlideContent slide;
        slide.info = &registry.get("batch-convolution").info();
        session::RunState state = tests::finishedState();
        state.request.settings["size"] = std::int64_t{28};
        slide.state = std::make_shared<const session::RunState>(std::move(state));
        slide.machine = tests::machineOf(2);
        slide.machine.cpuModel = "Example <CPU> & more";
        slide.libraries = QStringLiteral("oneDNN 1 · oneTBB 2");
        slide.date = QStringLiteral("2026-01-31");
        return slide;
    }();
    return made;
}

Figure slide()
{
    Figure figure;
    figure.size = {kSlideWidth, kSlideHeight};
    figure.title = QStringLiteral("Batch convolution");
    figure.provenance = provenance(content());
    figure.paint = [](QPainter& painter, bool vectors) {
        paintSlide(painter, content(), ThemeKind::Light, vectors);
    };
    return figure;
}

Figure disc()
{
    Figure figure;
    figure.size = {60, 40};
    figure.title = QStringLiteral("Disc");
    figure.provenance = {{QStringLiteral("Seed"), QStringLiteral("7")},
                         {QStringLiteral("Processor"), QStringLiteral("a < b & c")}};
    figure.paint = [](QPainter& painter, bool) {
        painter.setBrush(Theme::of(ThemeKind::Light).accent);
        painter.setPen(Qt::NoPen);
        painter.drawEllipse(QPointF(30, 20), 10, 10);
    };
    return figure;
}

class FigureFile : public ::testing::Test
{
protected:
    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QByteArray written(const Figure& figure, const char* name, const FigureOptions& options = {}) const
    {
        EXPECT_EQ(writeFigure(figure, path(name), options).toStdString(), "");
        QFile file(path(name));
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    }
    QStringList files() const
    {
        return QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

    const QTemporaryDir m_folder;
};

struct SvgFacts
{
    int texts = 0;
    int bars = 0; ///< shapes filled with a colour of a worker, or slate
    int facts = 0;
    bool wellFormed = false;
};

SvgFacts read(const QByteArray& svg)
{
    const Theme& theme = Theme::of(ThemeKind::Light);
    const QStringList colours = {theme.workerColour(0).name(), theme.workerColour(1).name(),
                                 theme.slate().name()};
    SvgFacts facts;
    QStringList fills{QString()}; // Qt writes a fill on the group around the shapes
    QXmlStreamReader xml(svg);
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement()) {
            const auto own = xml.attributes().value(QStringLiteral("fill")).toString();
            fills.append(own.isEmpty() ? fills.last() : own);
            const auto name = xml.name();
            facts.texts += name == QLatin1String("text") ? 1 : 0;
            facts.facts += name == QLatin1String("fact") ? 1 : 0;
            const bool shape = name == QLatin1String("path") || name == QLatin1String("rect") ||
                               name == QLatin1String("polygon");
            facts.bars += shape && colours.contains(fills.last()) ? 1 : 0;
        } else if (xml.isEndElement()) {
            fills.removeLast();
        }
    }
    facts.wellFormed = !xml.hasError();
    return facts;
}

TEST_F(FigureFile, SvgHasABarForEverySpanOfWork)
{
    int spans = 0;
    for (const auto& result : content().state->variants)
        for (const trace::Lane& lane : result.capture->trace->lanes())
            for (const trace::Span& span : lane.spans)
                spans += span.state == trace::State::Computing ? 1 : 0;
    ASSERT_EQ(spans, 8);
    const SvgFacts facts = read(written(slide(), "slide.svg"));
    EXPECT_TRUE(facts.wellFormed);
    EXPECT_GE(facts.bars, spans);
}

TEST_F(FigureFile, SvgTextsAreOutlinesOnRequest)
{
    FigureOptions options;
    options.textAsPaths = true;
    EXPECT_EQ(read(written(slide(), "paths.svg", options)).texts, 0);
    options.textAsPaths = false;
    EXPECT_GT(read(written(slide(), "texts.svg", options)).texts, 10);
}

TEST_F(FigureFile, SvgCarriesProvenance)
{
    const QByteArray svg = written(slide(), "slide.svg");
    const SvgFacts facts = read(svg);
    EXPECT_TRUE(facts.wellFormed);
    EXPECT_EQ(facts.facts, static_cast<int>(provenance(content()).size()));
    EXPECT_TRUE(svg.contains("Example &lt;CPU&gt; &amp; more"));
    EXPECT_TRUE(svg.contains("2026-01-31"));
}

TEST_F(FigureFile, PngHasExactlyTheSizeAskedForAndItsFacts)
{
    for (const int scale : {1, 2, 4}) {
        FigureOptions options;
        options.scale = scale;
        written(slide(), "slide.png", options);
        QImageReader reader(path("slide.png"));
        EXPECT_EQ(reader.format(), "png");
        const QImage image = reader.read();
        EXPECT_EQ(image.size(), QSize(kSlideWidth, kSlideHeight) * scale);
        for (const auto& [name, value] : provenance(content()))
            EXPECT_EQ(image.text(name).toStdString(), value.toStdString()) << name.toStdString();
    }
}

TEST_F(FigureFile, SaysWhatIsNotFinished)
{
    const auto factsIn = [](session::Phase phase) {
        session::RunState state = *content().state;
        state.phase = phase;
        SlideContent slide = content();
        slide.state = std::make_shared<const session::RunState>(std::move(state));
        const auto facts = provenance(slide);
        return provenanceLine(slide) + QLatin1Char('|') +
               (facts.last().first == QLatin1String("State") ? facts.last().second : QString());
    };
    EXPECT_TRUE(factsIn(session::Phase::Finished).endsWith(QLatin1Char('|')));
    EXPECT_TRUE(factsIn(session::Phase::Measuring).startsWith(QLatin1String("not finished")));
    EXPECT_TRUE(factsIn(session::Phase::Measuring).endsWith(QLatin1String("figures so far")));
    EXPECT_TRUE(factsIn(session::Phase::Stopped).endsWith(QLatin1String("|stopped early")));
}

TEST_F(FigureFile, PdfIsAPdfWithItsFacts)
{
    const QByteArray pdf = written(slide(), "slide.pdf");
    EXPECT_TRUE(pdf.startsWith("%PDF"));
    EXPECT_TRUE(pdf.contains("rdf:li>Scenario: batch-convolution<"));
    EXPECT_TRUE(pdf.contains("Example &lt;CPU&gt; &amp; more"));
}

TEST_F(FigureFile, GroundIsTheThemesOrTransparent)
{
    FigureOptions options;
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::Print}) {
        options.theme = kind;
        options.transparent = false;
        EXPECT_EQ(toImage(disc(), options).pixelColor(1, 1), Theme::of(kind).panel);
        options.transparent = true;
        EXPECT_EQ(toImage(disc(), options).pixelColor(1, 1).alpha(), 0);
        EXPECT_EQ(toImage(disc(), options).pixelColor(30, 20), Theme::of(ThemeKind::Light).accent);
    }
    written(disc(), "disc.png", options);
    EXPECT_EQ(QImage(path("disc.png")).pixelColor(1, 1).alpha(), 0);
}

TEST_F(FigureFile, UnknownSuffixesNameTheFileAndLeaveNothing)
{
    for (const char* name : {"disc.jpg", "disc", "disc.png.txt"}) {
        const QString problem = writeFigure(disc(), path(name), {});
        EXPECT_TRUE(problem.contains(path(name))) << problem.toStdString();
        EXPECT_TRUE(problem.contains(QStringLiteral(".png")));
    }
    EXPECT_TRUE(writeFigure(disc(), QString(), {}).contains(QStringLiteral("needs a file name")));
    EXPECT_TRUE(files().isEmpty());
    EXPECT_EQ(writeFigure(disc(), path("DISC.PNG"), {}).toStdString(), "");
}

TEST_F(FigureFile, UnwritablePathsNameTheFileAndLeaveNothing)
{
    for (const char* name : {"missing/disc.png", "missing/disc.svg", "missing/disc.pdf"})
        EXPECT_TRUE(writeFigure(disc(), path(name), {}).contains(path(name))) << name;
    ASSERT_TRUE(QDir(m_folder.path()).mkdir(QStringLiteral("folder.png")));
    EXPECT_TRUE(writeFigure(disc(), path("folder.png"), {}).contains(path("folder.png")));
    EXPECT_EQ(files(), QStringList{QStringLiteral("folder.png")});
}

TEST(Slide, ProvenanceTellsWhatIsNeededToRepeat)
{
    QStringList names;
    for (const auto& [name, value] : provenance(content())) {
        names << name;
        EXPECT_FALSE(value.isEmpty()) << name.toStdString();
    }
    for (const char* name : {"Scenario", "Parameters", "Seed", "Processor", "Cores", "Workers", "Placement",
                             "Libraries", "Date"})
        EXPECT_TRUE(names.contains(QString::fromLatin1(name))) << name;
    for (const char* words : {"batch-convolution", "images 4", "image size 28 px", "seed 1", "2 worker",
                              "oneDNN 1", "2026-01-31"})
        EXPECT_TRUE(provenanceLine(content()).contains(QString::fromUtf8(words))) << words;
}

TEST(Slide, OfASweepIsItsChartAndSaysWhatWasSwept)
{
    session::RunState state = *content().state;
    state.mode = session::Mode::Sweep;
    state.variants.clear();
    state.sweep.emplace();
    state.sweep->sweep.parameter = "images";
    state.sweep->sweep.axisLabel = "Images";
    state.sweep->sweep.values = {1, 2};
    state.sweep->sweep.series = {{"four workers"}};
    for (const std::int64_t images : {1, 2}) {
        scenario::SweepPoint point;
        point.value = images;
        point.x = static_cast<double>(images);
        point.speedup = 0.5 * static_cast<double>(images);
        point.interval = {point.speedup, point.speedup};
        state.sweep->points.push_back(point);
    }
    SlideContent swept = content();
    swept.state = std::make_shared<const session::RunState>(state);
    EXPECT_TRUE(provenanceLine(swept).contains(QStringLiteral("images swept, image size 28 px")));
    EXPECT_EQ(takeAway(swept), QStringLiteral("Four workers: from 0.50× at 1 to 1.00× at 2."));

    state.sweep->sweep.parameter = "workers";
    state.sweep->points.back().x = 2.0 * content().machine.cores;
    swept.state = std::make_shared<const session::RunState>(state);
    EXPECT_TRUE(provenanceLine(swept).contains(QStringLiteral("workers swept")));
    EXPECT_FALSE(provenanceLine(swept).contains(QStringLiteral("2 worker")));

    Figure figure = slide();
    figure.paint = [&](QPainter& painter, bool vectors) {
        paintSlide(painter, swept, ThemeKind::Light, vectors);
    };
    const QImage image = toImage(figure, {});
    const QRgb curve = Theme::of(ThemeKind::Light).workerColour(0).rgb();
    int left = 0;
    int right = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) == curve)
                ++(x < image.width() / 2 ? left : right);
        }
    }
    EXPECT_GT(left, 100) << "as wide as the slide";
    EXPECT_GT(right, 100);
}

} // namespace

} // namespace lab::widgets
