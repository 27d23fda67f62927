// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/recording_text.h"

#include "tests/support/batch_capture.h"

#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

using base::ClockState;
using base::TickSource;

session::RunState stateWith(std::initializer_list<trace::Recording> recordings)
{
    session::RunState state = tests::finishedState();
    std::size_t variant = 0;
    for (const trace::Recording& recording : recordings) {
        auto capture = std::make_shared<session::Capture>(*state.variants[variant].capture);
        capture->trace = trace::Trace::make({}, {}, 0, 100, recording);
        state.variants[variant++].capture = std::move(capture);
    }
    return state;
}

TEST(RecordingText, SaysWhatASpanTakesAndWhichClockTimedIt)
{
    const auto state = stateWith({{0, TickSource::Counter, ClockState::Counter, {90, 40}},
                                  {0, TickSource::Counter, ClockState::Counter, {25.4, 12}}});
    const QString words = recordingDetails(state);
    EXPECT_TRUE(words.contains(QStringLiteral("about 25"))) << "the main variant's: " << words.toStdString();
    EXPECT_TRUE(words.endsWith(QStringLiteral("timed by the processor's counter.")));
    const QString fact = recordingFact(*recordingOf(state));
    EXPECT_TRUE(fact.startsWith(QStringLiteral("processor's counter; 25"))) << fact.toStdString();
}

TEST(RecordingText, SaysWhyTheSystemsClockIsUsed)
{
    const auto without = stateWith({{}, {}});
    EXPECT_EQ(
        recordingDetails(without),
        QStringLiteral("Spans are timed by the system's clock: the system does not vouch for a counter."));
    EXPECT_EQ(recordingFact(*recordingOf(without)), QStringLiteral("system's clock"));
    const trace::Recording before{0, TickSource::Counter, ClockState::Counter, {25, 12}};
    trace::Recording after = before;
    for (const auto& [clock, word] : {std::pair(ClockState::CounterDrifted, "disagreed"),
                                      std::pair(ClockState::CounterRanBackwards, "ran backwards")}) {
        after.clock = clock;
        // In whichever variant it was found.
        EXPECT_TRUE(recordingDetails(stateWith({after, before})).contains(QLatin1String(word)));
        EXPECT_TRUE(recordingDetails(stateWith({before, after})).contains(QLatin1String(word)));
    }
}

TEST(RecordingText, SaysNothingBeforeAnythingWasRecorded)
{
    session::RunState state = tests::finishedState();
    for (auto& result : state.variants)
        result.capture.reset();
    EXPECT_FALSE(recordingOf(state).has_value());
    EXPECT_TRUE(recordingDetails(state).isEmpty());
}

} // namespace

} // namespace lab::widgets
