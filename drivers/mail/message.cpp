#include "drivers/mail/message.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>

#include "pos/base/assert.hpp"
#include "pos/base/calendar.hpp"

namespace drivers::mail {

namespace {

constexpr std::size_t kBase64Line = 76;
/// Of UTF-8 in one encoded word: with what stands before it, within the 76 that a line may have.
constexpr std::size_t kWordBytes = 36;

std::string base64(std::string_view bytes) {
    constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const auto byte = [&](std::size_t i) {
            return at + i < bytes.size() ? static_cast<std::uint8_t>(bytes[at + i]) : 0U;
        };
        const std::uint32_t three = byte(0) << 16U | byte(1) << 8U | byte(2);
        for (std::size_t digit = 0; digit < 4; ++digit) {
            const bool padding = at + digit > bytes.size();
            out += padding ? '=' : kDigits[three >> (18 - 6 * digit) & 63U];
        }
    }
    return out;
}

std::string base64_lines(std::string_view bytes) {
    const std::string text = base64(bytes);
    std::string out;
    out.reserve(text.size() + text.size() / kBase64Line * 2 + 2);
    for (std::size_t at = 0; at < text.size(); at += kBase64Line) {
        out.append(text, at, kBase64Line);
        out += "\r\n";
    }
    return out;
}

bool is_plain(std::string_view text) {
    for (const char c : text) {
        if (c < ' ' || c > '~') return false;
    }
    return true;
}

/// Line ends and other controls have no place in the head, not even encoded: readers choke on them.
std::string without_controls(std::string_view text) {
    std::string out{text};
    for (char& c : out) {
        if (static_cast<unsigned char>(c) < ' ' || c == 0x7F) c = ' ';
    }
    return out;
}

/// A text of the head in any script: as encoded words, each on a line of its own (RFC 2047).
std::string words_of(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = std::min(text.size(), at + kWordBytes);
        // Never in the middle of a character.
        while (end < text.size() && end > at + 1 &&
               (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
            --end;
        if (!out.empty()) out += "\r\n ";
        out += "=?UTF-8?B?" + base64(text.substr(at, end - at)) + "?=";
        at = end;
    }
    return out;
}

/// Short plain texts as they are, all others as encoded words.
std::string unstructured(std::string_view given) {
    const std::string text = without_controls(given);
    constexpr std::size_t kShort = 60;
    // What looks like an encoded word is written as one, so that it is read as it was meant.
    const bool as_it_is =
        text.size() <= kShort && is_plain(text) && text.find("=?") == std::string_view::npos;
    return as_it_is ? text : words_of(text);
}

std::string mailbox(const Mailbox& box) {
    if (box.name.empty()) return "<" + box.address + ">";
    const std::string name = without_controls(box.name);
    const bool atom = is_plain(name) && name.size() <= 60 &&
                      name.find_first_of("()<>[]:;@\\,.\"=?") == std::string::npos;
    return (atom ? name : words_of(name)) + "\r\n <" + box.address + ">";
}

std::string date(pos::Instant at) {
    constexpr std::array<const char*, 7> kDays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::int64_t seconds = at.unix_ms / 1'000;
    const std::int64_t second_of_day = ((seconds % 86'400) + 86'400) % 86'400;
    const pos::Date day{static_cast<std::int32_t>((seconds - second_of_day) / 86'400)};
    const auto parts = pos::split(day);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000", kDays[pos::weekday(day)],
                       parts.day, kMonths[parts.month - 1], parts.year, second_of_day / 3'600,
                       second_of_day / 60 % 60, second_of_day % 60);
}

std::string host_of(const std::string& address) {
    return address.substr(address.find('@') + 1);
}

/// Line ends as the wire wants them.
std::string with_crlf(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\r') continue;
        if (c == '\n') out += '\r';
        out += c;
    }
    return out;
}

}  // namespace

bool is_address(std::string_view text) {
    const std::size_t at = text.find('@');
    if (at == std::string_view::npos || at == 0 || at + 1 == text.size()) return false;
    if (text.size() > 254 || text.find('@', at + 1) != std::string_view::npos) return false;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= ' ' || byte == 0x7F || c == '<' || c == '>' || c == '(' || c == ')' ||
            c == ',' || c == ';' || c == '"' || c == '\\')
            return false;
    }
    return true;
}

std::string to_wire(const Message& message) {
    POS_ASSERT(is_address(message.from.address) && is_address(message.to.address));
    // Letters and digits alone: nothing of what lies between looks like it.
    const std::string boundary = "=_part_" + base64(message.id).substr(0, 40) + "_";
    std::string wire = "From: " + mailbox(message.from) + "\r\nTo: " + mailbox(message.to) +
                       "\r\nSubject: " + unstructured(message.subject) +
                       "\r\nDate: " + date(message.sent_at) + "\r\nMessage-ID: <" + message.id +
                       "@" + host_of(message.from.address) +
                       ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
                       "Content-Type: multipart/mixed;\r\n boundary=\"" +
                       boundary + "\"\r\n\r\n";
    wire += "--" + boundary +
            "\r\nContent-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: base64\r\n\r\n" +
            base64_lines(with_crlf(message.text));
    for (const Attachment& file : message.attachments) {
        wire += "--" + boundary + "\r\nContent-Type: " + file.type + ";\r\n name=\"" + file.name +
                "\"\r\nContent-Disposition: attachment;\r\n filename=\"" + file.name +
                "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64_lines(file.bytes);
    }
    return wire + "--" + boundary + "--\r\n";
}

}  // namespace drivers::mail
