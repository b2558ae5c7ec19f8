// Formats from their first bytes and their names.
#include "page/recognise.h"
#include <gtest/gtest.h>

namespace dragoman::page {
namespace {

struct Case {
  std::string bytes, name, type;
  PageFormat format;
};

TEST(Recognise, ByContentAndName) {
  const std::string utf16("\xFF\xFE<\0r\0s\0s\0>\0", 12);
  const Case cases[] = {
      {"<!DOCTYPE html><p>x", "", "", PageFormat::kHtml},
      {"\xEF\xBB\xBF  <!-- c --><html>", "", "", PageFormat::kHtml},
      {"<h1>A</h1>", "a.txt.html", "", PageFormat::kHtml},
      {"Hello <b>x</b></p>", "", "", PageFormat::kHtml},
      {"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html xmlns='http://www.w3.org/1999/xhtml'>", "", "",
       PageFormat::kXhtml},
      {"<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0'><html>", "", "", PageFormat::kHtml},
      {"<html xmlns='x'>", "a.xhtml", "", PageFormat::kXhtml},
      {"<?xml version='1.0'?><rss version='2.0'>", "", "", PageFormat::kRss},
      {"<rdf:RDF xmlns:rdf='x'>", "", "", PageFormat::kRss},
      {utf16, "", "", PageFormat::kRss},
      {"<feed xmlns='http://www.w3.org/2005/Atom'>", "x.xml", "", PageFormat::kAtom},
      {"<newsItem guid='x'>", "", "", PageFormat::kNewsml},
      {"<xliff version='1.2'>", "", "", PageFormat::kXliff},
      {R"({"uri":"x","headline":"y"})", "", "", PageFormat::kNinjs},
      {R"({"a":1})", "x.json", "", PageFormat::kNinjs},
      {"WEBVTT\n\n00:01", "", "", PageFormat::kWebVtt},
      {"1\n00:00:01,000 --> 00:00:02,000\nHi\n", "", "", PageFormat::kSrt},
      {"# c\nmsgid \"\"\nmsgstr \"\"\n", "", "", PageFormat::kPo},
      {"---\ntitle: x\n---\nText", "", "", PageFormat::kMarkdown},
      {"Hello\n\n## Part\n", "", "", PageFormat::kMarkdown},
      {"<div>x</div>\n\nText", "readme.md", "", PageFormat::kMarkdown},
      {"Hello", "", "text/html; charset=utf-8", PageFormat::kHtml},
      {"A headline\n\nA text.\n", "", "", PageFormat::kArticle},
      {"12 people came\n", "", "", PageFormat::kArticle},
      {"<not a tag", "", "", PageFormat::kArticle},
      {"", "", "", PageFormat::kArticle},
      {"Hello", "https://example.org/a.md?x=1.html", "", PageFormat::kMarkdown},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(format_name(recognise(one.bytes, {.name = one.name, .media_type = one.type})), format_name(one.format))
        << one.bytes << " " << one.name;
  }
  EXPECT_EQ(recognise("<html>", {.format = PageFormat::kPo}), PageFormat::kPo);
}

}  // namespace
}  // namespace dragoman::page
