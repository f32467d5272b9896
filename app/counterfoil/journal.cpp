// A journal on its way to head office without a network.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/office/journal_file.hpp"
#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

namespace {

using Fate = core::ImportedJournal::Fate;

struct Options {
    std::string db;
    std::string key_file;
    core::JournalExport what;
    std::string journal;
    bool outside{false};
    bool json{false};
};

void write(Options options, Context& context) {
    if (!options.journal.empty()) {
        options.what.journal = pos::parse_ulid(options.journal);
        if (!options.what.journal) {
            return report(context, {core::FailureKind::usage,
                                    "--journal " + options.journal + " is no journal's id."});
        }
    }
    if (options.outside && options.what.after > 0) {
        return report(context, {core::FailureKind::usage, "--after belongs to a till's journal."});
    }
    const auto write = options.outside ? core::export_outside : core::export_journal;
    const auto done =
        write(options.db, {.program = kProgram, .key_file = options.key_file}, options.what);
    if (!done) return report(context, done.error());
    if (options.json) {
        nlohmann::ordered_json json;
        json["file"] = options.what.file;
        json["bytes"] = done->bytes;
        json["batches"] = done->batches;
        json["journals"] = nlohmann::ordered_json::array();
        for (const auto& journal : done->journals) {
            nlohmann::ordered_json one;
            one["journal"] = to_string(journal.journal);
            one["first_seq"] = journal.first_seq;
            one["last_seq"] = journal.last_seq;
            one["entries"] = journal.entries;
            json["journals"].push_back(std::move(one));
        }
        context.out << json.dump(2) << '\n';
        return;
    }
    for (const auto& journal : done->journals) {
        context.out << fmt::format("journal {}: entries {} to {}\n", to_string(journal.journal),
                                   journal.first_seq, journal.last_seq);
    }
    context.err << fmt::format(
        "{} is written, {} bytes. At head office: counterfoil journal import {} --db …\n",
        options.what.file, done->bytes, options.what.file);
}

const char* fate_name(Fate fate) {
    switch (fate) {
        case Fate::taken:
            return "taken";
        case Fate::elsewhere:
            return "elsewhere";
        case Fate::other_key:
            return "other_key";
        case Fate::other_terminal:
            return "other_terminal";
        case Fate::unknown:
            return "unknown";
    }
    return "unknown";
}

std::string words_of(const core::ImportedJournal& journal) {
    switch (journal.fate) {
        case Fate::taken:
            break;
        case Fate::elsewhere:
            return fmt::format(
                "it begins where the office has not been; export it with --journal {} --after {}",
                to_string(journal.journal), journal.wanted_after);
        case Fate::other_key:
            return "refused: the office knows this journal under another key";
        case Fate::other_terminal:
            return "refused: the office knows this journal as another till's";
        case Fate::unknown:
            return "refused: no till has sent anything of this journal; its till must do that";
    }
    std::string words = counted(journal.added, "entry is", "entries are") + " new, " +
                        counted(journal.again, "was", "were") + " here already";
    if (journal.set_aside > 0) {
        words += ", " + counted(journal.set_aside, "is", "are") +
                 " set aside: a till was continued twice";
    }
    if (journal.parked > 0) words += "; " + counted(journal.parked, "is", "are") + " parked";
    return words;
}

void read(const core::JournalImport& what, const Options& options, Context& context) {
    const auto done = core::import_journal(options.db, what, context.clock.now(), context.random);
    if (!done) return report(context, done.error());
    if (!std::ranges::all_of(*done, [](const auto& j) { return j.fate == Fate::taken; })) {
        context.exit = Exit::refused;
    }
    if (options.json) {
        auto all = nlohmann::ordered_json::array();
        for (const auto& journal : *done) {
            nlohmann::ordered_json one;
            one["journal"] = to_string(journal.journal);
            one["branch"] = journal.branch;
            one["terminal"] = journal.terminal;
            one["fate"] = fate_name(journal.fate);
            if (journal.fate == Fate::elsewhere) one["wanted_after"] = journal.wanted_after;
            one["added"] = journal.added;
            one["again"] = journal.again;
            one["set_aside"] = journal.set_aside;
            one["parked"] = journal.parked;
            all.push_back(std::move(one));
        }
        context.out << all.dump(2) << '\n';
        return;
    }
    for (const auto& journal : *done) {
        const std::string place =
            journal.branch.empty() ? "" : fmt::format(" ({}-{})", journal.branch, journal.terminal);
        context.out << fmt::format("journal {}{}: {}.\n", to_string(journal.journal), place,
                                   words_of(journal));
    }
}

}  // namespace

void add_journal(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command =
        program.add_subcommand("journal", "Carry journals to head office without a network");
    command->require_subcommand(1);
    auto* out = command->add_subcommand(
        "export", "Write what a till would send, or what an office keeps beside its books");
    add_db(*out, options->db);
    add_key(*out, options->key_file);
    out->add_option("--out", options->what.file, "The file to make")->required()->type_name("FILE");
    out->add_flag("--replace", options->what.replace, "Take the place of an earlier file");
    out->add_option("--journal", options->journal, "One journal alone")->type_name("ID");
    out->add_option("--after", options->what.after,
                    "From the entry behind this one on; else from the beginning")
        ->type_name("SEQ");
    out->add_flag("--outside", options->outside,
                  "At head office: what is set aside or parked there, signed by the office");
    add_json(*out, options->json);
    out->callback([options, &context] { write(*options, context); });

    auto what = std::make_shared<core::JournalImport>();
    auto* in =
        command->add_subcommand("import", "At head office: take a file in; twice changes nothing");
    in->add_option("FILE", what->file, "What journal export wrote")->required();
    add_db(*in, options->db);
    in->add_option("--code", what->code,
                   "For a till that has never seen a network: what enrol-code gave out for it");
    add_json(*in, options->json);
    in->callback([options, what, &context] { read(*what, *options, context); });
}

}  // namespace app::counterfoil
