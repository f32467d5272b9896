#include "drivers/card/zvt_terminal.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "drivers/card/zvt/exchange.hpp"
#include "drivers/card/zvt/last_transaction.hpp"
#include "drivers/card/zvt/reasons.hpp"
#include "drivers/transport/tcp.hpp"
#include "pos/base/assert.hpp"

namespace drivers::card {

namespace {

using End = zvt::Exchanged::End;

struct Prepare {};
struct CloseDay {};
struct Enquire {
    Order order;
};
using Job = std::variant<Prepare, Order, Enquire, CloseDay>;

Details details_of(const zvt::StatusInformation& status) {
    return {.terminal = status.terminal,
            .receipt = status.receipt,
            .trace = status.trace,
            .card = status.card_name,
            .card_end = status.card_end,
            .authorisation = status.authorisation};
}

}  // namespace

struct ZvtTerminal::Core {
    Options options;
    OnReport report;
    std::stop_source stop;

    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Job> jobs;
    std::optional<std::pair<pos::Ulid, bool>> kept;  // the till's answer to an approval
    transport::Pipe* open_pipe{nullptr};             // to be woken

    std::atomic<bool> cancel{false};

    // Of the terminal's thread alone.
    std::unique_ptr<zvt::Line> line;
    zvt::Charset charset{zvt::Charset::cp437};
    std::string last;  // its last transaction; empty: not asked since the line was opened
    std::optional<zvt::StatusInformation> last_status;
    std::chrono::steady_clock::time_point spoken{};
    std::string why;  // it cannot be reached

    std::thread thread;

    Core(Options o, OnReport r) : options{std::move(o)}, report{std::move(r)} {}

    // ---- its thread ----

    void run() {
        while (auto job = next()) {
            std::visit([this](auto& what) { carry_out(what); }, *job);
        }
        hang_up();
    }

    std::optional<Job> next() {
        std::unique_lock lock{mutex};
        changed.wait(lock, [&] { return stop.stop_requested() || !jobs.empty(); });
        if (stop.stop_requested()) return std::nullopt;
        Job job = std::move(jobs.front());
        jobs.pop_front();
        return job;
    }

    void hang_up() {
        {
            const std::scoped_lock lock{mutex};
            open_pipe = nullptr;
        }
        line.reset();
        last.clear();
        last_status.reset();
    }

    zvt::Exchanged exchange(const zvt::Apdu& command, const zvt::ExchangeHooks& hooks = {},
                            zvt::Asked asked = zvt::Asked::anything) {
        auto done = zvt::exchange(*line, command, options.waits, charset, hooks, asked);
        spoken = std::chrono::steady_clock::now();
        if (done.end == End::broken || done.end == End::stopped) hang_up();
        return done;
    }

    /// Opens the line, registers and asks for the last transaction. Why it cannot; none if it can.
    Reason connect() {
        auto pipe = transport::open_tcp(options.address, transport::after(options.waits.connect),
                                        stop.get_token());
        if (!pipe) {
            why = transport::describe(pipe.error(), "The card terminal at " + options.address.host);
            return Reason::not_reached;
        }
        line = std::make_unique<zvt::Line>(std::move(*pipe), options.waits);
        charset = zvt::Charset::cp437;
        {
            const std::scoped_lock lock{mutex};
            open_pipe = &line->pipe();
        }
        const auto registered = exchange(
            zvt::registration({.password = options.password, .currency = options.currency}));
        if (registered.end != End::completed) return unreachable(registered);
        if (registered.completion.utf8) charset = zvt::Charset::utf8;
        return ask_last() ? Reason::none : Reason::not_reached;
    }

    Reason unreachable(const zvt::Exchanged& done) {
        hang_up();
        why = "The card terminal at " + options.address.host + " does not answer as one.";
        if (done.end != End::refused && done.end != End::aborted) return Reason::not_reached;
        const Reason reason = zvt::reason_of(done.code);
        return reason == Reason::none ? Reason::other : reason;
    }

    /// False: the line broke. A terminal that does not want to say leaves "?".
    bool ask_last() {
        const auto told = exchange(zvt::last_transaction(options.password));
        if (told.end == End::broken || told.end == End::stopped) return false;
        const bool said = told.end == End::completed && told.status && told.status->amount_minor;
        last_status = said ? told.status : std::nullopt;
        last = said ? zvt::key_of(*told.status) : zvt::kNotSaid;
        return true;
    }

    /// A line that was silent for a while may be dead though nobody said so.
    Reason try_line() {
        const auto silent = std::chrono::steady_clock::now() - spoken;
        if (silent < options.waits.stale) return Reason::none;
        const auto told =
            exchange(zvt::status_enquiry(options.password), {}, zvt::Asked::terminal_status);
        if (told.end == End::broken || told.end == End::stopped) return Reason::not_reached;
        if (told.end != End::completed)
            return Reason::none;  // it lives, and knows no such question
        return zvt::readiness_of(told.completion.terminal_status.value_or(0));
    }

    void carry_out(Prepare&) {
        cancel = false;
        Reason reason = Reason::none;
        if (line) reason = try_line();
        if (!line) reason = connect();
        if (reason == Reason::none) {
            report(StateChanged{.state = State::ready, .last = last});
        } else {
            report(StateChanged{.state = line ? State::busy : State::gone,
                                .reason = reason,
                                .why = line ? std::string{} : why});
        }
    }

    void carry_out(Order& order) {
        if (!line || last.empty()) {
            return report(Ended{.attempt = order.attempt,
                                .outcome = Outcome::cancelled,
                                .reason = Reason::not_reached});
        }
        {
            const std::scoped_lock lock{mutex};
            kept.reset();
        }
        const auto done = exchange(command_of(order), hooks_of(order));
        if (done.end == End::stopped) return;
        settle(order, done);
        cancel = false;
    }

    zvt::Apdu command_of(const Order& order) const {
        const zvt::Amount amount{static_cast<std::uint64_t>(order.amount_minor), options.currency};
        switch (order.action) {
            case Action::payment:
                return zvt::authorisation(amount);
            case Action::refund:
                return zvt::refund(amount, options.password);
            case Action::reversal:
                return zvt::reversal(order.receipt, amount, options.password);
        }
        return zvt::authorisation(amount);
    }

    zvt::ExchangeHooks hooks_of(const Order& order) {
        zvt::ExchangeHooks hooks;
        hooks.doing = [this, attempt = order.attempt](const zvt::IntermediateStatus& status) {
            report(Showing{attempt, zvt::doing_of(status.code), status.lines});
        };
        hooks.keep = [this, order](const zvt::StatusInformation& status) {
            return ask_to_keep(order, status);
        };
        hooks.cancel = &cancel;
        return hooks;
    }

    /// An approval of anything but what was asked for is none.
    bool ask_to_keep(const Order& order, const zvt::StatusInformation& status) {
        const auto wanted = static_cast<std::uint64_t>(order.amount_minor);
        if (status.amount_minor.value_or(wanted) != wanted) return false;
        if (status.currency.value_or(options.currency) != options.currency) return false;
        report(Approved{order.attempt, details_of(status)});
        // The terminal waits T3 for the answer; it must be on its way before.
        const auto until =
            std::chrono::steady_clock::now() + options.waits.answer - options.waits.answer / 5;
        std::unique_lock lock{mutex};
        const bool answered = changed.wait_until(lock, until, [&] {
            return stop.stop_requested() || (kept && kept->first == order.attempt);
        });
        return answered && kept && kept->second;
    }

    void settle(const Order& order, const zvt::Exchanged& done) {
        Ended ended{.attempt = order.attempt};
        if (done.status) ended.details = details_of(*done.status);
        ended.slips = done.slips;
        ended.text = done.text;
        if (ended.text.empty() && done.status) ended.text = done.status->text;
        const bool sure = done.end != End::broken;
        const bool approved = done.status && done.status->result.value_or(0) == 0;
        if (sure && done.kept && approved && done.end == End::completed) {
            ended.outcome = Outcome::booked;
            last_status = done.status;
            last = zvt::key_of(*done.status);
        } else if (sure && !done.kept && done.end != End::completed) {
            refused(ended, done);
        } else {
            return ask_again(order, std::move(ended), done.kept);
        }
        ended.last = last;
        report(std::move(ended));
    }

    static void refused(Ended& ended, const zvt::Exchanged& done) {
        std::uint8_t code = done.code;
        if (done.status && done.status->result.value_or(0) != 0) code = *done.status->result;
        ended.details.code = code;
        ended.reason = done.not_kept ? Reason::not_kept : zvt::reason_of(code);
        if (ended.reason == Reason::none) ended.reason = Reason::other;
        ended.outcome = ended.reason == Reason::cancelled ? Outcome::cancelled : Outcome::declined;
    }

    /// Asks the terminal what became of the order until it says so or the patience ends.
    void ask_again(const Order& order, Ended ended, bool kept_before) {
        const auto until = transport::after(options.waits.settle);
        report(Showing{order.attempt, Doing::asking_again, {}});
        // A terminal that was told to keep it may still be at it: a first "nothing" is not
        // believed.
        int nothing_left = kept_before ? 3 : 1;
        while (!stop.stop_requested()) {
            const bool asked = line ? ask_last() : connect() == Reason::none;
            const Outcome outcome = asked ? zvt::outcome_of(order, last_status) : Outcome::unknown;
            if (outcome == Outcome::declined) --nothing_left;
            const bool settled =
                outcome == Outcome::booked || (outcome == Outcome::declined && nothing_left == 0);
            const bool silent = asked && !last_status && order.last_before == zvt::kNotSaid;
            if (settled || silent || std::chrono::steady_clock::now() >= until) {
                return tell(std::move(ended), settled ? outcome : Outcome::unknown);
            }
            std::unique_lock lock{mutex};
            changed.wait_for(lock, options.waits.between_asking,
                             [&] { return stop.stop_requested(); });
        }
    }

    void tell(Ended ended, Outcome outcome) {
        ended.outcome = outcome;
        if (outcome == Outcome::booked && last_status) ended.details = details_of(*last_status);
        if (outcome != Outcome::booked) ended.slips.clear();
        if (outcome == Outcome::declined) ended.reason = Reason::other;
        if (outcome == Outcome::unknown) ended.reason = Reason::not_reached;
        ended.last = last;
        report(std::move(ended));
    }

    void carry_out(Enquire& enquiry) {
        // Whether the till had told it to keep the payment is not known any more.
        ask_again(enquiry.order, Ended{.attempt = enquiry.order.attempt}, true);
    }

    void carry_out(CloseDay&) {
        DayClosed closed;
        Reason reason = line ? try_line() : Reason::none;
        if (!line) reason = connect();
        if (!line) {
            closed.reason = reason;
            closed.text = why;
            return report(std::move(closed));
        }
        zvt::ExchangeHooks hooks;
        hooks.doing = [this](const zvt::IntermediateStatus& status) {
            report(Showing{{}, zvt::doing_of(status.code), status.lines});
        };
        const auto done = exchange(zvt::end_of_day(options.password), hooks);
        if (done.end == End::stopped) return;
        closed.slips = done.slips;
        closed.text = done.text;
        if (done.status && done.status->amount_minor) {
            closed.total_minor = static_cast<std::int64_t>(*done.status->amount_minor);
        }
        if (done.end == End::broken) {
            closed.reason = Reason::not_reached;
        } else if (done.end != End::completed) {
            closed.reason = zvt::reason_of(done.code);
        }
        report(std::move(closed));
    }

    // ---- any thread ----

    void add(Job job) {
        {
            const std::scoped_lock lock{mutex};
            jobs.push_back(std::move(job));
        }
        changed.notify_all();
    }
};

ZvtTerminal::ZvtTerminal(Options options, OnReport on_report)
    : core_{std::make_unique<Core>(std::move(options), std::move(on_report))} {
    core_->thread = std::thread{[core = core_.get()] { core->run(); }};
}

ZvtTerminal::~ZvtTerminal() {
    {
        const std::scoped_lock lock{core_->mutex};
        core_->stop.request_stop();
    }
    core_->changed.notify_all();
    core_->thread.join();
}

void ZvtTerminal::prepare() {
    core_->add(Prepare{});
}
void ZvtTerminal::order(const Order& order) {
    POS_ASSERT(order.amount_minor > 0);
    core_->add(order);
}
void ZvtTerminal::enquire(const Order& order) {
    core_->add(Enquire{order});
}
void ZvtTerminal::close_day() {
    core_->add(CloseDay{});
}

void ZvtTerminal::keep(const pos::Ulid& attempt, bool stored) {
    {
        const std::scoped_lock lock{core_->mutex};
        core_->kept = std::pair{attempt, stored};
    }
    core_->changed.notify_all();
}

void ZvtTerminal::cancel() {
    core_->cancel = true;
    const std::scoped_lock lock{core_->mutex};
    if (core_->open_pipe != nullptr) core_->open_pipe->wake();
}

}  // namespace drivers::card
