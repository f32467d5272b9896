// Goal: no body of a form, no query and no cookie stops the office's pages; what is taken of them
// is clean text wherever it says so, no longer than what came, and reads the same when it is sent
// again. Method: the first byte chooses; of a form with files the first line is its Content-Type.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "app/office/web/form_file.hpp"
#include "pos/base/assert.hpp"
#include "pos/locale/clean.hpp"

namespace {

using app::office::web::Fields;

constexpr std::array<std::string_view, 1> kOfLines{"barcodes"};

bool is_clean(std::string_view text, std::string_view controls) {
    const bool control = std::ranges::any_of(text, [&](char c) {
        const bool is_one = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
        return is_one && controls.find(c) == controls.npos;
    });
    return !control && pos::locale::valid_utf8(text);
}

void try_form(std::string_view body) {
    const auto form = app::office::web::read_fields(body, kOfLines);
    if (!form) return;
    std::string again;
    std::size_t taken = 0;
    for (const auto& [name, value] : *form) {
        POS_ASSERT(is_clean(name, ""));
        POS_ASSERT(is_clean(value, name == kOfLines.front() ? "\r\n" : ""));
        taken += name.size() + value.size();
        again += app::office::web::escape(name) + "=" + app::office::web::escape(value) + "&";
    }
    POS_ASSERT(taken <= body.size());
    POS_ASSERT(app::office::web::read_fields(again, kOfLines) == form);
    (void)app::office::web::skip_of(*form);
    (void)app::office::web::query_of(*form);
}

/// Whether that is a field as it was sent, and not what stands beside one.
bool is_plain(std::string_view name) {
    return !name.ends_with(".lines") && !name.ends_with(".bytes") && !name.ends_with(".name");
}

/// One that stands in no field, as browsers choose it.
std::string boundary_of(const Fields& form) {
    std::string boundary = "x";
    const auto stands_in = [&](const auto& sent) {
        return sent.first.find(boundary) != std::string::npos ||
               sent.second.find(boundary) != std::string::npos;
    };
    while (std::ranges::any_of(form, stands_in)) boundary += "x";
    return boundary;
}

/// The plain fields of a form, as a browser would send them.
std::string as_sent(const Fields& form, const std::string& boundary) {
    std::string body;
    for (const auto& [name, value] : form) {
        if (!is_plain(name)) continue;
        body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name;
        body += "\"\r\n\r\n" + value + "\r\n";
    }
    return body + "--" + boundary + "--\r\n";
}

void try_form_with_file(std::string_view sent) {
    const std::string_view type = sent.substr(0, sent.find('\n'));
    const std::string_view body = sent.substr(std::min(type.size() + 1, sent.size()));
    const auto form = app::office::web::read_form_with_file(body, type);
    if (!form) return;
    std::size_t taken = 0;
    for (const auto& [name, value] : *form) {
        taken += value.size();
        if (name.ends_with(".bytes")) continue;
        POS_ASSERT(is_clean(name, ""));
        POS_ASSERT(is_clean(value, name.ends_with(".lines") ? "\r\n\t" : ""));
    }
    POS_ASSERT(taken <= 2 * body.size());
    const std::string boundary = boundary_of(*form);
    const auto again = app::office::web::read_form_with_file(
        as_sent(*form, boundary), "multipart/form-data; boundary=" + boundary);
    POS_ASSERT(again.has_value());
    for (const auto& [name, value] : *form) {
        POS_ASSERT(!is_plain(name) || app::office::web::field(*again, name) == value);
    }
}

void try_cookies_and_path(std::string_view text) {
    std::size_t taken = 0;
    for (const auto& [name, value] : app::office::web::read_cookies(text)) {
        taken += name.size() + value.size();
    }
    POS_ASSERT(taken <= text.size());
    const auto part = app::office::web::unescape(text, false);
    if (!part) return;
    POS_ASSERT(is_clean(*part, ""));
    POS_ASSERT(app::office::web::unescape(app::office::web::escape(*part), false) == part);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text{reinterpret_cast<const char*>(data) + 1, size - 1};
    switch (data[0] % 3) {
        case 0:
            try_form(text);
            break;
        case 1:
            try_form_with_file(text);
            break;
        case 2:
            try_cookies_and_path(text);
            break;
    }
    return 0;
}
