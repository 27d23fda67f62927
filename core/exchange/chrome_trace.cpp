// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/chrome_trace.h"

#include "core/analysis/lock_hand_over.h"

#include <nlohmann/json.hpp>

#include <string_view>
#include <vector>

namespace lab::exchange {

namespace {

using trace::Lane;
using trace::Span;

// Viewers take 0 for the idle task and a thread numbered like its process for its main thread.
constexpr std::size_t kThreadsPerProcess = 1000;

std::string jsonString(std::string_view text)
{
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Microseconds with three decimals, by integers: a double would round after some hours.
std::string microseconds(base::Nanoseconds time)
{
    const std::string decimals = std::to_string(time % 1000);
    return std::to_string(time / 1000) + "." + std::string(3 - decimals.size(), '0') + decimals;
}

/// Appends the events of one process after another.
class EventList
{
public:
    explicit EventList(std::string& json) : m_json(json) {}

    void process(const ProcessTrace& process)
    {
        ++m_pid;
        name("process_name", 0, jsonString(process.name), "name");
        name("process_sort_index", 0, std::to_string(m_pid), "sort_index");
        if (!process.trace)
            return;
        const auto& lanes = process.trace->lanes();
        for (std::size_t i = 0; i < lanes.size(); ++i) {
            name("thread_name", thread(i), jsonString(lanes[i].info.name), "name");
            name("thread_sort_index", thread(i), std::to_string(i), "sort_index");
            slices(lanes[i], thread(i), process.label);
        }
        for (const analysis::LockHandOver& handOver : analysis::lockHandOvers(*process.trace))
            arrow(handOver);
    }

private:
    std::size_t thread(std::size_t lane) const { return m_pid * kThreadsPerProcess + lane + 1; }

    void begin(std::string_view phase, std::size_t tid)
    {
        m_json += m_first ? "\n" : ",\n";
        m_first = false;
        m_json += R"({"ph":")";
        m_json += phase;
        m_json += R"(","pid":)" + std::to_string(m_pid) + R"(,"tid":)" + std::to_string(tid);
    }

    void name(std::string_view kind, std::size_t tid, const std::string& value, std::string_view key)
    {
        begin("M", tid);
        m_json += R"(,"name":)" + jsonString(kind) + R"(,"args":{)" + jsonString(key) + ":" + value + "}}";
    }

    void slices(const Lane& lane, std::size_t tid, const std::function<std::string(const Span&)>& label);
    void slice(const Span& span, base::Nanoseconds from, base::Nanoseconds to, std::size_t tid,
               const std::string& label);
    void arrow(const analysis::LockHandOver& handOver);

    std::string& m_json;
    std::size_t m_pid = 0;
    std::size_t m_arrows = 0;
    bool m_first = true;
};

bool nests(const std::vector<Span>& spans)
{
    std::vector<base::Nanoseconds> open; // ends of enclosing spans
    for (const Span& span : spans) {
        while (!open.empty() && open.back() <= span.begin)
            open.pop_back();
        if (!open.empty() && span.end > open.back())
            return false;
        open.push_back(span.end);
    }
    return true;
}

void EventList::slices(const Lane& lane, std::size_t tid,
                       const std::function<std::string(const Span&)>& label)
{
    const auto labelOf = [&](const Span& span) { return label ? label(span) : std::string(); };
    if (nests(lane.spans)) {
        for (const Span& span : lane.spans)
            slice(span, span.begin, span.end, tid, labelOf(span));
        return;
    }
    for (const trace::Segment& segment : lane.index.segments()) {
        const Span& span = lane.spans[segment.span];
        slice(span, segment.begin, segment.end, tid, labelOf(span));
    }
}

void EventList::slice(const Span& span, base::Nanoseconds from, base::Nanoseconds to, std::size_t tid,
                      const std::string& label)
{
    begin("X", tid);
    m_json += R"(,"ts":)" + microseconds(from) + R"(,"dur":)" + microseconds(to - from);
    m_json += R"(,"name":)" + jsonString(label.empty() ? trace::key(span.state) : std::string_view(label));
    m_json += R"(,"cat":)" + jsonString(trace::key(span.state));
    m_json +=
        R"(,"args":{"first":)" + std::to_string(span.first) + R"(,"count":)" + std::to_string(span.count);
    if (span.peer != Span::kNobody)
        m_json += R"(,"peer":)" + std::to_string(span.peer);
    if (const auto processor = base::numberOf(span.processor))
        m_json += R"(,"processor":)" + std::to_string(*processor);
    m_json += "}}";
}

void EventList::arrow(const analysis::LockHandOver& handOver)
{
    const std::string common = R"(,"name":"hand-over","cat":"lock","id":)" + std::to_string(++m_arrows);
    begin("s", thread(handOver.fromLane));
    m_json += R"(,"ts":)" + microseconds(handOver.released) + common + "}";
    begin("f", thread(handOver.toLane));
    m_json += R"(,"ts":)" + microseconds(handOver.acquired) + R"(,"bp":"e")" + common + "}";
}

} // namespace

std::string chromeTraceJson(std::span<const ProcessTrace> processes,
                            const std::map<std::string, std::string>& metadata)
{
    std::string json = "{\"displayTimeUnit\":\"ns\",\n\"otherData\":{";
    std::uint64_t dropped = 0;
    for (const ProcessTrace& process : processes)
        dropped += process.trace ? process.trace->dropped() : 0;
    for (const auto& [key, value] : metadata) {
        if (key != "dropped")
            json += jsonString(key) + ":" + jsonString(value) + ",";
    }
    json += "\"dropped\":" + std::to_string(dropped) + "},\n\"traceEvents\":[";
    EventList events(json);
    for (const ProcessTrace& process : processes)
        events.process(process);
    json += "\n]}\n";
    return json;
}

} // namespace lab::exchange
