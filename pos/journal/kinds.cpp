#include "pos/journal/kinds.hpp"

#include <array>
#include <utility>

namespace pos::journal {

namespace {

template <class... T>
consteval bool all_differ(const std::variant<T...>*) {
    const std::array numbers{Kind<T>::kNumber...};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (numbers[i] == numbers[j]) return false;
        }
    }
    return true;
}
static_assert(all_differ(static_cast<const Event*>(nullptr)), "two events with one number");

}  // namespace

EventKind kind_of(const Event& event) {
    return std::visit([]<class T>(const T&) { return Kind<T>::kNumber; }, event);
}

std::string_view kind_name(std::uint16_t kind) {
    switch (static_cast<EventKind>(kind)) {
        case EventKind::journal_started:
            return "journal_started";
        case EventKind::shift_opened:
            return "shift_opened";
        case EventKind::shift_closed:
            return "shift_closed";
        case EventKind::drawer_opened:
            return "drawer_opened";
        case EventKind::cash_moved:
            return "cash_moved";
        case EventKind::sale_started:
            return "sale_started";
        case EventKind::line_voided:
            return "line_voided";
        case EventKind::price_overridden:
            return "price_overridden";
        case EventKind::sale_cancelled:
            return "sale_cancelled";
        case EventKind::card_attempted:
            return "card_attempted";
        case EventKind::sale_completed:
            return "sale_completed";
        case EventKind::sale_refunded:
            return "sale_refunded";
        case EventKind::receipt_reprinted:
            return "receipt_reprinted";
        case EventKind::bill_paid:
            return "bill_paid";
        case EventKind::tender_corrected:
            return "tender_corrected";
        case EventKind::items_imported:
            return "items_imported";
        case EventKind::item_edited:
            return "item_edited";
        case EventKind::stock_adjusted:
            return "stock_adjusted";
        case EventKind::setting_changed:
            return "setting_changed";
        case EventKind::clock_went_back:
            return "clock_went_back";
        case EventKind::person_erased:
            return "person_erased";
        case EventKind::document_issued:
            return "document_issued";
        case EventKind::payment_received:
            return "payment_received";
        case EventKind::payment_returned:
            return "payment_returned";
        case EventKind::allocated:
            return "allocated";
        case EventKind::written_off:
            return "written_off";
        case EventKind::usage_imported:
            return "usage_imported";
        case EventKind::customer_edited:
            return "customer_edited";
        case EventKind::meter_read:
            return "meter_read";
        case EventKind::wallet_granted:
            return "wallet_granted";
        case EventKind::wallet_spent:
            return "wallet_spent";
        case EventKind::wallet_ended:
            return "wallet_ended";
        case EventKind::converted:
            return "converted";
        case EventKind::coupon_redeemed:
            return "coupon_redeemed";
        case EventKind::coupon_stopped:
            return "coupon_stopped";
        case EventKind::coupons_applied:
            return "coupons_applied";
        case EventKind::units_granted:
            return "units_granted";
        case EventKind::units_moved:
            return "units_moved";
        case EventKind::attempt_prepared:
            return "attempt_prepared";
        case EventKind::attempt_sent:
            return "attempt_sent";
        case EventKind::attempt_unclear:
            return "attempt_unclear";
        case EventKind::attempt_ended:
            return "attempt_ended";
        case EventKind::lease_granted:
            return "lease_granted";
        case EventKind::lease_booked:
            return "lease_booked";
        case EventKind::credit_used:
            return "credit_used";
        case EventKind::credit_given_up:
            return "credit_given_up";
    }
    return "unknown";
}

const SaleRecord* ticket_of(const Event& event) {
    if (const auto* sale = std::get_if<SaleCompleted>(&event)) return &sale->record;
    if (const auto* refund = std::get_if<SaleRefunded>(&event)) return &refund->record;
    if (const auto* paid = std::get_if<BillPaid>(&event)) return &paid->record;
    return nullptr;
}

SaleRecord* ticket_of(Event& event) {
    return const_cast<SaleRecord*>(ticket_of(std::as_const(event)));
}

bool needs_signature(std::uint16_t kind) {
    bool needed = false;
    with_kind(kind, [&]<class T>() { needed = Kind<T>::kSigned; });
    return needed;
}

}  // namespace pos::journal
