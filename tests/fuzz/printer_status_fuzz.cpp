// What a printer sends, and what it says it is: any bytes.
#include <cstdint>
#include <span>

#include "drivers/printer/answers.hpp"
#include "drivers/printer/status.hpp"
#include "pos/base/assert.hpp"

using namespace drivers::printer;

namespace {

/// Whatever comes, "ready" needs a printer that has said that it is online.
void check(const PrinterFacts& facts) {
    const PrinterState state = state_of(facts);
    if (state == PrinterState::ready || state == PrinterState::paper_low)
        POS_ASSERT(facts.offline == false);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span{data, size});
    AnswerReader whole;
    const auto answers = whole.feed(bytes);
    AnswerReader slow;
    std::size_t count = 0;
    for (std::size_t i = 0; i < size; ++i) {
        for (const auto& answer : slow.feed(bytes.subspan(i, 1))) {
            POS_ASSERT(count < answers.size() && answer == answers[count]);
            ++count;
        }
    }
    POS_ASSERT(count == answers.size());

    PrinterFacts facts;
    unsigned n = 0;
    for (const auto& answer : answers) {
        n = n % 5 + 1;
        std::optional<PrinterFacts> learnt;
        if (const auto* real_time = std::get_if<RealTimeAnswer>(&answer))
            learnt = decode_real_time(n, real_time->status);
        if (const auto* automatic = std::get_if<AutomaticStatus>(&answer)) {
            learnt = decode_automatic(automatic->status);
            POS_ASSERT(learnt.has_value());
        }
        if (const auto* transmitted = std::get_if<TransmittedStatus>(&answer))
            learnt = decode_transmitted(n, transmitted->status);
        if (learnt) facts.learn(*learnt);
        check(facts);
    }
    if (const auto star = decode_star(bytes)) check(*star);
    if (size > 0) check(decode_port(bytes[0]));
    const DeviceId id = parse_device_id(bytes);
    for (const std::string* text : {&id.maker, &id.model, &id.commands, &id.serial}) {
        for (const char c : *text) POS_ASSERT(c >= ' ' && c <= '~');
    }
    return 0;
}
