#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/bytes.hpp"

/// Modbus over TCP, as far as meters need it: reading registers.
namespace drivers::meter::modbus {

/// Which table of registers is read.
enum class Table : std::uint8_t {
    holding = 3,  // function 3
    input = 4,    // function 4
};

/// How many registers one question may ask for.
inline constexpr std::uint16_t kRegistersMax = 125;

struct Question {
    std::uint16_t transaction{0};
    std::uint8_t unit{1};  // behind a gateway: which meter
    Table table{Table::holding};
    std::uint16_t address{0};
    std::uint16_t count{1};
    bool operator==(const Question&) const = default;
};

/// Registers, or why there are none.
struct Reply {
    std::uint16_t transaction{0};
    std::uint8_t unit{1};
    std::uint8_t function{0};   // without the bit that marks an exception
    std::uint8_t exception{0};  // 0: none
    std::vector<std::uint16_t> registers{};
    bool operator==(const Reply&) const = default;
};

enum class Wrong : std::uint8_t { not_modbus, wrong_length, unknown_function };

/// How long the message is that begins so, once that can be told; 0 where it begins none.
std::optional<std::size_t> size_of_message(pos::BytesView begun);

pos::Bytes bytes_of(const Question& question);
pos::Bytes bytes_of(const Reply& reply);

/// requires: a whole message, as size_of_message() says
std::expected<Question, Wrong> read_question(pos::BytesView message);
std::expected<Reply, Wrong> read_reply(pos::BytesView message);

/// "it has no such register (exception 2)"
std::string exception_words(std::uint8_t code);
/// Whether it is worth asking again: the meter is busy.
bool is_busy(std::uint8_t exception);

}  // namespace drivers::meter::modbus
