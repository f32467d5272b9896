#include "drivers/card/zvt/fields.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace drivers::card::zvt {

namespace {

/// How long a field is: a fixed number of bytes, or as its first two or three bytes say.
struct Shape {
    enum class Kind : std::uint8_t { fixed, ll, lll, tlv, unknown };
    Kind kind{Kind::unknown};
    std::uint8_t bytes{0};
};

/// source: PA00P015, chapter 13
Shape shape_of(std::uint8_t bmp) {
    using Kind = Shape::Kind;
    switch (bmp) {
        case 0x01:
        case 0x02:
        case 0x03:
        case 0x05:
        case 0x19:
        case 0x27:
        case 0x72:
        case 0x73:
        case 0x74:
        case 0x75:
        case 0x8A:
        case 0x8C:
        case 0xA0:
        case 0xD0:
        case 0xD2:
        case 0xD3:
        case 0xE0:
        case 0xE9:
        case 0xEA:
        case 0xF0:
        case 0xF9:
        case 0xFA:
        case 0xFB:
        case 0xFC:
        case 0xFD:
            return {Kind::fixed, 1};
        case 0x0D:
        case 0x0E:
        case 0x17:
        case 0x3A:
        case 0x49:
        case 0x87:
            return {Kind::fixed, 2};
        case 0x0B:
        case 0x0C:
        case 0x37:
        case 0x3D:
        case 0x88:
        case 0xAA:
            return {Kind::fixed, 3};
        case 0x29:
        case 0x70:
        case 0x71:
            return {Kind::fixed, 4};
        case 0xBA:
            return {Kind::fixed, 5};
        case 0x04:
            return {Kind::fixed, 6};
        case 0x3B:
        case 0xEB:
            return {Kind::fixed, 8};
        case 0x2A:
            return {Kind::fixed, 15};
        case 0x22:
        case 0x23:
        case 0x2D:
        case 0x4C:
        case 0x8B:
        case 0xA7:
        case 0xD1:
        case 0xE1:
        case 0xE2:
        case 0xE3:
        case 0xE4:
        case 0xE5:
        case 0xE6:
        case 0xE7:
        case 0xE8:
        case 0xF1:
        case 0xF2:
        case 0xF3:
        case 0xF4:
        case 0xF5:
        case 0xF6:
        case 0xF7:
        case 0xF8:
            return {Kind::ll, 2};
        case 0x24:
        case 0x2E:
        case 0x3C:
        case 0x60:
        case 0x9A:
        case 0xAF:
            return {Kind::lll, 3};
        case 0x06:
            return {Kind::tlv, 0};
        default:
            return {};
    }
}

/// A length written as bytes F0…F9, one a digit. The high nibble is not checked: some terminals
/// leave it out.
std::optional<std::size_t> digits_length(pos::BytesView bytes) {
    std::size_t length = 0;
    for (const std::byte byte : bytes) {
        const auto digit = std::to_integer<std::size_t>(byte) & 0xFU;
        if (digit > 9) return std::nullopt;
        length = length * 10 + digit;
    }
    return length;
}

/// A TLV length; `bytes` gets past it. source: PA00P015, 9.3.2
std::optional<std::size_t> tlv_length(pos::BytesView& bytes) {
    if (bytes.empty()) return std::nullopt;
    const auto first = std::to_integer<std::size_t>(bytes[0]);
    bytes = bytes.subspan(1);
    if (first < 0x80) return first;
    const std::size_t count = first & 0x7FU;
    if (count == 0 || count > 2 || bytes.size() < count) return std::nullopt;
    std::size_t length = 0;
    for (const std::byte byte : bytes.first(count)) {
        length = length * 256 + std::to_integer<std::size_t>(byte);
    }
    bytes = bytes.subspan(count);
    return length;
}

/// The tag's bytes as one number, 1F07; `bytes` gets past it.
std::optional<std::uint32_t> tlv_tag(pos::BytesView& bytes) {
    constexpr std::size_t kTagBytesMax = 4;
    std::uint32_t tag = 0;
    for (std::size_t read = 0; read < kTagBytesMax && read < bytes.size(); ++read) {
        const auto byte = std::to_integer<std::uint32_t>(bytes[read]);
        tag = tag << 8U | byte;
        const bool more = read == 0 ? (byte & 0x1FU) == 0x1FU : (byte & 0x80U) != 0;
        if (!more) {
            bytes = bytes.subspan(read + 1);
            return tag;
        }
    }
    return std::nullopt;
}

/// How long the field's data is; `rest` gets past its length. Empty: it makes no sense.
std::optional<std::size_t> data_length(Shape shape, pos::BytesView& rest) {
    switch (shape.kind) {
        case Shape::Kind::fixed:
            return shape.bytes;
        case Shape::Kind::ll:
        case Shape::Kind::lll: {
            if (rest.size() < shape.bytes) return std::nullopt;
            const auto length = digits_length(rest.first(shape.bytes));
            rest = rest.subspan(shape.bytes);
            return length;
        }
        case Shape::Kind::tlv:
            return tlv_length(rest);
        case Shape::Kind::unknown:
            return std::nullopt;
    }
    return std::nullopt;
}

void append(pos::Bytes& bytes, pos::BytesView more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
}

void append_tlv_length(pos::Bytes& bytes, std::size_t length) {
    POS_ASSERT(length <= 0xFFFF);
    const auto put = [&](std::size_t value) { bytes.push_back(static_cast<std::byte>(value)); };
    if (length < 0x80) return put(length);
    if (length < 0x100) {
        put(0x81);
        return put(length);
    }
    put(0x82);
    put(length >> 8U);
    put(length & 0xFFU);
}

}  // namespace

std::optional<pos::BytesView> Fields::find(Bmp bmp) const {
    const auto at = std::ranges::find(fields, static_cast<std::uint8_t>(bmp), &Field::bmp);
    if (at == fields.end()) return std::nullopt;
    return at->data;
}

Fields parse_fields(pos::BytesView data) {
    Fields read;
    pos::BytesView rest = data;
    while (!rest.empty()) {
        const auto bmp = std::to_integer<std::uint8_t>(rest[0]);
        rest = rest.subspan(1);
        const auto length = data_length(shape_of(bmp), rest);
        if (!length || *length > rest.size()) {
            read.cut_short = true;
            break;
        }
        read.fields.push_back({bmp, rest.first(*length)});
        rest = rest.subspan(*length);
    }
    return read;
}

std::vector<DataObject> parse_tlv(pos::BytesView data) {
    std::vector<DataObject> objects;
    pos::BytesView rest = data;
    while (!rest.empty()) {
        const auto tag = tlv_tag(rest);
        if (!tag) break;
        const auto length = tlv_length(rest);
        if (!length || *length > rest.size()) break;
        objects.push_back({*tag, rest.first(*length)});
        rest = rest.subspan(*length);
    }
    return objects;
}

std::optional<pos::BytesView> find(const std::vector<DataObject>& objects, Tag tag) {
    const auto at = std::ranges::find(objects, static_cast<std::uint32_t>(tag), &DataObject::tag);
    if (at == objects.end()) return std::nullopt;
    return at->data;
}

FieldWriter& FieldWriter::raw(pos::BytesView bytes) {
    append(bytes_, bytes);
    return *this;
}

FieldWriter& FieldWriter::byte(std::uint8_t value) {
    bytes_.push_back(static_cast<std::byte>(value));
    return *this;
}

FieldWriter& FieldWriter::field(Bmp bmp, pos::BytesView bytes) {
    return byte(static_cast<std::uint8_t>(bmp)).raw(bytes);
}

FieldWriter& FieldWriter::field(Bmp bmp, std::uint8_t value) {
    return byte(static_cast<std::uint8_t>(bmp)).byte(value);
}

FieldWriter& FieldWriter::variable(Bmp bmp, unsigned length_digits, pos::BytesView bytes) {
    byte(static_cast<std::uint8_t>(bmp));
    std::size_t power = 1;
    for (unsigned digit = 1; digit < length_digits; ++digit) power *= 10;
    POS_ASSERT(bytes.size() < power * 10);
    for (; power > 0; power /= 10) {
        byte(static_cast<std::uint8_t>(0xF0 + bytes.size() / power % 10));
    }
    return raw(bytes);
}

FieldWriter& FieldWriter::tlv(pos::BytesView objects) {
    byte(static_cast<std::uint8_t>(Bmp::tlv));
    append_tlv_length(bytes_, objects.size());
    return raw(objects);
}

pos::Bytes tlv_object(Tag tag, pos::BytesView data) {
    pos::Bytes bytes;
    const auto number = static_cast<std::uint32_t>(tag);
    for (const unsigned shift : {24U, 16U, 8U}) {
        if (number >> shift != 0) bytes.push_back(static_cast<std::byte>(number >> shift & 0xFFU));
    }
    bytes.push_back(static_cast<std::byte>(number & 0xFFU));
    append_tlv_length(bytes, data.size());
    append(bytes, data);
    return bytes;
}

pos::Bytes tlv_object(Tag tag, std::uint8_t value) {
    const std::byte one{value};
    return tlv_object(tag, pos::BytesView{&one, 1});
}

}  // namespace drivers::card::zvt
