#include "app/core/tabular/record.hpp"

#include <algorithm>
#include <cstring>

#include "pos/base/assert.hpp"

namespace app::core::tabular {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool ends_field(std::string_view text, std::size_t at, char separator) {
    return at == text.size() || text[at] == separator || text[at] == '\n' ||
           (text[at] == '\r' && (at + 1 == text.size() || text[at + 1] == '\n'));
}

/// The place behind the quote that closes the one at `at`; kNone if there is none.
std::size_t behind_quoted(std::string_view text, std::size_t at, const Syntax& syntax) {
    const std::size_t line_end =
        syntax.quotes_must_close ? std::min(text.find('\n', at), text.size()) : text.size();
    for (++at; at < line_end; at += 2) {
        at = text.find('"', at);
        if (at >= line_end) return kNone;
        if (at + 1 < text.size() && text[at + 1] == '"') continue;
        const bool taken = !syntax.quotes_must_close || ends_field(text, at + 1, syntax.separator);
        return taken ? at + 1 : kNone;
    }
    return kNone;
}

bool opens_quoted(std::string_view text, std::size_t at, const Syntax& syntax) {
    return syntax.quotes && at < text.size() && text[at] == '"';
}

RecordEnd make_end(std::string_view text, std::size_t size, std::size_t taken) {
    if (size > 0 && size < taken && text[size - 1] == '\r') --size;
    const auto lines = std::ranges::count(text.substr(0, taken), '\n');
    return {size, taken, static_cast<std::size_t>(lines), std::nullopt};
}

/// The end of the line that holds `at`.
RecordEnd line_end(std::string_view text, std::size_t at) {
    const std::size_t end = text.find('\n', at);
    return end == kNone ? make_end(text, text.size(), text.size()) : make_end(text, end, end + 1);
}

/// Takes the quotes off `field`, in place: "a ""b""" → a "b".
std::string_view unquoted(std::span<char> field) {
    const auto inside = field.subspan(1, field.size() - 2);
    auto* const first_quote = static_cast<char*>(std::memchr(inside.data(), '"', inside.size()));
    if (first_quote == nullptr) return {inside.data(), inside.size()};
    char* to = first_quote;
    const char* const end = inside.data() + inside.size();
    for (const char* from = first_quote; from < end; ++from) {
        *to++ = *from;
        if (*from == '"') ++from;
    }
    return {inside.data(), static_cast<std::size_t>(to - inside.data())};
}

void report(Row& row, Defect defect, std::size_t field) {
    if (!row.defect) row.defect = {defect, row.line, field};
}

}  // namespace

std::optional<RecordEnd> find_end(std::string_view text, const Syntax& syntax, bool last) {
    std::size_t field = 0;
    for (std::size_t at = 0;; ++field) {
        if (opens_quoted(text, at, syntax)) {
            const std::size_t behind = behind_quoted(text, at, syntax);
            if (behind == kNone && !syntax.quotes_must_close) {
                if (!last) return std::nullopt;
                RecordEnd end = line_end(text, at);
                end.unclosed = field;
                return end;
            }
            if (behind != kNone) at = behind;
        }
        while (at < text.size() && text[at] != syntax.separator && text[at] != '\n') ++at;
        if (at == text.size()) {
            if (!last) return std::nullopt;
            return make_end(text, at, at);
        }
        if (text[at] == '\n') return make_end(text, at, at + 1);
        ++at;
    }
}

void split(std::span<char> record, const Syntax& syntax, const Limits& limits, Row& row) {
    const std::string_view text{record.data(), record.size()};
    row.fields.clear();
    row.defect.reset();
    for (std::size_t at = 0;; ++at) {
        const std::size_t start = at;
        std::string_view field;
        const std::size_t behind =
            opens_quoted(text, at, syntax) ? behind_quoted(text, at, syntax) : kNone;
        if (behind != kNone) {
            at = behind;
            field = unquoted(record.subspan(start, behind - start));
        }
        const auto* const found = static_cast<const char*>(
            std::memchr(text.data() + at, syntax.separator, text.size() - at));
        const std::size_t end =
            found == nullptr ? text.size() : static_cast<std::size_t>(found - text.data());
        if (behind == kNone) {
            field = text.substr(start, end - start);
        } else if (end != behind) {
            report(row, Defect::text_behind_quote, row.fields.size());
        }
        if (field.size() > limits.field_bytes_max) {
            report(row, Defect::field_too_long, row.fields.size());
        }
        row.fields.push_back(field);
        at = end;
        if (end == text.size()) return;
        if (row.fields.size() == kFieldsMax) {
            return report(row, Defect::too_many_fields, kFieldsMax);
        }
    }
}

}  // namespace app::core::tabular
