#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pos::catalog::gs1 {

/// A web address cut into what a Digital Link uses of it.
struct LinkText {
    std::string_view domain;
    std::string_view path;   // with the slash it starts with
    std::string_view query;  // what stands behind the question mark
};

/// Characters that a web address may hold (RFC 3986, the percent sign included).
bool all_uri_characters(std::string_view text);

/// Whether a domain, with its port or as a number, holds nothing that no domain does.
bool plain_domain(std::string_view domain);

/// requires: a scheme and "://" at the start
LinkText cut(std::string_view text);

/// Percent sequences as the bytes they stand for; empty if one of them is zero. A percent sign that
/// starts none stands for itself.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);

}  // namespace pos::catalog::gs1
