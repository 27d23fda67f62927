// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/batch_capture.h"
#include "tests/support/machine_of.h"
#include "widgets/panels/figure_panel.h"
#include "widgets/panels/result_text.h"

#include <QPainter>
#include <QRegularExpression>
#include <gtest/gtest.h>

#include <numeric>

namespace lab::widgets {

namespace {

using widgets::figureLines;
using widgets::whySentence;

// Of a machine of so many cores, all alike.
QStringList figureLines(const session::RunState& state, int cores)
{
    return figureLines(state, tests::machineOf(cores));
}

QString whySentence(const session::RunState& state, int cores)
{
    return whySentence(state, tests::machineOf(cores));
}

double sum(const std::vector<BreakdownPart>& parts)
{
    return std::accumulate(parts.begin(), parts.end(), 0.0,
                           [](double all, const BreakdownPart& part) { return all + part.share; });
}

double shareOf(const std::vector<BreakdownPart>& parts, BreakdownPart::Kind kind)
{
    double share = 0;
    for (const BreakdownPart& part : parts)
        share += part.kind == kind ? part.share : 0;
    return share;
}

TEST(ResultText, FigureHasIntervalWorkersAndRounds)
{
    const session::RunState state = tests::finishedState();
    EXPECT_TRUE(hasFigure(state));
    EXPECT_EQ(figureText(state), QStringLiteral("1.82×"));
    const QString lines = figureLines(state, 2).join(QLatin1Char('\n'));
    for (const char* words : {"2 worker", "1.78", "1.86", "12 round", "1.90×"})
        EXPECT_TRUE(lines.contains(QString::fromUtf8(words))) << words << " in " << lines.toStdString();
    EXPECT_FALSE(lines.contains(QStringLiteral("oversubscribed")));
    EXPECT_FALSE(lines.contains(QRegularExpression(QStringLiteral("left out|set aside"))));
}

TEST(ResultText, WithoutCoresForTheWorkersThereIsNoHeadline)
{
    session::RunState state = tests::finishedState();
    state.setAside = 6;
    EXPECT_EQ(figureText(state), QStringLiteral("?×"));
    const QString lines = figureLines(state, 2).join(QLatin1Char('\n'));
    EXPECT_TRUE(lines.contains(QStringLiteral("no figure: cores busy (1.82× measured)")))
        << lines.toStdString();
}

TEST(ResultText, WorkersThatShareCoresAreNotCalledImbalance)
{
    session::RunState state = tests::finishedState();
    state.request.workers = 64;
    for (session::VariantResult& result : state.variants) {
        if (result.variant.usesPool)
            result.workers = 64;
    }
    const QString sentence = whySentence(state, 2);
    EXPECT_TRUE(sentence.contains(QStringLiteral("64 workers share 2 cores"))) << sentence.toStdString();
    EXPECT_FALSE(sentence.contains(QStringLiteral("idle")));
    for (const BreakdownPart& part : breakdownParts(state))
        EXPECT_NE(part.word, QStringLiteral("idle"));
}

TEST(ResultText, SaysWhatWasSetAsideAndOversubscribed)
{
    session::RunState state = tests::finishedState();
    state.setAside = 3;
    QString lines = figureLines(state, 2).join(QLatin1Char('\n'));
    EXPECT_TRUE(lines.contains(QStringLiteral("9 round"))); // those that count
    EXPECT_TRUE(lines.contains(QRegularExpression(QStringLiteral("\\b3\\b.*(left out|set aside)"))));
    state.request.workers = 8;
    state.variants[state.mainVariant].workers = 8;
    lines = figureLines(state, 2).join(QLatin1Char('\n'));
    EXPECT_TRUE(lines.contains(QStringLiteral("8 worker")));
    EXPECT_TRUE(lines.contains(QStringLiteral("oversubscribed")));
    EXPECT_TRUE(lines.contains(QStringLiteral("2 core")));
}

TEST(ResultText, SaysWhichCoresWorkersShare)
{
    session::RunState state = tests::finishedState();
    state.request.workers = 8;
    state.variants[state.mainVariant].workers = 8;
    const auto first = [&](const machine::Machine& machine) { return figureLines(state, machine).first(); };
    EXPECT_TRUE(first(tests::machineOf(8)).endsWith(QStringLiteral("8 worker(s)")));
    EXPECT_TRUE(
        first(tests::machineOf(4, 8)).endsWith(QStringLiteral(" on the hardware threads of 4 core(s)")));
    EXPECT_TRUE(first(tests::hybridMachine(4, 4)).endsWith(QStringLiteral(" on fast and slow cores")));
    EXPECT_FALSE(first(tests::hybridMachine(8, 4)).contains(QStringLiteral("slow")));
    machine::Machine limited = tests::machineOf(8);
    limited.quota = 2.5;
    limited.cores = limited.processors = 3;
    EXPECT_TRUE(first(limited).contains(QStringLiteral(", limited to 2.5 processors")));
    EXPECT_TRUE(whySentence(state, tests::machineOf(4, 8)).contains(QStringLiteral("hardware threads of 4")));
}

TEST(ResultText, AnEmulatedGpuIsSaidWhereverTheFigureIs)
{
    session::RunState state = tests::finishedState();
    state.emulated = "kernel times";
    EXPECT_TRUE(figureLines(state, 2).join(QLatin1Char('\n')).contains(QStringLiteral("emulated GPU")));
    EXPECT_FALSE(figureLines(state, 2).join(QLatin1Char('\n')).contains(QStringLiteral("cores could give")));
    EXPECT_TRUE(whySentence(state, 2).contains(QStringLiteral("emulated")));
    EXPECT_EQ(breakdownTitle(state), QStringLiteral("Where the workers' time went"));
    state.variants[state.mainVariant].variant.usesPool = false;
    state.variants[state.mainVariant].variant.onDevices = true;
    EXPECT_TRUE(figureLines(state, 2).first().contains(QStringLiteral("emulated GPU")));
    EXPECT_EQ(breakdownTitle(state), QStringLiteral("Where the GPUs' time went"));
}

TEST(ResultText, WhatIsComparedMustBothHaveBeenMeasured)
{
    session::RunState state = tests::finishedState();
    ASSERT_TRUE(hasFigure(state));
    state.variants[state.variants[state.mainVariant].against].median = 0;
    EXPECT_FALSE(hasFigure(state));
    EXPECT_EQ(figureText(state), QStringLiteral("?×"));
    EXPECT_TRUE(whySentence(state, 2).isEmpty());
}

TEST(ResultText, SaysWhatKeptTheWorkersFromTheirCores)
{
    session::RunState state = tests::finishedState();
    EXPECT_TRUE(disturbanceText(state).isEmpty());
    EXPECT_TRUE(disturbanceWord(state).isEmpty());
    state.rounds = 12;
    state.setAside = 5;
    EXPECT_TRUE(whySentence(state, 2).contains(QStringLiteral("in 5 of 12 rounds the cores were busy")));
    EXPECT_EQ(disturbanceWord(state), QStringLiteral("cores busy"));
    state.throttled = 5;
    state.quota = 1.5;
    EXPECT_TRUE(whySentence(state, 2).contains(
        QStringLiteral("in 5 of 12 rounds the limit of 1.5 processors held the workers back")));
    EXPECT_EQ(disturbanceWord(state), QStringLiteral("held back by a limit"));
    EXPECT_TRUE(
        figureLines(state, 2).join(QLatin1Char('\n')).contains(QStringLiteral("5 left out (limited)")));
    state.throttled = 0;
    state.setAside = 1;
    state.capacity = {0.94, 1.9, 0.2};
    EXPECT_TRUE(whySentence(state, 2).contains(QStringLiteral("gave only 0.94×")));
    EXPECT_FALSE(whySentence(state, 2).contains(QStringLiteral("of 12 rounds")));
}

TEST(ResultText, SaysInHowManyPlacementsTheRoundsWereMeasured)
{
    session::RunState state = tests::finishedState();
    const QString lines = figureLines(state, 2).join(QLatin1Char('\n'));
    EXPECT_TRUE(lines.contains(QRegularExpression(QStringLiteral("12 round\\S* in 6 placement"))))
        << lines.toStdString();
    EXPECT_TRUE(lines.contains(QStringLiteral("cores could give 1.90×"))) << lines.toStdString();
    state.setAside = state.rounds;
    EXPECT_TRUE(
        figureLines(state, 2).join(QLatin1Char('\n')).contains(QStringLiteral("cores busy throughout")));
    state.setAside = 0;
    state.capacity = {}; // nothing asked for cores
    EXPECT_FALSE(figureLines(state, 2).join(QLatin1Char('\n')).contains(QStringLiteral("could give")));
}

TEST(ResultText, LiveIsCalledLive)
{
    session::RunState state = tests::finishedState();
    state.mode = session::Mode::Live;
    EXPECT_TRUE(figureLines(state, 2).join(QLatin1Char(' ')).contains(QStringLiteral("live")));
    EXPECT_FALSE(figureLines(state, 2).join(QLatin1Char(' ')).contains(QStringLiteral("CI")));
    EXPECT_TRUE(recordingText(state).isEmpty());
}

TEST(ResultText, CostOfRecordingReadsWellHoweverLargeItIs)
{
    session::RunState state = tests::finishedState();
    const auto words = [&](double cost) {
        state.variants[1].recordingCost = cost;
        return recordingText(state);
    };
    EXPECT_TRUE(words(0.034).contains(QStringLiteral("3.4 % longer")));
    EXPECT_TRUE(words(-0.02).contains(QStringLiteral("2.0 % shorter")));
    EXPECT_TRUE(words(19.1).contains(QStringLiteral("20.1× as long")));
}

TEST(ResultText, BeforeAnythingWasMeasured)
{
    const session::RunState state;
    EXPECT_FALSE(hasFigure(state));
    EXPECT_FALSE(figureText(state).contains(QRegularExpression(QStringLiteral("[0-9]"))));
    EXPECT_FALSE(figureLines(state, 2).isEmpty());
    EXPECT_TRUE(agreementText(state).isEmpty());
    EXPECT_TRUE(recordingText(state).isEmpty());
    EXPECT_TRUE(breakdownParts(state).empty());
    EXPECT_FALSE(breakdownTitle(state).isEmpty());
    EXPECT_TRUE(whySentence(state, 2).isEmpty());
}

TEST(ResultText, NamesTheVariantThatDisagrees)
{
    session::RunState state = tests::finishedState();
    EXPECT_TRUE(agreementText(state).contains(QStringLiteral("identical")));
    for (auto& result : state.variants)
        result.tolerance = 1e-6;
    state.variants[1].difference = 1e-7;
    EXPECT_TRUE(agreementText(state).contains(QStringLiteral("1e-07")));
    state.variants[0].difference.reset();
    EXPECT_TRUE(agreementText(state).isEmpty()) << "not compared yet";
    state.variants[0].difference = 0;
    state.variants[1].difference = 0.25;
    EXPECT_TRUE(agreementText(state).contains(QStringLiteral("Spread over workers")));
    EXPECT_TRUE(agreementText(state).contains(QStringLiteral("0.25")));
    EXPECT_FALSE(agreementText(state).contains(QStringLiteral("identical")));
}

TEST(ResultText, AVariantThatIsWrongOnPurposeIsNamedApart)
{
    session::RunState state = tests::finishedState();
    state.variants.push_back(state.variants[1]);
    session::VariantResult& wrong = state.variants.back();
    wrong.variant.label = "Without protection";
    wrong.variant.exact = false;
    wrong.difference = 1204;
    wrong.remark = "lost 1 204 of 7 000 704 additions";
    QString text = agreementText(state);
    EXPECT_TRUE(text.contains(QStringLiteral("identical"))) << text.toStdString();
    EXPECT_TRUE(text.endsWith(QStringLiteral("Without protection: lost 1 204 of 7 000 704 additions")));
    EXPECT_FALSE(text.contains(QStringLiteral("differs")));
    wrong.remark.clear();
    text = agreementText(state);
    EXPECT_TRUE(text.contains(QStringLiteral("Without protection"))) << text.toStdString();
    EXPECT_TRUE(text.contains(QStringLiteral("1.2e+03"))) << text.toStdString();
    wrong.availability.available = false;
    EXPECT_FALSE(agreementText(state).contains(QStringLiteral("Without")));
}

TEST(ResultText, BreakdownPartsAddUpToOne)
{
    session::RunState state = tests::finishedState();
    const auto parts = breakdownParts(state);
    EXPECT_NEAR(sum(parts), 1, 1e-9);
    // 2 × 110 µs: 200 of work, 10 of start-up, 10 of idling at the end.
    EXPECT_NEAR(shareOf(parts, BreakdownPart::Kind::Compute), 200.0 / 220, 1e-9);
    EXPECT_NEAR(shareOf(parts, BreakdownPart::Kind::StartUp), 10.0 / 220, 1e-9);
    EXPECT_NEAR(shareOf(parts, BreakdownPart::Kind::Imbalance), 10.0 / 220, 1e-9);
    EXPECT_EQ(shareOf(parts, BreakdownPart::Kind::LockWait), 0);
    for (const BreakdownPart& part : parts)
        EXPECT_FALSE(part.word.isEmpty());
    // Slower than alone: the surplus is a part of its own.
    state.variants[0].breakdown.compute = 150'000;
    EXPECT_NEAR(sum(breakdownParts(state)), 1, 1e-9);
    EXPECT_NEAR(shareOf(breakdownParts(state), BreakdownPart::Kind::Slowdown), 50.0 / 220, 1e-9);
    // Faster than alone: no negative part.
    state.variants[0].breakdown.compute = 400'000;
    EXPECT_NEAR(sum(breakdownParts(state)), 1, 1e-9);
    EXPECT_EQ(shareOf(breakdownParts(state), BreakdownPart::Kind::Slowdown), 0);
}

TEST(ResultText, WaitsForACoreAreNotCalledImbalance)
{
    session::RunState state = tests::finishedState();
    session::VariantResult& main = state.variants[state.mainVariant];
    session::Capture capture = *main.capture;
    capture.withoutCore = 15'000; // more than the 10 of start-up; 10 µs of idling at the end
    main.capture = std::make_shared<const session::Capture>(capture);
    auto parts = breakdownParts(state);
    EXPECT_NEAR(sum(parts), 1, 1e-9);
    EXPECT_NEAR(shareOf(parts, BreakdownPart::Kind::NoCore), 15.0 / 220, 1e-9);
    EXPECT_NEAR(shareOf(parts, BreakdownPart::Kind::Compute), 200.0 / 220, 1e-9);
    EXPECT_EQ(shareOf(parts, BreakdownPart::Kind::StartUp), 0);
    EXPECT_NEAR(shareOf(parts, BreakdownPart::Kind::Imbalance), 5.0 / 220, 1e-9);
    EXPECT_TRUE(whySentence(state, 2).contains(QStringLiteral("work that had no core took the largest part")))
        << whySentence(state, 2).toStdString();
    capture.withoutCore = 1000; // of 220: what wakes a thread is not worth a word
    main.capture = std::make_shared<const session::Capture>(capture);
    EXPECT_EQ(shareOf(breakdownParts(state), BreakdownPart::Kind::NoCore), 0);
    capture.withoutCore = 500'000; // counted before and behind the iteration, too: never more than there is
    main.capture = std::make_shared<const session::Capture>(capture);
    parts = breakdownParts(state);
    EXPECT_NEAR(sum(parts), 1, 1e-9);
}

TEST(ResultText, TitleSpeaksOfLossOrGain)
{
    session::RunState state = tests::finishedState();
    EXPECT_TRUE(breakdownTitle(state).contains(QStringLiteral("0.18×")));
    state.variants[1].speedup = 2.4;
    state.variants[1].speedupInterval = {1.9, 2.5};
    EXPECT_EQ(breakdownTitle(state), QStringLiteral("Where the time went")) << "two may explain it";
    state.variants[1].speedupInterval = {2.3, 2.5};
    EXPECT_FALSE(breakdownTitle(state).contains(QLatin1Char('-')));
    EXPECT_TRUE(breakdownTitle(state).contains(QStringLiteral("faster than 2 worker")));
}

TEST(ResultText, WhySentenceFitsTheResult)
{
    session::RunState state = tests::finishedState();
    EXPECT_TRUE(whySentence(state, 2).contains(QStringLiteral("Spread over workers finishes 1.82× as fast")));
    auto& main = state.variants[1];
    main.speedup = 0.5;
    main.speedupInterval = {0.4, 0.6};
    EXPECT_TRUE(whySentence(state, 2).contains(QStringLiteral("takes 2.00× as long")));
    main.speedup = 1;
    main.speedupInterval = {0.9, 1.1};
    EXPECT_TRUE(whySentence(state, 2).contains(QStringLiteral("no clear difference")));
    state.request.workers = 8;
    state.variants[state.mainVariant].workers = 8;
    EXPECT_TRUE(whySentence(state, 2).contains(QStringLiteral("on 2 core")));
    main.speedup = 9;
    main.speedupInterval = {8.5, 9.5};
    EXPECT_TRUE(whySentence(state, 2).contains(QStringLiteral("more than its workers explain")));
    state.setAside = state.rounds / 2;
    EXPECT_TRUE(whySentence(state, 8).contains(QStringLiteral("busy with something else")));
    main.samples.resize(3);
    EXPECT_TRUE(whySentence(state, 2).contains(QStringLiteral("too few placements")));
    EXPECT_TRUE(
        figureLines(state, 2).join(QLatin1Char('\n')).contains(QStringLiteral("too few for an interval")));
    for (const QString& sentence : {whySentence(state, 2), whySentence(tests::finishedState(), 2)}) {
        EXPECT_TRUE(sentence.endsWith(QLatin1Char('.')));
        EXPECT_FALSE(sentence.contains(QLatin1Char('%') + QStringLiteral("1")));
        EXPECT_FALSE(sentence.contains(QStringLiteral("%n")));
    }
}

TEST(Breakdown, BarIsDividedByTheShares)
{
    const Theme& theme = Theme::of(ThemeKind::Light);
    std::vector<BreakdownPart> parts = {{BreakdownPart::Kind::Compute, QStringLiteral("compute"), 0.75},
                                        {BreakdownPart::Kind::Imbalance, QStringLiteral("idle"), 0.25}};
    const auto paint = [&] {
        QImage image(400, 120, QImage::Format_ARGB32_Premultiplied);
        image.fill(theme.panel);
        QPainter painter(&image);
        EXPECT_NEAR(paintBreakdown(painter, QRectF(0, 0, 400, 120), parts, theme, 1),
                    breakdownHeight(400, parts, 1), 0.5);
        return image;
    };
    const QImage image = paint();
    const QRgb compute = image.pixel(200, 8);
    EXPECT_NE(compute, theme.panel.rgb());
    int columns = 0; // of the bar in the colour of computing
    for (int x = 0; x < 400; ++x)
        columns += image.pixel(x, 8) == compute ? 1 : 0;
    EXPECT_NEAR(columns, 300, 4);
    std::swap(parts[0].share, parts[1].share);
    EXPECT_NE(paint(), image);
}

} // namespace

} // namespace lab::widgets
