#include "office/part_names.h"

#include "base/ascii.h"

namespace dragoman::office {
namespace {

int hex_digit(char c) {
  if (base::is_ascii_digit(c)) return c - '0';
  const char small = static_cast<char>(c | 0x20);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool coded =
        text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0;
    out += coded ? static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])) : text[i];
    i += coded ? 2 : 0;
  }
  return out;
}

}  // namespace

std::string part_of_reference(std::string_view from, std::string_view reference) {
  reference = reference.substr(0, reference.find_first_of("#?"));
  if (reference.empty() || reference.find("://") != std::string_view::npos) return "";
  const std::string path = percent_decoded(reference);
  std::vector<std::string> steps;
  const auto take = [&](std::string_view folders) {
    while (true) {
      const std::size_t slash = folders.find('/');
      const std::string_view step = folders.substr(0, slash);
      if (step == "..") {
        if (steps.empty()) return false;
        steps.pop_back();
      } else if (!step.empty() && step != ".") {
        steps.emplace_back(step);
      }
      if (slash == std::string_view::npos) return true;
      folders.remove_prefix(slash + 1);
    }
  };
  const std::size_t folder = from.rfind('/');
  if (!path.starts_with('/') && folder != std::string_view::npos && !take(from.substr(0, folder))) return "";
  if (!take(path)) return "";
  std::string out;
  for (const std::string& step : steps) out += (out.empty() ? "" : "/") + step;
  return out;
}

std::vector<std::pair<std::string, std::string>> listed_parts(const formats::Xml& content_types) {
  std::vector<std::pair<std::string, std::string>> out;
  for (std::size_t i = content_types.root(); i < content_types.node(content_types.root()).next; ++i) {
    const formats::XmlNode& node = content_types.node(i);
    if (!node.is_element() || content_types.local(node) != "Override") continue;
    std::string name = part_of_reference("", content_types.attribute_text(node, "PartName"));
    if (!name.empty()) out.emplace_back(content_types.attribute_text(node, "ContentType"), std::move(name));
  }
  return out;
}

std::size_t find_element(const formats::Xml& xml, std::size_t root, std::string_view local_name) {
  for (std::size_t i = root + 1; i < xml.node(root).next; ++i) {
    if (xml.node(i).is_element() && xml.local(xml.node(i)) == local_name) return i;
  }
  return 0;
}

std::string prefix_of(const formats::Xml& xml, const formats::XmlNode& node) {
  const std::string_view name = xml.at(node.name);
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? "" : std::string(name.substr(0, colon + 1));
}

}  // namespace dragoman::office
