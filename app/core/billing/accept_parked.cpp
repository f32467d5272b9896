#include "app/core/billing/accept_parked.hpp"

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/written_lines.hpp"
#include "pos/store/accepted.hpp"

namespace app::core::billing {

namespace {

namespace office = pos::store::office;

std::unexpected<Failure> not_parked(const std::string& entry) {
    return refuse(Why::other, "not_parked",
                  "Entry " + entry +
                      " is not parked, or not because its number is taken: counterfoil attention.");
}

}  // namespace

Outcome<office::AcceptedAs> accept_parked(BillingBooks& books, const std::string& entry,
                                          const std::string& reason, pos::Instant now) {
    auto why = written_line(reason);
    if (!why) return std::unexpected{why.error()};
    if (why->empty()) {
        return misuse(Why::reason_missing, "",
                      "Say why that receipt is to be in the books beside the other one: --reason.");
    }
    const auto key = pos::store::parse_entry_text(entry);
    if (!key) return not_parked(entry);
    return in_transaction(books, [&]() -> Outcome<office::AcceptedAs> {
        const auto tried = office::accept_parked(*books.db, *key);
        if (!tried) return std::unexpected{database(tried.error())};
        if (!*tried && tried->error() == office::AcceptRefusal::not_waiting) {
            return not_parked(entry);
        }
        if (!*tried) {
            return refuse(Why::other, "same_sale",
                          "The books have that very sale already, or cannot hold it: under another "
                          "number it would count twice. It stays parked.");
        }
        auto noted = note_change(books, pos::store::accepted_key(*key), (*tried)->from,
                                 pos::store::accepted_text((*tried)->to, *why), now);
        if (!noted) return std::unexpected{noted.error()};
        return **tried;
    });
}

}  // namespace app::core::billing
