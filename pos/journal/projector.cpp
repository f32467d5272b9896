#include "pos/journal/projector.hpp"

#include "pos/journal/project_billing.hpp"
#include "pos/journal/project_ticket.hpp"

namespace pos::journal {

namespace {

using Result = std::expected<void, ProjectError>;

/// One `apply` for each event; an event without one does not compile.
class Projector {
public:
    Projector(const Entry& entry, ProjectionReader& reader, ProjectionWriter& writer)
        : entry_{entry}, reader_{reader}, writer_{writer} {}

    Result apply(const JournalStarted& e) {
        std::optional<Ulid> predecessor;
        if (e.predecessor) predecessor = e.predecessor->journal;
        writer_.insert(JournalRow{entry_.journal_id, entry_.at, e.branch, e.terminal, e.series,
                                  e.public_key, e.currency, e.zone, e.program, predecessor});
        return {};
    }

    Result apply(const ShiftOpened& e) {
        writer_.put(ShiftRow{entry_.journal_id, e.shift, entry_.seq, entry_.at, e.when.local,
                             e.when.business_date, e.user.user, e.user.name,
                             e.opening_float.currency, e.opening_float.minor, std::nullopt});
        return {};
    }

    Result apply(const ShiftClosed& e) {
        auto row = reader_.shift(entry_.journal_id, e.shift);
        if (e.currency != e.figures.net.currency || e.currency != e.grand_total.currency) {
            return std::unexpected{ProjectError::mixed_currencies};
        }
        if (!row) return std::unexpected{ProjectError::shift_unknown};
        if (row->closed) return std::unexpected{ProjectError::closed_twice};
        row->closed =
            ShiftClose{entry_.seq,  e.z_number,  entry_.at,           e.when.local,
                       e.user.user, e.user.name, e.figures.net.minor, e.grand_total.minor};
        writer_.put(*row);
        return {};
    }

    Result apply(const DrawerOpened& e) { return count(e.when, e.user, {.drawer_openings = 1}); }
    Result apply(const LineVoided& e) { return count(e.when, e.cashier, {.voided_lines = 1}); }
    Result apply(const PriceOverridden& e) {
        return count(e.when, e.cashier, {.price_overrides = 1});
    }
    Result apply(const SaleCancelled& e) { return count(e.when, e.cashier, {.cancelled = 1}); }
    Result apply(const CashMoved& e) {
        return count(e.when, e.user, {.cash_moved_minor = e.amount.minor}, e.amount.currency);
    }

    Result apply(const CardAttempted& e) {
        writer_.put(CardAttemptRow{e.attempt, e.sale, entry_.journal_id, entry_.seq, entry_.at,
                                   e.state, e.amount.currency, e.amount.minor, e.reference});
        return {};
    }

    Result apply(const SaleCompleted& e) {
        return project_ticket(entry_, e.record, TicketKind::sale, writer_);
    }
    Result apply(const SaleRefunded& e) {
        return project_ticket(entry_, e.record, TicketKind::refund, writer_);
    }

    Result apply(const BillPaid& e) { return project_bill(entry_, e.record, writer_); }

    Result apply(const ReceiptReprinted& e) {
        writer_.insert(
            ReprintRow{entry_.journal_id, entry_.seq, e.sale, e.copy, entry_.at, e.cashier.user});
        return {};
    }

    Result apply(const TenderCorrected& e) { return project_tender_correction(entry_, e, writer_); }

    Result apply(const StockAdjusted& e) {
        writer_.insert(StockAdjustmentRow{e.adjustment, entry_.journal_id, entry_.seq,
                                          e.external_number, entry_.at, e.when.business_date,
                                          e.reason, static_cast<std::uint32_t>(e.lines.size())});
        for (const StockLine& line : e.lines) {
            writer_.add(StockDelta{entry_.journal_id, line.item, line.quantity, e.branch});
            if (!e.counted) continue;
            writer_.put(StockCountedRow{line.item, e.branch, entry_.journal_id, entry_.seq});
        }
        return {};
    }

    Result apply(const PersonErased& e) {
        for (const Hash& attachment : e.attachments) {
            writer_.put(ErasedRow{attachment, entry_.journal_id, entry_.seq});
        }
        return {};
    }

    Result apply(const CustomerEdited& e) {
        for (std::size_t i = 0; i < e.fields.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (e.fields[i].field == e.fields[j].field) {
                    return std::unexpected{ProjectError::field_twice};
                }
            }
        }
        for (const EditedField& edited : e.fields) {
            const bool personal = customer::is_personal(edited.field);
            const bool merged = edited.field == customer::Field::merged;
            writer_.insert(CustomerEditRow{entry_.journal_id, entry_.seq, edited.field, e.customer,
                                           edited.at, personal ? e.content : std::nullopt,
                                           merged ? e.into : std::nullopt});
        }
        return {};
    }

    Result apply(const MeterRead& e) {
        writer_.insert(MeterReadRow{e.reading, e.account, e.account_number, e.point, e.meter,
                                    e.serial, e.figure, entry_.at});
        return {};
    }

    Result apply(const DocumentIssued& e) { return project_document(e, writer_); }
    Result apply(const PaymentReceived& e) { return project_payment(e, writer_); }
    Result apply(const PaymentReturned& e) { return project_payment(e, writer_); }
    Result apply(const Allocated& e) { return project_allocations(e, writer_); }
    Result apply(const WrittenOff& e) { return project_write_off(e, writer_); }
    Result apply(const WalletGranted& e) { return project_lot(e, entry_.at, writer_); }
    Result apply(const WalletSpent& e) { return project_lot(e, entry_.at, writer_); }
    Result apply(const WalletEnded& e) { return project_lot(e, writer_); }
    Result apply(const UnitsGranted& e) { return project_units(e, entry_.at, writer_); }
    Result apply(const UnitsMoved& e) { return project_units(e, entry_.at, writer_); }
    Result apply(const LeaseGranted& e) { return project_lease(e, entry_.at, writer_); }
    Result apply(const LeaseBooked& e) { return project_lease(e, entry_.at, writer_); }
    Result apply(const CreditUsed& e) { return project_credit(e, writer_); }
    Result apply(const CreditGivenUp& e) { return project_credit(e, writer_); }
    Result apply(const Converted& e) { return project_converted(e, writer_); }
    Result apply(const CouponRedeemed& e) { return project_coupon(e, writer_); }
    Result apply(const CouponStopped& e) { return project_coupon(e, writer_); }
    Result apply(const CouponsApplied& e) { return project_coupon(e, writer_); }
    Result apply(const AttemptPrepared& e) { return project_attempt(e, entry_.at, writer_); }
    Result apply(const AttemptSent& e) { return project_attempt(e, entry_.at, writer_); }
    Result apply(const AttemptUnclear& e) { return project_attempt(e, entry_.at, writer_); }
    Result apply(const AttemptEnded& e) { return project_attempt(e, entry_.at, writer_); }

    // Said for the record alone: they change no table that follows from the journal.
    Result apply(const SaleStarted&) { return {}; }
    Result apply(const ItemsImported&) { return {}; }
    Result apply(const ItemEdited&) { return {}; }
    Result apply(const SettingChanged&) { return {}; }
    Result apply(const ClockWentBack&) { return {}; }
    Result apply(const UsageImported&) { return {}; }

private:
    /// Adds to the drawer of the shift that is open. Without one it counts for the day alone.
    Result count(const When& when, const Actor& who, const TillCounts& counts,
                 std::optional<Currency> stated = std::nullopt) {
        const auto shift = reader_.open_shift(entry_.journal_id);
        Currency currency{};
        if (shift) {
            currency = shift->currency;
        } else if (const auto journal = reader_.journal(entry_.journal_id)) {
            currency = journal->currency;
        } else {
            return std::unexpected{ProjectError::not_started};
        }
        if (stated.value_or(currency) != currency) {
            return std::unexpected{ProjectError::mixed_currencies};
        }
        const Ulid drawer = shift ? shift->shift : Ulid{};
        writer_.add(TakingsDelta{{entry_.journal_id, when.business_date, drawer, currency},
                                 when.local.hour(),
                                 who.user,
                                 who.name,
                                 {},
                                 counts});
        return {};
    }

    const Entry& entry_;
    ProjectionReader& reader_;
    ProjectionWriter& writer_;
};

}  // namespace

Result project(const Entry& entry, const Event& event, ProjectionReader& reader,
               ProjectionWriter& writer) {
    const bool starts = std::holds_alternative<JournalStarted>(event);
    if (entry.seq == 1 && !starts) return std::unexpected{ProjectError::not_started};
    if (entry.seq != 1 && starts) return std::unexpected{ProjectError::started_twice};
    Projector projector{entry, reader, writer};
    return std::visit([&](const auto& happened) { return projector.apply(happened); }, event);
}

}  // namespace pos::journal
