// How pages are cut into blocks: one line of markup after the other, shown with their marks.
//
// In what is shown, a mark is "<a>...</a>" by its number as a letter, a thing without words "<a/>", a locked one "<a=text>";
// "^" stands behind a drop cap's letter. Blocks are divided by " | ".
#include <gtest/gtest.h>
#include <algorithm>
#include <string>
#include "html/html_document.h"
#include "pseudo.h"

namespace dragoman::html {
namespace {

using document::Mark;
using document::Piece;
using document::SourceBlock;

std::string shown(const SourceBlock& block) {
  if (block.keep != KeepReason::kNone) return std::string(keep_reason_name(block.keep)) + ":" + block.text;
  std::string out;
  for (const Piece& piece : pseudo_translation(block, false).pieces) {
    const char letter = static_cast<char>('a' + piece.mark);
    if (piece.kind == Piece::Kind::kText) out += piece.text;
    if (piece.kind == Piece::Kind::kOpen) out += std::string("<") + letter + ">";
    if (piece.kind == Piece::Kind::kClose) {
      const bool cap = block.marks[static_cast<std::size_t>(piece.mark)].drop_cap;
      out += (cap ? "^</" : "</") + std::string(1, letter) + ">";
    }
    if (piece.kind != Piece::Kind::kWhole) continue;
    const Mark& mark = block.marks[static_cast<std::size_t>(piece.mark)];
    out += std::string("<") + letter;
    out += mark.kind == Mark::Kind::kPoint
               ? "/>"
               : "=" + block.text.substr(mark.text.begin, mark.text.end - mark.text.begin) + ">";
  }
  return out;
}

std::string blocks_of(std::string_view source) {
  const auto document = read_html_fragment(source, {});
  std::string out;
  for (const SourceBlock& block : (*document)->blocks()) out += (out.empty() ? "" : " | ") + shown(block);
  return out;
}

/// Written with every word turned.
std::string written(std::string_view source) {
  const auto document = read_html_fragment(source, {});
  return *(*document)->write(pseudo_translations((*document)->blocks()), nullptr);
}

struct Case {
  const char *source, *blocks;
};

void check(std::initializer_list<Case> cases) {
  for (const Case& one : cases) {
    EXPECT_EQ(blocks_of(one.source), one.blocks) << one.source;
    const auto document = read_html_fragment(one.source, {});
    EXPECT_EQ(*(*document)->write(unchanged((*document)->blocks()), nullptr), one.source);
    // Turned and turned back it means the same: the same blocks come out.
    EXPECT_EQ(blocks_of(written(written(one.source))), one.blocks) << written(one.source);
  }
}

TEST(Blocks, SentencesRunThroughInlineElements) {
  check({{"<p>A <a href=x><b>fine</b> day</a> it is.</p>", "A <a><b>fine</b> day</a> it is."},
         {"<p><b>W</b>ord and under<u>line</u>d</p>", "<a>W^</a>ord and under<b>line</b>d"},
         {"<p><span class=drop-cap>T</span>he day</p>", "<a>T^</a>he day"},
         {"<p><b class='x dropcap'>A</b> man left</p>", "<a>A^</a> man left"},
         {"<p>“<span>I</span> was there when the port opened again.</p>",
          "“<a>I^</a> was there when the port opened again."},
         {"<p><b>A</b> is the first letter of all alphabets of Europe.</p>",
          "<a>A</a> is the first letter of all alphabets of Europe."},
         {"<p><span class=dropcap>5</span> men left</p>", "<a>5</a> men left"},
         {"<p>A <b>W</b>ord</p>", "A <a>W</a>ord"},
         {"<p>One\n\ttwo\n three</p>", "One two three"},
         {"<p>a <my-tag>custom</my-tag> one</p>", "a <a>custom</a> one"},
         {"<p><span>H</span><span>i</span> there</p>", "<a>H^</a><b>i</b> there"},
         {"<p>Text <i class=icon></i><a id=x></a>goes on</p>", "Text <a/><b/>goes on"},
         {"<p>super<wbr>cali</p>", "super<a/>cali"},
         {"<p>An <img src=a> image <!-- c -->here</p>", "An <a/>image <b/>here"},
         {"<p>Stray</b> tag and <i>more</i></p>", "Stray<a/> tag and <b>more</b>"}});
}

TEST(Blocks, LimitsOfSentences) {
  check({{"<div>one<p>two</p>three</div>", "one | two | three"},
         {"<li>a b<ul><li>c d</ul>", "a b | c d"},
         {"<a href=x><h3>Head</h3><p>Text</p></a>", "Head | Text"},
         {"<p>One.<br><br>Two</p>", "One. | Two"},
         {"<p>one line<br>goes on</p>", "one line <a/>goes on"},
         {"<p>He met <a href=x>the head of the Harbour<br>Office</a> there</p>",
          "He met <a>the head of the Harbour <b/>Office</a> there"},
         {"<p>See <a href=x>The end.<br>The start</a> here</p>", "See | The end. | The start | here"},
         {"<p>12 Main Street<br>Springfield</p>", "12 Main Street | Springfield"},
         {"<p>Head<select><option>One<option>Two</select></p>", "Head | One | Two"},
         {"<p>Press <button>Go on</button> now</p>", "Press | Go on | now"}});
}

TEST(Blocks, LabelsStandForThemselves) {
  check({{"<p><a href=1>Terms</a> | <a href=2>Privacy</a></p>", "Terms | Privacy"},
         {"<p><a href=1>Terms</a> <a href=2>Privacy</a></p>", "Terms | Privacy"},
         {"<p><a href=1>one</a><a href=2>two</a></p>", "one | two"},
         {"<p>Tags: <a href=1>One</a>, <a href=2>Two</a></p>", "Tags: | One | Two"},
         {"<p>Read <a href=1>this</a> and <a href=2>that</a></p>", "Read <a>this</a> and <b>that</b>"},
         {"<p><span>Follow</span><span>Following</span></p>", "Follow | Following"},
         {"<p>He resigned.<a href=1>Read more</a> here</p>", "He resigned. | <a>Read more</a> here"},
         {"<p>“He resigned.”<b>The port</b></p>", "“He resigned.” | The port"},
         {"<p><a href=1>Read more.</a>The port</p>", "Read more. | The port"},
         {"<p>5 comments<a href=1>Share it</a></p>", "5 comments | Share it"},
         {"<p>saw J.<b>Doe</b> and e<a href=1>Bay</a></p>", "saw J.<a>Doe</a> and e<b>Bay</b>"},
         {"<p>two.<a href=1>example</a>.org</p>", "two.<a>example</a>.org"},
         {"<p><b>Hello</b> <i>world</i></p>", "<a>Hello</a> <b>world</b>"},
         {"<p><a href=x>killed</a><a href=x> more than</a> ten</p>", "<a>killed</a> <b>more than</b> ten"}});
}

TEST(Blocks, LinksOfALongListStandForThemselves) {
  std::string list, blocks;
  for (char name = 'a'; name <= 'h'; ++name) {
    list += "<a href=" + std::string(1, name) + ">" + name + "1</a>, ";
    blocks += std::string(1, name) + "1 | ";
  }
  check({{("<p>So far " + list + "<a href=y>y1</a> and <a href=z>z1</a> liked it.</p>").c_str(),
          ("So far | " + blocks + "<a>y1</a> and <b>z1</b> liked it.").c_str()},
         {"<p>In <a href=1>Paris</a>, <a href=2>Rome</a>, <a href=3>Bonn</a> and <a href=4>Bern</a></p>",
          "In <a>Paris</a>, <b>Rome</b>, <c>Bonn</c> and <d>Bern</d>"}});
}

TEST(Blocks, NamesOfAccountsStay) {
  const auto list = [](const std::string& folder, const std::vector<std::string>& names) {
    std::string out = "<p>";
    for (const std::string& name : names) out += "<a href='" + folder + name + "'>" + name + "</a>, ";
    return blocks_of(out + "<a href='" + folder + "moon'>moon</a> and others liked it.</p>");
  };
  const std::vector<std::string> names = {"sky_king", "yuki27", "AirQuotes", "soap", "lethe_rem", "higher", "ts4life"};
  EXPECT_EQ(list("/users/", names),
            "name:sky_king | name:yuki27 | name:AirQuotes | name:soap | name:lethe_rem | name:higher | name:ts4life | "
            "<a>moon</a> and others liked it.");
  const std::string topics = list("/tag/", {"politics", "sports", "europe", "music", "world", "health", "Covid19"});
  EXPECT_EQ(topics.find("name:"), std::string::npos) << topics;
  EXPECT_EQ(list("/users/", {"sky_king", "yuki27"}).find("name:"), std::string::npos);
}

TEST(Blocks, LabelsThatTouchAreNoWord) {
  check({{"<div><span>Politics</span><span>March 5, 2024</span><span>5 min read</span></div>",
          "Politics | March 5, 2024 | 5 min read"},
         {"<div><b>Name</b><i>Jane Doe</i><b>Age</b><i>42 years</i></div>", "Name | name:Jane Doe | Age | 42 years"},
         {"<div><time>Feb 24</time><span class=dot></span>4 min</div>", "Feb 24 | 4 min"},
         {"<div><span>Updated</span><span>2 hours ago</span></div>", "Updated | 2 hours ago"},
         {"<div>Updated<time>2 hours ago</time></div>", "Updated | 2 hours ago"},
         {"<div><span>UK</span><!-- c --><span>News</span></div>", "UK | News"},
         {"<div><span>Jane Doe</span><span>@janedoe</span></div>", "name:Jane Doe | @janedoe"},
         {"<div><b>Place:</b>New York</div><div><b>Time:</b><i>10:30</i></div>", "Place: | New York | Time: | 10:30"},
         {"<div><span>Comments (5)</span><span>Share it</span></div>", "Comments (5) | Share it"},
         {"<div><span>Спорт</span><span>Новости дня</span></div>", "Спорт | Новости дня"}});
  const auto document = read_html_fragment("<p><b>Leeds</b><i>2</i>-<i>1</i><b>Derby</b></p>", {});
  EXPECT_EQ((*document)->blocks().size(), 1U);  // emphasis alone does not make labels
  EXPECT_EQ(blocks_of("<p><u-x>Leeds</u-x><u-x>2</u-x>-<u-x>1</u-x><u-x>Derby</u-x></p>"),
            "Leeds | <a>2</a>-<b>1</b> | Derby");
}

TEST(Blocks, PartsOfOneWordStayTogether) {
  check(
      {{"<p>the CO<span>2</span> and <span>CO</span><span>2</span></p>", "the CO<a>2</a> and <b>CO</b><c>2</c>"},
       {"<p>the 21<span>st</span> on <b>You</b>Tube</p>", "the 21<a>st</a> on <b>You</b>Tube"},
       {"<p>for 1,<i>250</i> or <b>12</b><b>99</b></p>", "for 1,<a>250</a> or <b>12</b><c>99</c>"},
       {"<p>mail <span>jane</span><span>@example.com</span> now</p>", "mail <a>jane</a><b>@example.com</b> now"},
       {"<p>it said<span>Opens a window</span> that we go</p>", "it said<a>Opens a window</a> that we go"},
       {"<p>some<a id=p12></a>thing and <span>10:</span><span>30</span></p>", "some<a/>thing and <b>10:</b><c>30</c>"},
       {"<p><span>東京都内</span><span>今日午後</span></p>", "<a>東京都内</a><b>今日午後</b>"}});
}

TEST(Blocks, Characters) {
  check({{"<p>R&amp;D &mdash; caf&eacute;&hellip;</p>", "R&D — café…"},
         {"<p>write &lt;b&gt; now</p>", "write <b> now"},
         {"<p>sepa&shy;rate wo\u200Brd</p>", "separate word"},
         {"<p>5&nbsp;March</p>", "5\u00A0March"},
         {"<p>&nbsp;</p><p>→</p>", ""},
         {"<p>&nbsp; Text &nbsp;</p>", "Text"}});
  EXPECT_EQ(written("<p>5&nbsp;March &lt; R&amp;D</p>"), "<p>5&nbsp;Znepu &lt; E&amp;Q</p>");
}

TEST(Blocks, ControlCharactersAreNoText) {
  check({{"<p>The \x0B"
          "bridge opened\x0Btoday.</p>",
          "The bridge opened today."},
         {"<p>The \x01"
          "bridge <b>\x7Fopened</b> to\u0085day\uFDD0.</p>",
          "The bridge <a>opened</a> today."}});
  EXPECT_EQ(written("<p>The \x0B"
                    "bridge \x01&amp; it.</p>"),
            "<p>Gur oevqtr &amp; vg.</p>");
}

TEST(Blocks, WhatStays) {
  check({{"<p>Call <code>f(x)</code> here</p>", "Call <a=f(x)> here"},
         {"<pre>a b c</pre>", "code:a b c"},
         {"<p>The <i translate=no>New Yorker</i> said</p>", "The <a=New Yorker> said"},
         {"<div class=notranslate><p>Some words</p></div>", "marked:Some words"},
         {"<div translate=no>No <p translate=yes>Yes</p></div>", "marked:No | Yes"},
         {"<p><i class=material-icons>search</i> Find it</p>", "<a=search> Find it"},
         {"<p>see<sup><a href=#f>[3]</a></sup> there</p>", "see<a/> there"},
         {"<p>the word<sup>a</sup> and<a href=#f><sup>1</sup></a> it</p>", "the word<a/> and<b/> it"},
         {"<p>the 5<sup>th</sup> n<sup>o</sup></p>", "the 5<a>th</a> n<b>o</b>"},
         {"<textarea>a b</textarea><svg><title>t</title></svg><template><p>x</p></template>", ""},
         {"<script>var a = 'text';</script><style>p { }</style><math><mi>x</mi></math>", ""},
         {"<p lang=en>He said <i lang=fr>c'est la vie</i> then</p>", "He said <a=c'est la vie> then"}});
}

TEST(Blocks, NotesInWordsStandAlone) {
  check({{"<p>It grew fast.<sup>[<i><a href=2>citation needed</a></i>]</sup> Yes</p>",
          "It grew fast.<a/> Yes | citation needed"},
         {"<p>It <b>failed</b><sup><a href=n>note 2</a></sup> again</p>", "It <a>failed</a><b/> again | note 2"},
         {"<p>the globe<sup>[1]</sup><sup>[is it]</sup>.</p>", "the globe<a/><b/>. | is it"},
         {"<p>on May 5<span style='display: none'> (<i>was May 4</i>)</span> it opened</p>",
          "on May 5<a/> it opened | (<a>was May 4</a>)"},
         {"<p>by Acme<sup>TM</sup> on the 5<sup>th day</sup></p>", "by Acme<a>TM</a> on the 5<b>th day</b>"},
         {"<p>so <sup>raised words</sup> here</p>", "so <a>raised words</a> here"}});
  EXPECT_EQ(written("<p>It grew.<sup>[<i><a href=2>is it</a></i>]</sup> Yes</p>"),
            "<p>Vg terj.<sup>[<i><a href=2>vf vg</a></i>]</sup> Lrf</p>");
}

TEST(Blocks, FormulasAreLocked) {
  const auto locked = [](std::string_view source) {
    std::string out;
    const auto document = read_html_fragment(source, {});
    const SourceBlock& block = (*document)->blocks().at(0);
    for (const ByteRange range : block.locked) out += block.text.substr(range.begin, range.end - range.begin) + ";";
    return out;
  };
  EXPECT_EQ(locked("<p>drink H<sub>2</sub>O and H<sub>2</sub>SO<sub>4</sub></p>"), "H2O;H2SO4;");
  EXPECT_EQ(locked("<p>grows by \u00E9x<sub>n</sub>, n<sup>o</sup></p>"), "\u00E9xn;no;");
  EXPECT_EQ(locked("<p>the 5<sup>th</sup> time <sub>lower</sub> here</p>"), "");
}

TEST(Blocks, Attributes) {
  check({{"<img alt='A dog' src=x>", "A dog"},
         {"<p title='Some title'>Text</p>", "Some title | Text"},
         {"<img alt=\"\"><input type=text value=Draft placeholder='Your name'>", "Your name"},
         {"<input type=submit value=Send>", "Send"},
         {"<a title='&lt;b&gt;x&lt;/b&gt;' aria-label='{\"a\":1}'></a>", ""},
         {"<meta name=description content='Short text'><meta property=og:image content='http://a/b'>", "Short text"},
         {"<meta itemprop='about description' content='Short text'><meta name=keywords content='ship, port'>",
          "Short text"},
         {"<meta itemprop=headline content='Not ours'><meta property=og:image:alt content='Not ours'>", ""},
         {"<meta name=twitter:site content='@name'><meta name=twitter:title content='A title'>", "A title"},
         {"<p>One <img alt='a dog' src=x> two</p>", "One <a/>two | a dog"}});
  // Encoded: kept, as code.
  for (const char* data : {"ctx_ver=Z39.88-2004&amp;rft_val_fmt=info&amp;rft.title=Ship", "A%20ship%2C%20Basra"}) {
    const std::string page = "<p><span title='" + std::string(data) + "'>Ship</span></p>";
    const auto document = read_html(page, {}, false);
    EXPECT_EQ(std::ranges::count((*document)->blocks(), KeepReason::kCode, &SourceBlock::keep), 1) << page;
  }
  check({{"<b title='R&amp;D'>x</b>", "R&D | x"}, {"<b title='100%20'>x</b>", "100%20 | x"}});
  EXPECT_EQ(written("<img alt=dog>"), "<img alt=\"qbt\">");
  EXPECT_EQ(written("<img alt='it\"s &#39;x&#39;'>"), "<img alt='vg\"f &#39;k&#39;'>");
}

TEST(Blocks, BrokenMarkupIsTranslatedTextByText) {
  check({{"<p><b>one<p>two</b> three", "one | two | three"},
         {"<table>stray <tr><td>cell</td></tr></table>", "stray | cell"},
         {"<p>a <b>b <i>c</b> d</i> e</p>", "a | b | c | d | e"}});
}

TEST(Blocks, DeepNestingIsKeptAndReported) {
  std::string deep = "<p>Before</p>";
  for (int at = 0; at < 10000; ++at) deep += "<div>";
  deep += "deep";
  for (int at = 0; at < 10000; ++at) deep += "</div>";
  deep += "<p>After</p>";
  const auto document = read_html(deep, {}, false);
  const auto& blocks = (*document)->blocks();
  ASSERT_EQ(blocks.size(), 3U);
  EXPECT_EQ(blocks[0].text, "Before");
  EXPECT_EQ(blocks[1].keep, KeepReason::kLimit);
  EXPECT_FALSE(blocks[1].note.empty());
  EXPECT_EQ(blocks[2].text, "After");
  EXPECT_EQ(*(*document)->write(unchanged(blocks), nullptr), deep);
}

TEST(Blocks, PlacementsAreChecked) {
  const auto document = read_html_fragment("<p>a <b>b</b></p>", {});
  EXPECT_FALSE((*document)->write({}, nullptr));
  std::vector<document::Placement> lost(1);
  lost[0].changed = true;
  lost[0].pieces = {{Piece::Kind::kText, "x", -1}};
  EXPECT_FALSE((*document)->write(lost, nullptr));
}

TEST(Blocks, WordsForScreenReadersAreNoPartOfTheSentence) {
  check({{"<p><span class=off-screen>Media caption</span> <span>The mayor spoke.</span></p>",
          "Media caption | The mayor spoke."},
         {"<p>Read more<span class='c-link u-visually-hidden'> about the storm</span> here.</p>",
          "Read more<a/> here. | about the storm"},
         {"<a href=x><span class=sr-only>Home</span></a>", "Home"},
         {"<p>A <b class=not-sr-only>seen</b> word</p>", "A <a>seen</a> word"}});
}

TEST(Blocks, LabelsSideBySideStandForThemselves) {
  check(
      {{"<p><span class=author>Rose White</span> <span class=date>5 March 2026</span> <span>4 min read</span></p>",
        "name:Rose White | 5 March 2026 | 4 min read"},
       {"<div><span class=posted-on>Posted on <time>March 5</time></span> <span class=byline>by <a rel=author>Bob "
        "Brown</a></span></div>",
        "Posted on <a>March 5</a> | by <a>Bob Brown</a>"},
       {"<p><span class=cat-links>Posted in <a>News</a></span> <span class=tags-links>Tagged <a>tap</a></span></p>",
        "Posted in <a>News</a> | Tagged <a>tap</a>"},
       {"<p><b><span class=author>Rose White</span></b> <i>Port City</i></p>", "name:Rose White | Port City"},
       // What introduces its neighbour, goes on with it, or stands in a sentence stays there.
       {"<p><span>By</span> <span class=author-name>Rose White</span></p>", "<a>By</a> <b>Rose White</b>"},
       {"<p><span>Last updated</span> <time>March 5</time></p>", "<a>Last updated</a> <b>March 5</b>"},
       {"<p><b class=fn>Alice</b> <span>says:</span></p>", "<a>Alice</a> <b>says:</b>"},
       {"<p>It was <time>March 5</time> <em>Then</em> it rained.</p>", "It was <a>March 5</a> <b>Then</b> it rained."},
       {"<h2><span class=headline>Our history</span> <span>[edit]</span></h2>", "<a>Our history</a> <b>[edit]</b>"}});
}

TEST(Blocks, WritersKeepTheirNamesInShortTexts) {
  const auto locked_in = [](std::string_view source) {
    const auto document = read_html(source, {}, false);
    std::string out;
    for (const SourceBlock& block : (*document)->blocks()) {
      for (const ByteRange range : block.locked) out += block.text.substr(range.begin, range.end - range.begin) + ";";
      if (block.keep == KeepReason::kName) out += "all of " + block.text + ";";
    }
    return out;
  };
  EXPECT_EQ(locked_in("<p class=byline>By Rose White</p><img alt='Rose White'><p>More from Rose White</p>"),
            "Rose White;all of Rose White;Rose White;");
  EXPECT_EQ(locked_in("<meta name=author content='Rose White'><p>Rose Whiteley</p><a>Rose White</a>"),
            "all of Rose White;");
  EXPECT_EQ(locked_in("<script type='application/ld+json'>{\"author\":{\"name\":\"Rose White\"}}</script>"
                      "<h4>About Rose White</h4>"),
            "Rose White;");
  EXPECT_EQ(locked_in("<img alt='Rose White'>"), "");
}

}  // namespace
}  // namespace dragoman::html
