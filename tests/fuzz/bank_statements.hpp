#pragma once

#include <cstdint>
#include <cstdlib>
#include <expected>

#include "pos/billing/bank/read.hpp"
#include "pos/locale/clean.hpp"

namespace fuzz {

inline void check(bool good) {
    if (!good) std::abort();
}

inline void check_statement(const pos::billing::bank::Statement& one) {
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

/// A refusal has its reason, and what was read is in bounds.
inline void check_read(
    const std::expected<pos::billing::bank::Statements, pos::billing::bank::ReadError>& said) {
    if (!said) return check(!said.error().reason.empty());
    check(!said->empty());
    for (const auto& one : *said) check_statement(one);
}

}  // namespace fuzz
