// Documents over DeepL's routes: upload, ask, fetch once.
#include <gmock/gmock.h>

#include <fstream>
#include <thread>

#include "office/containers.h"
#include "server/service_under_test.h"

namespace dragoman::server {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using testing::HasSubstr;

constexpr const char* kKey = "Authorization: DeepL-Auth-Key any\r\n";

class DocumentRoutes : public testing::Test {
 protected:
  void SetUp() override {
    NEEDS_MODELS();
    server_ = std::make_unique<TestServer>();
  }
  /// `fields`: of the form, besides the file.
  Answer upload(const std::string& name, const std::string& bytes,
                const std::map<std::string, std::string>& fields) const {
    const std::string part = "--B\r\nContent-Disposition: form-data; name=\"";
    std::string body = part + "file\"; filename=\"" + name + "\"\r\n\r\n" + bytes + "\r\n";
    for (const auto& [field, value] : fields) body += part + field + "\"\r\n\r\n" + value + "\r\n";
    return server_->send("POST", "/v2/document", "multipart/form-data; boundary=B", body + "--B--\r\n", kKey);
  }
  json wait(const json& ticket) const {
    json status;
    for (int i = 0; i < 12'000; ++i) {  // two minutes: sanitizers are slow
      status = server_->post(place(ticket), {{"document_key", ticket["document_key"]}}, kKey).json();
      if (status["status"] == "done" || status["status"] == "error") break;
      std::this_thread::sleep_for(10ms);
    }
    return status;
  }
  static std::string place(const json& ticket) { return "/v2/document/" + ticket["document_id"].get<std::string>(); }
  Answer fetch(const json& ticket) const {
    return server_->form(place(ticket) + "/result", "document_key=" + ticket["document_key"].get<std::string>(), kKey);
  }
  std::unique_ptr<TestServer> server_;
};

TEST_F(DocumentRoutes, UploadAskFetchOnce) {
  const json ticket = upload("my note.txt", "The port reopened.\n\nHe left.\n", {{"target_lang", "PT-BR"}}).json();
  EXPECT_THAT(ticket["document_id"].get<std::string>(), testing::MatchesRegex("[0-9A-F]{32}"));
  EXPECT_THAT(ticket["document_key"].get<std::string>(), testing::MatchesRegex("[0-9A-F]{64}"));
  const json status = wait(ticket);
  EXPECT_EQ(status["status"], "done") << status;
  EXPECT_EQ(status["billed_characters"], 29);
  const Answer result = fetch(ticket);
  EXPECT_EQ(result.status, 200U);
  EXPECT_EQ(result.body, "O porto reabriu.\n\nEle saiu.\n");
  EXPECT_TRUE(result.has_header("Content-Disposition: attachment; filename=\"my_note.txt\"")) << result.head;
  EXPECT_EQ(fetch(ticket).status, 404U) << "fetched once";
}

TEST_F(DocumentRoutes, PagesKeepTheirFormat) {
  const json ticket = upload("a.html", "<!doctype html><title>The port</title><p>The <b>port</b> reopened.</p>",
                             {{"target_lang", "pt-pt"}, {"source_lang", "en"}})
                          .json();
  ASSERT_EQ(wait(ticket)["status"], "done");
  const Answer result = fetch(ticket);
  EXPECT_THAT(result.body, HasSubstr("<p>O <b>porto</b> reabriu.</p>"));
  EXPECT_TRUE(result.has_header("Content-Type: text/html; charset=utf-8")) << result.head;
}

TEST_F(DocumentRoutes, WordDocumentsAndBooksComeBackWhole) {
  const std::string word = office::word_document(
      "<w:p><w:r><w:t xml:space=\"preserve\">The </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>port</w:t></w:r><w:r><w:t "
      "xml:space=\"preserve\"> reopened.</w:t></w:r></w:p>");
  const json ticket = upload("a.docx", word, {{"target_lang", "PT-BR"}}).json();
  const json status = wait(ticket);
  ASSERT_EQ(status["status"], "done") << status;
  EXPECT_LT(status["billed_characters"], 30) << "of the text, not of the container";
  const Answer result = fetch(ticket);
  EXPECT_THAT(office::body_of(result.body), HasSubstr("<w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">porto</w:t>"));
  EXPECT_EQ(office::part_of(result.body, "word/media/image1.png"), "\x89PNG not touched");
  EXPECT_THAT(result.head, HasSubstr("wordprocessingml.document"));
  const json book = upload("b.epub", office::small_book(), {{"target_lang", "PT-BR"}, {"source_lang", "EN"}}).json();
  ASSERT_EQ(wait(book)["status"], "done");
  EXPECT_THAT(office::part_of(fetch(book).body, "OEBPS/text/one 1.xhtml"), HasSubstr("<em>porto</em> reabriu."));
  const json broken = upload("a.docx", word.substr(0, 300), {{"target_lang", "PT-BR"}, {"source_lang", "EN"}}).json();
  EXPECT_THAT(wait(broken)["error_message"].get<std::string>(), HasSubstr("damaged"));
}

TEST_F(DocumentRoutes, WhatGoesWrongIsTold) {
  EXPECT_THAT(upload("a.pdf", "x", {{"target_lang", "PT-BR"}}).json()["detail"].get<std::string>(), HasSubstr(".docx"));
  EXPECT_EQ(upload("a.pdf", "x", {{"target_lang", "PT-BR"}}).json()["message"], "Invalid file data.");
  EXPECT_THAT(upload("a.txt", "x", {{"target_lang", "XX"}}).json()["message"].get<std::string>(),
              HasSubstr("target_lang"));
  EXPECT_EQ(upload("a.txt", "x", {{"target_lang", "EN-US"}, {"source_lang", "EN"}}).json()["message"],
            "Source and target language are equal.");
  EXPECT_EQ(server_->form("/v2/document", "target_lang=PT-BR", kKey).status, 400U);
  const json same = upload("a.txt", "O ministro disse que não voltaria ao governo.", {{"target_lang", "PT-BR"}}).json();
  EXPECT_EQ(wait(same)["status"], "error");
  EXPECT_EQ(wait(same)["error_message"], "Source and target language are equal.");
  const json bad = upload("a.txt", "The port \xff reopened", {{"target_lang", "PT-BR"}, {"source_lang", "EN"}}).json();
  EXPECT_THAT(wait(bad)["error_message"].get<std::string>(), HasSubstr("UTF-8"));
  EXPECT_EQ(fetch(bad).status, 400U);
  json wrong = bad;
  wrong["document_key"] = std::string(64, 'A');
  EXPECT_EQ(fetch(wrong).status, 404U);
  EXPECT_EQ(server_->post("/v2/document/00", {{"document_key", "x"}}, kKey).status, 404U);
}

TEST_F(DocumentRoutes, WhatWasAcceptedOutlivesTheServer) {
  const Folder folder;
  ServerOptions options;
  options.data = folder.path;
  const auto restart = [&] {
    server_.reset();
    server_ = std::make_unique<TestServer>(options);
  };
  restart();
  const Answer glossary = server_->post("/v2/glossaries",
                                        {{"name", "g"},
                                         {"source_lang", "en"},
                                         {"target_lang", "pt"},
                                         {"entries", "port\tcais"},
                                         {"entries_format", "tsv"}},
                                        kKey);
  ASSERT_EQ(glossary.status, 201U) << glossary.body;
  std::string text;
  for (int i = 0; i < 150; ++i) text += "The port number " + std::to_string(i) + " reopened after the storm.\n";
  const std::map<std::string, std::string> fields = {
      {"target_lang", "PT-BR"},
      {"source_lang", "EN"},
      {"glossary_id", glossary.json()["glossary_id"].get<std::string>()}};
  const json done = upload("done.txt", "The port.", fields).json();
  ASSERT_EQ(wait(done)["status"], "done");
  const json failed = upload("bad.txt", "The port \xff.", fields).json();
  ASSERT_EQ(wait(failed)["status"], "error");
  const json waiting = upload("long.txt", text, fields).json(),
             behind = upload("short.txt", "The port.", fields).json();
  restart();
  EXPECT_THAT(fetch(done).body, HasSubstr("cais")) << "what was not fetched";
  EXPECT_EQ(wait(failed)["status"], "error");
  EXPECT_EQ(wait(waiting)["status"], "done");
  EXPECT_EQ(wait(behind)["status"], "done");
  restart();
  const std::string translated = fetch(waiting).body;
  EXPECT_THAT(translated, HasSubstr("149"));
  EXPECT_THAT(translated, HasSubstr("cais"));
  EXPECT_THAT(fetch(behind).body, HasSubstr("cais"));
  restart();
  for (const json& ticket : {done, waiting, behind}) EXPECT_EQ(fetch(ticket).status, 404U) << "fetched once";
  EXPECT_EQ(wait(failed)["status"], "error");
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& file : std::filesystem::directory_iterator(folder.path / "documents")) ++files;
  EXPECT_EQ(files, 1U) << "what is fetched leaves nothing";
}

/// What lies in the folder and is no document is not taken up, and goes.
TEST_F(DocumentRoutes, DamagedFilesAreRemoved) {
  const Folder folder;
  std::filesystem::create_directory(folder.path / "documents");
  for (const char* name : {"00AA.document", "x.document", "00BB.new"})
    std::ofstream(folder.path / "documents" / name) << "{\"id\":\"00AA\",\"state\":\"odd\"}\nx";
  ServerOptions options;
  options.data = folder.path;
  const TestServer server(options);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path / "documents"));
}

TEST_F(DocumentRoutes, ALargeOneDoesNotHoldTheServerUp) {
  std::string text;
  for (int i = 0; i < 5'000; ++i)
    text += "The port number " + std::to_string(i) + " reopened on Monday after the storm.\n";
  const json ticket = upload("a.txt", text, {{"target_lang", "PT-BR"}, {"source_lang", "EN"}}).json();
  EXPECT_EQ(server_->post("/translate", {{"q", "He left."}, {"source", "en"}, {"target", "pt"}}).status, 200U);
  EXPECT_EQ(fetch(ticket).status, 503U) << "not ready";
  server_.reset();  // ends at once, whatever runs
}

}  // namespace
}  // namespace dragoman::server
