// Publications: what the page's own newspaper or site is called, and where that name stands on the page. It is never translated.
//
// Stated names (og:site_name, application-name, JSON-LD's publisher, the logo's text) stay wherever they stand alone, beside a divider or a copyright
// sign, and in running text if they have two words; in menus and headings if they have two besides an article. So does the last
// part of the title behind the headline if something else speaks for it: the host, the link home, a copyright line, an article. Without
// that it is only guessed, as the host's name is, and stays beside a title.
// Threads: read only after construction.
#pragma once
#include <string>
#include <string_view>
#include <vector>
#include "document/block.h"
#include "html/role_facts.h"
#include "html/tree.h"

namespace dragoman::html {

/// Letters and digits in lower case.
std::string letters_and_digits(std::string_view text);

class Publications {
 public:
  Publications(const Tree& tree, const std::vector<RoleFacts>& facts);
  /// Of a title ("Port reopens - The Harbour Post"): the name is locked, or the block kept if it is nothing else.
  void lock_beside_title(document::SourceBlock& block) const;
  /// Of any text: the same for stated names. Locks are appended; the caller puts them in order.
  void lock_names(document::SourceBlock& block) const;
  /// Who wrote the page, as its data state it: meta "author", JSON-LD's author.
  const std::vector<std::string>& authors() const { return authors_; }

 private:
  friend class PublicationReader;
  /// One way to write a name.
  struct Spelling {
    std::string text, lower;
    std::size_t words;  ///< besides an article
    bool whole;         ///< only where nothing else is said: "Salon" of "Salon.com"
  };
  bool is_name(std::string_view text) const;
  void add_spellings(const std::string& name);
  bool lock_behind_phrase(document::SourceBlock& block, const Spelling& name) const;
  bool keep_beside(document::SourceBlock& block, const Spelling& name) const;

  std::vector<std::string> authors_;
  std::vector<std::string> stated_;  ///< longest first
  std::string titled_;               ///< the last part of the title, "" if that is none
  std::vector<Spelling> spellings_;  ///< of names that stay anywhere, longest first
  std::string host_;                 ///< of the page's address, its longest label: "theharbourpost"
};

}  // namespace dragoman::html
