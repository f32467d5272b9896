#include "pos/xml/write.hpp"

#include <cstdint>

#include "pos/base/assert.hpp"

namespace pos::xml {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool continues(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

/// How many bytes the character at `at` has; 0 where it is none that XML can hold.
std::size_t character_size(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) -> std::uint32_t {
        return static_cast<unsigned char>(text[i]);
    };
    const std::uint32_t lead = byte(at);
    const std::size_t size = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
    if (size < 2)
        return size == 1 && (lead >= 0x20 || lead == '\t' || lead == '\n' || lead == '\r');
    for (std::size_t i = 1; i < size; ++i) {
        if (!continues(text, at + i)) return 0;
    }
    const std::uint32_t second = byte(at + 1);
    if (lead == 0xE0 && second < 0xA0) return 0;                           // overlong
    if (lead == 0xED && second >= 0xA0) return 0;                          // surrogates
    if (lead == 0xF0 && second < 0x90) return 0;                           // overlong
    if (lead == 0xF4 && second >= 0x90) return 0;                          // beyond U+10FFFF
    if (lead == 0xEF && second == 0xBF && byte(at + 2) >= 0xBE) return 0;  // U+FFFE, U+FFFF
    return size;
}

std::string_view reference_of(char c, Place place) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '\r':  // a reader turns a bare one into a line's end
            return "&#13;";
        case '"':
            return place == Place::value ? "&quot;" : "";
        case '\t':
            return place == Place::value ? "&#9;" : "";
        case '\n':
            return place == Place::value ? "&#10;" : "";
        default:
            return "";
    }
}

}  // namespace

void escape(std::string& out, std::string_view text, Place place) {
    std::size_t done = 0;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t size = character_size(text, i);
        const std::string_view instead = size == 0   ? kReplacement
                                         : size == 1 ? reference_of(text[i], place)
                                                     : "";
        if (!instead.empty()) {
            out += text.substr(done, i - done);
            out += instead;
            done = i + (size == 0 ? 1 : size);
        }
        i += size == 0 ? 1 : size;
    }
    out += text.substr(done);
}

Writer::Writer(std::string_view root) {
    out_.reserve(8192);
    out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    open(root);
}

void Writer::end_tag() {
    if (in_tag_) out_ += '>';
    in_tag_ = false;
}

void Writer::new_line() {
    out_ += '\n';
    out_.append(open_.size() * 2, ' ');
}

void Writer::open(std::string_view name) {
    end_tag();
    new_line();
    if (!open_.empty()) open_.back().has_elements = true;
    out_ += '<';
    out_ += name;
    open_.push_back({name});
    in_tag_ = true;
}

void Writer::attribute(std::string_view name, std::string_view value) {
    POS_ASSERT(in_tag_);
    out_ += ' ';
    out_ += name;
    out_ += "=\"";
    escape(out_, value, Place::value);
    out_ += '"';
}

void Writer::text(std::string_view text) {
    POS_ASSERT(!open_.empty() && !open_.back().has_elements);
    if (text.empty()) return;
    end_tag();
    escape(out_, text, Place::text);
}

void Writer::close() {
    POS_ASSERT(!open_.empty());
    const Open closing = open_.back();
    open_.pop_back();
    if (in_tag_) {
        out_ += "/>";
        in_tag_ = false;
        return;
    }
    if (closing.has_elements) new_line();
    out_ += "</";
    out_ += closing.name;
    out_ += '>';
}

void Writer::element(std::string_view name, std::string_view text_inside) {
    open(name);
    text(text_inside);
    close();
}

void Writer::element(std::string_view name, std::string_view attribute_name, std::string_view value,
                     std::string_view text_inside) {
    open(name);
    attribute(attribute_name, value);
    text(text_inside);
    close();
}

std::string Writer::finish() && {
    while (!open_.empty()) close();
    out_ += '\n';
    return std::move(out_);
}

}  // namespace pos::xml
