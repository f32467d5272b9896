#include "app/office/web/fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "pos/base/bytes.hpp"
#include "pos/locale/clean.hpp"

namespace app::office::web {

namespace {

/// With the lines of a text, where it may have several; other control characters are refused.
std::optional<std::string> plain_of(std::string_view text, bool plus_is_space, bool lines) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_space) {
            plain += ' ';
        } else if (text[i] != '%') {
            plain += text[i];
        } else {
            const auto byte = pos::from_hex(text.substr(i + 1, 2));
            if (!byte || byte->size() != 1) return std::nullopt;
            plain += static_cast<char>(byte->front());
            i += 2;
        }
    }
    const bool control = std::ranges::any_of(plain, [&](char c) {
        if (lines && (c == '\r' || c == '\n')) return false;
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    });
    if (control || !pos::locale::valid_utf8(plain)) return std::nullopt;
    return plain;
}

}  // namespace

std::optional<std::string> unescape(std::string_view text, bool plus_is_space) {
    return plain_of(text, plus_is_space, false);
}

std::optional<Fields> read_fields(std::string_view text,
                                  std::span<const std::string_view> of_lines) {
    Fields fields;
    while (!text.empty()) {
        const std::string_view pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(pair.size() + 1, text.size()));
        if (pair.empty()) continue;
        const std::size_t equals = std::min(pair.find('='), pair.size());
        auto name = unescape(pair.substr(0, equals), true);
        if (!name) return std::nullopt;
        const bool lines = std::ranges::find(of_lines, *name) != of_lines.end();
        auto value = plain_of(pair.substr(std::min(equals + 1, pair.size())), true, lines);
        if (!value) return std::nullopt;
        fields.emplace(std::move(*name), std::move(*value));
    }
    return fields;
}

std::string escape(std::string_view text) {
    constexpr std::string_view kPlain = "-._~";
    std::string escaped;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || kPlain.find(c) != kPlain.npos;
        if (plain) {
            escaped += c;
        } else {
            escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return escaped;
}

Fields read_cookies(std::string_view header) {
    Fields cookies;
    while (!header.empty()) {
        std::string_view pair = header.substr(0, header.find(';'));
        header.remove_prefix(std::min(pair.size() + 1, header.size()));
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        const std::size_t equals = pair.find('=');
        if (equals == pair.npos) continue;
        cookies.emplace(pair.substr(0, equals), pair.substr(equals + 1));
    }
    return cookies;
}

std::string field(const Fields& fields, std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string{} : found->second;
}

std::string query_of(const Fields& fields) {
    std::string query;
    for (const auto& [name, value] : fields) {
        if (value.empty()) continue;
        query += (query.empty() ? "?" : "&") + escape(name) + "=" + escape(value);
    }
    return query;
}

std::int64_t skip_of(const Fields& query) {
    constexpr std::int64_t kSkipMax = 1'000'000;
    const std::string text = field(query, "skip");
    std::int64_t skip = 0;
    std::from_chars(text.data(), text.data() + text.size(), skip);
    return std::clamp<std::int64_t>(skip, 0, kSkipMax);
}

}  // namespace app::office::web
