// At head office: the tills that have joined, and the way to be rid of one.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/office/head_office.hpp"
#include "app/counterfoil/command.hpp"
#include "app/counterfoil/output.hpp"
#include "pos/store/office/succession.hpp"

namespace app::counterfoil {

namespace {

namespace office = pos::store::office;

struct Options {
    std::string db;
    std::string key_file;
    core::Revocation revocation;
    bool json{false};
};

/// What a till has sent, and when it was heard last.
struct Heard {
    std::uint64_t entries{0};
    std::uint64_t unsent{0};
    pos::Instant last{};
};
Heard heard_of(const office::Terminal& terminal, const std::vector<office::Progress>& all) {
    Heard heard{0, 0, terminal.seen_at};
    for (const auto& journal : all) {
        if (journal.terminal != terminal.terminal) continue;
        heard.entries += journal.head_seq;
        heard.unsent += journal.unsent;
        heard.last = std::max(heard.last, journal.heard_at);
    }
    return heard;
}

/// "joined", "joined as T1b", "followed by T1b", "replaced by T1b", "revoked"
std::string state_of(const office::Terminal& terminal,
                     const std::vector<office::Succession>& successions) {
    if (const auto* by = office::follower_of(successions, terminal.terminal)) {
        const bool replaced = by->kind == office::SuccessionKind::replaced;
        return (replaced ? "replaced by " : "followed by ") + by->series;
    }
    if (terminal.revoked_at) return "revoked";
    const auto* as = office::begun_with(successions, terminal.public_key);
    return as == nullptr ? "joined" : "joined as " + as->series;
}

void list(const Options& options, Context& context) {
    auto opened = core::open_office(options.db);
    if (!opened) return report(context, opened.error());
    const auto terminals = office::terminals(*opened->db);
    if (!terminals) return report(context, core::failure(terminals.error()));
    const auto progress = office::progress(*opened->db);
    if (!progress) return report(context, core::failure(progress.error()));
    const auto successions = office::successions(*opened->db);
    if (!successions) return report(context, core::failure(successions.error()));
    if (options.json) {
        auto all = nlohmann::ordered_json::array();
        for (const auto& each : *terminals) {
            nlohmann::ordered_json one;
            one["branch"] = each.branch;
            one["terminal"] = each.code;
            one["terminal_id"] = to_string(each.terminal);
            one["program"] = each.program;
            one["joined_at_ms"] = each.enrolled_at.unix_ms;
            const Heard heard = heard_of(each, *progress);
            one["seen_at_ms"] = heard.last.unix_ms;
            one["clock_error_ms"] = each.clock_error_ms;
            one["entries"] = heard.entries;
            one["unsent"] = heard.unsent;
            one["revoked"] = each.revoked_at.has_value();
            one["state"] = state_of(each, *successions);
            all.push_back(std::move(one));
        }
        context.out << all.dump(2) << '\n';
        return;
    }
    Table table{{{"branch"},
                 {"terminal"},
                 {"entries", true},
                 {"not yet sent", true},
                 {"last seen"},
                 {"clock error (s)", true},
                 {"program"},
                 {"state"}},
                {}};
    for (const auto& each : *terminals) {
        const Heard heard = heard_of(each, *progress);
        table.rows.push_back({each.branch, each.code, std::to_string(heard.entries),
                              std::to_string(heard.unsent), utc(heard.last),
                              std::to_string(each.clock_error_ms / 1'000), each.program,
                              state_of(each, *successions)});
    }
    write_table(context.out, table);
}

void revoke(const Options& options, Context& context) {
    const auto done =
        core::revoke_terminal(options.db, {.program = kProgram, .key_file = options.key_file},
                              options.revocation, context.clock.now());
    if (!done) return report(context, done.error());
    context.err << fmt::format("{}-{} sends nothing here any more.\n", options.revocation.branch,
                               options.revocation.terminal);
}

}  // namespace

void add_terminal(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command =
        program.add_subcommand("terminal", "At head office: the tills that have joined");
    command->require_subcommand(1);
    auto* listing = command->add_subcommand("list", "Which there are, and when each was seen");
    add_db(*listing, options->db);
    add_json(*listing, options->json);
    listing->callback([options, &context] { list(*options, context); });
    auto* revoking = command->add_subcommand("revoke", "Take nothing from a till any more");
    add_db(*revoking, options->db);
    add_key(*revoking, options->key_file);
    revoking->add_option("--branch", options->revocation.branch, "Such as B01")->required();
    revoking->add_option("--terminal", options->revocation.terminal, "Such as T1")->required();
    add_cashier(*revoking, options->revocation.by);
    revoking->callback([options, &context] { revoke(*options, context); });
}

}  // namespace app::counterfoil
