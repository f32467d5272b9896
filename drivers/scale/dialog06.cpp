#include "drivers/scale/dialog06.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <string_view>
#include <vector>

#include "pos/base/assert.hpp"

namespace drivers::scale::dialog06 {

namespace {

constexpr char kStx = '\x02';
constexpr char kEtx = '\x03';
constexpr char kEot = '\x04';
constexpr char kEnq = '\x05';
constexpr char kAck = '\x06';
constexpr char kNak = '\x15';
constexpr char kEsc = '\x1B';

pos::Bytes bytes_of(std::string_view text) {
    const auto view = pos::as_bytes(text);
    return {view.begin(), view.end()};
}

std::string digits(std::uint32_t value, std::size_t count) {
    std::string text = std::to_string(value);
    POS_ASSERT(text.size() <= count);
    return std::string(count - text.size(), '0') + text;
}

std::string hex(std::uint16_t value) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string text;
    for (const unsigned shift : {12U, 8U, 4U, 0U}) text += kDigits[(value >> shift) & 0xFU];
    return text;
}

std::string text_of(pos::BytesView bytes) {
    std::string text;
    for (const std::byte byte : bytes) {
        text += static_cast<char>(std::to_integer<unsigned>(byte) & 0x7FU);  // bit 7 is parity
    }
    return text;
}

/// The fields between STX and ETX, cut at each ESC.
std::vector<std::string> fields_of(std::string_view text) {
    const auto begin = text.find(kStx);
    const auto end = text.find(kEtx);
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
    std::vector<std::string> fields(1);
    for (const char c : text.substr(begin + 1, end - begin - 1)) {
        if (c == kEsc) {
            fields.emplace_back();
        } else {
            fields.back() += c;
        }
    }
    return fields;
}

std::optional<std::uint32_t> number(std::string_view text, int base = 10) {
    std::uint32_t value = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value, base);
    const bool whole =
        !text.empty() && text.size() <= 6 && read.ec == std::errc{} && read.ptr == end;
    if (!whole) return std::nullopt;
    return value;
}

/// STX 02 ESC decimals ESC weight ESC price ESC amount ETX
Answer read_weight(const std::vector<std::string>& fields) {
    if (fields.size() < 5) return {};
    const auto decimals = number(fields[1]);
    const auto weight = number(fields[2]);
    const auto unit_price = number(fields[3]);
    const auto amount = number(fields[4]);
    if (!decimals || *decimals > 4 || !weight || !unit_price || !amount) return {};
    std::int64_t millionths = *weight;
    for (std::uint32_t at = *decimals; at < 6; ++at) millionths *= 10;
    return {.kind = Answer::Kind::weight,
            .weight_kg = {millionths},
            .price_minor = *unit_price,
            .amount_minor = *amount};
}

Answer read_proof(const std::vector<std::string>& fields) {
    if (fields.size() < 2 || fields[1].empty()) return {};
    if (fields[1] == "0") return {.kind = Answer::Kind::proof_rejected};
    if (fields[1] == "1") return {.kind = Answer::Kind::proof_accepted};
    // "2" and two digits of a random number, with or without a cut between.
    std::string random = fields[1].substr(1);
    if (random.empty() && fields.size() > 2) random = fields[2];
    const auto value = number(random, 16);
    if (fields[1].front() != '2' || !value || random.size() != 2) return {};
    return {.kind = Answer::Kind::proof_wanted, .random = static_cast<std::uint8_t>(*value)};
}

}  // namespace

pos::Bytes price(const Question& question) {
    POS_ASSERT(question.price_minor <= kPriceMax);
    std::string text{kEot, kStx};
    text += question.tare_g ? "03" : "01";
    text += kEsc + digits(question.price_minor, 6) + kEsc;
    if (question.tare_g) {
        POS_ASSERT(*question.tare_g <= kTareMax);
        text += digits(*question.tare_g, 4);
    }
    return bytes_of(text + kEtx);
}

pos::Bytes ask_result() {
    return bytes_of(std::string{kEot, kEnq});
}

pos::Bytes ask_status() {
    return bytes_of(std::string{kEot, kStx} + "08" + kEtx);
}

pos::Bytes check_sums(std::uint16_t sum, std::uint16_t remainder) {
    return bytes_of(std::string{kEot, kStx} + "10" + kEsc + hex(sum) + hex(remainder) + kEtx);
}

pos::Bytes received() {
    return bytes_of(std::string{kEot});
}

std::optional<std::size_t> end_of_answer(pos::BytesView bytes) {
    const std::string text = text_of(bytes);
    const auto begin = text.find_first_of(std::string{kStx, kAck, kNak});
    if (begin == std::string::npos) return std::nullopt;
    if (text[begin] != kStx) return begin + 1;
    const auto end = text.find(kEtx, begin);
    if (end == std::string::npos) return std::nullopt;
    return end + 1;
}

Answer read_answer(pos::BytesView bytes) {
    const std::string text = text_of(bytes);
    const auto begin = text.find_first_of(std::string{kStx, kAck, kNak});
    if (begin == std::string::npos) return {};
    if (text[begin] == kAck) return {.kind = Answer::Kind::acknowledged};
    if (text[begin] == kNak) return {.kind = Answer::Kind::refused};
    const auto fields = fields_of(std::string_view{text}.substr(begin));
    if (fields.empty()) return {};
    if (fields[0] == "02") return read_weight(fields);
    if (fields[0] == "11") return read_proof(fields);
    if (fields[0] == "09" && fields.size() > 1) {
        if (const auto status = number(fields[1])) {
            return {.kind = Answer::Kind::status, .status = *status};
        }
    }
    return {};
}

Condition condition_of(unsigned status) {
    switch (status) {
        case 20:  // in motion
        case 22:  // not worked out yet
            return Condition::moving;
        case 21:  // nothing has moved since the last weighing: the same goods, or none
        case 30:  // below the least that it may weigh
            return Condition::zero;
        case 31:
            return Condition::under;
        case 32:
            return Condition::over;
        default:
            return Condition::not_ready;
    }
}

std::uint16_t remainder_of(std::uint16_t sum, std::uint16_t polynomial) {
    std::uint16_t rest = sum;
    for (int bit = 0; bit < 16; ++bit) {
        const bool carry = (rest & 0x8000U) != 0;
        rest = static_cast<std::uint16_t>(rest << 1U);
        if (carry) rest ^= polynomial;
    }
    return rest;
}

Proof proof_of(std::uint16_t sum, std::uint16_t polynomial, std::uint8_t random) {
    return {std::rotl(sum, random >> 4U), std::rotr(remainder_of(sum, polynomial), random & 0xFU)};
}

}  // namespace drivers::scale::dialog06
