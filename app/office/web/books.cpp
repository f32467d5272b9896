#include "app/office/web/books.hpp"

namespace app::office::web {

core::Outcome<core::billing::BillingBooks> open_books(const Call& call) {
    return core::billing::BillingBooks::open(call.office.where, call.office.store, call.user.name,
                                             call.now, call.office.random);
}

}  // namespace app::office::web
