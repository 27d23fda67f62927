// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code/excerpts.h"

#include <QStringList>

#include <algorithm>
#include <cctype>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace lab::widgets {

namespace {

constexpr std::string_view kTranslations = "resources/code/";
constexpr std::string_view kScenarios = "core/scenarios/";
constexpr std::string_view kShared = "core/scenarios/shared/";

Language languageOf(std::string_view file)
{
    return file.ends_with(".py") ? Language::Python : Language::Cpp;
}

bool inName(char letter)
{
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
}

bool hasCall(std::string_view text, const std::string& name)
{
    const std::string call = name + '(';
    for (auto at = text.find(call); at != std::string_view::npos; at = text.find(call, at + 1))
        if (at == 0 || !inName(text[at - 1]))
            return true;
    return false;
}

bool isOfAnotherScenario(std::string_view file, const std::string& id)
{
    return file.starts_with(kScenarios) && !file.starts_with(kShared) &&
           !file.substr(kScenarios.size()).starts_with(id + '/');
}

class Choice
{
public:
    Choice(std::span<const Region> regions, const scenario::ScenarioInfo& info, std::size_t variant,
           const scenario::Settings& settings)
        : m_regions(regions), m_id(info.id), m_settings(settings)
    {
        const VariantName wanted{info.id, info.variants.at(variant).key};
        for (const Region& region : regions) {
            m_names.push_back(namesOf(region));
            const auto& named = m_names.back().variants;
            m_taken.push_back(holds(m_names.back()) &&
                              std::find(named.begin(), named.end(), wanted) != named.end());
        }
        while (takeCalled()) {
        }
    }

    std::vector<const Region*> taken() const
    {
        std::vector<const Region*> first;
        std::vector<const Region*> then;
        for (std::size_t i = 0; i < m_regions.size(); ++i)
            if (m_taken[i])
                (m_names[i].then ? then : first).push_back(&m_regions[i]);
        first.insert(first.end(), then.begin(), then.end());
        return first;
    }

private:
    bool holds(const Names& names) const
    {
        return std::all_of(names.settings.begin(), names.settings.end(), [&](const auto& each) {
            const auto set = m_settings.find(each.first);
            return set != m_settings.end() && scenario::toText(set->second) == each.second;
        });
    }

    bool isCalled(std::size_t region) const
    {
        if (isOfAnotherScenario(m_regions[region].file, m_id) || !holds(m_names[region]))
            return false;
        for (std::size_t i = 0; i < m_regions.size(); ++i) {
            if (i == region || !m_taken[i] || languageOf(m_regions[i].file) != Language::Cpp)
                continue;
            for (const std::string& name : m_names[region].calls)
                if (hasCall(m_regions[i].text, name))
                    return true;
        }
        return false;
    }

    bool takeCalled()
    {
        bool more = false;
        for (std::size_t i = 0; i < m_regions.size(); ++i)
            if (!m_taken[i] && isCalled(i))
                m_taken[i] = more = true;
        return more;
    }

    std::span<const Region> m_regions;
    const std::string& m_id;
    const scenario::Settings& m_settings;
    std::vector<Names> m_names;
    std::vector<bool> m_taken;
};

QString dedented(const QString& text)
{
    QStringList lines = text.split(QLatin1Char('\n'));
    while (!lines.isEmpty() && lines.last().trimmed().isEmpty())
        lines.removeLast();
    const auto indentation = [](const QString& line) {
        qsizetype count = 0;
        while (count < line.size() && line[count] == QLatin1Char(' '))
            ++count;
        return count;
    };
    qsizetype least = text.size();
    for (const QString& line : lines)
        if (!line.trimmed().isEmpty())
            least = std::min(least, indentation(line));
    for (QString& line : lines)
        line = line.mid(least);
    return lines.join(QLatin1Char('\n'));
}

} // namespace

Names namesOf(const Region& region)
{
    Names names;
    std::istringstream words(region.names);
    std::string scenario;
    for (std::string word; words >> word;) {
        const auto slash = word.find('/');
        const auto equals = word.find('=');
        if (word == "then") {
            names.then = true;
        } else if (word.size() > 2 && word.ends_with("()")) {
            names.calls.push_back(word.substr(0, word.size() - 2));
        } else if (equals != std::string::npos) {
            names.settings.emplace_back(word.substr(0, equals), word.substr(equals + 1));
        } else if (slash != std::string::npos) {
            scenario = word.substr(0, slash);
            names.variants.push_back({scenario, word.substr(slash + 1)});
        } else if (!scenario.empty()) {
            names.variants.push_back({scenario, word});
        } else {
            throw std::invalid_argument(std::string(region.file) + ':' + std::to_string(region.line) + ": '" +
                                        word + "' names no scenario/variant");
        }
    }
    return names;
}

std::vector<Excerpt> excerptsOf(std::span<const Region> regions, const scenario::ScenarioInfo& info,
                                std::size_t variant, const scenario::Settings& settings)
{
    std::vector<Excerpt> excerpts;
    for (const Region* region : Choice(regions, info, variant, settings).taken())
        excerpts.push_back({QString::fromUtf8(region->file), region->line,
                            dedented(QString::fromUtf8(region->text)), languageOf(region->file),
                            std::string_view(region->file).starts_with(kTranslations)});
    std::stable_partition(excerpts.begin(), excerpts.end(),
                          [](const Excerpt& each) { return !each.translation; });
    return excerpts;
}

} // namespace lab::widgets
