// Goal: whatever a terminal and its line do, an order ends as what the terminal has booked, or as
// unknown; never as something else. Method: the real driver against the emulated terminal over TCP,
// each trouble in turn; after each order the emulator's books are compared with what the driver
// said.
#include "drivers/card/zvt_terminal.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "drivers/card/emulator/emulated_terminal.hpp"

using namespace drivers::card;
using namespace drivers::card::emulator;
using drivers::emulator::Host;
using namespace std::chrono_literals;

namespace {

constexpr pos::LocalTime kNow{.date = {20'000}, .second_of_day = 50'000};

/// The reports, taken in order by the test.
class Reports {
public:
    void add(Report report) {
        {
            const std::scoped_lock lock{mutex_};
            reports_.push_back(std::move(report));
        }
        changed_.notify_all();
    }
    /// The next report of that sort; those before it are dropped.
    template <class T>
    T next() {
        std::unique_lock lock{mutex_};
        for (;;) {
            while (!reports_.empty()) {
                Report report = std::move(reports_.front());
                reports_.pop_front();
                if (T* wanted = std::get_if<T>(&report)) return std::move(*wanted);
            }
            if (!changed_.wait_for(lock, 60s, [&] { return !reports_.empty(); })) {
                ADD_FAILURE() << "no such report came";
                return {};
            }
        }
    }
    bool empty() {
        const std::scoped_lock lock{mutex_};
        return reports_.empty();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Report> reports_;
};

pos::Ulid attempt(std::uint8_t number) {
    pos::Ulid id{};
    id.bytes[15] = number;
    return id;
}

enum class Keeps { yes, no, never_answers };

class ZvtTerminalTest : public testing::Test {
protected:
    EmulatedTerminal emulated{{.clock = [] { return kNow; }, .t3 = 10s}};
    std::unique_ptr<Host> host = Host::start(emulated, drivers::emulator::TcpPlace{}).value();
    Reports reports;
    std::unique_ptr<ZvtTerminal> terminal;
    zvt::Waits waits{.answer = 10s,
                     .end = 60s,
                     .after_cancel = 60s,
                     .settle = 60s,
                     .between_asking = 5ms,
                     .stale = 0ms};
    std::atomic<Keeps> keeps{Keeps::yes};
    std::string last;

    void start() {
        terminal.reset();
        const auto port = static_cast<std::uint16_t>(std::stoi(host->address().substr(14)));
        terminal = std::make_unique<ZvtTerminal>(
            ZvtTerminal::Options{.address = {"127.0.0.1", port}, .waits = waits},
            [this](Report report) {
                const auto* approved = std::get_if<Approved>(&report);
                if (approved != nullptr && keeps != Keeps::never_answers) {
                    terminal->keep(approved->attempt, keeps == Keeps::yes);
                }
                reports.add(std::move(report));
            });
    }
    void TearDown() override {
        terminal.reset();
        host.reset();
    }
    void prepare() {
        terminal->prepare();
        const auto state = reports.next<StateChanged>();
        EXPECT_EQ(state.state, State::ready) << state.why;
        last = state.last;
    }
    Order to_pay(std::int64_t minor) const {
        return {.attempt = attempt(1), .amount_minor = minor, .last_before = last, .asked = kNow};
    }
    Ended pay(std::int64_t minor) {
        prepare();
        terminal->order(to_pay(minor));
        return reports.next<Ended>();
    }
};

}  // namespace

TEST_F(ZvtTerminalTest, a_payment) {
    start();
    emulated.behave({.thinking = 20ms});
    prepare();
    terminal->order(to_pay(1234));
    const auto showing = reports.next<Showing>();
    EXPECT_EQ(showing.doing, Doing::show_card);
    EXPECT_EQ(showing.lines, std::vector<std::string>{"Karte vorhalten"});
    const auto approved = reports.next<Approved>();
    EXPECT_EQ(approved.details.card, "girocard");
    EXPECT_EQ(approved.details.card_end, "5726");
    const auto ended = reports.next<Ended>();
    EXPECT_EQ(ended.attempt, attempt(1));
    EXPECT_EQ(ended.outcome, Outcome::booked);
    EXPECT_EQ(ended.details, approved.details);
    EXPECT_EQ(ended.details.receipt, "0001");
    ASSERT_EQ(ended.slips.size(), 1U);
    EXPECT_EQ(ended.slips[0].whom, Slip::For::customer);
    EXPECT_EQ(ended.slips[0].lines.front(), (SlipLine{"** Kundenbeleg **", true}));
    EXPECT_EQ(emulated.charged_minor(), 1234);
    EXPECT_NE(ended.last, last);
    prepare();
    EXPECT_EQ(last, ended.last);
}

TEST_F(ZvtTerminalTest, what_the_till_cannot_store_is_taken_back) {
    waits.answer = 1s;
    start();
    for (const Keeps how : {Keeps::no, Keeps::never_answers}) {
        keeps = how;
        const auto ended = pay(500);
        EXPECT_EQ(ended.outcome, Outcome::declined);
        EXPECT_EQ(ended.reason, Reason::not_kept);
        EXPECT_EQ(emulated.charged_minor(), 0);
    }
    keeps = Keeps::yes;
    EXPECT_EQ(pay(500).outcome, Outcome::booked);
    EXPECT_EQ(emulated.charged_minor(), 500);
}

TEST_F(ZvtTerminalTest, refusals_say_why) {
    start();
    struct Row {
        std::uint8_t code;
        Reason reason;
        Outcome outcome;
    };
    for (const Row& row : {Row{5, Reason::declined, Outcome::declined},
                           Row{0x6C, Reason::cancelled, Outcome::cancelled},
                           Row{0x78, Reason::card_expired, Outcome::declined},
                           Row{0xC2, Reason::needs_service, Outcome::declined},
                           Row{0xFF, Reason::other, Outcome::declined}}) {
        emulated.behave({.decline = row.code});
        const auto ended = pay(1);
        EXPECT_EQ(ended.outcome, row.outcome);
        EXPECT_EQ(ended.reason, row.reason);
        EXPECT_EQ(ended.details.code, row.code);
        EXPECT_EQ(ended.last, last);
    }
    EXPECT_EQ(emulated.charged_minor(), 0);
}

TEST_F(ZvtTerminalTest, the_cashier_stops_a_payment) {
    start();
    emulated.behave({.thinking = 10min});
    prepare();
    terminal->order(to_pay(1));
    reports.next<Showing>();
    terminal->cancel();
    const auto ended = reports.next<Ended>();
    EXPECT_EQ(ended.outcome, Outcome::cancelled);
    EXPECT_EQ(emulated.charged_minor(), 0);
    emulated.behave({});
    EXPECT_EQ(pay(2).outcome, Outcome::booked);  // the wish does not outlive its payment
}

TEST_F(ZvtTerminalTest, each_trouble_ends_as_the_terminal_has_booked) {
    waits.answer = 2s;
    waits.end = 2s;
    start();
    EXPECT_EQ(pay(100).outcome, Outcome::booked);  // so that it says what its last one was
    for (int at = 1; at <= static_cast<int>(kTroubleLast); ++at) {
        const auto trouble = static_cast<Trouble>(at);
        SCOPED_TRACE(name_of(trouble));
        const auto before = emulated.charged_minor();
        const auto orders = emulated.orders();
        emulated.behave({.trouble = trouble});
        const auto ended = pay(100);
        const bool booked = emulated.charged_minor() != before;
        EXPECT_EQ(ended.outcome, booked ? Outcome::booked : Outcome::declined);
        EXPECT_EQ(emulated.orders(), orders + 1);  // asked about, never asked again
        EXPECT_TRUE(!booked || !ended.details.receipt.empty());
    }
}

TEST_F(ZvtTerminalTest, reversals_and_refunds_too) {
    start();
    const auto paid = pay(900);
    for (const auto trouble : {Trouble::drop_at_result, Trouble::drop_after_result}) {
        emulated.behave({.trouble = trouble});
        prepare();
        Order back = to_pay(900);
        back.action = Action::reversal;
        back.receipt = paid.details.receipt;
        terminal->order(back);
        const auto ended = reports.next<Ended>();
        const bool booked = trouble == Trouble::drop_after_result;
        EXPECT_EQ(ended.outcome, booked ? Outcome::booked : Outcome::declined);
        EXPECT_EQ(emulated.charged_minor(), booked ? 0 : 900);
    }
    prepare();
    Order refund = to_pay(40);
    refund.action = Action::refund;
    terminal->order(refund);
    EXPECT_EQ(reports.next<Ended>().outcome, Outcome::booked);
    EXPECT_EQ(emulated.charged_minor(), -40);
}

TEST_F(ZvtTerminalTest, a_terminal_that_never_says_leaves_it_unknown) {
    emulated.behave({.knows_last = false});
    start();
    prepare();
    EXPECT_EQ(last, "?");
    emulated.behave({.trouble = Trouble::drop_after_result, .knows_last = false});
    terminal->order(to_pay(100));
    EXPECT_EQ(reports.next<Ended>().outcome, Outcome::unknown);
    // Later it says: an amount and a time that fit.
    emulated.behave({});
    terminal->enquire(to_pay(100));
    EXPECT_EQ(reports.next<Ended>().outcome, Outcome::booked);
    terminal->enquire(to_pay(101));
    waits.settle = 0ms;
    EXPECT_EQ(emulated.charged_minor(), 100);
}

TEST_F(ZvtTerminalTest, asked_by_the_next_start_what_became_of_it) {
    waits.settle = 100ms;
    start();
    EXPECT_EQ(pay(100).outcome, Outcome::booked);
    prepare();
    const Order asked = to_pay(100);
    emulated.behave({.trouble = Trouble::silent_after_result});
    terminal->order(asked);
    reports.next<Approved>();
    while (emulated.charged_minor() == 100) std::this_thread::yield();
    start();  // the till is gone, and comes back
    terminal->enquire(asked);
    const auto ended = reports.next<Ended>();
    EXPECT_EQ(ended.outcome, Outcome::booked);
    EXPECT_EQ(ended.details.receipt, "0002");
    EXPECT_EQ(emulated.orders(), 2U);
    // Another one has been paid since: the last transaction does not tell any more.
    EXPECT_EQ(pay(7).outcome, Outcome::booked);
    terminal->enquire(asked);
    EXPECT_EQ(reports.next<Ended>().outcome, Outcome::unknown);
}

TEST_F(ZvtTerminalTest, nobody_there) {
    start();
    prepare();
    host.reset();
    terminal->prepare();
    const auto state = reports.next<StateChanged>();
    EXPECT_EQ(state.state, State::gone);
    EXPECT_EQ(state.reason, Reason::not_reached);
    EXPECT_FALSE(state.why.empty());
    terminal->order(to_pay(1));  // nothing was asked: nothing can have happened
    const auto ended = reports.next<Ended>();
    EXPECT_EQ(ended.outcome, Outcome::cancelled);
    EXPECT_EQ(ended.reason, Reason::not_reached);
}

TEST_F(ZvtTerminalTest, closing_the_day) {
    start();
    pay(250);
    terminal->close_day();
    const auto closed = reports.next<DayClosed>();
    EXPECT_EQ(closed.reason, Reason::none);
    EXPECT_EQ(closed.total_minor, 250);
    ASSERT_EQ(closed.slips.size(), 1U);
    EXPECT_EQ(closed.slips[0].whom, Slip::For::administration);
}
