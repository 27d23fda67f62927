// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/glossary.h"

#include "core/base/resources.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <exception>

namespace lab::widgets {

namespace {

QString keyOf(const QString& name)
{
    static const QRegularExpression others(QStringLiteral("[^a-z0-9]+"));
    QString key = name.toLower().remove(QLatin1Char('\'')).replace(others, QStringLiteral("-"));
    while (key.startsWith(QLatin1Char('-')))
        key.remove(0, 1);
    while (key.endsWith(QLatin1Char('-')))
        key.chop(1);
    return key;
}

std::vector<Term> read()
{
    try {
        QFile source(QString::fromStdString(base::resource("glossary.md").string()));
        if (source.open(QIODevice::ReadOnly))
            return parseGlossary(QString::fromUtf8(source.readAll()));
    } catch (const std::exception&) {
        // links say nothing then, and the page is empty: nobody is kept from working
    }
    return {};
}

} // namespace

std::vector<Term> parseGlossary(const QString& markdown)
{
    std::vector<Term> terms;
    for (const QString& line : markdown.split(QLatin1Char('\n'))) {
        if (line.startsWith(QLatin1String("## "))) {
            const QString name = line.mid(3).trimmed();
            terms.push_back({keyOf(name), name, {}});
        } else if (!terms.empty() && !line.trimmed().isEmpty()) {
            QString& meaning = terms.back().meaning;
            meaning += (meaning.isEmpty() ? QString() : QStringLiteral(" ")) + line.trimmed();
        }
    }
    return terms;
}

const std::vector<Term>& glossary()
{
    static const std::vector<Term> terms = read();
    return terms;
}

QString explainTerm(const QString& key)
{
    const auto& terms = glossary();
    const auto term =
        std::find_if(terms.begin(), terms.end(), [&](const Term& each) { return each.key == key; });
    return term == terms.end() ? QString() : QStringLiteral("%1: %2").arg(term->name, term->meaning);
}

QString glossaryHtml()
{
    std::vector<Term> terms = glossary();
    std::sort(terms.begin(), terms.end(),
              [](const Term& a, const Term& b) { return a.name.compare(b.name, Qt::CaseInsensitive) < 0; });
    QString html;
    for (const Term& term : terms)
        html += QStringLiteral("<p><b>%1</b><br>%2</p>")
                    .arg(term.name.toHtmlEscaped(), term.meaning.toHtmlEscaped());
    return html;
}

} // namespace lab::widgets
