#include "app/core/ring/ring.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/core/find_code.hpp"
#include "app/core/office_journal.hpp"
#include "app/core/piece_goods.hpp"
#include "app/core/ring/books.hpp"
#include "app/core/ring/row.hpp"

namespace app::core::ring {

namespace {

std::int64_t magnitude(std::int64_t value) {
    return value < 0 ? -value : value;
}

/// The register's refusal as a reason for the file's owner.
std::string words_of(pos::sale::Refusal refusal) {
    using pos::sale::Refusal;
    struct Words {
        Refusal refusal;
        std::string_view words;
    };
    static constexpr Words kWords[] = {
        {Refusal::quantity_not_whole,
         "a quantity is not whole, of goods sold by the piece: map a column to unit"},
        {Refusal::quantity_out_of_range, "a quantity is too large"},
        {Refusal::text_too_long, "its receipt number or its customer is too long"},
        {Refusal::too_many_lines, "it has too many rows for one sale"},
        {Refusal::ticket_out_of_range, "it comes to more than a till takes"},
        {Refusal::not_permitted, "this cashier may not change prices or take goods back"},
        {Refusal::unknown_tender, "the shop takes no cash"},
    };
    const auto* const found = std::ranges::find(kWords, refusal, &Words::refusal);
    if (found != std::end(kWords)) return std::string{found->words};
    return fmt::format("the register refuses it: {}", name_of(refusal));
}

/// Which field of a row the register does not take; nothing where it is the row.
std::optional<Field> field_of(pos::sale::Refusal refusal) {
    using pos::sale::Refusal;
    if (refusal == Refusal::quantity_not_whole || refusal == Refusal::quantity_out_of_range) {
        return Field::quantity;
    }
    return std::nullopt;
}

/// Receipts of which a trial has shown that they are refused, by their numbers.
using KnownRefusals = std::unordered_map<std::string, Refusal>;

/// Rings one file up.
class Ringer {
public:
    Ringer(const ReadFile& file, const KnownRefusals& refused, const RingOptions& options,
           const ShopState& shop, Books& books, pos::Random& random)
        : file_{file},
          known_refusals_{refused},
          options_{options},
          shop_{shop},
          books_{books},
          random_{random} {}

    RingReport report;

    Outcome<void> ring(const Ticket& ticket) {
        ++report.receipts;
        const auto known = books_.has_external_number(ticket.number);
        if (!known) return std::unexpected{failure(known.error())};
        if (*known) {
            ++report.skipped;
            return {};
        }
        if (const auto refused = known_refusals_.find(ticket.number);
            refused != known_refusals_.end()) {
            return refuse(refused->second);
        }
        if (auto refusal = refusal_of(ticket)) {
            refusal->column = file_.columns[Field::price];
            return refuse(std::move(*refusal));
        }
        const auto at = instant_of(ticket);
        if (auto items = look_up_items(ticket, at); !items) return items;
        if (is_stock_adjustment(ticket)) return adjust(ticket, at);
        if (auto day = be_open_on(ticket.date, at); !day) return day;
        return sell(ticket, at);
    }

    /// Goes on in the shift that an earlier run could not close.
    Outcome<void> take_up() {
        const auto& shift = books_.state().shift;
        if (!shift) return {};
        const auto& last = shop_.opening.last;
        const auto& when =
            last && last->record.number == shift->last_receipt ? last->record.when : shift->opened;
        const auto at = shop_.zone.instants(when.local.date, when.local.second_of_day);
        last_at_ = at.empty() ? shop_.zone.start_of_day(when.local.date) : at.front();
        if (!books_.state().cart.started()) return {};
        return told(pos::sale::CancelCart{"import"}, last_at_);
    }

    /// Closes the shift that is open, counted as it should be.
    Outcome<void> close(pos::Instant at) {
        const auto& shift = books_.state().shift;
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
        for (const auto& item : unmade_) items_.erase(item.number);
        unmade_.clear();
        ++report.refused;
        report.refusals.push_back(std::move(refusal));
        return {};
    }

    /// Where an hour comes twice the earlier one is meant; in the hour that is skipped, what the
    /// clock would have shown had it not been put forward.
    pos::Instant instant_of(const Ticket& ticket) const {
        const auto& zone = shop_.zone;
        const auto instants = zone.instants(ticket.date, ticket.second_of_day);
        if (!instants.empty()) return instants.front();
        const auto start = zone.start_of_day(ticket.date);
        return {start.unix_ms + std::int64_t{ticket.second_of_day} * 1000};
    }

    Outcome<void> told(const pos::sale::Command& command, pos::Instant at) {
        last_at_ = at;
        auto done = books_.tell(command, at);
        if (done) return {};
        if (const auto* refusal = std::get_if<pos::sale::Refusal>(&done.error())) {
            refused_ = *refusal;
            return core::refuse(words_of(*refusal));
        }
        return std::unexpected{failure(std::get<pos::store::StoreError>(done.error()))};
    }

    Outcome<void> be_open_on(pos::Date date, pos::Instant at) {
        const auto& shift = books_.state().shift;
        if (shift && shift->opened.business_date == date) return {};
        if (auto closed = close(last_at_); !closed) return closed;
        return told(pos::sale::OpenShift{pos::zero(currency()), date}, at);
    }

    pos::Currency currency() const { return shop_.journal.currency; }

    /// Finds the items of the ticket. Those that the shop does not have yet are made together with
    /// what is rung up, so that a refused ticket leaves none behind.
    Outcome<void> look_up_items(const Ticket& ticket, pos::Instant at) {
        for (const Row& row : ticket.rows) {
            if (items_.contains(row.sku)) continue;
            auto stored = books_.item_by_number(row.sku);
            if (!stored) return std::unexpected{failure(stored.error())};
            if (*stored) {
                items_.emplace(row.sku, std::move(**stored));
                continue;
            }
            unmade_.push_back(item_of(row, at));
            items_.emplace(row.sku, pos::store::StoredItem{.item = unmade_.back(),
                                                           .department_name = row.department});
        }
        return {};
    }

    Outcome<void> make_items(pos::Instant at) {
        if (unmade_.empty()) return {};
        if (auto added = books_.add_items(unmade_, at); !added) {
            return std::unexpected{failure(added.error())};
        }
        report.items_added += unmade_.size();
        unmade_.clear();
        return {};
    }

    pos::catalog::Item item_of(const Row& row, pos::Instant at) {
        pos::catalog::Item item{.id = pos::make_ulid(at, random_),
                                .number = row.sku,
                                .name = row.name,
                                .department = row.department,
                                .tax_class = row.tax_class,
                                .price = row.price,
                                .unit = row.unit};
        item.price.e8 = std::max<std::int64_t>(item.price.e8, 0);
        return item;
    }

    Outcome<void> adjust(const Ticket& ticket, pos::Instant at) {
        for (const Row& row : ticket.rows) {
            if (const auto whole = check_pieces(items_.at(row.sku).item, row.quantity); !whole)
                return refuse({row.line, ticket.number, whole.error().words});
        }
        if (auto made = make_items(at); !made) return made;
        pos::journal::StockAdjusted event{
            .adjustment = pos::make_ulid(at, random_),
            .external_number = ticket.number,
            .when = {shop_.zone.local(at), ticket.date, shop_.journal.zone},
            .user = {books_.state().user.id, books_.state().user.name},
            .reason = "import"};
        for (const Row& row : ticket.rows) {
            const auto& item = items_.at(row.sku).item;
            event.lines.push_back({item.id, item.number, row.name, row.quantity});
        }
        if (auto stored = books_.adjust_stock(std::move(event), at); !stored) {
            return std::unexpected{failure(stored.error())};
        }
        ++report.stock_adjustments;
        return {};
    }

    Outcome<void> add(const Row& row, pos::Instant at) {
        auto item = register_item(items_.at(row.sku), shop_.taxes, shop_.zone.local(at).date);
        item.name = row.name;  // the file may call the same goods differently from line to line
        pos::sale::AddItem goods{.item = std::move(item),
                                 .quantity = pos::Quantity{magnitude(row.quantity.millionths)},
                                 .price = row.price,
                                 .own_line = true};
        if (row.quantity.millionths < 0)
            return told(pos::sale::ReturnItem{std::move(goods), "import"}, at);
        return told(goods, at);
    }

    /// What a step of a sale was of: a line of the file, and a field of it.
    struct Of {
        std::uint64_t line{0};
        std::optional<Field> field{};
    };

    /// Gives up what was begun, so that the next receipt finds an empty till.
    Outcome<void> give_up(const Ticket& ticket, const Failure& why, pos::Instant at, Of of) {
        if (books_.state().cart.started()) {
            if (books_.state().phase == pos::sale::Phase::tendering) {
                if (auto back = told(pos::sale::BackToCart{}, at); !back) return back;
            }
            if (auto cancelled = told(pos::sale::CancelCart{"import"}, at); !cancelled)
                return cancelled;
        }
        return refuse({of.line, ticket.number, why.words,
                       of.field ? file_.columns[*of.field] : std::string{}});
    }

    Outcome<void> sell(const Ticket& ticket, pos::Instant at) {
        const Of receipt{ticket.line, {}};
        const auto step = [&](Outcome<void> done, Of of) -> std::optional<Outcome<void>> {
            if (done) return std::nullopt;
            if (done.error().kind == FailureKind::environment) return std::unexpected{done.error()};
            return give_up(ticket, done.error(), at, of);
        };
        for (const Row& row : ticket.rows) {
            if (row.quantity.millionths == 0) continue;
            auto added = add(row, at);
            const Of of{row.line, field_of(refused_)};  // once the register has answered
            if (auto stop = step(std::move(added), of)) return std::move(*stop);
        }
        if (!books_.state().cart.started())
            return refuse({ticket.line, ticket.number, "nothing was sold on it"});
        if (auto stop = step(told(pos::sale::SetExternalNumber{ticket.number}, at),
                             {ticket.line, Field::receipt}))
            return std::move(*stop);
        if (!options_.refund_prefix.empty()) {
            const bool named = ticket.number.starts_with(options_.refund_prefix);
            const bool sells = std::ranges::any_of(books_.state().cart.lines,
                                                   [](const auto& l) { return !l.comes_back(); });
            const auto total = books_.state().priced.total.minor;
            if (named ? total > 0 || (total == 0 && sells) : total < 0) {
                const auto* reason = named ? "its number says refund, but it is a sale"
                                           : "money goes back, but its number does not say refund";
                return give_up(ticket, {FailureKind::refused, reason}, at,
                               {ticket.line, Field::receipt});
            }
        }
        if (!ticket.customer.empty()) {
            if (auto stop = step(told(pos::sale::SetCustomer{ticket.customer}, at),
                                 {ticket.line, Field::customer}))
                return std::move(*stop);
        }
        const bool nothing_due = books_.state().priced.total.minor == 0;
        if (nothing_due) {
            if (auto stop = step(told(pos::sale::StartTendering{}, at), receipt))
                return std::move(*stop);
        }
        const pos::sale::Command finish =
            nothing_due ? pos::sale::Command{pos::sale::Finish{}} : pos::sale::ExactCash{};
        if (auto made = make_items(at); !made) return made;
        if (auto stop = step(told(finish, at), receipt)) return std::move(*stop);
        const bool refund = pos::shift::is_refund(books_.state().last->record);
        ++(refund ? report.refunds : report.sales);
        return {};
    }

    const ReadFile& file_;
    const KnownRefusals& known_refusals_;
    const RingOptions& options_;
    const ShopState& shop_;
    Books& books_;
    pos::Random& random_;
    std::unordered_map<std::string, pos::store::StoredItem> items_;
    std::vector<pos::catalog::Item> unmade_;  // of the ticket at hand
    pos::sale::Refusal refused_{};            // the register's last one
    pos::Instant last_at_{};
};

/// Rings up every ticket of the file and closes the last day.
Outcome<RingReport> ring_into(Books& books, const ReadFile& file, const KnownRefusals& refused,
                              const RingOptions& options, const ShopState& shop,
                              pos::Random& random,
                              const std::function<void(std::uint64_t done)>& on_rung) {
    Ringer ringer{file, refused, options, shop, books, random};
    ringer.report.rows = file.rows;
    ringer.report.refusals = file.refusals;
    ringer.report.refused = ringer.report.receipts = file.refused_receipts;
    const auto stopped = [&](Failure why) -> Outcome<RingReport> {
        const auto& r = ringer.report;
        if (const auto kept = r.sales + r.refunds + r.stock_adjustments;
            kept > 0 && books.keeps()) {
            why.words += fmt::format(
                " {} receipts were rung up before that and stay; the next run goes on behind them.",
                kept);
        }
        return std::unexpected{std::move(why)};
    };
    if (auto taken_up = ringer.take_up(); !taken_up) return stopped(std::move(taken_up.error()));
    std::uint64_t done = 0;
    for (const Ticket& ticket : file.tickets) {
        if (auto rung = ringer.ring(ticket); !rung) return stopped(std::move(rung.error()));
        if (++done % 64 == 0) on_rung(done);
    }
    if (auto closed = ringer.close(ringer.last_at()); !closed) {
        return stopped(std::move(closed.error()));
    }
    std::ranges::stable_sort(ringer.report.refusals, {}, &Refusal::line);
    return std::move(ringer.report);
}

/// Whether the open shift is what a run that was cut off has left: nothing but receipts of files.
pos::store::Answer<bool> left_by_a_run(pos::store::Reader& reader, const ShopState& shop) {
    if (!shop.opening.shift) return false;
    const auto& shift = *shop.opening.shift;
    if (shift.figures.opening_float.minor != 0 || shift.figures.cash_moved.minor != 0) return false;
    for (const std::string& number : {shift.first_receipt, shift.last_receipt}) {
        if (number.empty()) continue;
        const auto receipt = reader.receipt(number);
        if (!receipt) return std::unexpected{receipt.error()};
        if (!*receipt || (*receipt)->record.external_number.empty()) return false;
    }
    return true;
}

/// A report of a file of which nothing was kept.
RingReport nothing_kept(RingReport tried) {
    return {.rows = tried.rows,
            .receipts = tried.refused,
            .refused = tried.refused,
            .refusals = std::move(tried.refusals)};
}

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
    if (auto till = require_till(store.journal()); !till) return std::unexpected{till.error()};
    auto shop = read_shop(store.reader(), store.journal(), options.cashier);
    if (!shop) return std::unexpected{shop.error()};
    const auto left = left_by_a_run(store.reader(), *shop);
    if (!left) return std::unexpected{failure(left.error())};
    if (shop->opening.shift && !*left)
        return core::refuse("The till is open. Close the day in its window first.");
    const auto progress = [&](bool trying) {
        return [&, trying](std::uint64_t done) {
            if (on_rung) on_rung({trying, done, file.tickets.size()});
        };
    };
    Rehearsal rehearsal{store.reader(), *shop, random};
    auto tried = ring_into(rehearsal, file, {}, options, *shop, random, progress(true));
    if (!tried) return tried;
    if (tried->refused > 0 && !options.skip_bad) return nothing_kept(std::move(*tried));
    // Nothing of a refused receipt comes into the books: neither a sale that is given up, nor the
    // day of one that opens and closes for nothing else.
    KnownRefusals refused;
    for (const auto& one : tried->refusals) refused.emplace(one.receipt, one);
    RegisterService service{store, *shop, random};
    StoreBooks books{store, service};
    return ring_into(books, file, refused, options, *shop, random, progress(false));
}

}  // namespace app::core::ring
