#include <algorithm>
#include <charconv>

#include "base/markup_text.h"
#include "server/caching.h"
#include "server/podcast.h"

namespace dragoman::server {
namespace {

/// Text without the control characters that no XML may have, not even escaped.
std::string xml_text(std::string_view text) {
  std::string clean;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 || c == '\t' || c == '\n') clean += c;
  }
  return base::escape_markup(clean);
}

std::string xml_element(std::string_view name, std::string_view text) {
  return "<" + std::string(name) + ">" + xml_text(text) + "</" + std::string(name) + ">\n";
}

/// "1:02:03", as iTunes has it.
std::string clock_time(std::uint32_t milliseconds) {
  const std::uint32_t seconds = (milliseconds + 500) / 1000;
  const auto two = [](std::uint32_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return std::to_string(seconds / 3600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60);
}

std::string entry_of(const PodcastItem& item) {
  std::string out = "<item>\n" + xml_element("title", item.title);
  if (!item.link.empty()) out += xml_element("link", item.link);
  out += "<guid isPermaLink=\"false\">" + xml_text(item.id) + "</guid>\n" +
         xml_element("pubDate", http_date(item.published)) + xml_element("description", item.description) +
         "<enclosure url=\"" + xml_text(item.file) + "\" length=\"" + std::to_string(item.bytes) + "\" type=\"" +
         xml_text(item.media_type) + "\"/>\n" + xml_element("itunes:duration", clock_time(item.duration_ms)) +
         xml_element("itunes:summary", item.description) + xml_element("itunes:episodeType", "full") +
         xml_element("itunes:explicit", "false");
  return out + "</item>\n";
}

std::optional<std::size_t> size_in(std::string_view text) {
  std::size_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::optional<AskedRange> asked_range(std::string_view header, std::size_t size) {
  constexpr std::string_view kUnit = "bytes=";
  if (!header.starts_with(kUnit)) return std::nullopt;
  header.remove_prefix(kUnit.size());
  const std::size_t dash = header.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const std::string_view first = header.substr(0, dash), last = header.substr(dash + 1);
  if (first.empty()) {  // the last so many
    const std::optional<std::size_t> most = size_in(last);
    if (!most) return std::nullopt;
    return *most == 0 || size == 0 ? AskedRange{} : AskedRange{size - std::min(*most, size), size};
  }
  const std::optional<std::size_t> begin = size_in(first), end = last.empty() ? size : size_in(last);
  if (!begin || !end || (!last.empty() && *end < *begin)) return std::nullopt;
  if (*begin >= size) return AskedRange{};
  return AskedRange{*begin, last.empty() || *end >= size ? size : *end + 1};
}

std::string podcast_feed(const PodcastChannel& channel, const std::vector<PodcastItem>& items) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
      "xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n"
      "<channel>\n";
  out += xml_element("title", channel.title) + xml_element("link", channel.link) +
         xml_element("description", channel.description) + xml_element("language", channel.language) +
         xml_element("generator", "Dragoman") + "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"" +
         xml_text(channel.self) + "\"/>\n" + xml_element("itunes:author", channel.title) +
         xml_element("itunes:summary", channel.description) + xml_element("itunes:type", "episodic") +
         xml_element("itunes:explicit", "false") + "<itunes:category text=\"" + xml_text(channel.category) + "\"/>\n";
  if (channel.changed != 0) out += xml_element("lastBuildDate", http_date(channel.changed));
  if (!channel.image.empty()) {
    out += "<itunes:image href=\"" + xml_text(channel.image) + "\"/>\n<image>\n" + xml_element("url", channel.image) +
           xml_element("title", channel.title) + xml_element("link", channel.link) + "</image>\n";
  }
  for (const PodcastItem& item : items) out += entry_of(item);
  return out + "</channel>\n</rss>\n";
}

}  // namespace dragoman::server
