#include "app/office/web/books.hpp"

namespace app::office::web {

core::Outcome<core::billing::BillingBooks> open_books(const Call& call) {
    return core::billing::BillingBooks::open(call.office.where, call.office.store, call.user.name,
                                             call.now, call.office.random);
}

core::Outcome<core::ShopState> office_state(const Call& call) {
    pos::store::Reader reader{call.db};
    const auto journals = reader.journals();
    if (!journals) return std::unexpected{core::failure(journals.error())};
    if (journals->empty()) return core::refuse("That database is no head office's.");
    return core::read_shop(reader, journals->front(), call.user.name);
}

}  // namespace app::office::web
