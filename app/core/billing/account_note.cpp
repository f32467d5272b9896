#include "app/core/billing/account_note.hpp"

#include <fmt/format.h>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/id_of.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/billing/notes.hpp"

namespace app::core::billing {

Outcome<bool> note_account(BillingBooks& books, const NewNote& asked, pos::Instant now,
                           pos::Random& random) {
    const std::string text = pos::locale::clean_name(asked.text);
    if (text.empty()) return misuse(Why::other, "note_empty", "The note says nothing.");
    if (text.size() > kNoteBytesMax) {
        return misuse(Why::text_too_long, {},
                      fmt::format("A note has at most {} bytes.", kNoteBytesMax));
    }
    return in_transaction(books, [&]() -> Outcome<bool> {
        const auto found = find_account(*books.db, asked.account);
        if (!found) return std::unexpected{found.error()};
        const auto& account = found->stored.account;
        const pos::Ulid id = asked.reference.empty()
                                 ? pos::make_ulid(now, random)
                                 : id_of({"note", account.number, asked.reference});
        const auto added = pos::store::billing::add_note(
            *books.db, {id, account.id, now, books.user().name, text});
        if (!added) return std::unexpected{database(added.error())};
        if (!*added) return false;
        // The journal tells that there is one; its words are about a person and stand apart.
        auto noted = note_change(books, "account " + account.number, "", "note", now);
        if (!noted) return std::unexpected{noted.error()};
        return true;
    });
}

}  // namespace app::core::billing
