#pragma once

#include <cstddef>
#include <variant>

#include "pos/journal/event.hpp"

namespace pos::journal {

/// What is fixed about one event: its number, today's version of its payload, whether it is signed.
///
/// A payload's version rises whenever its bytes change in any way, within a record it holds too;
/// the golden bytes of every version stay in the tests.
template <class T>
struct Kind;

template <EventKind Number, std::uint16_t Version, bool Signed = false>
struct KindOf {
    static constexpr EventKind kNumber = Number;
    static constexpr std::uint16_t kVersion = Version;
    static constexpr bool kSigned = Signed;
};

// clang-format off
template <> struct Kind<JournalStarted> : KindOf<EventKind::journal_started, 1, true> {};
template <> struct Kind<ShiftOpened> : KindOf<EventKind::shift_opened, 1> {};
template <> struct Kind<ShiftClosed> : KindOf<EventKind::shift_closed, 3, true> {};
template <> struct Kind<DrawerOpened> : KindOf<EventKind::drawer_opened, 1> {};
template <> struct Kind<CashMoved> : KindOf<EventKind::cash_moved, 1> {};
template <> struct Kind<SaleStarted> : KindOf<EventKind::sale_started, 1> {};
template <> struct Kind<LineVoided> : KindOf<EventKind::line_voided, 1> {};
template <> struct Kind<PriceOverridden> : KindOf<EventKind::price_overridden, 1> {};
template <> struct Kind<SaleCancelled> : KindOf<EventKind::sale_cancelled, 1> {};
template <> struct Kind<CardAttempted> : KindOf<EventKind::card_attempted, 2> {};
template <> struct Kind<SaleCompleted> : KindOf<EventKind::sale_completed, 2, true> {};
template <> struct Kind<SaleRefunded> : KindOf<EventKind::sale_refunded, 2, true> {};
template <> struct Kind<BillPaid> : KindOf<EventKind::bill_paid, 2, true> {};
template <> struct Kind<ReceiptReprinted> : KindOf<EventKind::receipt_reprinted, 1> {};
template <> struct Kind<TenderCorrected> : KindOf<EventKind::tender_corrected, 1> {};
template <> struct Kind<ItemsImported> : KindOf<EventKind::items_imported, 1> {};
template <> struct Kind<ItemEdited> : KindOf<EventKind::item_edited, 1> {};
template <> struct Kind<StockAdjusted> : KindOf<EventKind::stock_adjusted, 3> {};
template <> struct Kind<SettingChanged> : KindOf<EventKind::setting_changed, 1> {};
template <> struct Kind<ClockWentBack> : KindOf<EventKind::clock_went_back, 1> {};
template <> struct Kind<PersonErased> : KindOf<EventKind::person_erased, 1> {};
template <> struct Kind<DocumentIssued> : KindOf<EventKind::document_issued, 2, true> {};
template <> struct Kind<PaymentReceived> : KindOf<EventKind::payment_received, 1> {};
template <> struct Kind<PaymentReturned> : KindOf<EventKind::payment_returned, 1> {};
template <> struct Kind<Allocated> : KindOf<EventKind::allocated, 1> {};
template <> struct Kind<WrittenOff> : KindOf<EventKind::written_off, 1> {};
template <> struct Kind<UsageImported> : KindOf<EventKind::usage_imported, 1> {};
template <> struct Kind<CustomerEdited> : KindOf<EventKind::customer_edited, 1> {};
template <> struct Kind<MeterRead> : KindOf<EventKind::meter_read, 1, true> {};
template <> struct Kind<WalletGranted> : KindOf<EventKind::wallet_granted, 1> {};
template <> struct Kind<WalletSpent> : KindOf<EventKind::wallet_spent, 1> {};
template <> struct Kind<WalletEnded> : KindOf<EventKind::wallet_ended, 1> {};
template <> struct Kind<Converted> : KindOf<EventKind::converted, 1> {};
template <> struct Kind<CouponRedeemed> : KindOf<EventKind::coupon_redeemed, 1> {};
template <> struct Kind<CouponStopped> : KindOf<EventKind::coupon_stopped, 1> {};
template <> struct Kind<CouponsApplied> : KindOf<EventKind::coupons_applied, 1> {};
template <> struct Kind<UnitsGranted> : KindOf<EventKind::units_granted, 1> {};
template <> struct Kind<UnitsMoved> : KindOf<EventKind::units_moved, 1> {};
template <> struct Kind<AttemptPrepared> : KindOf<EventKind::attempt_prepared, 1> {};
template <> struct Kind<AttemptSent> : KindOf<EventKind::attempt_sent, 1> {};
template <> struct Kind<AttemptUnclear> : KindOf<EventKind::attempt_unclear, 1> {};
template <> struct Kind<AttemptEnded> : KindOf<EventKind::attempt_ended, 1> {};
template <> struct Kind<LeaseGranted> : KindOf<EventKind::lease_granted, 1> {};
template <> struct Kind<LeaseBooked> : KindOf<EventKind::lease_booked, 1> {};
template <> struct Kind<CreditUsed> : KindOf<EventKind::credit_used, 1, true> {};
template <> struct Kind<CreditGivenUp> : KindOf<EventKind::credit_given_up, 1> {};
// clang-format on

/// Calls `visit.template operator()<T>()` for the event type with that number; false if there is
/// none.
template <class Visit>
bool with_kind(std::uint16_t number, Visit visit) {
    const auto each = [&]<class... T>(const std::variant<T...>*) {
        return ((number == static_cast<std::uint16_t>(Kind<T>::kNumber)
                     ? (visit.template operator()<T>(), true)
                     : false) ||
                ...);
    };
    return each(static_cast<const Event*>(nullptr));
}

}  // namespace pos::journal
