// A customer is forgotten for good: what goes and what stays is said before.
#include <mutex>

#include "app/core/billing/parties.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/customers/parts.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/store/billing/customers.hpp"

namespace app::office::web::customers {

Answer erase_page(Call& call, const pos::customer::Known& known) {
    const Words& words = call.words;
    const pos::Ulid& id = known.party.id;
    if (known.into || known.erased) return GoTo{customer_link(id)};
    const auto accounts = pos::store::billing::accounts_of_party(call.db, id);
    if (!accounts) return pos::store::to_store_error(accounts.error());
    std::string refusal;
    if (!accounts->empty()) {
        refusal = words.with("customer_erase_billed",
                             {{"account", accounts->front().stored.account.number}});
    } else if (call.is_post()) {
        const std::scoped_lock lock{call.office.changing};
        auto books = open_books(call);
        const auto done = books ? core::billing::erase_customer(*books, to_string(id), call.now)
                                : std::unexpected{books.error()};
        if (done) return GoTo{customer_link(id)};
        refusal = in_words(done.error(), call.words);
    }
    const std::string title =
        words.with("customer_erase_title", {{"name", title_of(known.party, words)}});
    Data data;
    data.set("title", title);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("about", words["customer_erase_about"]);
    data.set("can_erase", accounts->empty());
    data.set("action", link_of("erase", id));
    data.set("back", customer_link(id));
    data.set("mark", call.mark);
    set_texts(data, words, {"back", "customer_erase"});
    return Page{.title = title,
                .body = render("customer_erase", std::move(data)),
                .status = call.is_post() ? 409 : 200};
}

}  // namespace app::office::web::customers
