// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace lab::widgets {

/// A term and what it means, in a sentence or two.
struct Term
{
    QString key; ///< "critical-section": what a lesson's link "term:critical-section" names
    QString name;
    QString meaning;
};

/// Of a text in which "## name" begins each.
std::vector<Term> parseGlossary(const QString& markdown);

/// The program's, read once; empty where its file cannot be read.
const std::vector<Term>& glossary();

/// "Critical section: the part of …"; empty for a key that is not there.
QString explainTerm(const QString& key);

/// All of it, by name.
QString glossaryHtml();

} // namespace lab::widgets
