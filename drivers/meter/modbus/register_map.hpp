#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "drivers/meter/modbus/protocol.hpp"
#include "pos/money/exact.hpp"

namespace drivers::meter::modbus {

/// How a figure stands in its registers.
enum class Type : std::uint8_t { u16, s16, u32, s32, u64, s64, float32, float64 };

enum class WordOrder : std::uint8_t { high_first, low_first };

/// A figure that a meter keeps in its registers.
struct Register {
    std::string name{};
    Table table{Table::holding};
    std::uint16_t address{0};  // from 0, as it goes over the wire
    Type type{Type::u16};
    WordOrder order{WordOrder::high_first};
    pos::Exact scale{pos::kExactScale};  // the figure times this is in `unit`
    std::string unit{};
    bool operator==(const Register&) const = default;
};

/// What a kind of meter keeps where.
struct RegisterMap {
    std::string kind{};  // "electricity"
    std::vector<Register> registers{};
    bool operator==(const RegisterMap&) const = default;
};

inline constexpr std::size_t kRegistersOfMapMax = 1'000;

std::uint16_t size_of(Type type);  // in registers

/// A settings file:
///
///   {"kind": "electricity",
///    "registers": [{"name": "energy", "table": "input", "address": 0, "type": "u32",
///                   "order": "low", "scale": "0.001", "unit": "kWh"}]}
///
/// table is "holding" unless said (or "input"), type one of u16 s16 u32 s32 u64 s64 float32
/// float64, order "high" unless said (or "low"), scale "1" unless said.
///
/// errors: in words, with the register and the field
std::expected<RegisterMap, std::string> read_register_map(std::string_view json);

/// The figure in these registers, scaled; nothing for what is no number (NaN) or beyond 10^23.
///
/// requires: words.size() == size_of(type)
std::optional<pos::Exact> figure_of(std::span<const std::uint16_t> words, const Register& of);

/// The other way round, for emulated meters: as near as its type allows.
std::vector<std::uint16_t> words_of(pos::Exact figure, const Register& of);

/// Registers that follow one another, to be asked for at once.
struct Block {
    Table table{Table::holding};
    std::uint16_t address{0};
    std::uint16_t count{0};
    std::vector<std::size_t> registers{};  // of the map
    bool operator==(const Block&) const = default;
};

/// As few questions as can be; none asks for a register that the map does not name, as meters
/// refuse a question that touches one that they do not have.
std::vector<Block> blocks_of(const RegisterMap& map);

}  // namespace drivers::meter::modbus
