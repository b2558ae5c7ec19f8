// Encodings: what a page's bytes mean, and what it says of itself afterwards.
#include "html/decode.h"
#include <gtest/gtest.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <memory>
#include "html/html_document.h"
#include "pseudo.h"

namespace dragoman::html {
namespace {

std::string same(std::string_view bytes, std::string media_type = {}) {
  PageReadOptions options;
  options.media_type = std::move(media_type);
  const auto document = read_html(bytes, options, false);
  return *(*document)->write(unchanged((*document)->blocks()), nullptr);
}

TEST(Decode, OrderOfTrust) {
  EXPECT_EQ(decode_page("\xEF\xBB\xBF"
                        "a",
                        "")
                .text,
            "a");
  EXPECT_EQ(decode_page(std::string_view("\xFF\xFE"
                                         "a\0\xE9\0",
                                         6),
                        "")
                .text,
            "aé");
  EXPECT_EQ(decode_page("caf\xC3\xA9", "text/html; charset=iso-8859-1").text, "café");
  EXPECT_EQ(decode_page("caf\xE9", "text/html; charset=iso-8859-1").text, "café");
  EXPECT_EQ(decode_page("caf\xE9 \x93q\x94", "").text, "café “q”");
  EXPECT_EQ(decode_page("<meta charset=windows-1251>\xCF", "").text, "<meta charset=windows-1251>П");
  EXPECT_EQ(decode_page("<meta charset=windows-1251>\xCF", "text/html; charset=\"koi8-r\"").text,
            "<meta charset=windows-1251>о");
  EXPECT_EQ(decode_page("<!-- <meta charset=koi8-r> -->\xE9", "").text, "<!-- <meta charset=koi8-r> -->é");
  EXPECT_EQ(decode_page("caf\xC3\xA9 caf\xE9", "text/html; charset=utf-8").text, "café café");
  EXPECT_EQ(decode_page("<meta http-equiv=Content-Type content='text/html; charset=Shift_JIS'>\x83\x65", "").text,
            "<meta http-equiv=Content-Type content='text/html; charset=Shift_JIS'>テ");
}

TEST(Decode, WideEncodingsWithoutAMark) {
  const std::string page = "<!doctype html><title>Café</title><p>One</p>";
  for (const char* encoding : {"UTF-16LE", "UTF-16BE"}) {
    UErrorCode error = U_ZERO_ERROR;
    std::string bytes(1000, ' ');
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(encoding, &error), &ucnv_close);
    const auto wide = icu::UnicodeString::fromUTF8(page);
    bytes.resize(static_cast<std::size_t>(wide.extract(bytes.data(), 1000, converter.get(), error)));
    EXPECT_EQ(decode_page(bytes, "").text, page) << encoding;
    EXPECT_TRUE(decode_page(bytes, "").transcoded);
    EXPECT_EQ(decode_page(bytes, "text/html; charset=utf-8").text, page);
  }
  EXPECT_EQ(decode_page(std::string_view("\xFF\xFE\0\0a\0\0\0", 8), "").text, "a");
  EXPECT_EQ(decode_page(std::string_view("\0\0\xFE\xFF\0\0\0a", 8), "").text, "a");
  EXPECT_EQ(decode_page(std::string_view("\x3C\x04\x3D\x04<\0", 6), "text/html; charset=utf-16").text, "мн<");
  // A few zeros make no wide encoding.
  using namespace std::string_literals;
  const std::string zeros = "<p>a\0b\0c</p><p>some more of it</p>"s;
  EXPECT_EQ(decode_page(zeros, "").text, zeros);
}

/// A page in a legacy encoding that says nothing of it; made by the converter that the encoding's label names.
std::string undeclared(std::string_view text, const char* encoding, std::string_view html = "<html>") {
  UErrorCode error = U_ZERO_ERROR;
  const auto wide = icu::UnicodeString::fromUTF8(std::string(html) + "<title>News</title><p>" + std::string(text));
  std::string bytes(4096, ' ');
  bytes.resize(static_cast<std::size_t>(wide.extract(
      bytes.data(), static_cast<int32_t>(bytes.size()),
      std::unique_ptr<UConverter, decltype(&ucnv_close)>(ucnv_open(encoding, &error), &ucnv_close).get(), error)));
  EXPECT_TRUE(U_SUCCESS(error)) << encoding;
  return decode_page(bytes, "").text;
}

TEST(Decode, UndeclaredEncodingsAreGuessedByTheText) {
  const struct {
    const char *text, *encoding;
  } kPages[] = {
      {"الحكومة تعلن عن إجراءات جديدة لدعم الاقتصاد في البلاد، وقال الوزير إن الميناء سيفتح غدا أمام السفن.",
       "windows-1256"},
      {"Правительство объявило о новых мерах по поддержке экономики, сообщил министр в понедельник.", "windows-1251"},
      {"Правительство объявило о новых мерах по поддержке экономики, сообщил министр в понедельник.", "KOI8-R"},
      {"政府は月曜日、経済を支えるための新しい対策を発表した。港は明日から再び開かれるという。", "Shift_JIS"},
      {"政府は月曜日、経済を支えるための新しい対策を発表した。港は明日から再び開かれるという。", "EUC-JP"},
      {"政府星期一宣布了支持经济的新措施，部长说，港口明天将重新开放，所有船只都可以进入。", "GBK"},
      {"정부는 월요일에 경제를 지원하기 위한 새로운 조치를 발표했다. 항구는 내일 다시 열린다.", "EUC-KR"},
      {"Η κυβέρνηση ανακοίνωσε νέα μέτρα για την οικονομία της χώρας, είπε ο υπουργός τη Δευτέρα.", "windows-1253"},
  };
  for (const auto& page : kPages) {
    EXPECT_EQ(undeclared(page.text, page.encoding), "<html><title>News</title><p>" + std::string(page.text))
        << page.encoding;
  }
  // The stated language tells Latin scripts apart, and short texts.
  const std::string polish = "Rząd ogłosił nowe środki, powiedział minister; źródło: łódź.";
  EXPECT_EQ(undeclared(polish, "windows-1250", "<html lang=pl>"), "<html lang=pl><title>News</title><p>" + polish);
  EXPECT_EQ(undeclared("Порт", "windows-1251", "<html lang='ru-RU'>"), "<html lang='ru-RU'><title>News</title><p>Порт");
  // Western text stays what it was.
  const std::string french = "Le gouvernement a annoncé de nouvelles mesures à l’économie, déclare le ministre.";
  EXPECT_EQ(undeclared(french, "windows-1252"), "<html><title>News</title><p>" + french);
  EXPECT_EQ(undeclared(french, "windows-1252", "<html lang=fr>"), "<html lang=fr><title>News</title><p>" + french);
}

TEST(Decode, DeclaredAfterwards) {
  EXPECT_EQ(same("<head><meta charset=iso-8859-1></head>caf\xE9"), "<head><meta charset=utf-8></head>café");
  EXPECT_EQ(same("<meta http-equiv='content-type' content='text/html; charset=latin1'>\xE9"),
            "<meta http-equiv='content-type' content='text/html; charset=utf-8'>é");
  EXPECT_EQ(same("<html><head><title>x</title></head>caf\xE9"),
            "<html><head><meta charset=\"utf-8\" data-dragoman=\"charset\"><title>x</title></head>café");
  EXPECT_EQ(same("<html><head></head>café"), "<html><head></head>café");
  EXPECT_EQ(same("\xEF\xBB\xBF<p>x</p>"), "\xEF\xBB\xBF<p>x</p>");
  EXPECT_EQ(same(std::string(3000, ' ') + "<meta charset='iso-8859-15'>\xA4"),
            std::string(3000, ' ') + "<meta charset='utf-8'>€");
}

}  // namespace
}  // namespace dragoman::html
