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
};

core::Outcome<void> exchange(core::JoinedTill& till, Done& done) {
    if (auto sent = till.send(done.sent); !sent) return sent;
    if (auto followed = till.follow(false, done.taken_in); !followed) {
        return std::unexpected{core::failure(followed.error())};
    }
    if (auto switched = till.switch_prices(); !switched) {
        return std::unexpected{core::failure(switched.error())};
    }
    return {};
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
        json["changes"] = both.taken_in.changes;
        context.out << json.dump() << std::endl;
        return;
    }
    context.out << done.sent << " entries sent, " << done.acknowledged << " acknowledged, "
                << done.to_send << " to send";
    if (done.parked > 0) context.out << "; head office has parked " << done.parked;
    if (done.set_aside > 0) context.out << "; head office has set aside " << done.set_aside;
    if (both.taken_in.changes > 0) {
        context.out << "; " << both.taken_in.changes << " changes of head office taken in";
    }
    if (both.taken_in.unread > 0) {
        context.out << ", " << both.taken_in.unread << " of them for a newer program to read";
    }
    context.out << '.' << std::endl;
}

/// Until it is told to end: what is new goes out within a second, a failure is tried again later
/// and later.
void keep_sending(core::JoinedTill& till, const Options& options, Context& context) {
    using std::chrono::milliseconds;
    constexpr milliseconds kPause{1'000};
    constexpr milliseconds kPauseMax{60'000};
    constexpr milliseconds kLook{100};
    milliseconds pause = kPause;
    std::string last_words;
    for (;;) {
        Done done;
        const auto exchanged = exchange(till, done);
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
    auto till = core::JoinedTill::open(
        options.db, {.program = kProgram, .key_file = options.key_file}, context.clock);
    if (!till) return report(context, core::failure(till.error()));
    if (!*till) return report(context, core::JoinedTill::not_joined(options.db));
    if (!options.once) {
        core::hold_signals();
        return keep_sending(**till, options, context);
    }
    Done done;
    const auto exchanged = exchange(**till, done);
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
