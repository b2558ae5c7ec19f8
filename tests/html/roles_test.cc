// Roles and locks of blocks, from markup, classes and form.
#include "html/roles.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "html/lexer.h"

namespace dragoman::html {
namespace {

using document::Mark;
using document::SourceBlock;
using testing::ElementsAre;

struct Described {
  SourceBlock block;
  std::vector<std::string> locked;
};

/// All of an element as one block, every element in it as a mark.
SourceBlock block_of(const Tree& tree, NodeId holder, std::vector<NodeId>& mark_nodes) {
  SourceBlock block;
  for (NodeId id = holder + 1; id < tree[holder].behind; ++id) {
    if (tree[id].kind == Node::Kind::kText) {
      block.text += tree.text(id);
    } else if (tree[id].kind == Node::Kind::kElement) {
      Mark mark;
      mark.text = {block.text.size(), block.text.size() + tree.inner_text(id).size()};
      block.marks.push_back(mark);
      mark_nodes.push_back(id);
    }
  }
  return block;
}

/// The element with id="x" of a page.
Described describe(const std::string& page) {
  const auto tree = Tree::parse(page, {});
  const Roles roles(*tree);
  for (NodeId id = 1; id != kNoNode; id = tree->next(id)) {
    if (tree->value(id, "id") != "x" && !(tree->is(id, "title") && page.find("id=x") == std::string::npos)) continue;
    std::vector<NodeId> mark_nodes;
    Described out{block_of(*tree, id, mark_nodes), {}};
    roles.describe(id, mark_nodes, out.block);
    for (const ByteRange range : out.block.locked)
      out.locked.push_back(out.block.text.substr(range.begin, range.end - range.begin));
    return out;
  }
  ADD_FAILURE() << "no element x in " << page;
  return {};
}

std::string role(const std::string& page) { return std::string(role_name(describe(page).block.role)); }

TEST(Roles, FromSemantics) {
  EXPECT_EQ(role("<h1 id=x>Port reopens</h1>"), "headline");
  EXPECT_EQ(role("<h1><a id=x href=/a>Port reopens</a></h1>"), "headline");
  EXPECT_EQ(role("<title>Port reopens</title>"), "headline");
  EXPECT_EQ(role("<h2 id=x>More on ships</h2>"), "subheading");
  EXPECT_EQ(role("<figure><img src=a><figcaption><p id=x>A ship leaves the port.</p></figcaption></figure>"),
            "caption");
  EXPECT_EQ(role("<table><caption id=x>Ships by year</caption></table>"), "caption");
  EXPECT_EQ(role("<p id=x><time datetime=2021-05-03>3 May 2021</time></p>"), "dateline");
  EXPECT_EQ(role("<p id=x>On <time datetime=2021-05-03>3 May 2021</time> the port reopened.</p>"), "text");
  EXPECT_EQ(role("<blockquote><p id=x>We saw the ships.</p></blockquote>"), "quote");
  EXPECT_EQ(role("<ul><li id=x>Ships and boats</li></ul>"), "list-item");
  EXPECT_EQ(role("<nav><ul><li id=x>World news</li></ul></nav>"), "navigation");
  EXPECT_EQ(role("<div role=navigation><p id=x>World news</p></div>"), "navigation");
  EXPECT_EQ(role("<table><tr><td id=x>Ships lost</td></tr></table>"), "table-cell");
  EXPECT_EQ(role("<p id=x>The port reopened on Monday.</p>"), "text");
  EXPECT_EQ(role("<article><header><h1>Port reopens</h1><p id=x>Ships return after a week.</p></header></article>"),
            "standfirst");
  EXPECT_EQ(role("<header><p id=x>Ships return after a week.</p><h1>Port reopens</h1></header>"), "text");
}

TEST(Roles, FromMicrodata) {
  EXPECT_EQ(role("<h2 itemprop=headline id=x>Port reopens</h2>"), "headline");
  EXPECT_EQ(role("<p itemprop=description id=x>Ships return after a week.</p>"), "standfirst");
  EXPECT_EQ(role("<span itemprop='datePublished dateModified' id=x>yesterday morning</span>"), "dateline");
  EXPECT_EQ(role("<div itemprop=caption><span id=x>A ship.</span></div>"), "caption");
  const Described author = describe("<div itemprop=author itemscope><span itemprop=name id=x>Jane Doe</span></div>");
  EXPECT_EQ(author.block.role, BlockRole::kByline);
  EXPECT_EQ(author.block.keep, KeepReason::kName);
  EXPECT_EQ(describe("<span itemprop=copyrightHolder id=x>The Harbour Post</span>").block.keep, KeepReason::kName);
}

TEST(Roles, FromClasses) {
  EXPECT_EQ(role("<div class='story-headline' id=x>Port reopens</div>"), "headline");
  EXPECT_EQ(role("<div class='pb-dek c-entry-summary' id=x>Ships return after a week.</div>"), "standfirst");
  EXPECT_EQ(role("<h2 class=standfirst id=x>Ships return after a week.</h2>"), "standfirst");
  EXPECT_EQ(role("<h1 class=standfirst id=x>Port reopens</h1>"), "headline");
  EXPECT_EQ(role("<p class=ArticleByline__text id=x>By Jane Doe</p>"), "byline");
  EXPECT_EQ(role("<p class=wp-caption-text id=x>A ship leaves.</p>"), "caption");
  EXPECT_EQ(role("<p class=has-caption id=x>A ship leaves.</p>"), "text");
  EXPECT_EQ(role("<div class=breadcrumbs><a id=x>World news</a></div>"), "navigation");
  EXPECT_EQ(role("<div class=timestamp id=x>March 16, 2015 8:02 pm UTC</div>"), "dateline");
  EXPECT_EQ(role("<div class=timestamp id=x>The port reopened on Monday and ships return</div>"), "text");
  EXPECT_EQ(role("<body class='single-author caption'><p id=x>The port reopened.</p>"), "text");
  EXPECT_EQ(role("<div class=author><div><div><div><div><p id=x>The port reopened.</p></div></div></div></div></div>"),
            "text");
  EXPECT_EQ(role("<div class=author id=x>" + std::string(300, 'a') + "</div>"), "text");
}

TEST(Roles, FromForm) {
  EXPECT_EQ(role("<p id=x>By Jane Doe and John Roe</p>"), "byline");
  EXPECT_EQ(role("<div id=x>Updated 3 May 2021, 10:15 BST</div>"), "dateline");
  EXPECT_EQ(role("<div id=x>REUTERS/Jane Doe</div>"), "credit");
  EXPECT_EQ(role("<p id=x>Beta V.1.0 - Powered by automated translation</p>"), "label");
  EXPECT_EQ(role("<p id=x><em>Traduzido automaticamente</em></p>"), "label");
}

TEST(Roles, BylinesKeepTheirNames) {
  const Described by = describe(
      "<p class=byline id=x>By <a rel=author href=/j>Jane Doe</a> and <a href=/r>John Roe</a>, Political Editor</p>");
  EXPECT_THAT(by.locked, ElementsAre("Jane Doe", "John Roe", ","));
  EXPECT_EQ(by.block.keep, KeepReason::kNone);
  EXPECT_THAT(describe("<p class=author id=x>Jane Doe and John Roe</p>").locked, ElementsAre("Jane Doe", "John Roe"));
  EXPECT_EQ(describe("<span class=author id=x>Jane Doe</span>").block.keep, KeepReason::kName);
  EXPECT_EQ(describe("<p id=x>Written by the night desk of the paper</p>").block.role, BlockRole::kText);
  EXPECT_THAT(describe("<p id=x>More stories by <a rel=author>Jane Doe</a> on ships</p>").locked,
              ElementsAre("Jane Doe"));
}

TEST(Roles, WordsThatOnlyLookLikeNamesAreTranslated) {
  EXPECT_EQ(describe("<span class=author id=x>Follow</span>").block.keep, KeepReason::kNone);
  EXPECT_EQ(describe("<span class=author id=x>Promoted by</span>").block.keep, KeepReason::kNone);
  EXPECT_EQ(describe("<a rel=author id=x>janedoe</a>").block.keep, KeepReason::kName);
  EXPECT_EQ(describe("<span class=credit id=x>Credit</span>").block.keep, KeepReason::kNone);
  EXPECT_EQ(describe("<div id=x>Facebook Conversations</div>").block.keep, KeepReason::kNone);
  EXPECT_EQ(role("<div itemprop='description articleBody'><p id=x>The port reopened.</p></div>"), "text");
}

TEST(Roles, CaptionsKeepTheirCredits) {
  EXPECT_THAT(describe("<figcaption id=x>A ship leaves Basra. REUTERS/Jane Doe</figcaption>").locked,
              ElementsAre("REUTERS/Jane Doe"));
  EXPECT_THAT(
      describe("<figcaption id=x>A ship leaves <span class=credit>Photograph: Jane Doe</span></figcaption>").locked,
      ElementsAre("Photograph: Jane Doe"));
  const Described credit =
      describe("<figcaption><span class=credit id=x>Photograph: Jane Doe/Getty</span></figcaption>");
  EXPECT_EQ(credit.block.role, BlockRole::kCredit);
  EXPECT_EQ(credit.block.keep, KeepReason::kName);
  EXPECT_EQ(describe("<figcaption id=x>(AP Photo/Jane Doe)</figcaption>").block.role, BlockRole::kCredit);
}

TEST(Roles, DatelinesKeepTheirAgency) {
  EXPECT_THAT(describe("<p id=x>LONDON (Reuters) - The port reopened.</p>").locked, ElementsAre("(Reuters)"));
}

TEST(Roles, PublicationsKeepTheirName) {
  EXPECT_THAT(
      describe("<meta property=og:site_name content='The Harbour Post'><title>Port reopens - The Harbour Post</title>")
          .locked,
      ElementsAre("The Harbour Post"));
  EXPECT_THAT(describe("<script "
                       "type=application/"
                       "ld+json>{\"@type\":\"NewsArticle\",\"publisher\":{\"@type\":\"Organization\",\"name\":"
                       "\"Harbour Post\"}}</script>"
                       "<title>Harbour Post: Port reopens</title>")
                  .locked,
              ElementsAre("Harbour Post"));
  EXPECT_THAT(describe("<link rel=canonical href=https://www.theharbourpost.co.uk/a><title>Port reopens | World | The "
                       "Harbour Post</title>")
                  .locked,
              ElementsAre("The Harbour Post"));
  EXPECT_THAT(
      describe("<link rel=canonical href=https://www.skysports.com/a><title>Port reopens | Sport</title>").locked,
      ElementsAre());
  EXPECT_EQ(
      describe("<meta property=og:site_name content='The Harbour Post'><title>The Harbour Post</title>").block.keep,
      KeepReason::kName);
  EXPECT_THAT(describe("<title>Port reopens - a story</title>").locked, ElementsAre());
  EXPECT_THAT(describe("<script type=application/ld+json>//<![CDATA[\n{\"publisher\":{\"name\":\"Harbour Post\"}}\n"
                       "//]]></script><title>Port reopens | Harbour Post</title>")
                  .locked,
              ElementsAre("Harbour Post"));
}

TEST(Roles, TheTitleTellsThePublicationBehindTheHeadline) {
  const auto locked = [](const std::string& title, const std::string& more) {
    return describe("<title>" + title + "</title>" + more).locked;
  };
  const std::string h1 = "<h1>Mayor Resigns After the Vote</h1>";
  for (const char* divider : {" - ", " | ", " \u2013 ", " \u2014 ", " \u00B7 ", ": "}) {
    EXPECT_THAT(locked("Mayor Resigns After the Vote" + std::string(divider) + "The Guardian", h1),
                ElementsAre("The Guardian"));
  }
  EXPECT_THAT(locked("Mayor Resigns After the Vote - Politics - The Guardian", h1), ElementsAre("The Guardian"));
  EXPECT_THAT(locked("The Mayor Resigns After Vote - The Guardian",
                     "<script type=application/ld+json>{\"headline\":\"Mayor Resigns After the Vote\"}</script>"),
              ElementsAre("The Guardian"));
  EXPECT_THAT(locked("Mayor Resigns - The Guardian", "<meta property=og:title content='Mayor Resigns'>"),
              ElementsAre("The Guardian"));
  // No headline, another one, one with that part, words that are no name, a section.
  EXPECT_THAT(locked("Mayor Resigns - The Guardian", ""), ElementsAre());
  EXPECT_THAT(locked("Mayor Resigns - The Guardian", "<h1>The Port</h1>"), ElementsAre());
  EXPECT_THAT(locked("Mayor Resigns After the Vote: A Portrait", "<h1>Mayor Resigns After the Vote: A Portrait</h1>"),
              ElementsAre());
  EXPECT_THAT(locked("Mayor Resigns After the Vote: what we know", h1), ElementsAre());
  EXPECT_THAT(
      locked("Mayor Resigns After the Vote - Politics", h1 + "<meta property=article:section content=Politics>"),
      ElementsAre());
}

TEST(Roles, AStatedPublicationKeepsItsNameAnywhere) {
  const std::string sun = "<meta property=og:site_name content='The Sun'>",
                    post = "<meta property=og:site_name content=Post>";
  EXPECT_EQ(describe(sun + "<a id=x href=/>The Sun</a>").block.keep, KeepReason::kName);
  EXPECT_EQ(describe(post + "<a id=x href=/>Post</a>").block.keep, KeepReason::kName);
  EXPECT_EQ(describe(sun + "<p id=x>The sun</p>").block.keep, KeepReason::kNone);
  EXPECT_THAT(describe(sun + "<p id=x>He told The Sun, not The Sunday Sun. The Sun reported.</p>").locked,
              ElementsAre("The Sun", "The Sun"));
  EXPECT_THAT(describe(sun + "<nav><a id=x href=/>The Sun app</a></nav>").locked, ElementsAre());
  EXPECT_THAT(describe(post + "<p id=x>The Post is in the Post office.</p>").locked, ElementsAre());
  const auto tree = Tree::parse(sun + "<img alt='The Sun'>", {});
  SourceBlock block;
  block.text = "The Sun";
  Roles(*tree).describe_attribute(static_cast<NodeId>(tree->size() - 1), "alt", block);
  EXPECT_EQ(block.keep, KeepReason::kName);
}

TEST(Roles, AKnownNameStaysInEverySpelling) {
  const std::string named =
      "<title>Mayor Resigns After the Vote - The New Day</title><h1>Mayor Resigns After the Vote</h1>";
  EXPECT_EQ(describe(named + "<a id=x href=/>The New Day</a>").block.keep, KeepReason::kName);
  EXPECT_EQ(describe(named + "<a id=x href=/>New Day</a>").block.keep, KeepReason::kName);
  EXPECT_THAT(describe(named + "<p id=x>Subscribe to the New Day</p>").locked, ElementsAre("New Day"));
  EXPECT_THAT(describe(named + "<li id=x>The New Day - Back to home</li>").locked, ElementsAre("The New Day"));
  EXPECT_THAT(describe(named + "<li id=x>The New Day : Home</li>").locked, ElementsAre("The New Day"));
  EXPECT_THAT(describe(named + "<p id=x>It is a new day here.</p>").locked, ElementsAre());
  const std::string mirror = "<meta property=og:site_name content='the Mirror'>";
  EXPECT_EQ(describe(mirror + "<a id=x href=/>The Mirror</a>").block.keep, KeepReason::kName);
  EXPECT_EQ(describe(mirror + "<a id=x href=/>Mirror</a>").block.keep, KeepReason::kName);
  EXPECT_EQ(describe(mirror + "<a id=x href=/>mirror</a>").block.keep, KeepReason::kNone);
  EXPECT_THAT(describe(mirror + "<small id=x>\u00A9 2024 The Mirror</small>").locked, ElementsAre("The Mirror"));
  EXPECT_EQ(describe("<meta property=og:site_name content='BBC News'><li id=x>News</li>").block.keep,
            KeepReason::kNone);
  // The title's last part alone may be a section.
  const std::string section =
      "<title>Mayor Resigns After the Vote - World News</title><h1>Mayor Resigns After the Vote</h1>";
  EXPECT_EQ(describe(section + "<li id=x>World News</li>").block.keep, KeepReason::kNone);
  EXPECT_EQ(describe(section + "<a href=/>World News</a><li id=x>World News</li>").block.keep, KeepReason::kName);
  EXPECT_EQ(describe(section + "<p>\u00A9 2024 World News Ltd</p><li id=x>World News</li>").block.keep,
            KeepReason::kName);
  EXPECT_EQ(describe("<link rel=canonical href=https://www.worldnews.com/a>" + section + "<li id=x>World News</li>")
                .block.keep,
            KeepReason::kName);
}

TEST(Roles, CreditsInElementsOfTheirOwnStay) {
  const auto caption = [](const std::string& inside) {
    return describe("<figure><img src=a><figcaption id=x>Boats leave the pier " + inside + "</figcaption></figure>")
        .locked;
  };
  EXPECT_THAT(caption("<small>Office of Works/Handout</small>"), ElementsAre("Office of Works/Handout"));
  EXPECT_THAT(caption("<cite>Office of Works</cite>"), ElementsAre("Office of Works"));
  EXPECT_THAT(caption("<em>The Mail/Mark Pit</em>."), ElementsAre("The Mail/Mark Pit"));
  EXPECT_THAT(caption("<span class=copyright>harbour office</span>"), ElementsAre("harbour office"));
  EXPECT_THAT(caption("<em>Queen Anne</em>"), ElementsAre());
  EXPECT_THAT(caption("<small>click to enlarge</small>"), ElementsAre());
  EXPECT_THAT(caption("<em>The Mail/Mark Pit</em> on Monday"), ElementsAre());
  EXPECT_EQ(describe("<footer><p class=copyright id=x>All rights reserved</p></footer>").block.keep, KeepReason::kNone);
}

TEST(Roles, AnAlternativeTextIsSeldomACredit) {
  const auto locked = [](const std::string& text) {
    const auto tree = Tree::parse("<img alt=x>", {});
    SourceBlock block;
    block.text = text;
    Roles(*tree).describe_attribute(static_cast<NodeId>(tree->size() - 1), "alt", block);
    return block.locked.size() + (block.keep == KeepReason::kNone ? 0 : 1);
  };
  EXPECT_EQ(locked("New Rent/Wage Tables"), 0U);
  EXPECT_EQ(locked("Boats leave. Mark Pit/The Mail"), 1U);
  EXPECT_EQ(locked("Photo: Mark Pit/The Mail"), 2U);
}

TEST(Roles, ALogoIsNoHeadlineAndItsNameStays) {
  const std::string theme =
      "<header><h1 class=site-title><a href=https://p.example/ rel=home>Pier Lookout</a></h1></header>";
  const std::string link =
      "<title>Boats return | Pier Lookout</title><header><h1><a href=/ rel=home>Pier Lookout</a></h1></header>";
  for (const std::string& head : {theme, link}) {
    EXPECT_EQ(describe(head + "<p id=x>Write for Pier Lookout today</p>").locked,
              std::vector<std::string>{"Pier Lookout"});
    EXPECT_EQ(role(head + "<header><p id=x>Boats return after a week.</p></header>"), "text");
  }
  EXPECT_EQ(describe("<title>Boats return</title><a rel=home href=/>Home</a><a id=x href=/>Home</a>").block.keep,
            KeepReason::kNone);
  EXPECT_THAT(describe("<h4 class=logo>pier.example <a href=/>Home</a></h4><p id=x>pier.example Home</p>").locked,
              ElementsAre());
  EXPECT_THAT(describe("<p class=pill-logo><a href=/pills>Pier Pills</a></p><p id=x>Pier Pills</p>").locked,
              ElementsAre());
  EXPECT_EQ(role("<header><h1 id=x class=logo><a href=/>Pier Lookout</a></h1></header>"), "navigation");
  EXPECT_EQ(role("<header><h1 id=x><a href=/a>Boats return</a></h1></header>"), "headline");
  EXPECT_EQ(role("<article><h1 id=x><a href=/>Boats return</a></h1></article>"), "headline");
  EXPECT_EQ(role("<h1 class=logo>Lookout</h1><main><h2 id=x class=entry-title>Boats return</h2></main>"), "headline");
}

TEST(Roles, APublicationOfOneWord) {
  const std::string lamp = "<meta property=og:site_name content=Lamp>";
  EXPECT_THAT(describe(lamp + "<a id=x href=/a>Support Lamp</a>").locked, ElementsAre("Lamp"));
  EXPECT_THAT(describe(lamp + "<p id=x>The mayor told Lamp on Monday that it is over.</p>").locked,
              ElementsAre("Lamp"));
  EXPECT_THAT(describe(lamp + "<p id=x>He read it in the Lamp.</p>").locked, ElementsAre("Lamp"));
  EXPECT_THAT(describe(lamp + "<p id=x>The Lamp Street fire and the Lamp shop.</p>").locked, ElementsAre());
  EXPECT_THAT(describe(lamp + "<h2 id=x>New Lamp Found</h2>").locked, ElementsAre());
  const std::string farol =
      "<link rel=canonical href=https://www.farol.example/a><meta property=og:site_name content='Farol da Barra'>";
  EXPECT_THAT(describe(farol + "<a id=x href=/a>Assine o Farol</a>").locked, ElementsAre("Farol"));
}

TEST(Roles, MetaAttributes) {
  const auto tree = Tree::parse(
      "<meta property=og:site_name content=Post><meta name=a property=og:title content=x>"
      "<meta name=description content=x><meta name=twitter:data1 content=x><img alt=x>",
      {});
  const Roles roles(*tree);
  std::vector<std::string> found;
  for (NodeId id = 1; id != kNoNode; id = tree->next(id)) {
    if (!tree->is(id, "meta") && !tree->is(id, "img")) continue;
    SourceBlock block;
    block.text = "A ship - Post";
    roles.describe_attribute(id, tree->is(id, "img") ? "alt" : "content", block);
    found.push_back(std::string(role_name(block.role)) + " " + std::to_string(block.locked.size()));
  }
  EXPECT_THAT(found, ElementsAre("metadata 1", "headline 1", "standfirst 1", "metadata 1", "attribute 1"));
}

}  // namespace
}  // namespace dragoman::html
