#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace app::office::web {

/// Names and values of a query, a form or cookies. The first of a name counts.
using Fields = std::map<std::string, std::string, std::less<>>;

/// "a=1&b=two+words": of a query or a form. Nothing for what is no such text: a broken %-escape,
/// bytes that are no UTF-8, a control character. What is named in `of_lines` may have several
/// lines.
std::optional<Fields> read_fields(std::string_view text,
                                  std::span<const std::string_view> of_lines = {});
/// The same of one part of a path.
std::optional<std::string> unescape(std::string_view text, bool plus_is_space);
/// For a link: everything but letters, digits and "-._~" is escaped.
std::string escape(std::string_view text);
Fields read_cookies(std::string_view header);
std::string field(const Fields& fields, std::string_view name);
/// "?a=1&b=2", empty values left out.
std::string query_of(const Fields& fields);
/// How many rows of a list come before a page's: its query's "skip".
std::int64_t skip_of(const Fields& query);

}  // namespace app::office::web
