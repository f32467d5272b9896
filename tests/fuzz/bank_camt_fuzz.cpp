// Goal: no camt file crashes us, a refusal names a line of it, and what is read is in bounds.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "pos/billing/bank/read.hpp"
#include "pos/locale/clean.hpp"

namespace {

void check(bool good) {
    if (!good) std::abort();
}

void check_statement(const pos::billing::bank::Statement& one) {
    static_cast<void>(to_string(check_balance(one)));
    for (const auto& entry : one.entries) {
        check(!entry.details.empty());
        check(!entry.amount.currency.empty());
        for (const auto& detail : entry.details) {
            for (const auto& text : {detail.text, detail.structured, detail.name, detail.iban,
                                     detail.end_to_end, detail.bank_reference})
                check(pos::locale::valid_utf8(text));
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pos::billing::bank;
    const std::string_view file{reinterpret_cast<const char*>(data), size};
    const auto said = read_camt(file, {.entries = 1'000});
    if (!said) {
        check(!said.error().reason.empty());
        return 0;
    }
    check(!said->empty());
    for (const auto& one : *said) check_statement(one);
    return 0;
}
