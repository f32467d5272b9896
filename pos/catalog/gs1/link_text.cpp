#include "pos/catalog/gs1/link_text.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace pos::catalog::gs1 {

namespace {

bool is_alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool all_of(std::string_view text, std::string_view signs) {
    return std::ranges::all_of(text, [signs](char c) {
        return is_alphanumeric(c) || signs.find(c) != std::string_view::npos;
    });
}

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

}  // namespace

bool all_uri_characters(std::string_view text) {
    return all_of(text, "-._~:/?#[]@!$&'()*+,;=%");
}

bool plain_domain(std::string_view domain) {
    return !domain.empty() && all_of(domain, "-.:[]");
}

LinkText cut(std::string_view text) {
    const std::size_t scheme = text.find("://");
    POS_ASSERT(scheme != std::string_view::npos);
    text.remove_prefix(scheme + 3);
    LinkText link;
    link.domain = text.substr(0, text.find('/'));
    text.remove_prefix(link.domain.size());
    text = text.substr(0, text.find('#'));
    link.path = text.substr(0, text.find('?'));
    link.query = text.substr(std::min(link.path.size() + 1, text.size()));
    return link;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
    std::string decoded;
    for (std::size_t at = 0; at < text.size(); ++at) {
        char c = text[at];
        if (c == '%' && text.size() - at > 2 && hex(text[at + 1]) >= 0 && hex(text[at + 2]) >= 0) {
            c = static_cast<char>(hex(text[at + 1]) * 16 + hex(text[at + 2]));
            at += 2;
            if (c == '\0') return std::nullopt;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        decoded += c;
    }
    return decoded;
}

}  // namespace pos::catalog::gs1
