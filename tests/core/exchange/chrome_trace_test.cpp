// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/chrome_trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <random>

using namespace lab::trace;
using lab::exchange::chromeTraceJson;
using lab::exchange::ProcessTrace;
using nlohmann::json;
using testing::HasSubstr;

namespace {

Span span(std::int64_t begin, std::int64_t end, State state = State::Computing,
          std::uint32_t peer = Span::kNobody)
{
    return {begin, end, 2, 3, peer, {}, state};
}

std::shared_ptr<const Trace> traceOf(std::vector<std::vector<Span>> spans, std::int64_t end,
                                     std::uint64_t dropped = 0)
{
    std::vector<LaneInfo> lanes;
    for (std::size_t i = 0; i < spans.size(); ++i)
        lanes.push_back({"worker " + std::to_string(i + 1), LaneKind::Worker});
    return Trace::make(std::move(lanes), std::move(spans), 0, end, {.dropped = dropped});
}

std::vector<json> eventsOf(const json& document, const std::string& phase)
{
    std::vector<json> found;
    for (const json& event : document["traceEvents"]) {
        if (event["ph"] == phase)
            found.push_back(event);
    }
    return found;
}

std::int64_t nanoseconds(const json& microseconds)
{
    return std::llround(microseconds.get<double>() * 1000);
}

/// Do the slices of each thread nest, as viewers require?
bool nests(const json& document)
{
    std::map<std::int64_t, std::vector<std::pair<std::int64_t, std::int64_t>>> threads;
    for (const json& e : eventsOf(document, "X")) {
        const std::int64_t begin = nanoseconds(e["ts"]);
        threads[e["tid"]].emplace_back(begin, begin + nanoseconds(e["dur"]));
    }
    for (const auto& [tid, slices] : threads) {
        for (const auto& a : slices) {
            for (const auto& b : slices) {
                if (a.first < b.first && b.first < a.second && a.second < b.second)
                    return false;
            }
        }
    }
    return true;
}

TEST(ChromeTrace, writesOneSliceForEachSpan)
{
    const auto trace = traceOf({{span(0, 1234567891), span(5, 1005, State::Transfer, 1)}}, 1234567891);
    const std::vector<ProcessTrace> processes = {
        {"parallel", trace, [](const Span& s) { return s.state == State::Computing ? "Image 3" : ""; }}};
    const std::string text = chromeTraceJson(processes);
    const auto slices = eventsOf(json::parse(text), "X");
    ASSERT_EQ(slices.size(), trace->spanCount());
    EXPECT_EQ(slices[0]["name"], "Image 3");
    EXPECT_EQ(slices[0]["cat"], "computing");
    EXPECT_EQ(slices[0]["args"], (json{{"first", 2}, {"count", 3}}));
    EXPECT_EQ(slices[1]["name"], "transfer");
    EXPECT_EQ(slices[1]["cat"], "transfer");
    EXPECT_EQ(slices[1]["args"]["peer"], 1);
    EXPECT_THAT(text, HasSubstr(R"("ts":0.000,"dur":1234567.891)"));
    EXPECT_THAT(text, HasSubstr(R"("ts":0.005,"dur":1.000)"));
}

TEST(ChromeTrace, saysOnWhichProcessorASpanBeganWhereThatIsKnown)
{
    Span known = span(0, 100);
    known.processor = lab::base::Processor{1};
    const std::vector<ProcessTrace> processes = {{"v", traceOf({{known, span(100, 200)}}, 300), nullptr}};
    const auto slices = eventsOf(json::parse(chromeTraceJson(processes)), "X");
    ASSERT_EQ(slices.size(), 3u); // idle at the end
    EXPECT_EQ(slices[0]["args"]["processor"], 1);
    EXPECT_FALSE(slices[1]["args"].contains("processor"));
    EXPECT_FALSE(slices[2]["args"].contains("processor"));
}

TEST(ChromeTrace, keepsNanosecondsOfLongTraces)
{
    constexpr std::int64_t kDay = 86'400'000'000'000;
    const std::vector<ProcessTrace> processes = {
        {"v", traceOf({{span(100 * kDay + 1, 100 * kDay + 2)}}, 100 * kDay + 2), nullptr}};
    EXPECT_THAT(chromeTraceJson(processes), HasSubstr(R"("ts":8640000000000.001,"dur":0.001)"));
}

TEST(ChromeTrace, namesAndOrdersProcessesAndThreads)
{
    const std::vector<ProcessTrace> processes = {
        {"sequential", traceOf({{span(0, 9)}}, 9), nullptr},
        {"\"quoted\" \xc3\x97 \xff", traceOf({{span(0, 9)}, {}}, 9), nullptr},
        {"empty", nullptr, nullptr}};
    const json document = json::parse(chromeTraceJson(processes));
    std::map<std::string, std::vector<json>> metadata;
    for (const json& event : eventsOf(document, "M"))
        metadata[event["name"]].push_back(event);
    ASSERT_EQ(metadata["process_name"].size(), 3u);
    EXPECT_EQ(metadata["process_name"][0]["args"]["name"], "sequential");
    EXPECT_EQ(metadata["process_name"][1]["args"]["name"], "\"quoted\" \xc3\x97 \xef\xbf\xbd");
    ASSERT_EQ(metadata["thread_name"].size(), 3u);
    EXPECT_EQ(metadata["thread_name"][2]["args"]["name"], "worker 2");
    EXPECT_EQ(metadata["thread_name"][2]["pid"], metadata["process_name"][1]["pid"]);
    EXPECT_EQ(metadata["thread_sort_index"][1]["args"]["sort_index"], 0);
    EXPECT_EQ(metadata["thread_sort_index"][2]["args"]["sort_index"], 1);
    EXPECT_NE(metadata["thread_name"][0]["tid"], metadata["thread_name"][1]["tid"]);
    // The lane without work is idle throughout.
    EXPECT_EQ(eventsOf(document, "X").back()["cat"], "idle");
}

TEST(ChromeTrace, saysWhatWasDropped)
{
    const std::vector<ProcessTrace> processes = {{"a", traceOf({{}}, 5, 7), nullptr},
                                                 {"b", traceOf({{}}, 5, 4), nullptr}};
    const json document = json::parse(chromeTraceJson(processes, {{"machine", "2 cores"}}));
    EXPECT_EQ(document["otherData"], (json{{"machine", "2 cores"}, {"dropped", 11}}));
    EXPECT_EQ(json::parse(chromeTraceJson({}))["traceEvents"].size(), 0u);
}

TEST(ChromeTrace, splitsCrossingSpans)
{
    const std::vector<ProcessTrace> processes = {
        {"v", traceOf({{span(0, 60), span(40, 100, State::Holds, 0)}}, 100), nullptr}};
    const json document = json::parse(chromeTraceJson(processes));
    EXPECT_TRUE(nests(document));
    const auto slices = eventsOf(document, "X");
    ASSERT_EQ(slices.size(), 2u);
    EXPECT_EQ(nanoseconds(slices[0]["dur"]), 40);
    EXPECT_EQ(nanoseconds(slices[1]["dur"]), 60);
}

TEST(ChromeTrace, nestsWhateverTheSpans)
{
    std::mt19937 random(5);
    for (int round = 0; round < 50; ++round) {
        std::vector<Span> spans;
        for (int i = 0; i < 12; ++i) {
            const auto begin = static_cast<std::int64_t>(random() % 900);
            spans.push_back(span(begin, begin + static_cast<std::int64_t>(random() % 200)));
        }
        const std::vector<ProcessTrace> processes = {{"v", traceOf({spans}, 1000), nullptr}};
        EXPECT_TRUE(nests(json::parse(chromeTraceJson(processes))));
    }
}

TEST(ChromeTrace, drawsArrowWhereALockIsHandedToAWaitingLane)
{
    const auto trace = traceOf({{span(0, 100, State::Holds, 4), span(300, 400, State::Holds, 4)},
                                {span(20, 110, State::WaitsForLock, 4), span(110, 200, State::Holds, 4)}},
                               400);
    const std::vector<ProcessTrace> processes = {{"v", trace, nullptr}};
    const json document = json::parse(chromeTraceJson(processes));
    const auto starts = eventsOf(document, "s");
    const auto finishes = eventsOf(document, "f");
    ASSERT_EQ(starts.size(), 1u) << "the third hold did not wait";
    ASSERT_EQ(finishes.size(), 1u);
    EXPECT_EQ(nanoseconds(starts[0]["ts"]), 99) << "inside the hold it leaves";
    EXPECT_EQ(nanoseconds(finishes[0]["ts"]), 110);
    EXPECT_EQ(finishes[0]["bp"], "e");
    EXPECT_EQ(starts[0]["id"], finishes[0]["id"]);
    EXPECT_EQ(starts[0]["cat"], finishes[0]["cat"]);
    EXPECT_NE(starts[0]["tid"], finishes[0]["tid"]);
}

TEST(ChromeTrace, arrowsNeedTheSameLockAndAnotherLane)
{
    const auto trace = traceOf({{span(0, 100, State::Holds, 1), span(100, 120, State::WaitsForLock, 1),
                                 span(120, 200, State::HoldsWhileOthersWait, 1)},
                                {span(10, 100, State::WaitsForLock, 2), span(100, 200, State::Holds, 2)}},
                               200);
    const std::vector<ProcessTrace> processes = {{"v", trace, nullptr}};
    EXPECT_TRUE(eventsOf(json::parse(chromeTraceJson(processes)), "s").empty());
}

TEST(ChromeTrace, arrowsDoNotRunBackwards)
{
    // The giver reads its clock after the receiver already holds the lock.
    const auto trace = traceOf({{span(0, 100, State::Holds, 0)},
                                {span(20, 90, State::WaitsForLock, 0), span(90, 200, State::Holds, 0)}},
                               200);
    const std::vector<ProcessTrace> processes = {{"v", trace, nullptr}};
    const json document = json::parse(chromeTraceJson(processes));
    ASSERT_EQ(eventsOf(document, "s").size(), 1u);
    EXPECT_EQ(nanoseconds(eventsOf(document, "s")[0]["ts"]), 90);
    EXPECT_EQ(nanoseconds(eventsOf(document, "f")[0]["ts"]), 90);
}

} // namespace
