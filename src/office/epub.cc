// E-books (EPUB 2 and 3): the chapters of the spine in their order, the tables of contents, and what the package says of itself.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "formats/xml_parts.h"
#include "html/html_document.h"
#include "office/package.h"
#include "office/part_names.h"
#include "office/read.h"

namespace dragoman::office {
namespace {

using formats::FieldRules;
using formats::Xml;
using formats::XmlNode;

constexpr std::string_view kDublinCore = "http://purl.org/dc/elements/1.1/";
constexpr std::string_view kEpubMark = "dragoman:machine-translation";

class EpubReader {
 public:
  EpubReader(std::unique_ptr<Archive> archive, const PageReadOptions& options)
      : archive_(std::move(archive)), options_(options) {}
  formats::ReadResult read();

 private:
  struct Item {
    std::string name, type;
    bool nav = false;
  };
  Status find_package();
  Status check_encryption();
  void read_manifest(const Xml& opf);
  Status add_chapter(const std::string& name);
  Status add_ncx(const std::string& name);
  Status add_package(const std::string& content);

  std::unique_ptr<Archive> archive_;
  PageReadOptions options_;
  std::string package_;  ///< name of the package document
  std::map<std::string, Item, std::less<>> items_;
  std::vector<std::string> spine_;
  std::string language_;
  std::vector<Member> members_;
  std::set<std::string, std::less<>> taken_;
  bool labelled_ = false;
};

Status EpubReader::find_package() {
  constexpr std::string_view kContainer = "META-INF/container.xml";
  const Result<std::string> container = archive_->read(kContainer);
  if (!container) return container.error();
  const Result<Xml> xml = Xml::read(*container, options_);
  if (!xml) return of_part(xml.error(), kContainer);
  const std::size_t root_file = find_element(*xml, xml->root(), "rootfile");
  if (root_file != 0) package_ = part_of_reference("", xml->attribute_text(xml->node(root_file), "full-path"));
  if (!package_.empty() && archive_->holds(package_)) return {};
  return Error{ErrorCode::kBadPage, 0,
               "META-INF/container.xml names no package document that is there; the e-book is damaged: fetch it again"};
}

/// Fonts may be scrambled, texts must not be.
Status EpubReader::check_encryption() {
  constexpr std::string_view kEncryption = "META-INF/encryption.xml";
  if (!archive_->holds(kEncryption)) return {};
  const Result<std::string> content = archive_->read(kEncryption);
  if (!content) return content.error();
  const Result<Xml> xml = Xml::read(*content, options_);
  if (!xml) return of_part(xml.error(), kEncryption);
  for (std::size_t i = xml->root(); i < xml->node(xml->root()).next; ++i) {
    if (!xml->node(i).is_element() || xml->local(xml->node(i)) != "CipherReference") continue;
    const std::string name = part_of_reference("", xml->attribute_text(xml->node(i), "URI"));
    const std::string small = base::lower_ascii(name);
    for (const std::string_view end : {".xhtml", ".html", ".htm", ".xml", ".opf", ".ncx"}) {
      if (!small.ends_with(end)) continue;
      return Error{ErrorCode::kBadPage, 0,
                   "the e-book is protected: its part " + base::printable(name) +
                       " is encrypted; ask its publisher for a copy without protection"};
    }
  }
  return {};
}

void EpubReader::read_manifest(const Xml& opf) {
  for (std::size_t i = opf.root() + 1; i < opf.node(opf.root()).next; ++i) {
    const XmlNode& node = opf.node(i);
    if (!node.is_element()) continue;
    const std::string_view name = opf.local(node);
    if (name == "item") {
      const std::string properties = " " + opf.attribute_text(node, "properties") + " ";
      items_[opf.attribute_text(node, "id")] = {part_of_reference(package_, opf.attribute_text(node, "href")),
                                                opf.attribute_text(node, "media-type"),
                                                properties.find(" nav ") != std::string::npos};
    } else if (name == "itemref") {
      spine_.push_back(opf.attribute_text(node, "idref"));
    } else if (language_.empty() && opf.is(node, kDublinCore, "language")) {
      language_ = opf.text(i);
    }
  }
}

Status EpubReader::add_chapter(const std::string& name) {
  if (!archive_->holds(name) || !taken_.insert(name).second) return {};
  const Result<std::string> content = archive_->read(name);
  if (!content) return content.error();
  PageReadOptions options;
  options.max_bytes = options_.max_bytes;
  options.max_depth = options_.max_depth;
  formats::ReadResult read = html::read_html(*content, options, true);
  if (!read) return of_part(read.error(), name);
  // The label stands once, in the first chapter that has text; a cover has none.
  const bool text = std::ranges::any_of((*read)->blocks(), [](const document::SourceBlock& block) {
    return block.keep == KeepReason::kNone && block.role != BlockRole::kAttribute &&
           block.role != BlockRole::kMetadata && block.role != BlockRole::kHeadline &&
           block.role != BlockRole::kNavigation;
  });
  members_.push_back({name, std::move(*read), text && !std::exchange(labelled_, labelled_ || text), false});
  return {};
}

/// The table of contents of EPUB 2: labels in <text>.
Status EpubReader::add_ncx(const std::string& name) {
  if (!archive_->holds(name) || !taken_.insert(name).second) return {};
  const Result<std::string> content = archive_->read(name);
  if (!content) return content.error();
  Result<Xml> xml = Xml::read(*content, options_);
  if (!xml) return of_part(xml.error(), name);
  const auto shared = std::make_shared<const Xml>(std::move(*xml));
  formats::XmlParts parts(*shared, options_);
  for (std::size_t i = shared->root() + 1; i < shared->node(shared->root()).next; ++i) {
    const XmlNode& node = shared->node(i);
    if (!node.is_element() || shared->local(node) != "text") continue;
    const std::string_view around = shared->local(shared->node(static_cast<std::size_t>(node.parent)));
    FieldRules rules;
    rules.role = around == "docTitle" ? BlockRole::kMetadata : BlockRole::kNavigation;
    if (around == "docAuthor") rules.keep = KeepReason::kName;
    parts.add_field(i, rules);
  }
  members_.push_back({name, std::make_shared<formats::XmlDocument>(
                                PageFormat::kEpub, shared, std::move(parts), "",
                                [](const formats::XmlDocument& document, const formats::XmlChanges&,
                                   const document::Stamp& stamp, document::Splices& splices) {
                                  const Xml& ncx = document.xml();
                                  const formats::XmlAttribute* stated = ncx.attribute(ncx.node(ncx.root()), "xml:lang");
                                  if (stated != nullptr)
                                    splices.replace(stated->value.bytes(),
                                                    formats::xml_attribute(stamp.target_language));
                                })});
  return {};
}

void stamp_epub_package(const formats::XmlDocument& document, const formats::XmlChanges&, const document::Stamp& stamp,
                        document::Splices& splices) {
  const Xml& opf = document.xml();
  const std::size_t metadata = find_element(opf, opf.root(), "metadata");
  if (metadata == 0 || opf.node(metadata).close.empty()) return;
  bool stated = false;
  for (std::size_t i = metadata + 1; i < opf.node(metadata).next; ++i) {
    const XmlNode& node = opf.node(i);
    if (!node.is_element()) continue;
    if (opf.is(node, kDublinCore, "language") && !node.close.empty() && !std::exchange(stated, true))
      splices.replace(opf.inner(node).bytes(), formats::xml_text(stamp.target_language));
    if (opf.attribute_text(node, "name") == kEpubMark) splices.replace(opf.outer(node).bytes(), "");
    // A title's own language is the target's now.
    const formats::XmlAttribute* language = opf.attribute(node, "xml:lang");
    if (language != nullptr && formats::same_language(opf.at(language->value), stamp.source_language) &&
        (opf.local(node) == "title" || opf.local(node) == "description" || opf.local(node) == "subject"))
      splices.replace(language->value.bytes(), formats::xml_attribute(stamp.target_language));
  }
  splices.insert(opf.node(metadata).close.begin,
                 "<" + prefix_of(opf, opf.node(metadata)) + "meta name=\"" + std::string(kEpubMark) + "\" content=\"" +
                     formats::xml_attribute(stamp.translator + "; from=" + stamp.source_language +
                                            "; to=" + stamp.target_language) +
                     "\"/>");
}

Status EpubReader::add_package(const std::string& content) {
  Result<Xml> xml = Xml::read(content, options_);
  if (!xml) return of_part(xml.error(), package_);
  const auto shared = std::make_shared<const Xml>(std::move(*xml));
  formats::XmlParts parts(*shared, options_);
  for (std::size_t i = shared->root() + 1; i < shared->node(shared->root()).next; ++i) {
    const XmlNode& node = shared->node(i);
    if (!node.is_element() || shared->space(node) != kDublinCore) continue;
    const std::string_view name = shared->local(node);
    if (name != "title" && name != "description" && name != "subject") continue;
    FieldRules rules;
    rules.role = BlockRole::kMetadata;
    rules.html = name == "description" ? FieldRules::Html::kGuess : FieldRules::Html::kNever;
    parts.add_field(i, rules);
  }
  members_.push_back(
      {package_,
       std::make_shared<formats::XmlDocument>(PageFormat::kEpub, shared, std::move(parts), "", stamp_epub_package),
       false, true});
  return {};
}

formats::ReadResult EpubReader::read() {
  if (Status done = find_package(); !done) return done.error();
  if (Status done = check_encryption(); !done) return done.error();
  const Result<std::string> content = archive_->read(package_);
  if (!content) return content.error();
  const Result<Xml> opf = Xml::read(*content, options_);
  if (!opf) return of_part(opf.error(), package_);
  read_manifest(*opf);
  taken_.insert(package_);
  for (const std::string& id : spine_) {
    const auto item = items_.find(id);
    const bool page = item != items_.end() && item->second.type.find("html") != std::string::npos;
    if (!page) continue;
    if (Status done = add_chapter(item->second.name); !done) return done.error();
  }
  for (const auto& [id, item] : items_) {
    Status done;
    if (item.nav) done = add_chapter(item.name);
    if (item.type == "application/x-dtbncx+xml") done = add_ncx(item.name);
    if (!done) return done.error();
  }
  if (members_.empty()) {
    return Error{ErrorCode::kBadPage, 0,
                 base::printable(package_) + " lists no chapter that is there; the e-book is damaged: fetch it again"};
  }
  if (Status done = add_package(*content); !done) return done.error();
  return std::unique_ptr<document::Document>(std::make_unique<Package>(
      PageFormat::kEpub, std::shared_ptr<const Archive>(std::move(archive_)), std::move(members_), language_));
}

}  // namespace

formats::ReadResult read_epub(std::unique_ptr<Archive> archive, const PageReadOptions& options) {
  return EpubReader(std::move(archive), options).read();
}

}  // namespace dragoman::office
