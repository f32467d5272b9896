// Goal: no bytes of a card terminal crash the till, and no card number comes out of any.
#include <cstdlib>

#include "drivers/card/zvt/messages.hpp"

namespace {

using namespace drivers::card::zvt;

void check(bool good) {
    if (!good) std::abort();
}

void check_text(const std::string& text) {
    check(masked(text) == text);
}

void look_at(const Message& message) {
    if (const auto* status = std::get_if<StatusInformation>(&message)) {
        check(status->card_end.size() <= 4);
        check_text(status->text);
        check_text(status->card_name);
        check_text(status->authorisation);
    } else if (const auto* print = std::get_if<Print>(&message)) {
        for (const auto& line : print->lines) check_text(line.text);
    } else if (const auto* doing = std::get_if<IntermediateStatus>(&message)) {
        for (const auto& line : doing->lines) check_text(line);
    } else if (const auto* aborted = std::get_if<Aborted>(&message)) {
        check_text(aborted->text);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ApduReader reader;
    reader.feed(std::as_bytes(std::span{data, size}));
    while (const auto apdu = reader.next()) {
        look_at(read(*apdu, Charset::cp437));
        look_at(read(*apdu, Charset::utf8, Asked::terminal_status));
        ApduReader again;
        again.feed(to_bytes(*apdu));
        check(again.next() == apdu);
    }
    return 0;
}
