// Arguments of requests: the first byte says how they are sent, the rest is the body; and what clients store in glossaries.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "http/forms.h"
#include "server/glossary_entries.h"
#include "server/parameters.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  if (size == 0) return 0;
  static constexpr std::string_view kTypes[] = {"application/json", "application/x-www-form-urlencoded",
                                                "multipart/form-data; boundary=\"b\"", "text/plain"};
  const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
  http::Request request;
  request.method = "POST";
  request.headers = {{"Content-Type", std::string(kTypes[data[0] % 4])}};
  request.body = std::string(body);
  if (const Result<server::Parameters> read = server::Parameters::read(request)) {
    for (const char* name : {"q", "text", "dictionaries[0].entries"}) {
      const Result<std::vector<std::string>> texts = read->texts(name);
      if (!texts) continue;
      for (const std::string& text : *texts) {
        if (text::first_bad_utf8(text)) std::abort();
      }
    }
    (void)read->file("file");
  }
  (void)http::header_parameter(body, "boundary");
  const std::string encoded = http::percent_encoded(body);
  if (http::percent_decoded(encoded, true) != body) std::abort();
  const auto format = data[0] % 2 == 0 ? server::EntriesFormat::kTsv : server::EntriesFormat::kCsv;
  if (const Result<server::Entries> entries = server::read_entries(body, format, "en", "pt")) {
    // What is stored is read again at the next start.
    const Result<server::Entries> again =
        server::read_entries(server::entries_as_tsv(*entries), server::EntriesFormat::kTsv, "", "");
    if (!again || *again != *entries) std::abort();
  }
  return 0;
}
