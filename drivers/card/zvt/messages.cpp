#include "drivers/card/zvt/messages.hpp"

#include <algorithm>

#include "drivers/card/zvt/bcd.hpp"
#include "drivers/card/zvt/fields.hpp"

namespace drivers::card::zvt {

namespace {

std::optional<std::uint8_t> byte_in(std::optional<pos::BytesView> data) {
    if (!data || data->size() != 1) return std::nullopt;
    return std::to_integer<std::uint8_t>((*data)[0]);
}

std::string digits_in(std::optional<pos::BytesView> data) {
    return data ? digits_of(*data).value_or(std::string{}) : std::string{};
}

std::string text_in(std::optional<pos::BytesView> data, Charset charset) {
    if (!data) return {};
    // Names end with a zero, attributes are filled up with zeros.
    const auto end = std::ranges::find(*data, std::byte{0});
    auto text = to_text({data->begin(), end}, charset);
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
}

std::vector<DataObject> container_in(const Fields& fields) {
    const auto tlv = fields.find(Bmp::tlv);
    return tlv ? parse_tlv(*tlv) : std::vector<DataObject>{};
}

/// The last four digits of a card's number, a masked one as '*'. The number ends at a separator (of
/// a track that stands in its place) or where it was filled up to a whole byte.
std::string card_end(std::optional<pos::BytesView> number) {
    constexpr unsigned kMasked = 0xE;
    std::string end;
    for (const std::byte byte : number.value_or(pos::BytesView{})) {
        for (const unsigned shift : {4U, 0U}) {
            const auto nibble = (std::to_integer<unsigned>(byte) >> shift) & 0xFU;
            if (nibble > 9 && nibble != kMasked) return end;
            end += nibble == kMasked ? '*' : static_cast<char>('0' + nibble);
            if (end.size() > 4) end.erase(0, 1);
        }
    }
    return end;
}

std::vector<std::string> text_lines(const std::vector<DataObject>& objects, Tag inside,
                                    Charset charset) {
    std::vector<std::string> lines;
    const auto add = [&](const std::vector<DataObject>& from) {
        for (const DataObject& object : from) {
            if (object.tag == static_cast<std::uint32_t>(Tag::text_line)) {
                lines.push_back(to_text(object.data, charset));
            }
        }
    };
    if (const auto texts = find(objects, inside)) add(parse_tlv(*texts));
    if (lines.empty()) add(objects);
    return lines;
}

Message read_intermediate(pos::BytesView data, Charset charset) {
    IntermediateStatus status;
    if (data.empty()) return Other{static_cast<std::uint16_t>(Command::intermediate_status)};
    status.code = std::to_integer<std::uint8_t>(data[0]);
    data = data.subspan(1);
    if (!data.empty()) {
        if (const auto minutes = from_bcd(data.first(1))) {
            status.minutes = static_cast<std::uint8_t>(*minutes);
        }
        data = data.subspan(1);
    }
    status.lines = text_lines(container_in(parse_fields(data)), Tag::display_texts, charset);
    return status;
}

Message read_status(pos::BytesView data, Charset charset) {
    const Fields fields = parse_fields(data);
    StatusInformation status;
    status.result = byte_in(fields.find(Bmp::result_code));
    if (const auto amount = fields.find(Bmp::amount)) status.amount_minor = from_bcd(*amount);
    if (const auto currency = fields.find(Bmp::currency)) {
        if (const auto number = from_bcd(*currency)) {
            status.currency = static_cast<std::uint16_t>(*number);
        }
    }
    status.terminal = digits_in(fields.find(Bmp::terminal_id));
    status.receipt = digits_in(fields.find(Bmp::receipt_number));
    status.trace = digits_in(fields.find(Bmp::trace));
    const auto objects = container_in(fields);
    if (const auto trace = find(objects, Tag::long_trace)) status.trace = digits_in(trace);
    status.original_trace = digits_in(fields.find(Bmp::original_trace));
    status.turnover = digits_in(fields.find(Bmp::turnover_number));
    status.time = digits_in(fields.find(Bmp::time));
    status.date = digits_in(fields.find(Bmp::date));
    status.card_name = text_in(fields.find(Bmp::card_name), charset);
    status.card_end = card_end(fields.find(Bmp::card_number));
    status.authorisation = text_in(fields.find(Bmp::authorisation), charset);
    status.text = text_in(fields.find(Bmp::additional_text), charset);
    if (status.text.empty()) {
        const auto lines = text_lines(objects, Tag::display_texts, charset);
        if (!lines.empty()) status.text = lines.front();
    }
    return status;
}

/// A status enquiry's end: perhaps the software's version, then the status by itself.
std::optional<std::uint8_t> terminal_status(pos::BytesView data) {
    constexpr std::size_t kLengthDigits = 3;
    const auto is_length = [](std::byte byte) { return byte >= std::byte{0xF0}; };
    if (data.size() > kLengthDigits && std::ranges::all_of(data.first(kLengthDigits), is_length)) {
        std::size_t length = 0;
        for (const std::byte byte : data.first(kLengthDigits)) {
            length = length * 10 + (std::to_integer<std::size_t>(byte) & 0xFU);
        }
        data = data.subspan(kLengthDigits);
        if (length >= data.size()) return std::nullopt;
        data = data.subspan(length);
    }
    if (data.empty()) return std::nullopt;
    return std::to_integer<std::uint8_t>(data[0]);
}

Message read_completion(pos::BytesView data, Asked asked) {
    Completion completion;
    if (asked == Asked::terminal_status) {
        completion.terminal_status = terminal_status(data);
        return completion;
    }
    const Fields fields = parse_fields(data);
    completion.result = byte_in(fields.find(Bmp::result_code));
    completion.status = byte_in(fields.find(Bmp::status_or_payment_type));
    completion.terminal = digits_in(fields.find(Bmp::terminal_id));
    const auto objects = container_in(fields);
    const auto is_utf8 = [](std::optional<pos::BytesView> set) {
        return byte_in(set) == std::uint8_t{0xFE};
    };
    completion.utf8 = is_utf8(find(objects, Tag::character_set));
    if (const auto sets = find(objects, Tag::character_sets)) {
        completion.utf8 = completion.utf8 || is_utf8(find(parse_tlv(*sets), Tag::character_set));
    }
    return completion;
}

Message read_abort(pos::BytesView data) {
    constexpr std::uint8_t kWrongCurrency = 0x6F;
    Aborted aborted{.code = 0xFF};
    if (data.empty()) return aborted;
    aborted.code = std::to_integer<std::uint8_t>(data[0]);
    data = data.subspan(1);
    if (aborted.code == kWrongCurrency && data.size() >= 2) data = data.subspan(2);
    const auto objects = container_in(parse_fields(data));
    aborted.text = text_in(find(objects, Tag::error_text), Charset::cp437);
    return aborted;
}

/// source: PA00P015, table 16
struct Attribute {
    std::uint8_t bits{0};
    bool ends() const { return bits > 0x80; }
    bool feeds() const { return bits == 0xFF; }
    PrintedLine line(std::string text) const {
        const bool last = ends();
        const std::size_t indent = last ? 0 : bits & 0x0FU;
        PrintedLine line{.text = std::string(indent, ' ') + text};
        line.centred = (bits & 0x40U) != 0 && !last;
        line.wide = (bits & 0x20U) != 0 && !last;
        line.high = (bits & 0x10U) != 0 && !last;
        return line;
    }
};

Message read_print_line(pos::BytesView data, Charset charset) {
    Print print;
    if (data.empty()) {
        print.lines.emplace_back();
        return print;
    }
    const Attribute attribute{std::to_integer<std::uint8_t>(data[0])};
    data = data.subspan(1);
    if (attribute.feeds()) {
        const std::size_t count = data.empty() ? 1 : std::to_integer<std::size_t>(data[0]);
        print.lines.resize(count);
        return print;
    }
    print.ends = attribute.ends();
    print.lines.push_back(attribute.line(to_text(data, charset)));
    return print;
}

Message read_print_block(pos::BytesView data, Charset charset) {
    Print print;
    const auto objects = container_in(parse_fields(data));
    if (const auto type = byte_in(find(objects, Tag::receipt_type))) {
        if (*type == 1) print.slip = SlipKind::merchant;
        if (*type == 2) print.slip = SlipKind::customer;
        if (*type == 3) print.slip = SlipKind::administration;
    }
    const auto texts = find(objects, Tag::print_texts);
    if (!texts) return print;
    Attribute attribute;
    for (const DataObject& object : parse_tlv(*texts)) {
        if (object.tag == static_cast<std::uint32_t>(Tag::text_line)) {
            print.lines.push_back(attribute.line(to_text(object.data, charset)));
        } else if (object.tag == static_cast<std::uint32_t>(Tag::attribute)) {
            attribute = {byte_in(object.data).value_or(0)};
            if (attribute.feeds()) {
                print.lines.emplace_back();
                attribute = {};
            } else if (attribute.ends()) {
                print.ends = true;
                attribute = {};
            }
        }
    }
    return print;
}

}  // namespace

Message read(const Apdu& apdu, Charset charset, Asked asked) {
    switch (static_cast<Command>(apdu.control)) {
        case Command::acknowledged:
            return Acknowledged{};
        case Command::intermediate_status:
            return read_intermediate(apdu.data, charset);
        case Command::status_information:
            return read_status(apdu.data, charset);
        case Command::completion:
            return read_completion(apdu.data, asked);
        case Command::abort:
            return read_abort(apdu.data);
        case Command::print_line:
            return read_print_line(apdu.data, charset);
        case Command::print_text_block:
            return read_print_block(apdu.data, charset);
        case Command::set_clock:
            return SetClock{};
        case Command::status_enquiry:
        case Command::registration:
        case Command::authorisation:
        case Command::repeat_receipt:
        case Command::reversal:
        case Command::refund:
        case Command::end_of_day:
        case Command::abort_by_till:
            return Other{apdu.control};
    }
    if (apdu.control == kRefusedClass) return Acknowledged{};
    if ((apdu.control & 0xFF00U) == kRefusedClass) {
        return Refused{static_cast<std::uint8_t>(apdu.control & 0xFFU)};
    }
    return Other{apdu.control};
}

}  // namespace drivers::card::zvt
