#include "app/core/ring/ring.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/core/find_code.hpp"
#include "pos/base/assert.hpp"

namespace app::core::ring {

namespace {

using pos::store::Answer;

std::int64_t magnitude(std::int64_t value) {
    return value < 0 ? -value : value;
}

/// The register's refusal as a reason for the file's owner.
std::string words_of(pos::sale::Refusal refusal) {
    return fmt::format("the register refuses it: {}", name_of(refusal));
}

/// Rings one file up.
class Ringer {
public:
    Ringer(const RingOptions& options, pos::store::Store& store, RegisterService& service,
           pos::Random& random)
        : options_{options}, store_{store}, service_{service}, random_{random} {}

    RingReport report;

    Outcome<void> ring(const Ticket& ticket) {
        ++report.receipts;
        const auto known = store_.reader().has_external_number(ticket.number);
        if (!known) return std::unexpected{failure(known.error())};
        if (*known) {
            ++report.skipped;
            return {};
        }
        if (auto refusal = refusal_of(ticket)) return refuse(std::move(*refusal));
        const auto at = instant_of(ticket);
        if (auto items = make_items(ticket, at); !items) return items;
        if (is_stock_adjustment(ticket)) return adjust(ticket, at);
        if (auto day = be_open_on(ticket.date, at); !day) return day;
        return sell(ticket, at);
    }

    /// Closes the shift that is open, counted as it should be.
    Outcome<void> close(pos::Instant at) {
        const auto& shift = service_.state().shift;
        if (!shift) return {};
        pos::sale::CloseShift close;
        for (const auto& tender : shift->figures.tenders) {
            // A drawer from which more was paid out than taken cannot hold less than nothing.
            const auto minor = std::max<std::int64_t>(tender.expected.minor, 0);
            close.counts.push_back({tender.code, {minor, tender.expected.currency}});
        }
        return told(close, at);
    }
    pos::Instant last_at() const { return last_at_; }

private:
    Outcome<void> refuse(Refusal refusal) {
        ++report.refused;
        report.refusals.push_back(std::move(refusal));
        return {};
    }

    /// Where an hour comes twice the earlier one is meant; in the hour that is skipped, the first
    /// moment behind it.
    pos::Instant instant_of(const Ticket& ticket) const {
        const auto& zone = service_.shop().zone;
        const auto instants = zone.instants(ticket.date, ticket.second_of_day);
        if (!instants.empty()) return instants.front();
        const auto start = zone.start_of_day(ticket.date);
        return {start.unix_ms + std::int64_t{ticket.second_of_day} * 1000};
    }

    Outcome<void> told(const pos::sale::Command& command, pos::Instant at) {
        last_at_ = at;
        auto done = service_.tell(command, at);
        if (done) return {};
        if (const auto* refusal = std::get_if<pos::sale::Refusal>(&done.error()))
            return core::refuse(words_of(*refusal));
        return std::unexpected{failure(std::get<pos::store::StoreError>(done.error()))};
    }

    Outcome<void> be_open_on(pos::Date date, pos::Instant at) {
        const auto& shift = service_.state().shift;
        if (shift && shift->opened.business_date == date) return {};
        if (auto closed = close(last_at_); !closed) return closed;
        return told(pos::sale::OpenShift{pos::zero(currency()), date}, at);
    }

    pos::Currency currency() const { return service_.shop().journal.currency; }

    Outcome<void> make_items(const Ticket& ticket, pos::Instant at) {
        std::vector<const Row*> unknown;
        for (const Row& row : ticket.rows) {
            if (items_.contains(row.sku)) continue;
            const auto stored = store_.reader().catalogue().by_number(row.sku);
            if (!stored)
                return std::unexpected{failure(pos::store::to_store_error(stored.error()))};
            if (*stored) {
                items_.emplace(row.sku, std::move(**stored));
            } else if (std::ranges::none_of(unknown,
                                            [&](const Row* r) { return r->sku == row.sku; })) {
                unknown.push_back(&row);
            }
        }
        if (unknown.empty()) return {};
        const auto put_all = [&](pos::store::CatalogueWriter& catalogue) -> Answer<void> {
            for (const Row* row : unknown) {
                pos::catalog::Item item{.id = pos::make_ulid(at, random_),
                                        .number = row->sku,
                                        .name = row->name,
                                        .department = row->department,
                                        .tax_class = row->tax_class,
                                        .price = row->price};
                if (row->price.e8 < 0) item.price.e8 = 0;
                const auto put = catalogue.put(item);
                if (!put) return std::unexpected{pos::store::to_store_error(put.error())};
                items_.emplace(row->sku,
                               pos::store::StoredItem{.item = std::move(item),
                                                      .department_name = row->department});
                ++report.items_added;
            }
            return {};
        };
        const auto done = store_.change_catalogue(put_all, {}, at);
        if (!done) return std::unexpected{failure(done.error())};
        return {};
    }

    Outcome<void> adjust(const Ticket& ticket, pos::Instant at) {
        pos::journal::StockAdjusted event{
            .adjustment = pos::make_ulid(at, random_),
            .external_number = ticket.number,
            .when = {service_.shop().zone.local(at), ticket.date, service_.shop().journal.zone},
            .user = {service_.state().user.id, service_.state().user.name},
            .reason = "import"};
        for (const Row& row : ticket.rows) {
            const auto& item = items_.at(row.sku).item;
            event.lines.push_back({item.id, item.number, row.name, row.quantity});
        }
        const auto stored =
            store_.append({.events = {std::move(event)}, .carts = {}, .attachments = {}}, at);
        if (!stored) return std::unexpected{failure(stored.error())};
        ++report.stock_adjustments;
        return {};
    }

    Outcome<void> add(const Row& row, pos::Instant at) {
        auto item = register_item(items_.at(row.sku), service_.shop().taxes,
                                  service_.shop().zone.local(at).date);
        item.name = row.name;  // the file may call the same goods differently from line to line
        pos::sale::AddItem goods{.item = std::move(item),
                                 .quantity = pos::Quantity{magnitude(row.quantity.millionths)},
                                 .price = row.price,
                                 .own_line = true};
        if (row.quantity.millionths < 0)
            return told(pos::sale::ReturnItem{std::move(goods), "import"}, at);
        return told(goods, at);
    }

    /// Gives up what was begun, so that the next receipt finds an empty till.
    Outcome<void> give_up(const Ticket& ticket, const Failure& why, pos::Instant at) {
        if (service_.state().cart.started()) {
            if (service_.state().phase == pos::sale::Phase::tendering) {
                if (auto back = told(pos::sale::BackToCart{}, at); !back) return back;
            }
            if (auto cancelled = told(pos::sale::CancelCart{"import"}, at); !cancelled)
                return cancelled;
        }
        return refuse({ticket.line, ticket.number, why.words});
    }

    Outcome<void> sell(const Ticket& ticket, pos::Instant at) {
        const auto step = [&](Outcome<void> done) -> std::optional<Outcome<void>> {
            if (done) return std::nullopt;
            if (done.error().kind == FailureKind::environment) return std::unexpected{done.error()};
            return give_up(ticket, done.error(), at);
        };
        for (const Row& row : ticket.rows) {
            if (row.quantity.millionths == 0) continue;
            if (auto stop = step(add(row, at))) return std::move(*stop);
        }
        if (!service_.state().cart.started())
            return refuse({ticket.line, ticket.number, "nothing was sold on it"});
        if (auto stop = step(told(pos::sale::SetExternalNumber{ticket.number}, at)))
            return std::move(*stop);
        if (!options_.refund_prefix.empty()) {
            const bool named = ticket.number.starts_with(options_.refund_prefix);
            const bool sells = std::ranges::any_of(service_.state().cart.lines,
                                                   [](const auto& l) { return !l.comes_back(); });
            const auto total = service_.state().priced.total.minor;
            if (named ? total > 0 || (total == 0 && sells) : total < 0) {
                const auto* reason = named ? "its number says refund, but it is a sale"
                                           : "money goes back, but its number does not say refund";
                return give_up(ticket, {FailureKind::refused, reason}, at);
            }
        }
        if (!ticket.customer.empty()) {
            if (auto stop = step(told(pos::sale::SetCustomer{ticket.customer}, at)))
                return std::move(*stop);
        }
        const bool nothing_due = service_.state().priced.total.minor == 0;
        if (nothing_due) {
            if (auto stop = step(told(pos::sale::StartTendering{}, at))) return std::move(*stop);
        }
        const pos::sale::Command finish =
            nothing_due ? pos::sale::Command{pos::sale::Finish{}} : pos::sale::ExactCash{};
        if (auto stop = step(told(finish, at))) return std::move(*stop);
        const bool refund = pos::shift::is_refund(service_.state().last->record);
        ++(refund ? report.refunds : report.sales);
        return {};
    }

    const RingOptions& options_;
    pos::store::Store& store_;
    RegisterService& service_;
    pos::Random& random_;
    std::unordered_map<std::string, pos::store::StoredItem> items_;
    pos::Instant last_at_{};
};

}  // namespace

std::optional<Refusal> refusal_of(const Ticket& ticket) {
    const auto below =
        std::ranges::find_if(ticket.rows, [](const Row& row) { return row.price.e8 < 0; });
    if (below == ticket.rows.end()) return std::nullopt;
    return Refusal{below->line, ticket.number, "a price is below zero"};
}

bool is_stock_adjustment(const Ticket& ticket) {
    return !ticket.rows.empty() && std::ranges::all_of(ticket.rows, [](const Row& row) {
        return row.quantity.millionths < 0 && row.price.e8 == 0;
    });
}

Outcome<RingReport> ring(const ReadFile& file, const RingOptions& options, pos::store::Store& store,
                         pos::Random& random, const OnRung& on_rung) {
    RingReport refused{.rows = file.rows, .refused = 0, .refusals = file.refusals};
    if (!options.skip_bad) {
        for (const Ticket& ticket : file.tickets) {
            if (auto refusal = refusal_of(ticket)) refused.refusals.push_back(std::move(*refusal));
        }
        refused.refused = refused.refusals.size();
        if (refused.refused > 0) return refused;
    }
    auto shop = read_shop(store.reader(), store.journal(), options.cashier);
    if (!shop) return std::unexpected{shop.error()};
    if (shop->opening.shift) return refuse("The till is open. Close the day first.");
    RegisterService service{store, std::move(*shop), random};
    Ringer ringer{options, store, service, random};
    ringer.report.rows = file.rows;
    ringer.report.refusals = file.refusals;
    ringer.report.refused = file.refusals.size();
    ringer.report.receipts = file.refusals.size();
    std::uint64_t done = 0;
    for (const Ticket& ticket : file.tickets) {
        if (auto rung = ringer.ring(ticket); !rung) return std::unexpected{rung.error()};
        if (on_rung && ++done % 64 == 0) on_rung(done, file.tickets.size());
    }
    if (auto closed = ringer.close(ringer.last_at()); !closed)
        return std::unexpected{closed.error()};
    return std::move(ringer.report);
}

}  // namespace app::core::ring
