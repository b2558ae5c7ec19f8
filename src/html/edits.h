// Edits of tags: an attribute set in the source's own spelling, and text escaped for HTML.
#pragma once
#include <string>
#include <string_view>
#include "document/splices.h"
#include "html/tree.h"

namespace dragoman::html {

/// Text as element content, or, with quotation marks escaped too, as an attribute's value in double ones.
std::string escape_text(std::string_view text);
std::string escape_value(std::string_view text);

/// Gives an element's attribute a value; the quotation marks that stand there stay, and an equal value stays as it is spelled.
/// Does nothing for elements that have no tag in the source.
void set_attribute(const Tree& tree, NodeId id, std::string_view name, std::string_view value,
                   document::Splices& splices);
/// Takes an attribute out, with the blank before it.
void remove_attribute(const Tree& tree, NodeId id, std::string_view name, document::Splices& splices);

/// Whether an element's end in the source is sure: it has an end tag, or is of a kind that has none.
bool ends_soundly(const Tree& tree, NodeId id);

}  // namespace dragoman::html
