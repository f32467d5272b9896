// Goal: no bytes from a network or from a settings file crash us, and a message that is read is
// written back as it came.
#include <cstdlib>

#include "drivers/meter/modbus/register_map.hpp"

namespace {

using namespace drivers::meter::modbus;

void check(bool good) {
    if (!good) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = std::as_bytes(std::span{data, size});
    const auto wanted = size_of_message(input);
    if (wanted && *wanted > 0 && *wanted <= size) {
        const auto message = input.first(*wanted);
        const pos::Bytes bytes{message.begin(), message.end()};
        if (const auto question = read_question(message)) check(bytes_of(*question) == bytes);
        if (const auto reply = read_reply(message)) check(bytes_of(*reply) == bytes);
    }
    const auto map = read_register_map({reinterpret_cast<const char*>(data), size});
    if (!map) return 0;
    std::size_t registers = 0;
    for (const Block& block : blocks_of(*map)) {
        check(block.count <= kRegistersMax && block.address + block.count <= 0x10000);
        for (const std::size_t i : block.registers) {
            const std::vector<std::uint16_t> words(size_of(map->registers[i].type), 0x4366);
            static_cast<void>(figure_of(words, map->registers[i]));
            ++registers;
        }
    }
    check(registers == map->registers.size());
    return 0;
}
