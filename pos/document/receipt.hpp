#pragma once

#include <optional>
#include <string>

#include "pos/document/proof.hpp"
#include "pos/document/writer.hpp"
#include "pos/journal/events/lease.hpp"
#include "pos/journal/events/sale.hpp"

namespace pos::document {

/// What a receipt says beyond its sale.
struct ReceiptNotes {
    std::optional<Proof> proof;  // of the journal entry that holds the sale
    std::uint32_t copy{0};       // 1 for the first reprint; 0 for the original
    bool training{false};
    std::optional<journal::CreditUsed> credit{};  // that paid some of it, or took some back
    std::string customer_name;  // travels apart from the sale; empty: the customer's number
};

/// The receipt of a sale, a refund or an exchange. It shows the figures of the record and computes
/// none anew.
Document receipt(const journal::SaleRecord& record, const House& house, const ReceiptNotes& notes);

}  // namespace pos::document
