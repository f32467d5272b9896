// Goal: no bytes of a scale crash the till, and none make it sell a weight that is not above zero.
#include <cstdlib>

#include "drivers/scale/dialog06.hpp"
#include "drivers/scale/hid.hpp"
#include "drivers/scale/nci.hpp"
#include "drivers/scale/toledo.hpp"

namespace {

using namespace drivers::scale;

void check(bool good) {
    if (!good) std::abort();
}

void look_at(const Reading& reading) {
    if (reading.condition == Condition::stable) check(reading.weight.millionths > 0);
    if (reading.condition == Condition::zero) check(reading.weight.millionths == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = std::as_bytes(std::span{data, size});
    if (const auto end = toledo::end_of_answer(input)) check(*end <= size);
    if (const auto end = nci::end_of_answer(input)) check(*end <= size);
    if (const auto end = dialog06::end_of_answer(input)) check(*end <= size);
    look_at(toledo::read_answer(input, Unit::pound));
    look_at(nci::read_answer(input));
    look_at(hid::read_report(input));
    const auto answer = dialog06::read_answer(input);
    if (answer.kind == dialog06::Answer::Kind::weight) check(answer.weight_kg.millionths >= 0);
    return 0;
}
