// Goal: no text crashes the reading of a message between till and office, and what is accepted says
// the same when it is said again. The first byte chooses the message.
#include <cstdlib>
#include <string_view>

#include "sync/wire/messages.hpp"

using namespace syncing::wire;

namespace {

template <class Message>
void try_to_read(std::string_view text) {
    const auto message = from_json<Message>(text);
    if (!message) return;
    const std::string said = to_json(*message);
    const auto again = from_json<Message>(said);
    if (!again || to_json(*again) != said) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text{reinterpret_cast<const char*>(data) + 1, size - 1};
    switch (data[0] % 13) {
        case 0:
            try_to_read<EnrolRequest>(text);
            break;
        case 1:
            try_to_read<EnrolAnswer>(text);
            break;
        case 2:
            try_to_read<ChallengeRequest>(text);
            break;
        case 3:
            try_to_read<ChallengeAnswer>(text);
            break;
        case 4:
            try_to_read<TokenRequest>(text);
            break;
        case 5:
            try_to_read<TokenAnswer>(text);
            break;
        case 6:
            try_to_read<JournalAnswer>(text);
            break;
        case 7:
            try_to_read<Problem>(text);
            break;
        case 8:
            try_to_read<SuccessorRequest>(text);
            break;
        case 9:
            try_to_read<SuccessorAnswer>(text);
            break;
        case 10:
            try_to_read<ReplacementRequest>(text);
            break;
        case 11:
            try_to_read<ReplacementAnswer>(text);
            break;
        case 12:
            try_to_read<OutsideAnswer>(text);
            break;
    }
    return 0;
}
