// What stands behind a Page: the document, and the languages that it states and shows.
#pragma once
#include <memory>
#include <string>
#include "document/document.h"
#include "dragoman/page.h"

namespace dragoman {

class PageImpl {
 public:
  static const PageImpl& of(const Page& page) { return *page.impl_; }
  explicit PageImpl(std::unique_ptr<document::Document> read);
  const document::Document& document() const { return *document_; }
  /// ISO code of most of its text as detected, else as stated, else "".
  const std::string& language() const { return language_; }

 private:
  std::unique_ptr<document::Document> document_;
  std::string language_;
};

}  // namespace dragoman
