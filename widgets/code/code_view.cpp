// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code/code_view.h"

#include "widgets/code/code_tokens.h"
#include "widgets/theme/application_theme.h"
#include "widgets/theme/code_style.h"

#include <QEvent>
#include <QSyntaxHighlighter>
#include <QTextBlock>

namespace lab::widgets {

namespace {

QString signOf(Side side)
{
    return side == Side::Both    ? QStringLiteral("  ")
           : side == Side::Other ? QStringLiteral("− ")
                                 : QStringLiteral("+ ");
}

QColor colourOf(TokenKind kind, const CodeColours& colours)
{
    switch (kind) {
    case TokenKind::Keyword:
        return colours.keyword;
    case TokenKind::Text:
        return colours.text;
    case TokenKind::Number:
        return colours.number;
    case TokenKind::Comment:
        return colours.comment;
    }
    return colours.plain;
}

class Highlighter : public QSyntaxHighlighter
{
public:
    Highlighter(QTextDocument* document, const std::vector<ShownLine>& lines)
        : QSyntaxHighlighter(document), m_lines(lines)
    {
    }

protected:
    void highlightBlock(const QString& text) override
    {
        const auto number = static_cast<std::size_t>(currentBlock().blockNumber());
        if (number >= m_lines.size())
            return;
        const ShownLine& line = m_lines[number];
        const CodeColours colours = codeColours(Theme::of(currentTheme()));
        QTextCharFormat format;
        if (line.heading) {
            format.setForeground(colours.comment);
            format.setFontWeight(QFont::Bold);
            setFormat(0, static_cast<int>(text.size()), format);
            return;
        }
        const auto before = static_cast<int>(text.size() - line.text.size());
        for (const Token& token : tokensOf(line.text, line.language)) {
            format.setForeground(colourOf(token.kind, colours));
            setFormat(before + static_cast<int>(token.first), static_cast<int>(token.length), format);
        }
    }

private:
    const std::vector<ShownLine>& m_lines;
};

} // namespace

CodeView::CodeView(QWidget* parent)
    : QPlainTextEdit(parent), m_highlighter(new Highlighter(document(), m_lines))
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true);
    setAccessibleName(tr("Source of the variant"));
    restyle();
}

void CodeView::setLines(std::vector<ShownLine> lines, bool compared)
{
    m_lines = std::move(lines);
    QStringList texts;
    for (const ShownLine& line : m_lines)
        texts.push_back(compared ? signOf(line.side) + line.text : line.text);
    setPlainText(texts.join(QLatin1Char('\n')));
    showGrounds();
}

void CodeView::showGrounds()
{
    const CodeColours colours = codeColours(Theme::of(currentTheme()));
    QList<QTextEdit::ExtraSelection> grounds;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        if (m_lines[i].side == Side::Both)
            continue;
        QTextEdit::ExtraSelection ground;
        ground.cursor = QTextCursor(document()->findBlockByNumber(static_cast<int>(i)));
        ground.format.setBackground(m_lines[i].side == Side::Here ? colours.here : colours.other);
        ground.format.setProperty(QTextFormat::FullWidthSelection, true);
        grounds.push_back(ground);
    }
    setExtraSelections(grounds);
}

void CodeView::restyle()
{
    setFont(codeFont(textScale()));
    m_highlighter->rehighlight();
    showGrounds();
}

void CodeView::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
    else if (event->type() == QEvent::FontChange && font() != codeFont(textScale()))
        restyle();
}

} // namespace lab::widgets
