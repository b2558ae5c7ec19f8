// Catalogues: empty and fuzzy entries are filled and flagged, the rest stays; plural forms by language.
#include <gtest/gtest.h>

#include "fake_placements.h"
#include "formats/accelerators.h"
#include "formats/formats.h"
#include "formats/po_plural.h"

namespace dragoman::formats {
namespace {

const std::string kHeader =
    "# Site texts\nmsgid \"\"\nmsgstr \"\"\n\"Project-Id-Version: x\\n\"\n\"Language: \\n\"\n\"Content-Type: "
    "text/plain; charset=UTF-8\\n\"\n";
const std::string kEntries =
    "\n#. a comment\n#: src/a.c:1\nmsgid \"Read more\"\nmsgstr \"\"\n"
    "\n#, c-format\nmsgctxt \"menu\"\nmsgid \"Hello %s, you have 50% of \\\"all\\\"\"\nmsgstr \"\"\n"
    "\n#, fuzzy\n#| msgid \"Old\"\nmsgid \"\"\n\"First line\\n\"\n\"\\tsecond line\\n\"\nmsgstr \"stale\"\n"
    "\nmsgid \"Done\"\nmsgstr \"Feito\"\n"
    "\nmsgid \"{count} file\"\nmsgid_plural \"{count} files\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n"
    "\n#~ msgid \"gone\"\n#~ msgstr \"ido\"\n";

std::unique_ptr<document::Document> read(std::string_view text) {
  ReadResult document = read_po(text, {});
  EXPECT_TRUE(document.ok()) << document.error().what;
  return std::move(*document);
}

std::string written(std::string_view text, const Words& words, const document::Stamp* stamp = nullptr) {
  const auto document = read(text);
  return *document->write(place_all(*document, words), stamp);
}

TEST(Po, Blocks) {
  EXPECT_EQ(
      listing(*read(kHeader + kEntries)),
      "text: Read more\ntext: Hello %s, you have 50% of \"all\" {%s}\ntext: First line\ntext: second line\ntext: Done\n"
      "text: {count} file {{count}}\ntext: {count} files {{count}}\n");
}

TEST(Po, LineEndsOfMessagesWithTags) {
  const auto message = [](std::string_view text) { return "msgid \"" + std::string(text) + "\"\nmsgstr \"\"\n"; };
  // Blank lines divide blocks; a line's end within a text stands where it stood.
  EXPECT_EQ(listing(*read(message(R"(Hello %(name)s,\n\nYour <b>order</b> has shipped.\n\nThe team\n)"))),
            "text: Hello %(name)s, {%(name)s}\ntext: Your order has shipped.\ntext: The team\n");
  for (const std::string text :
       {R"(Hello %(name)s,\n\nYour <b>order</b> has shipped.\n\nThe team\n)",
        R"(The port is closed.\nPlease <a>come\nback</a>.\n)", R"(\n<b>One</b>\n<b>two</b>\t&amp; three\n\n)",
        R"(<p>One</p>\n\n<p>two \n three</p>\n<ul>\n <li>four</li>\n</ul>)",
        R"(One<br>\nTwo\n<br>Three<!-- a\nb -->\n<i class='x\ny'>four</i>)", R"(<b>a\n\nb</b>\n\n\n<i>c</i> \n )"}) {
    const std::string out = written(message(text), capitals);
    const std::size_t at = out.find("msgstr \"");
    ASSERT_NE(at, std::string::npos);
    const std::string said = out.substr(at + 8, out.size() - at - 10);
    const auto spaces = [](std::string_view all) {
      std::string only;
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i] == '\\') only += all.substr(i, 2);
        if (all[i] == ' ') only += ' ';
      }
      return only;
    };
    EXPECT_EQ(spaces(said), spaces(text)) << out;
    EXPECT_EQ(said.find("dragoman"), std::string::npos) << out;
  }
  const std::string out = written(message(R"(The port is closed.\nCome <a>back</a>.)"), capitals);
  EXPECT_NE(out.find("THE PORT IS CLOSED.\\n\"\n\"COME <a>BACK</a>."), std::string::npos) << out;
}

TEST(Po, UntouchedBytesStay) {
  for (const std::string& text :
       {kHeader + kEntries, replacing("\n", "\r\n")(kHeader + kEntries), "\xEF\xBB\xBF" + kEntries, std::string(),
        std::string("msgid \"a\"\nmsgstr \"\""), std::string("#~ msgid \"x\"\n")}) {
    EXPECT_EQ(*read(text)->write({}, nullptr), text);
  }
}

TEST(Po, EmptyAndFuzzyEntriesAreFilledAndFlagged) {
  EXPECT_EQ(written(kHeader + kEntries, capitals),
            kHeader +
                "\n#. a comment\n#: src/a.c:1\n#, fuzzy\nmsgid \"Read more\"\nmsgstr \"READ MORE\"\n"
                "\n#, fuzzy, c-format\nmsgctxt \"menu\"\nmsgid \"Hello %s, you have 50% of \\\"all\\\"\"\nmsgstr "
                "\"HELLO %s, YOU HAVE 50% OF \\\"ALL\\\"\"\n"
                "\n#, fuzzy\n#| msgid \"Old\"\nmsgid \"\"\n\"First line\\n\"\n\"\\tsecond line\\n\"\nmsgstr "
                "\"\"\n\"FIRST LINE\\n\"\n\"\\tSECOND LINE\\n\"\n"
                "\nmsgid \"Done\"\nmsgstr \"Feito\"\n"
                "\n#, fuzzy\nmsgid \"{count} file\"\nmsgid_plural \"{count} files\"\nmsgstr[0] \"{count} "
                "FILE\"\nmsgstr[1] \"{count} FILES\"\n"
                "\n#~ msgid \"gone\"\n#~ msgstr \"ido\"\n");
}

TEST(Po, HeaderSaysLanguageAndGenerator) {
  document::Stamp stamp = stamp_to("pt-BR", "Etiqueta");
  const std::string out = written(kHeader + kEntries, capitals, &stamp);
  EXPECT_NE(
      out.find(
          "\"Language: pt_BR\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"X-Generator: Dragoman 0.2.0\\n\"\n"
          "\"Plural-Forms: nplurals=2; plural=(n > 1);\\n\"\n"),
      std::string::npos)
      << out;
  EXPECT_EQ(out.find("Etiqueta"), std::string::npos);
  const std::string bare = written("msgid \"a word\"\nmsgstr \"\"\n", capitals, &stamp);
  EXPECT_TRUE(bare.starts_with("msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n")) << bare;
  EXPECT_NE(bare.find("\n\n#, fuzzy\nmsgid \"a word\"\nmsgstr \"A WORD\"\n"), std::string::npos) << bare;
}

TEST(Po, PluralFormsOfTheTarget) {
  const std::string text =
      kHeader + "\nmsgid \"one thing\"\nmsgid_plural \"many things\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n";
  document::Stamp stamp = stamp_to("ar", "");
  std::string out = written(text, capitals, &stamp);
  EXPECT_NE(out.find("msgstr[0] \"MANY THINGS\"\nmsgstr[1] \"ONE THING\"\nmsgstr[2] \"MANY THINGS\"\n"),
            std::string::npos)
      << out;
  EXPECT_NE(out.find("msgstr[5] \"MANY THINGS\"\n"), std::string::npos);
  stamp = stamp_to("ja", "");
  out = written(text, capitals, &stamp);
  EXPECT_TRUE(out.ends_with("msgid_plural \"many things\"\nmsgstr[0] \"MANY THINGS\"\n")) << out;
}

TEST(Po, CataloguesOfAnotherLanguageAreRefused) {
  const document::Stamp stamp = stamp_to("pt", "");
  const auto document = read(replacing("Language: ", "Language: de")(kHeader) + kEntries);
  const auto out = document->write(place_all(*document, capitals), &stamp);
  ASSERT_FALSE(out.ok());
  EXPECT_EQ(out.error().code, ErrorCode::kBadLanguage);
}

TEST(Po, LongTextsAreWrappedWhereTheSourceIs) {
  std::string words;
  for (int i = 0; i < 12; ++i) words += "twelve words ";
  const std::string out = written("msgid \"\"\n\"" + words + "\"\n\"end\"\nmsgstr \"\"\n", capitals);
  EXPECT_NE(
      out.find("msgstr \"\"\n\"TWELVE WORDS TWELVE WORDS TWELVE WORDS TWELVE WORDS TWELVE WORDS TWELVE \"\n\"WORDS "),
      std::string::npos)
      << out;
}

TEST(Po, TagsStay) {
  const std::string out =
      written("msgid \"Press <a href=\\\"%s\\\">this <b>link</b></a> &amp; go\"\nmsgstr \"\"\n", capitals);
  EXPECT_NE(out.find("msgstr \"PRESS <a href=\\\"%s\\\">THIS <b>LINK</b></a> &amp; GO\"\n"), std::string::npos) << out;
}

TEST(Po, AcceleratorsAreNoText) {
  const auto message = [](std::string_view text) { return "msgid \"" + std::string(text) + "\"\nmsgstr \"\"\n"; };
  EXPECT_EQ(listing(*read(message("&Open file..."))), "text: Open file\n");
  EXPECT_EQ(listing(*read(message("Open file..."))), "text: Open file...\n");
  EXPECT_EQ(listing(*read(message("Cu_t"))), "text: Cut\n");
  for (const std::string text : {"AT&T shares", "Search & replace", "a file_name here", "?a=1&b=2", "_a _b"})
    EXPECT_EQ(listing(*read(message(text))), "text: " + text + "\n");
  EXPECT_NE(written(message("Save &as..."), capitals).find("msgstr \"SAVE &AS...\""), std::string::npos);
  EXPECT_EQ(with_accelerator("Abrir ficheiro", {'&', 'F'}), "Abrir &ficheiro");
  EXPECT_EQ(with_accelerator("Salvar como...", {'_', 'm'}), "Salvar co_mo...");
  EXPECT_EQ(with_accelerator("%s abrir", {'&', 'S'}), "%s &abrir");
  EXPECT_EQ(with_accelerator("ファイル...", {'&', 'f'}), "ファイル(&F)...");
}

TEST(Po, BadCatalogues) {
  for (const std::string_view text :
       {"msgid \"a\n", "\"stray\"\n", "msgstr \"x\"\n", "hello\n", "msgid \"a\" b\n", "msgid \"a\"\nmsgwhat \"b\"\n"}) {
    const ReadResult document = read_po(text, {});
    ASSERT_FALSE(document.ok()) << text;
    EXPECT_EQ(document.error().code, ErrorCode::kBadPage);
    EXPECT_NE(document.error().what.find("line "), std::string::npos);
  }
}

TEST(Po, Expressions) {
  EXPECT_EQ(evaluate_plural("n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2", 22),
            1U);
  EXPECT_EQ(evaluate_plural("n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2", 111),
            2U);
  EXPECT_EQ(evaluate_plural("n != 1", 1), 0U);
  EXPECT_EQ(evaluate_plural("2 + 3 * 4 - 1", 0), 13U);
  for (const std::string& bad : {std::string("n +"), std::string("n / 0"), std::string("(n"), std::string("EXPRESSION"),
                                 std::string(), std::string(500, '('), std::string(500, '!')}) {
    EXPECT_FALSE(evaluate_plural(bad, 1)) << bad;
  }
  EXPECT_FALSE(read_plural_forms("nplurals=INTEGER; plural=EXPRESSION;"));
  EXPECT_EQ(read_plural_forms("nplurals=3; plural=(n==1) ? 2 : 0;")->one, 2U);
  EXPECT_EQ(plural_forms_of("pt-PT").header, "nplurals=2; plural=(n != 1);");
}

}  // namespace
}  // namespace dragoman::formats
