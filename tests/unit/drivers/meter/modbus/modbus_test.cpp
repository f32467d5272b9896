// Goal: registers become figures as the settings say, bad settings are refused with the place, and
// messages that are none are told.
// Method: each type in both orders, there and back; each fault of a map; hand-made messages.
#include <gtest/gtest.h>

#include "drivers/meter/modbus/register_map.hpp"
#include "pos/money/decimal.hpp"

using namespace drivers::meter::modbus;

namespace {

pos::Bytes hex(const char* digits) {
    return pos::from_hex(digits).value();
}

std::string figure(Type type, std::vector<std::uint16_t> words,
                   WordOrder order = WordOrder::high_first, const char* scale = "1") {
    const auto found =
        figure_of(words, {.type = type, .order = order, .scale = pos::parse_exact(scale).value()});
    return found ? to_string(*found) : "none";
}

std::string refused(const std::string& registers) {
    const auto map = read_register_map("{\"registers\": [" + registers + "]}");
    return map ? "read" : map.error();
}

}  // namespace

TEST(Registers, each_type) {
    EXPECT_EQ(figure(Type::u16, {0xFFFF}), "65535");
    EXPECT_EQ(figure(Type::s16, {0xFFFF}), "-1");
    EXPECT_EQ(figure(Type::u32, {0x0001, 0x0000}), "65536");
    EXPECT_EQ(figure(Type::u32, {0x0001, 0x0000}, WordOrder::low_first), "1");
    EXPECT_EQ(figure(Type::s32, {0xFFFF, 0xFFFE}, WordOrder::high_first, "0.01"), "-0.02");
    EXPECT_EQ(figure(Type::u64, {0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF}), "18446744073709551615");
    EXPECT_EQ(figure(Type::s64, {0xFFFF, 0xFFFF, 0xFFFF, 0xFFFE}), "-2");
    EXPECT_EQ(figure(Type::float32, {0x4366, 0x8000}), "230.5");
    EXPECT_EQ(figure(Type::float32, {0x8000, 0x4366}, WordOrder::low_first), "230.5");
    EXPECT_EQ(figure(Type::float64, {0x3FB9, 0x9999, 0x9999, 0x999A}), "0.1");
    EXPECT_EQ(figure(Type::float32, {0x7FC0, 0x0000}), "none");
    EXPECT_EQ(figure(Type::u64, {0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF}, WordOrder::high_first, "100000"),
              "none");
}

TEST(Registers, there_and_back) {
    for (const Type type : {Type::u16, Type::s16, Type::u32, Type::s32, Type::u64, Type::s64,
                            Type::float32, Type::float64}) {
        for (const WordOrder order : {WordOrder::high_first, WordOrder::low_first}) {
            const Register of{
                .type = type, .order = order, .scale = pos::parse_exact("0.5").value()};
            const auto shown = pos::parse_exact("1234.5").value();
            EXPECT_EQ(figure_of(words_of(shown, of), of), shown);
        }
    }
}

TEST(RegisterMap, settings) {
    const auto map = read_register_map(
        R"({"kind": "heat", "registers": [{"name": "energy", "address": 7, "type": "u32",)"
        R"("table": "input", "order": "low", "scale": "0.001", "unit": "kWh"},)"
        R"({"name": "flow", "address": 0}]})");
    ASSERT_TRUE(map.has_value()) << map.error();
    EXPECT_EQ(map->kind, "heat");
    EXPECT_EQ(map->registers[0],
              (Register{"energy", Table::input, 7, Type::u32, WordOrder::low_first,
                        pos::parse_exact("0.001").value(), "kWh"}));
    EXPECT_EQ(map->registers[1], (Register{.name = "flow"}));
}

TEST(RegisterMap, refusals) {
    EXPECT_EQ(read_register_map("{").error(), "it is no JSON");
    EXPECT_EQ(read_register_map("[]").error(), "it is no JSON object");
    EXPECT_EQ(read_register_map("{}").error(), "it has no \"registers\"");
    EXPECT_EQ(read_register_map("{\"registers\": []}").error(), "it has no \"registers\"");
    EXPECT_EQ(read_register_map("{\"kind\": 1, \"registers\": [1]}").error(),
              "its \"kind\" is no text");
    EXPECT_EQ(refused("1"), "register 1 is no object");
    EXPECT_EQ(refused("{}"), "register 1 has no name");
    EXPECT_EQ(refused(R"({"name": "a"})"), "register 1 has no address from 0 to 65535");
    EXPECT_EQ(refused(R"({"name": "a", "address": 65536})"),
              "register 1 has no address from 0 to 65535");
    EXPECT_EQ(refused(R"({"name": "a", "address": -1})"),
              "register 1 has no address from 0 to 65535");
    EXPECT_EQ(refused(R"({"name": "a", "address": 65535, "type": "u32"})"),
              "register 1 goes beyond register 65535");
    EXPECT_EQ(refused(R"({"name": "a", "address": 1, "type": "u8"})"),
              "register 1 has an unknown type");
    EXPECT_EQ(refused(R"({"name": "a", "address": 1, "table": "coil"})"),
              "register 1 has a table that is neither holding nor input");
    EXPECT_EQ(refused(R"({"name": "a", "address": 1, "order": "odd"})"),
              "register 1 has an order that is neither high nor low");
    EXPECT_EQ(refused(R"({"name": "a", "address": 1, "scale": 0.1})"),
              "register 1 has a scale that is no figure as in \"0.001\"");
    EXPECT_EQ(refused(R"({"name": "a", "address": 1, "scale": "0"})"),
              "register 1 has a scale that is no figure as in \"0.001\"");
    EXPECT_EQ(refused(R"({"name": "a", "address": 1, "adress": 2})"),
              "register 1 has an unknown field \"adress\"");
}

TEST(Blocks, of_neighbours_and_never_of_what_the_map_does_not_name) {
    RegisterMap map;
    map.registers = {{"a", Table::input, 4, Type::u32, {}, {}, ""},
                     {"b", Table::input, 0, Type::float64, {}, {}, ""},
                     {"c", Table::input, 7, Type::u16, {}, {}, ""},
                     {"d", Table::holding, 8, Type::u16, {}, {}, ""}};
    EXPECT_EQ(blocks_of(map), (std::vector<Block>{{Table::holding, 8, 1, {3}},
                                                  {Table::input, 0, 6, {1, 0}},
                                                  {Table::input, 7, 1, {2}}}));
    RegisterMap long_one;
    for (std::uint16_t i = 0; i < 40; ++i) {
        long_one.registers.push_back(
            {"r", Table::input, static_cast<std::uint16_t>(4 * i), Type::u64, {}, {}, ""});
    }
    const auto blocks = blocks_of(long_one);
    ASSERT_EQ(blocks.size(), 2U);
    EXPECT_EQ(blocks[0].count, 124);
    EXPECT_EQ(blocks[1].count, 36);
}

TEST(Messages, there_and_back) {
    const Question question{9, 3, Table::input, 256, 2};
    EXPECT_EQ(pos::to_hex(bytes_of(question)), "000900000006030401000002");
    EXPECT_EQ(read_question(bytes_of(question)).value(), question);
    const Reply reply{9, 3, 4, 0, {1, 0xABCD}};
    EXPECT_EQ(pos::to_hex(bytes_of(reply)),
              "000900000007030404"
              "0001abcd");
    EXPECT_EQ(read_reply(bytes_of(reply)).value(), reply);
    const Reply no{9, 3, 4, 2, {}};
    EXPECT_EQ(pos::to_hex(bytes_of(no)), "000900000003038402");
    EXPECT_EQ(read_reply(bytes_of(no)).value(), no);
}

TEST(Messages, what_is_none) {
    EXPECT_EQ(size_of_message(hex("0009")), std::nullopt);
    EXPECT_EQ(size_of_message(hex("00090001")), 0U);
    EXPECT_EQ(size_of_message(hex("000900000002")), 0U);
    EXPECT_EQ(size_of_message(hex("0009000000ff")), 0U);
    EXPECT_EQ(size_of_message(hex("000900000007")), 13U);
    EXPECT_EQ(read_reply(hex("0009000000070304030001abcd")).error(), Wrong::wrong_length);
    EXPECT_EQ(read_reply(hex("00090000000403840200")).error(), Wrong::wrong_length);
    EXPECT_EQ(read_reply(hex("000900000003038400")).error(), Wrong::wrong_length);
    EXPECT_EQ(read_reply(hex("000900000003030100")).error(), Wrong::unknown_function);
    EXPECT_EQ(read_reply(hex("0009000000")).error(), Wrong::not_modbus);
}
