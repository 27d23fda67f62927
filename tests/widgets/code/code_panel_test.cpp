// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code/code_panel.h"
#include "widgets/code/code_view.h"
#include "widgets/theme/application_theme.h"
#include "widgets/theme/code_style.h"
#include "widgets/theme/colour.h"

#include "core/scenarios/all.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QPushButton>
#include <QTextBlock>
#include <QTextLayout>
#include <QtTest>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

class Code : public ::testing::Test
{
protected:
    void show(const char* id, std::size_t variant)
    {
        const scenario::ScenarioInfo& info = m_registry.get(id).info();
        m_panel.setVariant(info, variant, scenario::complete(info.parameters, {}));
    }
    CodeView& view() { return *m_panel.findChild<CodeView*>(); }
    QComboBox& others() { return *m_panel.findChild<QComboBox*>(); }
    bool says(const char* words) { return view().toPlainText().contains(QLatin1String(words)); }

    const scenario::Registry m_registry = scenarios::all();
    CodePanel m_panel;
};

TEST_F(Code, FollowsTheVariantAndSaysWhereItStands)
{
    show("batch-convolution", 0);
    EXPECT_TRUE(says("batch_convolution.cpp, line "));
    EXPECT_FALSE(says("pool.forEach"));
    show("batch-convolution", 1);
    EXPECT_TRUE(says("pool.forEach"));
    EXPECT_TRUE(view().isReadOnly());
    EXPECT_FALSE(view().accessibleName().isEmpty());
}

TEST_F(Code, PythonComesBelowUnderAHeadingOfItsOwn)
{
    show("batch-convolution", 0);
    const QString text = view().toPlainText();
    const auto heading = text.indexOf(QLatin1String("The same in Python"));
    ASSERT_GT(heading, 0);
    EXPECT_GT(heading, text.indexOf(QLatin1String("convolveOne")));
}

TEST_F(Code, MarksWhatDiffersFromAnotherVariant)
{
    show("batch-convolution", 1);
    others().setCurrentIndex(1); // of the first
    ASSERT_EQ(others().currentData().toULongLong(), 0u);
    bool here = false;
    bool other = false;
    for (const ShownLine& line : view().lines()) {
        here =
            here || (line.side == Side::Here && line.text.contains(QLatin1String("pool.forEach(m_spread")));
        other = other || (line.side == Side::Other && line.text.contains(QLatin1String("convolveOne(i, 0")));
        EXPECT_FALSE(line.side != Side::Both && line.text.contains(QLatin1String("m_single->execute(")));
    }
    EXPECT_TRUE(here);
    EXPECT_TRUE(other);
    EXPECT_TRUE(says("+ pool.forEach(m_spread"));
    EXPECT_FALSE(view().extraSelections().isEmpty());
    show("batch-convolution", 2);
    EXPECT_EQ(others().currentData().toULongLong(), 0u) << "stays";
    show("batch-convolution", 0);
    EXPECT_FALSE(others().currentData().isValid()) << "a variant does not differ from itself";
    EXPECT_TRUE(view().extraSelections().isEmpty());
    show("batch-convolution", 1);
    others().setCurrentIndex(2);
    show("tiny-operations", 3);
    EXPECT_FALSE(others().currentData().isValid()) << "another scenario has others";
}

TEST_F(Code, CopiesAllOrWhatIsMarked)
{
    show("tiny-operations", 0);
    m_panel.findChild<QPushButton*>()->click();
    const QString all = QApplication::clipboard()->text();
    EXPECT_TRUE(all.startsWith(QLatin1String("// core/scenarios/tiny-operations/tiny_experiment.cpp:")));
    EXPECT_TRUE(all.contains(QLatin1String("to[i] = from[i] * from[i];\n")));
    QTextCursor cursor(view().document()->findBlockByNumber(1));
    cursor.select(QTextCursor::LineUnderCursor);
    view().setTextCursor(cursor);
    m_panel.findChild<QPushButton*>()->click();
    EXPECT_EQ(QApplication::clipboard()->text(), view().document()->findBlockByNumber(1).text());
}

TEST_F(Code, WordsHaveTheColoursOfTheTheme)
{
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark}) {
        applyTheme(*qApp, kind);
        show("tiny-operations", 0);
        QTextBlock block = view().document()->firstBlock();
        while (block.isValid() && !block.text().contains(QLatin1String("for (std::size_t i = 0")))
            block = block.next();
        ASSERT_TRUE(block.isValid());
        const auto formats = block.layout()->formats();
        ASSERT_GE(formats.size(), 2);
        const CodeColours colours = codeColours(Theme::of(kind));
        EXPECT_EQ(block.text().mid(formats[0].start, formats[0].length), QStringLiteral("for"));
        EXPECT_EQ(formats[0].format.foreground().color(), colours.keyword);
        EXPECT_EQ(formats[1].format.foreground().color(), colours.number);
    }
    applyTheme(*qApp, ThemeKind::Light);
}

TEST_F(Code, LettersAreOfOneWidthAndGrowWithTheTexts)
{
    applyTheme(*qApp, ThemeKind::Light);
    m_panel.show();
    show("tiny-operations", 0);
    const int usual = view().font().pixelSize();
    EXPECT_EQ(view().fontMetrics().horizontalAdvance(QStringLiteral("iiii")),
              view().fontMetrics().horizontalAdvance(QStringLiteral("mmmm")));
    setTextScale(*qApp, 1.5);
    applyTheme(*qApp, ThemeKind::Light);
    EXPECT_EQ(view().font().pixelSize(), qRound(1.5 * usual));
    setTextScale(*qApp, 1);
    applyTheme(*qApp, ThemeKind::Light);
    EXPECT_EQ(view().font().pixelSize(), usual);
}

TEST(CodeColours, AreReadableOnTheirGrounds)
{
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::Print}) {
        const CodeColours colours = codeColours(Theme::of(kind));
        for (const QColor& ground : {Theme::of(kind).panel, colours.here, colours.other})
            for (const QColor& ink :
                 {colours.plain, colours.keyword, colours.text, colours.number, colours.comment})
                EXPECT_GE(contrast(ink, ground), 4.5)
                    << static_cast<int>(kind) << ' ' << ink.name().toStdString() << " on "
                    << ground.name().toStdString();
        EXPECT_NE(colours.here, colours.other);
    }
}

} // namespace

} // namespace lab::widgets
