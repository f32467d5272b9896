#include "pos/store/verify.hpp"

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/init.hpp"
#include "app/counterfoil/command.hpp"
#include "pos/store/require_shop.hpp"

namespace app::counterfoil {

namespace {

using pos::store::EntryFault;

struct Options {
    std::string db;
    bool json{false};
};

const char* words_of(EntryFault fault) {
    switch (fault) {
        case EntryFault::chain:
            return "the chain is broken here";
        case EntryFault::payload:
            return "its bytes say nothing";
        case EntryFault::not_projected:
            return "no rows can follow from it";
        case EntryFault::number:
            return "its number is not the next one";
        case EntryFault::journal_unknown:
            return "its journal is not known";
    }
    return "it is wrong";
}

nlohmann::ordered_json json_of(const pos::store::VerifyReport& found) {
    nlohmann::ordered_json json;
    json["good"] = found.is_good();
    json["journals"] = nlohmann::ordered_json::array();
    for (const auto& journal : found.journals) {
        nlohmann::ordered_json one;
        one["journal"] = to_string(journal.journal);
        one["name"] = journal.name;
        one["entries"] = journal.entries;
        one["not_understood"] = journal.not_understood;
        json["journals"].push_back(std::move(one));
    }
    json["entries"] = nlohmann::ordered_json::array();
    for (const auto& entry : found.entries) {
        nlohmann::ordered_json one;
        one["journal"] = entry.journal;
        one["seq"] = entry.seq;
        one["fault"] = words_of(entry.fault);
        json["entries"].push_back(std::move(one));
    }
    json["differences"] = found.differences_total;
    json["first_differences"] = nlohmann::ordered_json::array();
    for (const auto& d : found.differences) {
        nlohmann::ordered_json one;
        one["table"] = d.table;
        one["key"] = d.key;
        one["column"] = d.column;
        one["stored"] = d.stored;
        one["rebuilt"] = d.rebuilt;
        json["first_differences"].push_back(std::move(one));
    }
    json["attachments"] = found.attachments;
    json["pages"] = found.pages;
    return json;
}

void print(const pos::store::VerifyReport& found, Context& context) {
    for (const auto& journal : found.journals) {
        context.out << journal.name << ": " << counted(journal.entries, "entry", "entries");
        if (journal.not_understood > 0)
            context.out << ", " << journal.not_understood << " from a newer program";
        context.out << '\n';
    }
    for (const auto& entry : found.entries) {
        context.out << "entry " << entry.journal << '/' << entry.seq << ": "
                    << words_of(entry.fault) << '\n';
    }
    for (const auto& d : found.differences) {
        context.out << d.table << ", " << d.key << (d.column.empty() ? "" : ", " + d.column)
                    << ": stored \"" << d.stored << "\", rebuilt \"" << d.rebuilt << "\"\n";
    }
    if (found.differences_total > found.differences.size()) {
        context.out << found.differences_total << " differences in all.\n";
    }
    for (const auto& hash : found.attachments)
        context.out << "attachment " << hash << ": its bytes were changed\n";
    for (const auto& page : found.pages) context.out << "file: " << page << '\n';
    context.out << (found.is_good() ? "The books are whole.\n" : "The books are not whole.\n");
}

void run(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.db);
    if (!reader) return report(context, reader.error());
    const auto there = pos::store::holds_journal((*reader)->connection());
    if (!there) return report(context, core::failure(pos::store::to_store_error(there.error())));
    if (!*there) {
        return report(context, core::failure({.kind = pos::store::OpenErrorKind::missing},
                                             core::shown_database(options.db)));
    }
    const auto found = [&] {
        Progress progress{"Verifying", terminal_on_stderr(), "entries"};
        return pos::store::verify(
            (*reader)->connection(), {}, [&](const pos::store::VerifyProgress& p) {
                progress.update(p.entries_done, p.entries_total, p.entries_done);
                return true;
            });
    }();
    if (!found) return report(context, core::failure(found.error()));
    if (options.json) {
        context.out << json_of(*found).dump(2) << '\n';
    } else {
        print(*found, context);
    }
    if (!found->is_good()) context.exit = Exit::refused;
}

}  // namespace

void add_verify(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command =
        program.add_subcommand("verify", "Walk the journal and rebuild every table from it");
    add_db(*command, options->db);
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
