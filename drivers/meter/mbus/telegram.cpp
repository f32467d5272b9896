#include "drivers/meter/mbus/telegram.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "pos/base/assert.hpp"

namespace drivers::meter::mbus {

namespace {

constexpr std::size_t kBeforeData = 7;  // bytes of a data frame ahead of what follows CI
constexpr std::size_t kExtensionsMax = 10;
constexpr std::uint8_t kMore = 0x80;
constexpr std::uint8_t kOwnUnit = 0x7C;

using Failed = std::unexpected<TelegramError>;

/// The data of a frame from front to back.
class Cursor {
public:
    explicit Cursor(pos::BytesView bytes) : bytes_{bytes} {}

    bool done() const { return at_ == bytes_.size(); }
    /// errors: cut_off
    std::expected<std::uint8_t, TelegramError> next() {
        if (done()) return fail(TelegramFault::cut_off);
        return std::to_integer<std::uint8_t>(bytes_[at_++]);
    }
    std::expected<pos::BytesView, TelegramError> take(std::size_t count) {
        if (bytes_.size() - at_ < count) {
            at_ = bytes_.size();
            return fail(TelegramFault::cut_off);
        }
        at_ += count;
        return bytes_.subspan(at_ - count, count);
    }
    pos::BytesView rest() { return bytes_.subspan(std::exchange(at_, bytes_.size())); }
    Failed fail(TelegramFault fault, std::uint8_t code = 0) const {
        return Failed{{fault, kBeforeData + at_, code}};
    }

private:
    pos::BytesView bytes_;
    std::size_t at_{0};
};

std::string hex(std::uint8_t byte) {
    return pos::to_hex(std::array{std::byte{byte}});
}

/// Eight digits, the lowest two first. Some meters use those beyond nine.
std::string digits_of(pos::BytesView four) {
    const pos::Bytes turned{four.rbegin(), four.rend()};
    std::string digits = pos::to_hex(turned);
    for (char& c : digits) {
        if (c >= 'a') c = static_cast<char>(c - 'a' + 'A');
    }
    return digits;
}

std::uint16_t word_of(pos::BytesView two) {
    return static_cast<std::uint16_t>(std::to_integer<unsigned>(two[0]) |
                                      std::to_integer<unsigned>(two[1]) << 8U);
}

std::string letters_of(std::uint16_t code) {
    std::string letters;
    for (int shift = 10; shift >= 0; shift -= 5) {
        letters += static_cast<char>(64 + (code >> shift & 0x1F));
    }
    return letters;
}

std::expected<ValueInformation, TelegramError> value_information(Cursor& cursor) {
    ValueInformation information;
    for (;;) {
        const auto code = cursor.next();
        if (!code) return Failed{code.error()};
        if (information.codes.size() > kExtensionsMax) {
            return cursor.fail(TelegramFault::too_many_extensions);
        }
        information.codes.push_back(*code);
        if (information.codes.size() == 1 && (*code & 0x7FU) == kOwnUnit) {
            const auto length = cursor.next();
            if (!length) return Failed{length.error()};
            const auto text = cursor.take(*length);
            if (!text) return Failed{text.error()};
            information.own_unit = text_of(*text);
        }
        if ((*code & kMore) == 0) return information;
    }
}

/// What the extensions of the data information add to storage, tariff and device.
std::expected<void, TelegramError> data_extensions(Cursor& cursor, Record& record) {
    for (unsigned i = 0;; ++i) {
        const auto code = cursor.next();
        if (!code) return Failed{code.error()};
        if (i == kExtensionsMax) return cursor.fail(TelegramFault::too_many_extensions);
        record.storage |= std::uint64_t{*code & 0x0FU} << (1 + 4 * i);
        record.tariff |= static_cast<std::uint32_t>(*code >> 4U & 3U) << (2 * i);
        record.device |= static_cast<std::uint32_t>(*code >> 6U & 1U) << i;
        if ((*code & kMore) == 0) return {};
    }
}

std::expected<Datum, TelegramError> datum(Cursor& cursor, const Record& record) {
    if (const auto size = size_of(record.coding)) {
        const auto bytes = cursor.take(*size);
        if (!bytes) return Failed{bytes.error()};
        return datum_of(record.coding, *bytes, record.meaning);
    }
    const auto first = cursor.next();
    if (!first) return Failed{first.error()};
    const auto size = size_of_variable(*first);
    if (!size) return cursor.fail(TelegramFault::reserved_data, *first);
    const auto rest = cursor.take(*size);
    if (!rest) return Failed{rest.error()};
    pos::Bytes bytes{std::byte{*first}};
    bytes.insert(bytes.end(), rest->begin(), rest->end());
    return datum_of(record.coding, bytes, record.meaning);
}

std::expected<Record, TelegramError> record_of(Cursor& cursor, std::uint8_t information) {
    Record record{.function = static_cast<Function>(information >> 4U & 3U),
                  .storage = information >> 6U & 1U,
                  .coding = static_cast<Coding>(information & 0x0FU)};
    if ((information & kMore) != 0) {
        const auto extended = data_extensions(cursor, record);
        if (!extended) return Failed{extended.error()};
    }
    const auto value = value_information(cursor);
    if (!value) return Failed{value.error()};
    record.meaning = meaning_of(*value);
    auto read = datum(cursor, record);
    if (!read) return Failed{read.error()};
    record.value = std::move(*read);
    return record;
}

std::expected<void, TelegramError> records_of(Cursor& cursor, Telegram& telegram) {
    constexpr std::uint8_t kManufacturer = 0x0F;
    constexpr std::uint8_t kMoreFollows = 0x1F;
    constexpr std::uint8_t kFiller = 0x2F;
    while (!cursor.done()) {
        const std::uint8_t information = *cursor.next();
        if (information == kFiller) continue;
        if (information == kManufacturer || information == kMoreFollows) {
            const auto rest = cursor.rest();
            telegram.manufacturer_data.assign(rest.begin(), rest.end());
            telegram.more_follows = information == kMoreFollows;
            return {};
        }
        if ((information & 0x0FU) == 0x0F) {
            return cursor.fail(TelegramFault::reserved_data, information);
        }
        auto record = record_of(cursor, information);
        if (!record) return Failed{record.error()};
        telegram.records.push_back(std::move(*record));
    }
    return {};
}

/// What the old sort's six bits say a counter counts.
Meaning fixed_meaning(unsigned code) {
    const auto in = [](const char* quantity, const char* unit, int power) {
        return Meaning{.quantity = quantity, .unit = unit, .power_of_ten = power};
    };
    const int step = static_cast<int>(code);
    if (code >= 0x02 && code <= 0x0A) return in("energy", "Wh", step - 0x02);
    if (code >= 0x0B && code <= 0x13) return in("energy", "J", step - 0x0B + 3);
    if (code >= 0x14 && code <= 0x1C) return in("power", "W", step - 0x14);
    if (code >= 0x1D && code <= 0x25) return in("power", "J/h", step - 0x1D + 3);
    if (code >= 0x26 && code <= 0x2E) {
        return in("volume", "m³", step - 0x26 - 6);
    }
    if (code >= 0x2F && code <= 0x37) {
        return in("volume flow", "m³/h", step - 0x2F - 6);
    }
    if (code == 0x38) return in("temperature", "°C", -3);
    if (code == 0x39) return in("heat cost allocation", "HCA units", 0);
    if (code == 0x3F) return {.quantity = "dimensionless"};
    return {.quantity = "reserved", .kind = Kind::bits};
}

std::expected<Telegram, TelegramError> fixed_telegram(Cursor& cursor) {
    const auto head = cursor.take(8);
    if (!head) return Failed{head.error()};
    const auto counters = cursor.take(8);
    if (!counters) return Failed{counters.error()};
    const auto byte = [&](std::size_t at) { return std::to_integer<std::uint8_t>((*head)[at]); };
    Telegram telegram{.identification = digits_of(head->first(4)), .fixed = true};
    telegram.access = byte(4);
    telegram.status = byte(5);
    telegram.medium = static_cast<std::uint8_t>((byte(6) >> 6U) | (byte(7) >> 6U) << 2U);
    const bool binary = (byte(5) & 0x80U) != 0;
    const bool stored = (byte(5) & 0x40U) != 0;
    const std::array units{byte(6) & 0x3FU, byte(7) & 0x3FU};
    for (std::size_t i = 0; i < 2; ++i) {
        Record record{.coding = binary ? Coding::int32 : Coding::bcd8};
        // 3E: what the first counts, at the set day.
        const bool same = i == 1 && units[1] == 0x3E;
        record.meaning = fixed_meaning(same ? units[0] : units[i]);
        record.storage = stored || same ? 1 : 0;
        record.value = datum_of(record.coding, counters->subspan(4 * i, 4), record.meaning);
        telegram.records.push_back(std::move(record));
    }
    return telegram;
}

std::expected<void, TelegramError> header(Cursor& cursor, Telegram& telegram, bool is_long) {
    if (is_long) {
        const auto who = cursor.take(8);
        if (!who) return Failed{who.error()};
        telegram.identification = digits_of(who->first(4));
        telegram.manufacturer = letters_of(word_of(who->subspan(4, 2)));
        telegram.version = std::to_integer<std::uint8_t>((*who)[6]);
        telegram.medium = std::to_integer<std::uint8_t>((*who)[7]);
    }
    const auto state = cursor.take(4);
    if (!state) return Failed{state.error()};
    telegram.access = std::to_integer<std::uint8_t>((*state)[0]);
    telegram.status = std::to_integer<std::uint8_t>((*state)[1]);
    telegram.signature = word_of(state->subspan(2, 2));
    // Meters of old write what they like there; these modes of AES alone are taken at their word.
    const unsigned mode = telegram.signature >> 8U & 0x1FU;
    if (mode == 5 || mode == 7 || mode == 13)
        return cursor.fail(TelegramFault::encrypted, static_cast<std::uint8_t>(mode));
    return {};
}

std::string error_words(std::uint8_t code) {
    constexpr std::array<std::string_view, 10> kWords{
        "an error that it does not name",
        "it does not know what it was sent (CI)",
        "its buffer is too short",
        "there are too many records",
        "a record ended too early",
        "more than ten extensions of data information",
        "more than ten extensions of value information",
        "an error that is reserved",
        "it is too busy to answer",
        "it was read too often"};
    if (code < kWords.size()) return std::string{kWords[code]};
    return "error " + std::to_string(code);
}

}  // namespace

std::string status_words(std::uint8_t status) {
    std::string words;
    const auto add = [&](std::string_view more) {
        words += (words.empty() ? "" : ", ") + std::string{more};
    };
    if ((status & 0x03U) == 1) add("busy");
    if ((status & 0x03U) == 2) add("application error");
    if ((status & 0x03U) == 3) add("alarm");
    if ((status & 0x04U) != 0) add("low battery");
    if ((status & 0x08U) != 0) add("permanent error");
    if ((status & 0x10U) != 0) add("temporary error");
    if ((status & 0xE0U) != 0) add("flags of the manufacturer");
    return words;
}

std::string to_string(const TelegramError& error) {
    const std::string at = "byte " + std::to_string(error.at + 1) + ": ";
    switch (error.fault) {
        case TelegramFault::no_answer:
            return "it is no answer of a meter";
        case TelegramFault::unknown_information:
            return at + "what follows CI " + hex(error.code) + " is not read";
        case TelegramFault::meter_error:
            return "the meter answers: " + error_words(error.code);
        case TelegramFault::encrypted:
            return at + "the rest is encrypted (mode " + std::to_string(error.code) + ")";
        case TelegramFault::cut_off:
            return at + "the telegram ends inside a record";
        case TelegramFault::too_many_extensions:
            return at + "more than ten extensions follow one another";
        case TelegramFault::reserved_data:
            return at + "the code " + hex(error.code) + " has no meaning here";
    }
    POS_ASSERT(!"a fault");
}

std::expected<Telegram, TelegramError> read_telegram(const Frame& frame) {
    const bool answers = frame.kind == FrameKind::data && (frame.control & 0x4FU) == kAnswer;
    if (!answers) return Failed{{TelegramFault::no_answer, 0, 0}};
    Cursor cursor{frame.data};
    Telegram telegram;
    switch (frame.information) {
        case 0x70: {
            const std::uint8_t code = frame.data.empty() ? std::uint8_t{0} : *cursor.next();
            return cursor.fail(TelegramFault::meter_error, code);
        }
        case 0x73:
            return fixed_telegram(cursor);
        case 0x72:
        case 0x7A:
            if (const auto read = header(cursor, telegram, frame.information == 0x72); !read) {
                return Failed{read.error()};
            }
            break;
        case 0x78:
            break;
        default:
            return Failed{{TelegramFault::unknown_information, kBeforeData - 1, frame.information}};
    }
    const auto read = records_of(cursor, telegram);
    if (!read) return Failed{read.error()};
    return telegram;
}

pos::Bytes header_of(const Telegram& telegram) {
    POS_ASSERT(telegram.identification.size() == 8 && telegram.manufacturer.size() == 3);
    pos::Bytes bytes = pos::from_hex(telegram.identification).value();
    std::ranges::reverse(bytes);
    unsigned letters = 0;
    for (const char c : telegram.manufacturer) {
        letters = letters << 5U | static_cast<unsigned>(c - 64);
    }
    for (const unsigned byte :
         {letters & 0xFFU, letters >> 8U, unsigned{telegram.version}, unsigned{telegram.medium},
          unsigned{telegram.access}, unsigned{telegram.status}, telegram.signature & 0xFFU,
          unsigned{telegram.signature} >> 8U}) {
        bytes.push_back(static_cast<std::byte>(byte));
    }
    return bytes;
}

}  // namespace drivers::meter::mbus
