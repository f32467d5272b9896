#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/bytes.hpp"

namespace drivers::card::zvt {

/// The numbers ("bitmaps") under which data stand in a message.
///
/// source: PA00P015, chapter 13
enum class Bmp : std::uint8_t {
    service_byte = 0x03,
    amount = 0x04,
    tlv = 0x06,
    trace = 0x0B,
    time = 0x0C,
    date = 0x0D,
    status_or_payment_type = 0x19,
    card_number = 0x22,
    result_code = 0x27,
    terminal_id = 0x29,
    original_trace = 0x37,
    authorisation = 0x3B,
    additional_text = 0x3C,
    currency = 0x49,
    receipt_number = 0x87,
    turnover_number = 0x88,
    card_name = 0x8B,
    host_result = 0xA0,
};

/// Tags of the TLV container. source: PA00P015, 9.4
enum class Tag : std::uint32_t {
    text_line = 0x07,
    attribute = 0x09,
    permitted_command = 0x0A,
    character_set = 0x14,
    printer_width = 0x12,
    display_texts = 0x24,
    print_texts = 0x25,
    permitted_commands = 0x26,
    character_sets = 0x27,
    receipt_type = 0x1F07,
    error_code = 0x1F16,
    error_text = 0x1F17,
    long_trace = 0x1F2B,
};

struct Field {
    std::uint8_t bmp{0};
    pos::BytesView data;  // what follows number and length
};

/// A message's data read as a row of numbered fields.
///
/// Cards, tracks and their like (22 to 24, 2D, 3A, A7…) are measured so that what follows can be
/// read; of them messages.cpp asks for nothing but the end of a card's number.
struct Fields {
    std::vector<Field> fields;
    /// Reading ended here, before the end of the data: at a number that no specification up
    /// to 13.08 has, or at a field that is longer than the message.
    bool cut_short{false};

    /// The first with that number.
    std::optional<pos::BytesView> find(Bmp bmp) const;
};

/// ensures: the views are into `data`
Fields parse_fields(pos::BytesView data);

struct DataObject {
    std::uint32_t tag{0};
    pos::BytesView data;
};

/// A container's objects, without those inside them. Ends at the first that makes no sense.
std::vector<DataObject> parse_tlv(pos::BytesView data);

/// The first object with that tag; empty if there is none.
std::optional<pos::BytesView> find(const std::vector<DataObject>& objects, Tag tag);

/// Puts a message's data together.
class FieldWriter {
public:
    FieldWriter& raw(pos::BytesView bytes);
    FieldWriter& byte(std::uint8_t value);
    FieldWriter& field(Bmp bmp, pos::BytesView bytes);
    FieldWriter& field(Bmp bmp, std::uint8_t value);
    /// LLVAR and LLLVAR: the length in as many bytes F0…F9.
    FieldWriter& variable(Bmp bmp, unsigned length_digits, pos::BytesView bytes);
    /// The container with these objects.
    FieldWriter& tlv(pos::BytesView objects);
    pos::Bytes take() { return std::move(bytes_); }

private:
    pos::Bytes bytes_;
};

/// One object of a container; objects side by side make one that holds them.
///
/// requires: at most 65,535 bytes
pos::Bytes tlv_object(Tag tag, pos::BytesView data);
pos::Bytes tlv_object(Tag tag, std::uint8_t value);

}  // namespace drivers::card::zvt
