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

void print(const Drained& done, const Options& options, Context& context) {
    if (options.json) {
        nlohmann::ordered_json json;
        json["sent"] = done.sent;
        json["acknowledged"] = done.acknowledged;
        json["to_send"] = done.to_send;
        json["parked"] = done.parked;
        json["set_aside"] = done.set_aside;
        context.out << json.dump() << std::endl;
        return;
    }
    context.out << done.sent << " entries sent, " << done.acknowledged << " acknowledged, "
                << done.to_send << " to send";
    if (done.parked > 0) context.out << "; head office has parked " << done.parked;
    if (done.set_aside > 0) context.out << "; head office has set aside " << done.set_aside;
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
        Drained done;
        const auto sent = till.send(done);
        if (sent) {
            pause = kPause;
            last_words.clear();
        } else {
            pause = std::min(2 * pause, kPauseMax);
            if (sent.error().words != last_words) context.err << sent.error().words << std::endl;
            last_words = sent.error().words;
        }
        if (done.sent > 0) print(done, options, context);
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
    Drained done;
    const auto sent = (*till)->send(done);
    print(done, options, context);
    if (!sent) report(context, sent.error());
}

}  // namespace

void add_sync(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "sync", "Send what was sold to head office; goes on until it is told to end");
    add_db(*command, options->db);
    add_key(*command, options->key_file);
    command->add_flag("--once", options->once, "Send what there is, and end");
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
