#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "pos/journal/events/attempt.hpp"
#include "pos/journal/events/billing.hpp"
#include "pos/journal/events/cart.hpp"
#include "pos/journal/events/coupon.hpp"
#include "pos/journal/events/customer.hpp"
#include "pos/journal/events/exchange.hpp"
#include "pos/journal/events/lease.hpp"
#include "pos/journal/events/meter.hpp"
#include "pos/journal/events/sale.hpp"
#include "pos/journal/events/shift.hpp"
#include "pos/journal/events/shop.hpp"
#include "pos/journal/events/units.hpp"
#include "pos/journal/events/wallet.hpp"

namespace pos::journal {

/// What can happen. A new event goes to the end, into EventKind and into kinds.cpp.
struct Event
    : std::variant<JournalStarted, ShiftOpened, ShiftClosed, DrawerOpened, CashMoved, SaleStarted,
                   LineVoided, PriceOverridden, SaleCancelled, CardAttempted, SaleCompleted,
                   SaleRefunded, ReceiptReprinted, ItemsImported, ItemEdited, StockAdjusted,
                   SettingChanged, ClockWentBack, PersonErased, DocumentIssued, PaymentReceived,
                   PaymentReturned, Allocated, WrittenOff, UsageImported, CustomerEdited,
                   WalletGranted, WalletSpent, WalletEnded, BillPaid, TenderCorrected, MeterRead,
                   Converted, CouponRedeemed, CouponStopped, CouponsApplied, UnitsGranted,
                   UnitsMoved, AttemptPrepared, AttemptSent, AttemptUnclear, AttemptEnded,
                   LeaseGranted, LeaseBooked, CreditUsed, CreditGivenUp> {
    using variant::variant;

    // Compiled once, not in every file that copies one: a third of what such a file takes.
    Event();
    Event(const Event& other);
    Event(Event&& other) noexcept;
    Event& operator=(const Event& other);
    Event& operator=(Event&& other) noexcept;
    ~Event();
};

/// The numbers under which events are stored: never changed, never used again.
enum class EventKind : std::uint16_t {
    journal_started = 1,
    shift_opened = 10,
    shift_closed = 11,
    drawer_opened = 12,
    cash_moved = 13,
    sale_started = 20,
    line_voided = 21,
    price_overridden = 22,
    sale_cancelled = 23,
    card_attempted = 24,
    sale_completed = 25,
    sale_refunded = 26,
    receipt_reprinted = 27,
    bill_paid = 28,
    tender_corrected = 29,
    items_imported = 40,
    item_edited = 41,
    stock_adjusted = 42,
    setting_changed = 60,
    clock_went_back = 61,
    person_erased = 62,
    customer_edited = 70,
    meter_read = 71,
    // Head office's billing.
    document_issued = 80,
    payment_received = 81,
    payment_returned = 82,
    allocated = 83,
    written_off = 84,
    usage_imported = 85,
    wallet_granted = 86,
    wallet_spent = 87,
    wallet_ended = 88,
    converted = 89,
    coupon_redeemed = 90,
    coupon_stopped = 91,
    coupons_applied = 92,
    units_granted = 93,
    units_moved = 94,
    attempt_prepared = 95,
    attempt_sent = 96,
    attempt_unclear = 97,
    attempt_ended = 98,
    lease_granted = 99,
    lease_booked = 100,
    // What tills do with leases.
    credit_used = 101,
    credit_given_up = 102,
};

EventKind kind_of(const Event& event);

/// "sale_completed": for machines and logs. "unknown" for a kind this program does not know.
std::string_view kind_name(std::uint16_t kind);

/// Whether entries of this kind are signed: what a customer or a tax office may hold in hands
/// (sales, refunds, Z reports), and a journal's first entry. False for a kind this program does not
/// know.
bool needs_signature(std::uint16_t kind);

/// The ticket that an event is of: sold, refunded, or bills paid; null for any other.
const SaleRecord* ticket_of(const Event& event);
SaleRecord* ticket_of(Event& event);

}  // namespace pos::journal
