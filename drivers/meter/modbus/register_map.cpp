#include "drivers/meter/modbus/register_map.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <nlohmann/json.hpp>
#include <numeric>
#include <utility>

#include "drivers/meter/decimal.hpp"
#include "pos/base/assert.hpp"
#include "pos/money/decimal.hpp"

namespace drivers::meter::modbus {

namespace {

using Json = nlohmann::json;
using Failed = std::unexpected<std::string>;

constexpr std::array<std::pair<std::string_view, Type>, 8> kTypes{{{"u16", Type::u16},
                                                                   {"s16", Type::s16},
                                                                   {"u32", Type::u32},
                                                                   {"s32", Type::s32},
                                                                   {"u64", Type::u64},
                                                                   {"s64", Type::s64},
                                                                   {"float32", Type::float32},
                                                                   {"float64", Type::float64}}};
constexpr std::array<std::pair<std::string_view, Table>, 2> kTables{
    {{"holding", Table::holding}, {"input", Table::input}}};
constexpr std::array<std::pair<std::string_view, WordOrder>, 2> kOrders{
    {{"high", WordOrder::high_first}, {"low", WordOrder::low_first}}};

/// A text member, or `otherwise`; nothing where it is something else.
std::optional<std::string> text_of(const Json& json, const char* field, const char* otherwise) {
    const auto found = json.find(field);
    if (found == json.end()) return std::string{otherwise};
    if (!found->is_string()) return std::nullopt;
    return found->get<std::string>();
}

template <class T, std::size_t N>
std::optional<T> word_of(const std::array<std::pair<std::string_view, T>, N>& words,
                         const std::optional<std::string>& word) {
    if (!word) return std::nullopt;
    for (const auto& [name, value] : words) {
        if (name == *word) return value;
    }
    return std::nullopt;
}

std::expected<Register, std::string> register_of(const Json& json) {
    if (!json.is_object()) return Failed{"is no object"};
    static constexpr std::array kKnown{"name",  "table", "address", "type",
                                       "order", "scale", "unit"};
    for (const auto& [field, value] : json.items()) {
        if (std::ranges::find(kKnown, field) == kKnown.end()) {
            return Failed{"has an unknown field \"" + field + '"'};
        }
    }
    Register made;
    const auto name = text_of(json, "name", "");
    if (!name || name->empty()) return Failed{"has no name"};
    made.name = *name;
    const auto address = json.find("address");
    if (address == json.end() || !address->is_number_unsigned() ||
        address->get<std::uint64_t>() > 0xFFFF) {
        return Failed{"has no address from 0 to 65535"};
    }
    made.address = address->get<std::uint16_t>();
    const auto type = word_of(kTypes, text_of(json, "type", "u16"));
    if (!type) return Failed{"has an unknown type"};
    made.type = *type;
    const auto table = word_of(kTables, text_of(json, "table", "holding"));
    if (!table) return Failed{"has a table that is neither holding nor input"};
    made.table = *table;
    const auto order = word_of(kOrders, text_of(json, "order", "high"));
    if (!order) return Failed{"has an order that is neither high nor low"};
    made.order = *order;
    const auto scale = text_of(json, "scale", "1");
    const auto factor =
        scale ? pos::parse_exact(*scale) : std::unexpected{pos::DecimalError::not_a_number};
    if (!factor || factor->e14 == 0) return Failed{"has a scale that is no figure as in \"0.001\""};
    made.scale = *factor;
    const auto unit = text_of(json, "unit", "");
    if (!unit) return Failed{"has a unit that is no text"};
    made.unit = *unit;
    if (made.address + size_of(made.type) > 0x10000) return Failed{"goes beyond register 65535"};
    return made;
}

/// The registers' bits, the highest word first.
std::uint64_t bits_of(std::span<const std::uint16_t> words, WordOrder order) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::size_t at = order == WordOrder::high_first ? i : words.size() - 1 - i;
        bits = bits << 16U | words[at];
    }
    return bits;
}

pos::Exact whole(pos::Wide number) {
    return {number * pos::kExactScale};
}

}  // namespace

std::uint16_t size_of(Type type) {
    switch (type) {
        case Type::u16:
        case Type::s16:
            return 1;
        case Type::u32:
        case Type::s32:
        case Type::float32:
            return 2;
        case Type::u64:
        case Type::s64:
        case Type::float64:
            return 4;
    }
    POS_ASSERT(!"a type");
}

std::expected<RegisterMap, std::string> read_register_map(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) return Failed{"it is no JSON"};
    if (!json.is_object()) return Failed{"it is no JSON object"};
    const auto list = json.find("registers");
    if (list == json.end() || !list->is_array() || list->empty()) {
        return Failed{"it has no \"registers\""};
    }
    if (list->size() > kRegistersOfMapMax) return Failed{"it has too many registers"};
    const auto kind = text_of(json, "kind", "");
    if (!kind) return Failed{"its \"kind\" is no text"};
    RegisterMap map{.kind = *kind};
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto made = register_of((*list)[i]);
        if (!made) return Failed{"register " + std::to_string(i + 1) + " " + made.error()};
        map.registers.push_back(std::move(*made));
    }
    return map;
}

std::optional<pos::Exact> figure_of(std::span<const std::uint16_t> words, const Register& of) {
    POS_ASSERT(words.size() == size_of(of.type));
    const std::uint64_t bits = bits_of(words, of.order);
    std::optional<pos::Exact> figure;
    switch (of.type) {
        case Type::u16:
        case Type::u32:
        case Type::u64:
            figure = whole(bits);
            break;
        case Type::s16:
            figure = whole(static_cast<std::int16_t>(bits));
            break;
        case Type::s32:
            figure = whole(static_cast<std::int32_t>(bits));
            break;
        case Type::s64:
            figure = whole(static_cast<std::int64_t>(bits));
            break;
        case Type::float32:
            figure = exact_of(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
            break;
        case Type::float64:
            figure = exact_of(std::bit_cast<double>(bits));
            break;
    }
    if (!figure) return std::nullopt;
    return multiplied(*figure, of.scale);
}

std::vector<std::uint16_t> words_of(pos::Exact figure, const Register& of) {
    const pos::Exact raw = pos::quotient(figure, of.scale);
    const auto number = static_cast<std::int64_t>(
        pos::round_at(raw, 0, pos::RoundingMode::half_away).e14 / pos::kExactScale);
    const double real = static_cast<double>(raw.e14) / static_cast<double>(pos::kExactScale);
    std::uint64_t bits = static_cast<std::uint64_t>(number);
    if (of.type == Type::float32) bits = std::bit_cast<std::uint32_t>(static_cast<float>(real));
    if (of.type == Type::float64) bits = std::bit_cast<std::uint64_t>(real);
    std::vector<std::uint16_t> words;
    for (unsigned i = size_of(of.type); i-- > 0;) {
        words.push_back(static_cast<std::uint16_t>(bits >> (16 * i)));
    }
    if (of.order == WordOrder::low_first) std::ranges::reverse(words);
    return words;
}

std::vector<Block> blocks_of(const RegisterMap& map) {
    std::vector<std::size_t> order(map.registers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) {
        return std::pair{map.registers[i].table, map.registers[i].address};
    });
    std::vector<Block> blocks;
    for (const std::size_t i : order) {
        const Register& next = map.registers[i];
        const unsigned end = next.address + unsigned{size_of(next.type)};
        if (!blocks.empty()) {
            Block& last = blocks.back();
            const unsigned last_end = last.address + unsigned{last.count};
            const unsigned joined = std::max(end, last_end) - last.address;
            if (last.table == next.table && next.address <= last_end && joined <= kRegistersMax) {
                last.count = static_cast<std::uint16_t>(joined);
                last.registers.push_back(i);
                continue;
            }
        }
        blocks.push_back({next.table, next.address, size_of(next.type), {i}});
    }
    return blocks;
}

}  // namespace drivers::meter::modbus
