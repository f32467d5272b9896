#include "tests/faults/card/cashier.hpp"

#include <unistd.h>

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <optional>

#include "app/core/card_setup.hpp"
#include "app/core/init.hpp"
#include "app/core/register_service.hpp"
#include "app/core/system.hpp"
#include "drivers/card/zvt_terminal.hpp"
#include "pos/money/decimal.hpp"

namespace test {

namespace {

using namespace drivers::card;
using pos::journal::CardAttempted;
using pos::journal::CardState;

void step() {
    const char one = '.';
    (void)!::write(3, &one, 1);
}

class Cashier {
public:
    Cashier(pos::store::Store& store, app::core::ShopState shop, const std::string& terminal)
        : service_{store, std::move(shop), random_} {
        auto options = app::core::card_options(terminal, {}, service_.shop().journal.currency);
        (*options)->waits = {.settle = std::chrono::seconds{60},
                             .between_asking = std::chrono::milliseconds{5},
                             .stale = std::chrono::milliseconds{0}};
        service_.on_effect = [this](const pos::sale::Effect& effect) { carry_out(effect); };
        terminal_ = std::make_unique<ZvtTerminal>(**options, [this](Report report) {
            {
                const std::scoped_lock lock{mutex_};
                reports_.push_back(std::move(report));
            }
            changed_.notify_all();
        });
    }
    ~Cashier() { terminal_.reset(); }

    void open_till() {
        if (service_.state().shift) return;
        tell(pos::sale::OpenShift{{10'000, service_.shop().journal.currency}});
    }

    /// Nothing that an earlier process left is lost or charged again.
    void settle() {
        while (!service_.state().cards.empty()) {
            const CardAttempted card = service_.state().cards.front();
            if (card.state != CardState::booked) {
                if (++enquiries_ > kEnquiriesMax) {
                    std::fprintf(stderr, "the terminal does not tell what became of a payment\n");
                    std::_Exit(5);
                }
                terminal_->enquire(order_of(card, {}));
                follow();
                continue;
            }
            const auto use = service_.tell(pos::sale::UseCard{card.attempt, true}, now());
            step();
            if (use) continue;
            prepare();
            tell(pos::sale::ReverseCard{card.attempt, last_});
            follow();
        }
        // A payment that was put into the cart before the process died: the sale is finished with
        // it.
        const auto& cart = service_.state().cart;
        if (!cart.tenders.empty()) tell(pos::sale::Finish{});
    }

    void sell(unsigned number) {
        if (service_.state().cart.lines.empty()) tell(pos::sale::AddItem{.item = goods(number)});
        prepare();
        tell(pos::sale::PayByCard{.code = "card", .finish = true, .last_before = last_});
        follow();
    }
    std::size_t open_cards() const { return service_.state().cards.size(); }

private:
    pos::Instant now() { return clock_.now(); }

    pos::sale::Item goods(unsigned number) {
        const auto currency = service_.shop().journal.currency;
        return {
            .id = pos::make_ulid(now(), random_),
            .number = std::to_string(number),
            .name = "Goods",
            .price =
                pos::parse_unit_price(std::to_string(number % 9 + 1) + ".25", currency).value()};
    }

    static Order order_of(const CardAttempted& card, std::string receipt) {
        Action action = Action::payment;
        if (card.action == pos::journal::CardAction::refund) action = Action::refund;
        if (card.action == pos::journal::CardAction::reversal) action = Action::reversal;
        return {card.attempt,       action,           card.amount.minor,
                std::move(receipt), card.last_before, card.when.local};
    }

    void tell(const pos::sale::Command& command) {
        step();
        const auto told = service_.tell(command, now());
        if (!told) {
            const auto* why = std::get_if<pos::sale::Refusal>(&told.error());
            std::fprintf(stderr, "refused: %s\n", why ? pos::sale::name_of(*why).data() : "store");
            std::_Exit(2);
        }
        step();
    }
    void carry_out(const pos::sale::Effect& effect) {
        step();
        if (const auto* ask = std::get_if<pos::sale::AskCard>(&effect)) {
            terminal_->order(order_of(ask->attempt, ask->receipt));
        } else if (const auto* keep = std::get_if<pos::sale::KeepCard>(&effect)) {
            terminal_->keep(keep->attempt, keep->stored);
        }
        step();
    }
    Report next() {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return !reports_.empty(); });
        Report report = std::move(reports_.front());
        reports_.pop_front();
        return report;
    }
    void prepare() {
        terminal_->prepare();
        for (;;) {
            const Report report = next();
            if (const auto* state = std::get_if<StateChanged>(&report)) {
                last_ = state->last;
                if (state->state == State::ready) return;
                terminal_->prepare();
            }
        }
    }
    /// The reports of one order until its end.
    void follow() {
        for (;;) {
            const Report report = next();
            step();
            if (const auto* approved = std::get_if<Approved>(&report)) {
                tell(pos::sale::CardApproved{approved->attempt, details(approved->details)});
            } else if (const auto* ended = std::get_if<Ended>(&report)) {
                auto outcome = pos::sale::CardOutcome::declined;
                if (ended->outcome == Outcome::booked) outcome = pos::sale::CardOutcome::booked;
                if (ended->outcome == Outcome::unknown) outcome = pos::sale::CardOutcome::unknown;
                tell(pos::sale::CardEnded{ended->attempt, outcome, details(ended->details), {}});
                (void)service_.flush(now());
                return;
            }
        }
    }
    static pos::journal::CardDetails details(const Details& d) {
        return {.terminal = d.terminal,
                .receipt = d.receipt,
                .trace = d.trace,
                .card = d.card,
                .card_end = d.card_end,
                .authorisation = d.authorisation};
    }

    app::core::SystemClock clock_;
    app::core::SystemRandom random_;
    app::core::RegisterService service_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Report> reports_;
    std::string last_;
    static constexpr unsigned kEnquiriesMax = 200;
    unsigned enquiries_{0};
    std::unique_ptr<ZvtTerminal> terminal_;
};

}  // namespace

int run_cashier(const std::string& db, const std::string& terminal, unsigned sales) {
    app::core::SystemClock clock;
    step();
    auto store = app::core::open_shop(db, {.program = "cashier"}, clock.now());
    if (!store) {
        std::fprintf(stderr, "%s\n", store.error().words.c_str());
        return 3;
    }
    auto shop = app::core::read_shop((*store)->reader(), (*store)->journal(), {});
    if (!shop) return 3;
    Cashier cashier{**store, std::move(*shop), terminal};
    cashier.open_till();
    cashier.settle();
    for (unsigned number = 0; number < sales; ++number) {
        cashier.sell(number);
        cashier.settle();
    }
    return cashier.open_cards() == 0 ? 0 : 4;
}

}  // namespace test
