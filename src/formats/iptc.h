// What the readers of IPTC's standards, NewsML-G2 and ninjs, say alike: why some texts stay as they are.
#pragma once
#include <string_view>

namespace dragoman::formats {

inline constexpr std::string_view kSluglineNote = "an identifier in words";
inline constexpr std::string_view kRightsNote = "a statement of rights stays as it was made";
inline constexpr std::string_view kConceptNote = "the name of something in a controlled vocabulary";

}  // namespace dragoman::formats
