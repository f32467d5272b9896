#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/bytes.hpp"
#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/journal/billing_rows.hpp"
#include "pos/journal/events/billing.hpp"
#include "pos/journal/events/cart.hpp"
#include "pos/journal/events/customer.hpp"
#include "pos/journal/events/lease.hpp"
#include "pos/journal/events/sale.hpp"
#include "pos/journal/events/units.hpp"
#include "pos/journal/events/wallet.hpp"
#include "pos/journal/receipt_rows.hpp"

/// The tables that follow from the journal alone, one struct a table. `…Row` is inserted or put,
/// `…Delta` is added to the row with the same key. Amounts are in minor units of the row's
/// currency.
namespace pos::journal {

/// Key: journal.
struct JournalRow {
    Ulid journal{};
    Instant started_at{};
    std::string branch;
    std::string terminal;
    std::string series;
    Hash public_key{};
    Currency currency{};
    std::string zone;
    std::string program;
    std::optional<Ulid> predecessor;
    bool operator==(const JournalRow&) const = default;
};

/// Key: journal, shift. A shift is open until `closed` is set.
struct ShiftClose {
    std::uint64_t seq{0};  // of the entry whose payload is the Z report
    std::uint32_t z_number{0};
    Instant at{};
    LocalTime local{};
    Ulid user{};
    std::string user_name;
    std::int64_t net_minor{0};
    std::int64_t grand_total_minor{0};
    bool operator==(const ShiftClose&) const = default;
};
struct ShiftRow {
    Ulid journal{};
    Ulid shift{};
    std::uint64_t seq{0};  // of the entry that opened it
    Instant opened_at{};
    LocalTime opened_local{};
    Date business_date{};
    Ulid user{};
    std::string user_name;
    Currency currency{};
    std::int64_t opening_float_minor{0};
    std::optional<ShiftClose> closed;
    bool operator==(const ShiftRow&) const = default;
};

/// Stored: never changed. Of what is no sale (bills that were paid) no report of sales may count
/// any.
enum class TicketKind : std::uint8_t { sale, refund, bill };

/// Key: sale. The receipt itself is the payload of entry (journal, seq).
struct SaleRow {
    Ulid sale{};
    Ulid journal{};
    std::uint64_t seq{0};
    TicketKind kind{TicketKind::sale};
    std::string number;           // unique
    std::string external_number;  // unique in the branch if not empty
    std::string branch;
    std::string terminal;
    Instant at{};
    LocalTime local{};
    Date business_date{};
    Ulid shift{};
    Ulid cashier{};
    std::string cashier_name;
    std::string customer;
    Currency currency{};
    std::uint32_t lines{0};
    std::int64_t discount_minor{0};
    std::int64_t tax_minor{0};
    std::int64_t total_minor{0};
    std::int64_t rounding_minor{0};
    std::int64_t payable_minor{0};  // ≤ 0 on a refund
    bool operator==(const SaleRow&) const = default;
};

/// Key: sale, line. Amounts and quantity keep the event's sign: negative for what came back.
struct SaleLineRow {
    Ulid sale{};
    std::uint32_t line{0};
    Ulid item{};
    std::string number;
    std::string barcode;
    std::string name;
    std::string department;
    Quantity quantity{};
    std::string unit;
    std::int64_t unit_price_e8{0};
    std::optional<std::int64_t> cost_e8;
    std::int64_t gross_minor{0};
    std::int64_t discount_minor{0};  // of the line and of its shares in basket discounts
    std::int64_t net_minor{0};
    std::int64_t tax_minor{0};
    std::int64_t payable_minor{0};
    std::optional<Ulid> origin_sale;  // set on goods that came back with their receipt
    std::uint32_t origin_line{0};
    bool operator==(const SaleLineRow&) const = default;
};

/// Key: sale, position (from 1).
struct SaleTenderRow {
    Ulid sale{};
    std::uint32_t position{0};
    TenderKind kind{TenderKind::cash};
    std::string code;
    std::string name;
    std::int64_t amount_minor{0};
    std::int64_t given_minor{0};
    std::int64_t change_minor{0};
    std::string reference;
    bool operator==(const SaleTenderRow&) const = default;
};

/// Key: sale, position (from 1, in the record's order).
struct SaleTaxRow {
    Ulid sale{};
    std::uint32_t position{0};
    std::string code;
    std::string name;
    tax::TaxKind kind{tax::TaxKind::percent};
    Rate rate{};
    std::int64_t amount_e8{0};
    bool included{false};
    std::int64_t base_minor{0};
    std::int64_t tax_minor{0};
    bool operator==(const SaleTaxRow&) const = default;
};

/// Key: journal, seq. A ticket that paid bills; which ones is in the entry's payload.
struct BillPaymentRow {
    Ulid sale{};
    Ulid shift{};
    Ulid account{};
    std::string account_number;
    Currency currency{};
    std::uint32_t bills{0};
    std::int64_t amount_minor{0};   // that goes to the account
    std::int64_t payable_minor{0};  // that was taken: rounded to coins
    bool operator==(const BillPaymentRow&) const = default;
};

/// Key: journal, seq. A counter that was read at a till; all that was said is in the payload.
struct MeterReadRow {
    Ulid reading{};
    Ulid account{};
    std::string account_number;
    std::string point;
    std::string meter;
    std::string serial;
    std::string figure;
    Instant at{};
    bool operator==(const MeterReadRow&) const = default;
};

/// The drawer every roll-up is kept in: one shift on one business day. Summed over shifts it is the
/// day, summed over nothing else it is the X and the Z. Without an open shift `shift` is null.
struct TakingsKey {
    Ulid journal{};
    Date business_date{};
    Ulid shift{};
    Currency currency{};
    auto operator<=>(const TakingsKey&) const = default;
};

/// Takings as every report shows them. A refund lowers tax, discount and rounding by its own.
struct Takings {
    std::int64_t sales{0};           // tickets
    std::int64_t refunds{0};         // tickets
    std::int64_t gross_minor{0};     // payable of sales
    std::int64_t refunded_minor{0};  // payable of refunds, as a positive figure
    std::int64_t tax_minor{0};
    std::int64_t discount_minor{0};
    std::int64_t rounding_minor{0};

    std::int64_t net_minor() const { return gross_minor - refunded_minor; }
    Takings& operator+=(const Takings& more);
    bool operator==(const Takings&) const = default;
};

/// What happened beside tickets.
struct TillCounts {
    std::int64_t cancelled{0};
    std::int64_t voided_lines{0};
    std::int64_t price_overrides{0};
    std::int64_t drawer_openings{0};
    std::int64_t cash_moved_minor{0};

    TillCounts& operator+=(const TillCounts& more);
    bool operator==(const TillCounts&) const = default;
};

/// Key: the drawer, hour, cashier. Days, hours, cashiers and shifts are all read from here.
struct TakingsDelta {
    TakingsKey key{};
    int hour{0};  // of the shop's wall clock, 0 … 23
    Ulid cashier{};
    std::string cashier_name;  // as last seen
    Takings takings;
    TillCounts counts;
    bool operator==(const TakingsDelta&) const = default;
};

/// Key: the drawer, department. A ticket counts once in each department it has lines of; gross and
/// refunded are of lines, so they lack the tickets' cash rounding and `rounding_minor` is 0.
struct DepartmentDelta {
    TakingsKey key{};
    std::string department;
    std::string name;  // as last seen
    Quantity quantity{};
    Takings takings;
    bool operator==(const DepartmentDelta&) const = default;
};

/// Key: the drawer, kind, code. Gross is what sales brought in by this means, refunded what refunds
/// paid out; a ticket counts once however many payments of the kind it has.
struct TenderDelta {
    TakingsKey key{};
    TenderKind kind{TenderKind::cash};
    std::string code;
    std::string name;  // as last seen
    std::int64_t payments{0};
    std::int64_t sales{0};
    std::int64_t refunds{0};
    std::int64_t gross_minor{0};
    std::int64_t refunded_minor{0};
    bool operator==(const TenderDelta&) const = default;
};

/// Key: the drawer, code, kind, rate, amount_e8, included.
struct TaxDelta {
    TakingsKey key{};
    std::string code;
    std::string name;  // as last seen
    tax::TaxKind kind{tax::TaxKind::percent};
    Rate rate{};
    std::int64_t amount_e8{0};
    bool included{false};
    std::int64_t base_minor{0};
    std::int64_t tax_minor{0};
    bool operator==(const TaxDelta&) const = default;
};

/// Key: journal, item, branch. Sold goods lower the stock, so it may well be negative.
struct StockDelta {
    Ulid journal{};
    Ulid item{};
    Quantity quantity{};
    std::string branch{};  // said elsewhere of another branch's goods; empty: the journal's own
    bool operator==(const StockDelta&) const = default;
};

/// Key: sale, line of the sale that the goods came from, whether that sale is known here or not.
struct ReturnedDelta {
    Ulid sale{};
    std::uint32_t line{0};
    Quantity quantity{};  // > 0
    bool operator==(const ReturnedDelta&) const = default;
};

/// Key: attempt; put again when its outcome is known.
struct CardAttemptRow {
    Ulid attempt{};
    Ulid sale{};
    Ulid journal{};
    std::uint64_t seq{0};  // of the latest entry about it
    Instant at{};
    CardState state{CardState::asked};
    Currency currency{};
    std::int64_t amount_minor{0};
    std::string reference;
    bool operator==(const CardAttemptRow&) const = default;
};

/// Key: adjustment. The lines are the payload of entry (journal, seq).
struct StockAdjustmentRow {
    Ulid adjustment{};
    Ulid journal{};
    std::uint64_t seq{0};
    std::string external_number;  // unique in the journal if not empty
    Instant at{};
    Date business_date{};
    std::string reason;
    std::uint32_t lines{0};
    bool operator==(const StockAdjustmentRow&) const = default;
};

/// Key: item, branch, journal. Goods that were counted, not only sold and delivered.
struct StockCountedRow {
    Ulid item{};
    std::string branch;  // as in StockDelta
    Ulid journal{};
    std::uint64_t seq{0};  // of the latest entry that says a count
    bool operator==(const StockCountedRow&) const = default;
};

/// Key: attachment. What verify() accepts as missing.
struct ErasedRow {
    Hash attachment{};
    Ulid journal{};
    std::uint64_t seq{0};
    bool operator==(const ErasedRow&) const = default;
};

/// Key: journal, seq, field. What the field became is sealed beside the entry.
struct CustomerEditRow {
    Ulid journal{};
    std::uint64_t seq{0};
    customer::Field field{customer::Field::name};
    Ulid customer{};
    Instant at{};
    std::optional<Hash> content;
    std::optional<Ulid> into;
    bool operator==(const CustomerEditRow&) const = default;
};

/// What a projector may look at: projections of earlier entries, those of this transaction
/// included.
class ProjectionReader {
public:
    virtual ~ProjectionReader() = default;
    virtual std::optional<JournalRow> journal(const Ulid& journal) = 0;
    /// The shift opened last in that journal, if it is still open.
    virtual std::optional<ShiftRow> open_shift(const Ulid& journal) = 0;
    virtual std::optional<ShiftRow> shift(const Ulid& journal, const Ulid& shift) = 0;
};

/// Where a projector puts its rows. An implementation that can fail keeps its first error, does
/// nothing afterwards, and is asked for it before the transaction is committed.
class ProjectionWriter {
public:
    virtual ~ProjectionWriter() = default;

    virtual void insert(const JournalRow& row) = 0;
    virtual void insert(const SaleRow& row) = 0;
    virtual void insert(const SaleLineRow& row) = 0;
    virtual void insert(const SaleTenderRow& row) = 0;
    virtual void insert(const SaleTaxRow& row) = 0;
    virtual void insert(const BillPaymentRow& row) = 0;
    virtual void insert(const MeterReadRow& row) = 0;
    virtual void insert(const ReprintRow& row) = 0;
    virtual void insert(const TenderCorrectionRow& row) = 0;
    virtual void insert(const StockAdjustmentRow& row) = 0;
    virtual void insert(const CustomerEditRow& row) = 0;
    virtual void insert(const DocumentRow& row) = 0;
    virtual void insert(const DocumentLineRow& row) = 0;
    virtual void insert(const PaymentRow& row) = 0;
    virtual void insert(const LedgerRow& row) = 0;
    virtual void insert(const WalletLotRow& row) = 0;
    virtual void insert(const WalletMoveRow& row) = 0;
    virtual void insert(const LeaseRow& row) = 0;
    virtual void insert(const LeaseMoveRow& row) = 0;
    virtual void insert(const LeaseEndRow& row) = 0;
    virtual void insert(const LeaseUseRow& row) = 0;
    virtual void insert(const UnitLotRow& row) = 0;
    virtual void insert(const UnitMoveRow& row) = 0;
    virtual void insert(const ConvertedRow& row) = 0;
    virtual void insert(const ExchangeRow& row) = 0;
    virtual void insert(const CouponRedemptionRow& row) = 0;
    virtual void insert(const CouponStopRow& row) = 0;
    virtual void insert(const CouponUseRow& row) = 0;
    virtual void insert(const AttemptRow& row) = 0;

    // Inserted, or in place of the row with the same key.
    virtual void put(const ShiftRow& row) = 0;
    virtual void put(const CardAttemptRow& row) = 0;
    virtual void put(const ErasedRow& row) = 0;
    virtual void put(const StockCountedRow& row) = 0;

    // Changes the row with the same key.
    virtual void change(const AttemptSentRow& row) = 0;
    virtual void change(const AttemptUnclearRow& row) = 0;
    virtual void change(const AttemptEndedRow& row) = 0;

    // Added to the row with the same key, which starts from zero.
    virtual void add(const TakingsDelta& delta) = 0;
    virtual void add(const DepartmentDelta& delta) = 0;
    virtual void add(const TenderDelta& delta) = 0;
    virtual void add(const TaxDelta& delta) = 0;
    virtual void add(const StockDelta& delta) = 0;
    virtual void add(const ReturnedDelta& delta) = 0;
    virtual void add(const AllocationDelta& delta) = 0;
    virtual void add(const OpenItemDelta& delta) = 0;
};

}  // namespace pos::journal
