#include "app/office/web/form_file.hpp"

#include <algorithm>

#include "pos/locale/clean.hpp"

namespace app::office::web {

namespace {

/// What `name` is in `form-data; name="mark"; filename="a.csv"`; nothing where its quotes do not
/// end.
std::optional<std::string> quoted(std::string_view header, std::string_view name) {
    const std::string start = std::string{name} + "=\"";
    for (auto at = header.find(start); at != header.npos; at = header.find(start, at + 1)) {
        const bool is_whole = at > 0 && (header[at - 1] == ' ' || header[at - 1] == ';');
        if (!is_whole) continue;
        header.remove_prefix(at + start.size());
        const auto end = header.find('"');
        if (end == header.npos) return std::nullopt;
        return std::string{header.substr(0, end)};
    }
    return std::nullopt;
}

bool is_clean(std::string_view text) {
    const bool control = std::ranges::any_of(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    return !control && pos::locale::valid_utf8(text);
}

/// The same of text of several lines.
bool is_clean_lines(std::string_view text) {
    std::string plain{text};
    std::erase_if(plain, [](char c) { return c == '\r' || c == '\n' || c == '\t'; });
    return is_clean(plain);
}

/// The line of a part's head that says what it is.
std::string_view disposition(std::string_view head) {
    constexpr std::string_view kName = "content-disposition:";
    while (!head.empty()) {
        const std::string_view line = head.substr(0, head.find("\r\n"));
        head.remove_prefix(std::min(line.size() + 2, head.size()));
        const bool is_it = line.size() > kName.size() &&
                           std::ranges::equal(line.substr(0, kName.size()), kName, {}, [](char c) {
                               return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
                           });
        if (is_it) return line.substr(kName.size());
    }
    return {};
}

/// Takes one part in; whether it is one.
bool take_part(std::string_view part, Fields& form) {
    const auto end_of_head = part.find("\r\n\r\n");
    if (end_of_head == part.npos) return false;
    const std::string_view said = disposition(part.substr(0, end_of_head));
    const std::string_view content = part.substr(end_of_head + 4);
    const auto name = quoted(said, "name");
    if (!name || !is_clean(*name)) return false;
    const auto file_name = quoted(said, "filename");
    if (!file_name) {
        if (is_clean(content)) {
            form.emplace(*name, content);
        } else if (!is_clean_lines(content)) {
            return false;
        }
        form.emplace(*name + ".lines", content);
    } else if (is_clean(*file_name)) {
        form.emplace(*name + ".name", *file_name);
        form.emplace(*name + ".bytes", content);
    }
    return true;
}

}  // namespace

std::optional<Fields> read_form_with_file(std::string_view body, std::string_view content_type) {
    constexpr std::string_view kBoundary = "boundary=";
    const auto at = content_type.find(kBoundary);
    if (at == content_type.npos) return std::nullopt;
    std::string_view boundary = content_type.substr(at + kBoundary.size());
    boundary = boundary.substr(0, boundary.find(';'));
    if (boundary.size() > 1 && boundary.front() == '"' && boundary.back() == '"') {
        boundary = boundary.substr(1, boundary.size() - 2);
    }
    if (boundary.empty()) return std::nullopt;
    const std::string first = "--" + std::string{boundary};
    const std::string between = "\r\n" + first;
    if (!body.starts_with(first)) return std::nullopt;
    body.remove_prefix(first.size());
    Fields form;
    while (body.starts_with("\r\n")) {
        body.remove_prefix(2);
        const auto end = body.find(between);
        if (end == body.npos || !take_part(body.substr(0, end), form)) return std::nullopt;
        body.remove_prefix(end + between.size());
    }
    if (!body.starts_with("--")) return std::nullopt;  // cut off
    return form;
}

}  // namespace app::office::web
