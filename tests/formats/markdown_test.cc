// Markdown: what is a block, what is a mark, and that the output reads with the structure of the input whatever the words are.
#include <gtest/gtest.h>

#include "fake_placements.h"
#include "formats/formats.h"
#include "formats/markdown_items.h"

namespace dragoman::formats {
namespace {

std::unique_ptr<document::Document> read(std::string_view text, std::string name = "story.md") {
  PageReadOptions options;
  options.name = std::move(name);
  ReadResult document = read_markdown(text, options);
  EXPECT_TRUE(document.ok());
  return std::move(*document);
}

std::string written(std::string_view text, const Words& words, const document::Stamp* stamp = nullptr) {
  const auto document = read(text);
  return *document->write(place_all(*document, words), stamp);
}

std::string same(std::string_view text) { return std::string(text); }

/// Blocks and spans without words; HTML's emphasis counts as Markdown's.
std::string skeleton(std::string_view text) {
  std::string out;
  const auto leaves = read_leaves(text, 0, {.math = has_math(text)});
  for (const MarkdownLeaf& leaf : *leaves) {
    out += "\n" + std::to_string(static_cast<int>(leaf.kind)) + (leaf.in_quote ? "q" : "") + (leaf.in_list ? "l" : "");
    for (const MarkdownItem& item : leaf.items) {
      if (item.kind == MarkdownItem::Kind::kOpen) out += "(" + std::to_string(static_cast<int>(item.span));
      if (item.kind == MarkdownItem::Kind::kClose) out += ")";
      if (item.kind == MarkdownItem::Kind::kHardBreak) out += "!";
      if (item.kind == MarkdownItem::Kind::kHtml && leaf.kind != MarkdownLeaf::Kind::kHtml) {
        const std::string tag(text.substr(item.source.begin, item.source.end - item.source.begin));
        out += tag == "<em>"                                             ? "(0"
               : tag == "<strong>"                                       ? "(1"
               : tag == "<del>"                                          ? "(2"
               : tag == "</em>" || tag == "</strong>" || tag == "</del>" ? ")"
                                                                         : tag;
      }
    }
  }
  return out;
}

const std::vector<std::string> kSnippets = {
    "# Head *line*\n\nText with **strong _nested_ words** and `code * x`.\n",
    "Setext *head*\n===\n\nText\nover lines\n",
    "- tight *one*\n- two\n  - inner **x**\n\n1. first\n2. second\n",
    "- loose one\n\n  second paragraph\n\n- two\n",
    "> quoted *text*\n> goes on\n>\n> > deeper `x`\n",
    "| a *b* | c |\n|---|:-:|\n| d \\| e | `f` |\n| [g](h) | |\n",
    "A [link *text*](http://x.org/a_b \"The title\") and ![alt *text*](a.png 'title') here.\n",
    "A [full][ref], a [collapsed][], a [short] one.\n\n[ref]: /x \"A title\"\n[collapsed]: /y\n[short]: <z> 'more'\n",
    "[![badge text](b.svg)](https://x.org) first, then ![](empty.png) more\n",
    "Hard  \nbreak and\\\nanother.\n",
    "<https://example.org/a> and <me@example.org> and &amp; &eacute; &nbsp;x &unknown; &#8217;.\n",
    "Escapes \\* \\_ \\[x\\] \\\\ \\# and 5 * 3 * 2 and snake_case_word.\n",
    "Inline <b>raw *html*</b> and *some <br> more* and <!-- note --> and <kbd>Ctrl</kbd> and <span "
    "title=\"x\">y</span>.\n",
    "***both*** **strong*em*strong** *em**strong**em* in**mid**dle\n",
    "~~struck~~ and ~single~ text\n",
    "- [ ] to do *now*\n- [x] done\n",
    "Term\n: one *x*\n: two\n\n!!! note \"A *title*\"\n    Text\n\n:::tip Read\nText\n:::\n\n> [!NOTE]\n> Text\n",
    "Text[^1] with a note.[^long]\n\n[^1]: The note *text* stands here.\n[^long]: Another one.\n",
    "```js\nvar x = *1*;\n```\n\n    indented *code*\n\ntext\n",
    "* * *\n\ntext\n\n---\n",
    "A formula $a_1 + b_2$ and $$x*y*z$$ in text.\n",
    "Costs $5 or *$6*.\n",
    "{{< figure src=\"a.png\" >}}\n\nText {{ page.title }} and {% include x %} here. {.lead}\n",
    "`` code ` tick `` and ` spaced `\n",
    "Line with trailing space \nand *emphasis\nover lines* end\n",
    "> [link\n> text](<a b>\n> \"title\n> here\") end\n",
    "\xEF\xBB\xBF# Head\r\n\r\nText *one*\r\ntwo\r\n",
    "no newline *at end*",
    "*(bracket)* word*(in)*word \"*quoted*\"\n",
    "a * b * c, a ** b, 2*3*4 and __init__ here\n",
    "[a](b)[c](d)![e](f)*g*`h`\n",
    "1986\\. A great year\n\n\\- no list\n",
    "Term<sup>2</sup> H<sub>2</sub>O\n",
    "![short image]\n\n[short image]: x.png\n",
    "text \\\nafter\n",
    "[x]: /url\n[y]: /url2 'T'\nparagraph *follows*\n",
    "+ plus\n+ list **x**\n\n10) ten\n11) eleven\n",
    "a | b\n-|:-\n*c* | d\n\n> | x | y |\n> |--|--:|\n> | z | `w` |\n",
    "A third **one goes  <br /> on**.\n",
    "> *Poem <br>\n> goes on*\n\n| a | c |\n|-|-|\n| *d<br>e* | f |\n",
};

TEST(Markdown, UntouchedBytesStay) {
  for (const std::string& text : kSnippets) {
    EXPECT_EQ(written(text, same), text);
    EXPECT_EQ(*read(text)->write({}, nullptr), text);
    const std::string crlf = replacing("\n", "\r\n")(replacing("\r\n", "\n")(text));
    EXPECT_EQ(written(crlf, same), crlf);
  }
}

TEST(Markdown, EverythingHasAPlace) {
  for (const std::string& text : kSnippets) {
    const auto document = read(text);
    for (const document::SourceBlock& block : document->blocks()) EXPECT_NE(block.keep, KeepReason::kFailed) << text;
  }
}

TEST(Markdown, StructureStaysWhateverTheWords) {
  const std::vector<Words> engines = {
      capitals,
      replacing(" ", " * _ "),
      replacing("e", "e*"),
      replacing("t", "_t_"),
      [](std::string_view text) {
        return text.find_first_not_of(' ') == std::string_view::npos ? std::string(text)
                                                                     : "# " + std::string(text) + " #";
      },
      [](std::string_view text) { return "1. " + std::string(text) + "!"; },
      [](std::string_view text) { return "- [x](y) " + std::string(text) + "*"; },
      [](std::string_view text) { return std::string(text) + " | <b>`x`</b> &amp; \\"; },
      [](std::string_view text) { return "(" + std::string(text) + ")"; },
      [](std::string_view text) { return " " + std::string(text) + " "; },
      [](std::string_view text) { return "> ~~~ $a_b$ [^1]: [" + std::string(text) + "]"; }};
  for (const std::string& text : kSnippets) {
    for (std::size_t i = 0; i < engines.size(); ++i) {
      const std::string out = written(text, engines[i]);
      EXPECT_EQ(skeleton(out), skeleton(text)) << "engine " << i << "\n" << text << "\n->\n" << out;
      // And all words arrived: reading the output gives what the engine said, white space aside.
      const auto squeezed = [](std::string_view all) {
        std::string squeeze;
        for (const char c : all) squeeze += c == ' ' ? "" : std::string(1, c);
        return squeeze;
      };
      const auto before = read(text), after = read(out);
      ASSERT_EQ(before->blocks().size(), after->blocks().size()) << out;
      for (std::size_t b = 0; b < before->blocks().size(); ++b) {
        const document::SourceBlock& block = before->blocks()[b];
        std::string said;
        for (const document::Piece& piece : placed(block, engines[i]).pieces) {
          if (piece.kind == document::Piece::Kind::kText) said += piece.text;
          if (piece.kind == document::Piece::Kind::kWhole &&
              block.marks[piece.mark].kind == document::Mark::Kind::kLocked) {
            said += block.text.substr(block.marks[piece.mark].text.begin,
                                      block.marks[piece.mark].text.end - block.marks[piece.mark].text.begin);
          }
        }
        EXPECT_EQ(squeezed(after->blocks()[b].text), squeezed(said)) << "engine " << i << "\n"
                                                                     << text << "\n->\n"
                                                                     << out;
      }
    }
  }
}

TEST(Markdown, ReadsAsMeant) {
  EXPECT_EQ(written("A [short] and [two words][] and [x][ref].\n\n[short]: /a\n[two words]: /b\n[ref]: /c\n", capitals),
            "A [SHORT][short] AND [TWO WORDS][two words] AND [X][ref].\n\n[short]: /a\n[two words]: /b\n[ref]: /c\n");
  EXPECT_EQ(written("An ![alt text](a.png \"title \\\" text\") here\n", capitals),
            "AN ![ALT TEXT](a.png \"TITLE \\\" TEXT\") HERE\n");
  EXPECT_EQ(written("# Head #\n\n> quoted\n> text\n", capitals), "# HEAD #\n\n> QUOTED TEXT\n");
  EXPECT_EQ(written("one  \ntwo\\\nthree\n", capitals), "ONE  \nTWO\\\nTHREE\n");
  EXPECT_EQ(written("snake_case and 5 * 3\n", capitals), "SNAKE_CASE AND 5 * 3\n");
  // An underscore does not delimit within a word.
  EXPECT_EQ(written("a _b_ c\n", replacing(" ", "")), "a*b*c\n");
}

TEST(Markdown, TablesWithShortRules) {
  const std::string cells = "table-cell: a\ntable-cell: b\ntable-cell: c\ntable-cell: d\n";
  for (const std::string rule : {"|--|--:|", "|:--|--|", "|-|-|", "-|-", ":-: | -", "| :- | -: |"}) {
    const std::string text = "| a | b |\n" + rule + "\n| c | d |\n";
    EXPECT_EQ(listing(*read(text)), cells) << rule;
    EXPECT_EQ(written(text, capitals), "| A | B |\n" + rule + "\n| C | D |\n");
  }
  EXPECT_EQ(listing(*read("- a | b\n  -|-\n  c | d\n")), cells);
  EXPECT_EQ(listing(*read("| a |\n|-|\n| b |\n")), "table-cell: a\ntable-cell: b\n");
  // Places behind such a table are still those of the source.
  EXPECT_EQ(written("|a|b|\n|-|-|\n|c|d|\n\nText *here* [x](y \"Title\").\n", capitals),
            "|A|B|\n|-|-|\n|C|D|\n\nTEXT *HERE* [X](y \"TITLE\").\n");
  // An item of a list under a text with a bar in it.
  EXPECT_EQ(listing(*read("a | b\n- | -\n")), "text: a | b\nlist-item: | -\n");
  EXPECT_EQ(listing(*read("```\n|a|b|\n|-|-|\n```\n")), "");
}

TEST(Markdown, WhatLooksLikeATableKeepsItsLines) {
  for (const std::string text : {"| a | b | c |\n|--|--|\n| d | e | f |\n", "| a | b |\n| c | d |\n",
                                 "+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n"}) {
    const auto document = read(text);
    ASSERT_EQ(document->blocks().size(), 1U);
    EXPECT_EQ(document->blocks()[0].keep, KeepReason::kCode);
    EXPECT_EQ(written(text, capitals), text);
  }
  EXPECT_EQ(written("Either a | b\nor c | d.\n", capitals), "EITHER A | B OR C | D.\n");
}

TEST(Markdown, BreaksWrittenAsHtml) {
  // Between sentences and labels they end a block; a line that goes on is one, and two words stay two.
  EXPECT_EQ(listing(*read("Red cars came.<br>Blue cars came.<BR />Green\n")),
            "text: Red cars came.\ntext: Blue cars came.\ntext: Green\n");
  EXPECT_EQ(listing(*read("| Old ships<br>New ships | a<br>break |\n|-|-|\n| c | d |\n")),
            "table-cell: Old ships\ntable-cell: New ships\ntable-cell: a break\ntable-cell: c\ntable-cell: d\n");
  EXPECT_EQ(listing(*read("# One title<br>Over lines\n")), "headline: One title Over lines\n");
  EXPECT_EQ(listing(*read("All *of it<br>Is one* thing\n")), "text: All of it Is one thing\n");
  for (const std::string text :
       {"Red cars.<br>Blue cars.\n", "One <br> two\n", "one<br>two\n", "one<br>\ntwo <br/>\nthree\n",
        "> One <br>\n> two.<br> \n> Three<br>\n", "<br>a<br><br>b<br>\n", "*a<br>b*<br>*c*\n", "![x](y)<br>Text\n",
        "[^1]: A note.<br>Another line.\n"}) {
    EXPECT_EQ(written(text, same), text);
    EXPECT_EQ(written(text, replacing("e", "e")), text);
  }
  EXPECT_EQ(written("Red cars.<br>Blue cars.\n", replacing("Blue", "1. Blue")), "Red cars.<br>1. Blue cars.\n");
  EXPECT_EQ(written("| a<br>b |\n|-|\n| C.<br>D |\n", capitals), "| A<br>B |\n|-|\n| C.<br>D |\n");
}

TEST(Markdown, LinesWithSignsOfTheirOwn) {
  struct Case {
    const char *text, *out;
  };
  for (const Case& one : std::initializer_list<Case>{
           {"One.^[A *note* here.] Two. 5^2 [3] ^[] ^[no\n", "ONE. ^[A *NOTE* HERE.] TWO. 5^2 [3] ^[] ^[NO\n"},
           {"One ^[A note here.] two.\n", "ONE ^[A NOTE HERE.] TWO.\n"},
           {"One.[^1] Two.[^2]\n\n[^1]: First *note*\nof two lines.\n[^2]: Second note.\n",
            "ONE.[^1] TWO.[^2]\n\n[^1]: FIRST *NOTE* OF TWO LINES.\n[^2]: SECOND NOTE.\n"},
           {"Bridge\n: A thing over\na river.\n:   A card game.\n",
            "BRIDGE\n: A THING OVER A RIVER.\n:   A CARD GAME.\n"},
           {"One\nTwo\n: Both of them.\n", "ONE\nTWO\n: BOTH OF THEM.\n"},
           {"> [!WARNING]\n> The bridge is\n> closed.\n", "> [!WARNING]\n> THE BRIDGE IS CLOSED.\n"},
           {"> [!tip]- Read this\n> It is open.\n", "> [!tip]- READ THIS\n> IT IS OPEN.\n"},
           {":::note\nThe mayor spoke.\n:::\n", ":::note\nTHE MAYOR SPOKE.\n:::\n"},
           {":::tip Good *news*\n\nText.\n\n:::\n", ":::tip GOOD *NEWS*\n\nTEXT.\n\n:::\n"},
           {":::note[Good news]{.x}\nText.\n:::\n", ":::note[GOOD NEWS]{.x}\nTEXT.\n:::\n"},
           {"::: {.lead}\nText.\n:::\n", "::: {.lead}\nTEXT.\n:::\n"},
           {"!!! note \"A note\"\n    The mayor spoke.\n", "!!! note \"A NOTE\"\n    THE MAYOR SPOKE.\n"},
           {"??? tip\n    Text.\n", "??? tip\n    TEXT.\n"},
           {"=== \"Tab\"\n\nText.\n", "=== \"TAB\"\n\nTEXT.\n"},
           {"*[HTML]: Hyper text\n*[CSS]: Style sheets\n", "*[HTML]: HYPER TEXT\n*[CSS]: STYLE SHEETS\n"},
           {"{{< note >}}\nThe mayor spoke.\n{{< /note >}}\n", "{{< note >}}\nTHE MAYOR SPOKE.\n{{< /note >}}\n"},
           {"Text here.\n{: .lead }\n", "TEXT HERE.\n{: .lead }\n"},
           {"## See [this](x) {#id}\n", "## SEE [THIS](x) {#id}\n"},
           {"A *law*{.new} here.\n", "A *LAW*{.new} HERE.\n"},
           {"[TOC]\n\nText.\n", "[TOC]\n\nTEXT.\n"},
           // And lines that are none.
           {"The site\n{{ name }}\nis here: a\n:) b\n!!! Now this\n",
            "THE SITE {{ name }}\nIS HERE: A :) B !!! NOW THIS\n"},
           {"\\[^1]: no note\n", "\\[^1\\]: NO NOTE\n"}}) {
    EXPECT_EQ(written(one.text, capitals), one.out);
    EXPECT_EQ(written(one.text, same), one.text);
  }
  EXPECT_EQ(written("Term\n: Text.\n", replacing("Text", "- a\"b")), "Term\n: \\- a\"b.\n");
  EXPECT_EQ(written("!!! tip \"Text\"\n", replacing("Text", "a \"b\"")), "!!! tip \"a &quot;b&quot;\"\n");
  EXPECT_EQ(written("Red cars.<br>\\*Blue cars.\n", capitals), "RED CARS.<br>\\*BLUE CARS.\n");
}

TEST(Markdown, FrontMatter) {
  const std::string text =
      "---\ntitle: \"Port \\\"reopens\\\"\"  # comment\ndate: 2021-03-04\nlang: en\ndescription: Ships may "
      "leave\nsummary: >-\n  Two lines\n  of it\n"
      "tags: [port, ships]\nimage:\n  src: a.png\n  alt: 'It''s a crane'\ndraft: false\n---\n\nText here.\n";
  const auto document = read(text);
  EXPECT_EQ(document->stated_language(), "en");
  EXPECT_EQ(listing(*document),
            "headline: Port \"reopens\"\nstandfirst: Ships may leave\nstandfirst: Two lines of it\nattribute: It's a "
            "crane\ntext: Text here.\n");
  EXPECT_EQ(written(text, same), text);
  EXPECT_EQ(written(text, capitals),
            "---\ntitle: \"PORT \\\"REOPENS\\\"\"  # comment\ndate: 2021-03-04\nlang: en\ndescription: SHIPS MAY "
            "LEAVE\nsummary: >-\n  TWO LINES OF IT\n"
            "tags: [port, ships]\nimage:\n  src: a.png\n  alt: 'IT''S A CRANE'\ndraft: false\n---\n\nTEXT HERE.\n");
  EXPECT_NE(written(text, replacing("Ships", "Ships: all")).find("description: \"Ships: all may leave\"\n"),
            std::string::npos);
  document::Stamp stamp = stamp_to("pt", "Etiqueta");
  const std::string once = written(text, same, &stamp);
  EXPECT_TRUE(once.starts_with("---\nmachine_translation: \"Dragoman 0.2.0, en to pt\"\ntitle:")) << once;
  EXPECT_NE(once.find("lang: pt\n"), std::string::npos);
  EXPECT_NE(once.find("---\n\n*Etiqueta*<!-- data-dragoman label -->\n\nText here."), std::string::npos) << once;
  EXPECT_EQ(written(once, same, &stamp), once);
}

TEST(Markdown, TomlFrontMatter) {
  const std::string text =
      "+++\ntitle = \"Port \\u00e9 opens\"\nsummary = 'literal'\n[params]\ncaption = \"x y\"\n+++\nText.\n";
  EXPECT_EQ(written(text, same), text);
  EXPECT_EQ(written(text, replacing("literal", "it's")),
            "+++\ntitle = \"Port \\u00e9 opens\"\nsummary = \"it's\"\n[params]\ncaption = \"x y\"\n+++\nText.\n");
  document::Stamp stamp = stamp_to("pt", "Etiqueta");
  const std::string once = written(text, same, &stamp);
  EXPECT_TRUE(once.starts_with("+++\nlang = \"pt\"\nmachine_translation = \"Dragoman 0.2.0, en to pt\"\ntitle"))
      << once;
  EXPECT_EQ(written(once, same, &stamp), once);
}

TEST(Markdown, RolesOfANewsPage) {
  const std::string text =
      "# Port reopens\n\n*Ships to leave again*\n\nBy Ana Prova\n\n![Cranes](c.jpg)\n\n*Cranes stand still. "
      "REUTERS/Ana Prova*\n\nThe port reopened.\n\n"
      "## Repairs\n\n- one\n\n> said she\n\n| a | b |\n|---|---|\n| c | d |\n";
  EXPECT_EQ(
      listing(*read(text)),
      "headline: Port reopens\nstandfirst: Ships to leave again\nbyline: By Ana Prova {Ana Prova}\nattribute: Cranes\n"
      "caption: Cranes stand still. REUTERS/Ana Prova {REUTERS/Ana Prova}\ntext: The port reopened.\nsubheading: "
      "Repairs\n"
      "list-item: one\nquote: said she\ntable-cell: a\ntable-cell: b\ntable-cell: c\ntable-cell: d\n");
}

TEST(Markdown, WordsUnderAPictureBeginALine) {
  EXPECT_EQ(written("![A](a.jpg)\nThe quay\n", [](std::string_view text) { return "1. " + std::string(text); }),
            "![1\\. A](a.jpg)\n1\\. The quay\n");
}

TEST(Markdown, LabelPlaces) {
  document::Stamp stamp = stamp_to("pt", "Beta - Com tradução *x*");
  const std::string label = "*Beta - Com tradução \\*x\\**<!-- data-dragoman label -->";
  const std::string page =
      "# Head\n\nUnder it\n\n![Cranes](c.jpg)\n\n*Caption. REUTERS/Ana Prova*\n\nText is here.\n\n- end\n";
  const auto after = [&](std::string_view place) {
    std::string out = page;
    return out.insert(out.find(place) + place.size(), "\n\n" + label);
  };
  const std::vector<std::pair<LabelPlace, std::string>> kPlaces = {{LabelPlace::kAuto, after("Prova*")},
                                                                   {LabelPlace::kHeadline, after("# Head")},
                                                                   {LabelPlace::kTop, label + "\n\n" + page},
                                                                   {LabelPlace::kEnd, after("- end")},
                                                                   {LabelPlace::kNone, page}};
  for (const auto& [place, expected] : kPlaces) {
    stamp.label_place = place;
    const std::string once = written(page, same, &stamp);
    EXPECT_EQ(once, expected);
    EXPECT_EQ(written(once, same, &stamp), once);
    stamp.label = "Outra";
    const std::string other = written(once, same, &stamp);
    EXPECT_EQ(other, replacing(label, "*Outra*<!-- data-dragoman label -->")(once));
    stamp.label = "Beta - Com tradução *x*";
  }
  stamp.label_place = LabelPlace::kAuto;
  EXPECT_EQ(written("Head\n====\nText is here.\n", same, &stamp), "Head\n====\n\n" + label + "\n\nText is here.\n");
  EXPECT_EQ(written("# Head\n\nBeta V.1.0 - Powered by automated translation\n\nText.\n", same, &stamp),
            "# Head\n\n" + label + "\n\nText.\n");
}

TEST(Markdown, RawHtmlBlocksAreHtml) {
  const std::string text =
      "Text.\n\n<figure>\n<img src=\"a.png\" alt=\"A crane\">\n<figcaption>Cranes &amp; "
      "ships</figcaption>\n</figure>\n\nMore.\n";
  EXPECT_EQ(written(text, same), text);
  EXPECT_EQ(written(text, capitals),
            "TEXT.\n\n<figure>\n<img src=\"a.png\" alt=\"A CRANE\">\n<figcaption>CRANES &amp; "
            "SHIPS</figcaption>\n</figure>\n\nMORE.\n");
}

TEST(Markdown, ModulesOfMdxAreCode) {
  const auto document = read("import Chart from './chart'\n\nText.\n", "a.mdx");
  EXPECT_EQ(document->blocks()[0].keep, KeepReason::kCode);
  EXPECT_EQ(document->blocks()[1].keep, KeepReason::kNone);
}

TEST(Markdown, HostileInput) {
  std::string deep, images, stars, breaks, rules;
  for (int i = 0; i < 20'000; ++i) {
    deep += "> ";
    images += "![](x)";
    stars += "*a **b ";
    breaks += "<br>";
    rules += "|a|b|\n|-|-|\n";
  }
  for (const std::string& text :
       {deep + "x\n", images + "\n", "![a](b) " + images + " x\n", stars, breaks, "a" + breaks + "b", rules,
        std::string(50'000, '['), std::string("a\0b *c\0* [d\0](e)\n", 17)}) {
    EXPECT_EQ(written(text, same), text);
    EXPECT_FALSE(written(text, capitals).empty());
  }
}

}  // namespace
}  // namespace dragoman::formats
