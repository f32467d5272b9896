#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pos/base/clock.hpp"

namespace drivers::mail {

/// A file that travels with a letter.
struct Attachment {
    std::string name;  // ASCII: "I2026-000001.pdf"
    std::string type;  // "application/pdf"
    std::string bytes;
};

/// Who a letter is from or to.
struct Mailbox {
    std::string name;     // may be empty
    std::string address;  // "bills@example.org"
};

struct Message {
    Mailbox from;
    Mailbox to;
    std::string subject;
    std::string text;  // UTF-8, lines ended by \n
    std::vector<Attachment> attachments;
    std::string id;  // what is unique in it, without the host: the same letter has the same one
    pos::Instant sent_at{};
};

/// Whether it can stand in an envelope: one @, something on both sides, no blank, control character
/// or bracket, at most 254 bytes.
bool is_address(std::string_view text);

/// The letter as it goes over the wire, lines ended by CR LF, none longer than 998 bytes. Names,
/// subject and text may be in any script and hold anything: no line of the head can be forged.
///
/// requires: is_address() of both addresses
/// source: RFC 5322; RFC 2045, 2047, 2183
std::string to_wire(const Message& message);

}  // namespace drivers::mail
