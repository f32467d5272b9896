#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <thread>

#include "app/core/ending.hpp"
#include "app/core/office/joined_till.hpp"
#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

namespace {

using syncing::client::Drained;

struct Options {
    std::string db;
    std::string key_file;
    bool once{false};
    bool json{false};
};

/// What one round has come to, both ways.
struct Done {
    Drained sent;
    pos::store::feed::Applied taken_in;
    std::string refused;  // why it may not go on after its books parted from the office's
};

/// The till as it has joined, opened anew when it goes on as another one.
class Sender {
public:
    Sender(const Options& options, Context& context) : options_{options}, context_{context} {}

    core::Outcome<void> exchange(Done& done) {
        if (auto opened = open(); !opened) return opened;
        if (auto sent = till_->send(done.sent); !sent) return sent;
        const auto going_on = go_on(done);
        if (!going_on) return std::unexpected{going_on.error()};
        if (*going_on) return exchange(done);
        if (auto followed = till_->follow(false, done.taken_in); !followed) {
            return std::unexpected{core::failure(followed.error())};
        }
        if (auto switched = till_->switch_prices(); !switched) {
            return std::unexpected{core::failure(switched.error())};
        }
        return {};
    }

private:
    pos::store::StoreOptions store_options() const {
        return {.program = kProgram, .key_file = options_.key_file};
    }
    core::Outcome<void> open();
    core::Outcome<bool> go_on(Done& done);
    void say(const std::string& words);

    const Options& options_;
    Context& context_;
    std::optional<core::JoinedTill> till_;
    std::string said_;
};

/// Says it once.
void Sender::say(const std::string& words) {
    if (words == said_) return;
    said_ = words;
    context_.err << words << std::endl;
}

core::Outcome<void> Sender::open() {
    if (till_) {
        const auto current = till_->is_current();
        if (!current) return std::unexpected{core::failure(current.error())};
        if (*current) return {};
        till_.reset();
    }
    // Of a beginning that was cut off; what else is wrong says whoever opens it next.
    (void)core::start_successor(options_.db, store_options(), context_.clock.now(),
                                context_.random);
    auto opened =
        core::JoinedTill::open(options_.db, store_options(), context_.clock, context_.random);
    if (!opened) return std::unexpected{core::failure(opened.error())};
    if (!*opened) return std::unexpected{core::JoinedTill::not_joined(options_.db)};
    till_ = std::move(*opened);
    return {};
}

/// Starts the journal that the office has granted, where no window has the till open. Whether the
/// till goes on as another one.
core::Outcome<bool> Sender::go_on(Done& done) {
    using pos::store::SuccessorState;
    const auto& successor = till_->successor();
    if (!successor) return false;
    done.refused = successor->error;
    if (successor->state == SuccessorState::refused) say(successor->words);
    if (successor->state != SuccessorState::granted) return false;
    const std::string series = successor->series;
    const auto started =
        core::start_successor(options_.db, store_options(), context_.clock.now(), context_.random);
    if (!started) return std::unexpected{started.error()};
    if (!*started) {
        say("This till was put back from an older copy. Its window goes on as " + series +
            " when the cart is empty.");
        return false;
    }
    till_.reset();
    say("This till was put back from an older copy. It sells on as " + (*started)->branch + "-" +
        (*started)->series + "; what it sold since comes into head office's books with that.");
    return true;
}

void print(const Done& both, const Options& options, Context& context) {
    const Drained& done = both.sent;
    if (options.json) {
        nlohmann::ordered_json json;
        json["sent"] = done.sent;
        json["acknowledged"] = done.acknowledged;
        json["to_send"] = done.to_send;
        json["parked"] = done.parked;
        json["set_aside"] = done.set_aside;
        if (!both.refused.empty()) json["refused"] = both.refused;
        json["changes"] = both.taken_in.changes;
        context.out << json.dump() << std::endl;
        return;
    }
    context.out << counted(done.sent, "entry", "entries") << " sent, " << done.acknowledged
                << " acknowledged, " << done.to_send << " to send";
    if (done.parked > 0) context.out << "; head office has parked " << done.parked;
    if (done.set_aside > 0) context.out << "; head office has set aside " << done.set_aside;
    if (both.taken_in.changes > 0) {
        context.out << "; " << counted(both.taken_in.changes, "change", "changes")
                    << " of head office taken in";
    }
    if (both.taken_in.unread > 0) {
        context.out << ", " << both.taken_in.unread << " of them for a newer program to read";
    }
    context.out << '.' << std::endl;
}

/// Until it is told to end: what is new goes out within a second, a failure is tried again later
/// and later.
void keep_sending(Sender& sender, const Options& options, Context& context) {
    using std::chrono::milliseconds;
    constexpr milliseconds kPause{1'000};
    constexpr milliseconds kPauseMax{60'000};
    constexpr milliseconds kLook{100};
    milliseconds pause = kPause;
    std::string last_words;
    for (;;) {
        Done done;
        const auto exchanged = sender.exchange(done);
        if (exchanged) {
            pause = kPause;
            last_words.clear();
        } else {
            pause = std::min(2 * pause, kPauseMax);
            const std::string& words = exchanged.error().words;
            if (words != last_words) context.err << words << std::endl;
            last_words = words;
        }
        if (done.sent.sent > 0 || done.taken_in.changes > 0) print(done, options, context);
        for (milliseconds waited{0}; waited < pause; waited += kLook) {
            if (core::told_to_end()) return;
            std::this_thread::sleep_for(kLook);
        }
    }
}

void run(const Options& options, Context& context) {
    if (const auto target = core::target_of(options.db); !target)
        return report(context, target.error());
    Sender sender{options, context};
    if (!options.once) {
        core::hold_signals();
        return keep_sending(sender, options, context);
    }
    Done done;
    const auto exchanged = sender.exchange(done);
    if (!exchanged) {
        const auto left = core::JoinedTill::left_on_full_disk(options.db);
        if (left) done.sent.to_send = *left;
    }
    print(done, options, context);
    if (!exchanged) report(context, exchanged.error());
}

}  // namespace

void add_sync(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("sync",
                                           "Send what was sold to head office and take in what it "
                                           "changed; goes on until it is told to "
                                           "end");
    add_db(*command, options->db);
    add_key(*command, options->key_file);
    command->add_flag("--once", options->once, "Send and take in what there is, and end");
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
