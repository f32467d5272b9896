#pragma once

#include <optional>
#include <vector>

#include "pos/sale/commands.hpp"
#include "pos/store/errors.hpp"
#include "pos/store/reader.hpp"

namespace pos::store {

/// The latest ticket of that journal that is a sale, not a refund.
Answer<std::optional<Receipt>> last_sale(Reader& reader, const Ulid& journal);

/// A ticket's payments as they count by now: what was corrected since is taken in, and what a card
/// terminal has booked is marked.
Answer<std::vector<sale::PaidTender>> paid_tenders(Reader& reader,
                                                   const journal::SaleRecord& record);

}  // namespace pos::store
