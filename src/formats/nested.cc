// The inner blocks are copied into the outer list: markup is laid over them without a look at the bytes.
#include "formats/nested.h"

#include <algorithm>

#include "base/ascii.h"
#include "document/label.h"
#include "formats/placed.h"
#include "formats/xml_reader.h"

namespace dragoman::formats {
std::optional<Nested> nest(std::unique_ptr<document::Document> inner, const NestRules& rules,
                           std::vector<document::SourceBlock>& blocks) {
  if (inner->blocks().empty()) return std::nullopt;
  Nested out{std::move(inner), blocks.size(), 0};
  out.count = out.inner->blocks().size();
  for (document::SourceBlock block : out.inner->blocks()) {
    const bool told = block.role == BlockRole::kText && rules.role != BlockRole::kText;
    if (told) block.role = rules.role;
    if (block.role == BlockRole::kLabel) block.note = document::kLabelGoes;
    if (block.language.empty()) block.language = rules.language;
    if (rules.keep != KeepReason::kNone) {
      block.keep = rules.keep;
      block.note = rules.note;
    }
    if (told && block.locked.empty()) lock_news_forms(block);
    blocks.push_back(std::move(block));
  }
  return out;
}

std::optional<Nested> nest(Result<std::unique_ptr<document::Document>> inner, const NestRules& rules,
                           std::vector<document::SourceBlock>& blocks) {
  return inner ? nest(std::move(*inner), rules, blocks) : std::nullopt;
}

Result<std::optional<std::string>> written(const Nested& nested, std::span<const document::SourceBlock> blocks,
                                           std::span<const document::Placement> placements) {
  const auto mine = placements.subspan(nested.first, nested.count);
  bool changed = false;
  for (std::size_t i = 0; i < mine.size() && !changed; ++i) changed = changes(blocks[nested.first + i], mine[i]);
  if (!changed) return std::optional<std::string>();
  Result<std::string> bytes = nested.inner->write(mine, nullptr);
  if (!bytes) return bytes.error();
  return std::optional<std::string>(std::move(*bytes));
}

bool looks_like_html(std::string_view text) {
  for (std::size_t at = text.find_first_of("<&"); at != std::string_view::npos; at = text.find_first_of("<&", at + 1)) {
    if (text[at] == '&' && reference_at(text, at).length > 0) return true;
    if (text[at] != '<' || at + 1 == text.size()) continue;
    const char next = text[at + 1];
    if ((base::is_ascii_letter(next) || next == '/' || next == '!') && text.find('>', at) != std::string_view::npos)
      return true;
  }
  return false;
}

std::size_t extra_escapes(std::string_view html) {
  std::string_view start = html.substr(std::min(html.size(), html.find_first_not_of(" \t\r\n")));
  for (std::size_t level = 1; level <= 2; ++level) {
    const std::string_view open = level == 1 ? "&lt;" : "&amp;lt;";
    const std::string_view close = level == 1 ? "&lt;/" : "&amp;lt;/";
    if (start.starts_with(open) && start.size() > open.size() && base::is_ascii_letter(start[open.size()]) &&
        start.find('<') == std::string_view::npos && start.find(close) != std::string_view::npos) {
      return level;
    }
  }
  return 0;
}

std::string unescaped_once(std::string_view html) {
  std::string out;
  out.reserve(html.size());
  for (std::size_t at = 0; at < html.size();) {
    const XmlReference reference = html[at] == '&' ? reference_at(html, at) : XmlReference{};
    if (reference.length == 0 || reference.text.empty()) {
      out += html[at++];
    } else {
      out += reference.text;
      at += reference.length;
    }
  }
  return out;
}

}  // namespace dragoman::formats
