#include "app/core/simulate/simulated_till.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <utility>

#include "pos/base/assert.hpp"
#include "pos/journal/codec.hpp"
#include "pos/store/entries.hpp"

namespace app::core::simulate {

namespace {

pos::journal::JournalRow row_of(const ModelShop& shop, const std::string& branch,
                                const std::string& terminal) {
    pos::journal::JournalRow row = shop.state.journal;
    row.branch = branch;
    row.terminal = terminal;
    row.series = terminal;
    return row;
}

}  // namespace

SimulatedTill::SimulatedTill(const ModelShop& shop, std::string branch, std::string terminal,
                             std::uint64_t seed, pos::Random& ids)
    : shop_{shop},
      branch_{std::move(branch)},
      terminal_{std::move(terminal)},
      chance_{seed},
      ids_{ids},
      key_{pos::journal::SigningKey::generate(ids)} {}

void SimulatedTill::start(pos::Instant at) {
    journal_ = pos::make_ulid(at, ids_);
    head_ = sent_ = pos::journal::genesis(journal_, key_.public_key());
    pos::sale::Opening opening;
    opening.user = shop_.state.opening.user;
    const auto row = row_of(shop_, branch_, terminal_);
    register_ = std::make_unique<pos::sale::Register>(register_setup(shop_.state.settings, row),
                                                      std::move(opening));
    pos::journal::JournalStarted started;
    started.branch = branch_;
    started.terminal = terminal_;
    started.series = terminal_;
    started.public_key = key_.public_key();
    started.currency = row.currency;
    started.zone = row.zone;
    started.program = "counterfoil simulate";
    append(started, at);
}

void SimulatedTill::append(const pos::journal::Event& event, pos::Instant at) {
    auto entry = pos::journal::next_entry(journal_, head_, at, pos::journal::encode(event), key_);
    head_ = {entry.seq, entry.hash};
    waiting_.push_back({std::move(entry), {}});
}

/// Draws the numbers that a store would draw.
pos::sale::Stored SimulatedTill::keep(const pos::sale::Store& effect, pos::Instant at) {
    pos::sale::Stored stored{.ticket = effect.ticket};
    for (pos::journal::Event event : effect.events) {
        pos::journal::SaleRecord* record = nullptr;
        if (auto* sale = std::get_if<pos::journal::SaleCompleted>(&event)) record = &sale->record;
        if (auto* refund = std::get_if<pos::journal::SaleRefunded>(&event))
            record = &refund->record;
        if (record != nullptr) {
            record->number = pos::store::receipt_number(branch_, terminal_, ++receipts_);
            stored.number = record->number;
            sold_minor_[day_] += record->payable.minor;
            ++sales_;
        }
        if (auto* close = std::get_if<pos::journal::ShiftClosed>(&event)) {
            close->z_number = ++z_reports_;
            grand_total_minor_ += close->figures.net.minor;
            close->grand_total = pos::Turnover{grand_total_minor_, close->currency};
            stored.z_number = close->z_number;
            stored.grand_total = close->grand_total;
        }
        append(event, at);
    }
    return stored;
}

Outcome<void> SimulatedTill::tell(const pos::sale::Command& command, pos::Instant at) {
    const pos::sale::Stamp stamp{at, shop_.state.zone.local(at)};
    auto effects = register_->handle(command, stamp, ids_);
    if (!effects) {
        return refuse(fmt::format("A simulated till refuses: {}.", name_of(effects.error())));
    }
    std::deque<pos::sale::Effect> waiting{std::make_move_iterator(effects->begin()),
                                          std::make_move_iterator(effects->end())};
    for (; !waiting.empty(); waiting.pop_front()) {
        const auto* store = std::get_if<pos::sale::Store>(&waiting.front());
        if (store == nullptr) continue;  // printers and drawers
        auto more = register_->handle(keep(*store, at), stamp, ids_);
        POS_ASSERT(more.has_value());
        std::ranges::move(*more, std::back_inserter(waiting));
    }
    return {};
}

Outcome<void> SimulatedTill::open_day(pos::Date date, pos::Instant at) {
    day_ = date;
    return tell(pos::sale::OpenShift{.opening_float = {10'000, shop_.state.journal.currency},
                                     .business_date = date},
                at);
}

Outcome<void> SimulatedTill::close_day(pos::Instant at) {
    const auto& shift = register_->state().shift;
    if (!shift) return {};
    pos::sale::CloseShift close;
    for (const auto& tender : shift->figures.tenders) {
        close.counts.push_back({tender.code, tender.expected});
    }
    return tell(close, at);
}

Basket SimulatedTill::basket() {
    if (!shop_.baskets.empty()) return shop_.baskets[chance_.below(shop_.baskets.size())];
    Basket drawn(3 + chance_.below(5));  // five on average
    for (BasketLine& line : drawn) {
        line.item = shop_.goods[chance_.below(shop_.goods.size())];
        line.quantity = pos::pieces(1 + static_cast<std::int64_t>(chance_.below(2)));
    }
    return drawn;
}

Outcome<void> SimulatedTill::sell(pos::Instant at) {
    for (BasketLine& line : basket()) {
        pos::sale::AddItem add;
        add.item = std::move(line.item);
        add.quantity = line.quantity;
        add.own_line = true;
        if (auto added = tell(add, at); !added) return added;
    }
    if (register_->state().priced.total.minor == 0) {
        return tell(pos::sale::CancelCart{"simulated"}, at);
    }
    return tell(pos::sale::ExactCash{}, at);
}

void SimulatedTill::acknowledged(std::size_t count) {
    POS_ASSERT(count <= waiting_.size());
    if (count == 0) return;
    const auto& last = waiting_[count - 1].entry;
    sent_ = {last.seq, last.hash};
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
}

}  // namespace app::core::simulate
