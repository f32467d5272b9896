#include "drivers/meter/modbus/protocol.hpp"

#include "pos/base/assert.hpp"

namespace drivers::meter::modbus {

namespace {

constexpr std::size_t kHeader = 6;  // transaction, protocol, length of what follows
constexpr std::uint8_t kException = 0x80;

std::uint8_t byte(pos::BytesView bytes, std::size_t at) {
    return std::to_integer<std::uint8_t>(bytes[at]);
}
std::uint16_t word(pos::BytesView bytes, std::size_t at) {
    return static_cast<std::uint16_t>(byte(bytes, at) << 8U | byte(bytes, at + 1));
}

void put(pos::Bytes& bytes, std::uint16_t value) {
    bytes.push_back(static_cast<std::byte>(value >> 8U));
    bytes.push_back(static_cast<std::byte>(value & 0xFFU));
}

pos::Bytes framed(std::uint16_t transaction, std::uint8_t unit, const pos::Bytes& inside) {
    pos::Bytes bytes;
    put(bytes, transaction);
    put(bytes, 0);
    put(bytes, static_cast<std::uint16_t>(inside.size() + 1));
    bytes.push_back(std::byte{unit});
    bytes.insert(bytes.end(), inside.begin(), inside.end());
    return bytes;
}

bool is_reading(std::uint8_t function) {
    return function == 3 || function == 4;
}

}  // namespace

std::optional<std::size_t> size_of_message(pos::BytesView begun) {
    if (begun.size() >= 4 && word(begun, 2) != 0) return 0;
    if (begun.size() < kHeader) return std::nullopt;
    const std::size_t length = word(begun, 4);
    if (length < 3 || length > 254) return 0;
    return kHeader + length;
}

pos::Bytes bytes_of(const Question& question) {
    pos::Bytes inside{static_cast<std::byte>(question.table)};
    put(inside, question.address);
    put(inside, question.count);
    return framed(question.transaction, question.unit, inside);
}

pos::Bytes bytes_of(const Reply& reply) {
    POS_ASSERT(reply.registers.size() <= kRegistersMax);
    if (reply.exception != 0) {
        return framed(
            reply.transaction, reply.unit,
            {static_cast<std::byte>(reply.function | kException), std::byte{reply.exception}});
    }
    pos::Bytes inside{std::byte{reply.function},
                      static_cast<std::byte>(reply.registers.size() * 2)};
    for (const std::uint16_t value : reply.registers) put(inside, value);
    return framed(reply.transaction, reply.unit, inside);
}

std::expected<Question, Wrong> read_question(pos::BytesView message) {
    if (size_of_message(message) != message.size()) return std::unexpected{Wrong::not_modbus};
    const std::uint8_t function = byte(message, 7);
    if (!is_reading(function)) return std::unexpected{Wrong::unknown_function};
    if (message.size() != 12) return std::unexpected{Wrong::wrong_length};
    return Question{word(message, 0), byte(message, 6), static_cast<Table>(function),
                    word(message, 8), word(message, 10)};
}

std::expected<Reply, Wrong> read_reply(pos::BytesView message) {
    if (size_of_message(message) != message.size()) return std::unexpected{Wrong::not_modbus};
    Reply reply{.transaction = word(message, 0),
                .unit = byte(message, 6),
                .function = static_cast<std::uint8_t>(byte(message, 7) & 0x7FU)};
    if (!is_reading(reply.function)) return std::unexpected{Wrong::unknown_function};
    if ((byte(message, 7) & kException) != 0) {
        if (message.size() != 9) return std::unexpected{Wrong::wrong_length};
        reply.exception = byte(message, 8);
        // An exception without a number would read as none.
        if (reply.exception == 0) return std::unexpected{Wrong::wrong_length};
        return reply;
    }
    const std::size_t size = byte(message, 8);
    if (size % 2 != 0 || message.size() != 9 + size) return std::unexpected{Wrong::wrong_length};
    for (std::size_t at = 9; at < message.size(); at += 2) {
        reply.registers.push_back(word(message, at));
    }
    return reply;
}

std::string exception_words(std::uint8_t code) {
    const auto words = [&]() -> std::string {
        switch (code) {
            case 1:
                return "it does not know that function";
            case 2:
                return "it has no such register";
            case 3:
                return "it does not take that number of registers";
            case 4:
                return "it failed";
            case 5:
                return "it needs long for that";
            case 6:
                return "it is busy";
            case 8:
                return "its memory is damaged";
            case 10:
                return "the gateway has no way to it";
            case 11:
                return "the gateway gets no answer from it";
            default:
                return "it does not say why";
        }
    }();
    return words + " (exception " + std::to_string(code) + ")";
}

bool is_busy(std::uint8_t exception) {
    return exception == 5 || exception == 6;
}

}  // namespace drivers::meter::modbus
