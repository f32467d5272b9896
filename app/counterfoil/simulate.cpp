// Load for a head office, from tills that do what real ones do.
#include "app/core/simulate/simulate.hpp"

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <variant>

#include "app/core/imports/figures.hpp"
#include "app/core/ring/guess_sales.hpp"
#include "app/core/simulate/office_codes.hpp"
#include "app/core/system.hpp"
#include "app/core/tabular/reader.hpp"
#include "app/counterfoil/command.hpp"
#include "app/counterfoil/file_options.hpp"
#include "app/counterfoil/read_secret.hpp"

namespace app::counterfoil {

namespace {

namespace simulate = core::simulate;

struct Options {
    simulate::Load load;
    std::string codes;  // a file, or "-"
    std::string user;
    std::string password_file;
    CLI::Option* tills{nullptr};
    FileOptions baskets;
    std::string date_format{"%Y-%m-%d %H:%M:%S"};
    bool json{false};
};

constexpr std::size_t kCodesBytesMax = std::size_t{32} * 1024 * 1024;

double a_second(std::uint64_t count, const simulate::LoadReport& done) {
    return done.seconds > 0 ? static_cast<double>(count) / done.seconds : 0;
}

nlohmann::ordered_json json_of(const simulate::LoadReport& done, const Options& options) {
    nlohmann::ordered_json json;
    json["seed"] = options.load.seed;
    json["tills"] = options.load.tills;
    json["sales"] = done.sales;
    json["entries"] = done.entries;
    json["batches"] = done.batches;
    json["batch_bytes"] = done.batch_bytes;
    json["bytes_a_sale"] =
        done.sales > 0 ? static_cast<double>(done.batch_bytes) / static_cast<double>(done.sales)
                       : 0.0;
    json["seconds"] = done.seconds;
    json["sales_a_second"] = a_second(done.sales, done);
    json["joining_seconds"] = done.joining_s;
    json["ringing_up_seconds"] = done.ringing_up_s;
    json["retries"] = done.retries;
    json["errors"] = done.errors;
    if (done.latency) {
        json["latency_ms"]["p50"] = done.latency->p50_ms;
        json["latency_ms"]["p95"] = done.latency->p95_ms;
        json["latency_ms"]["p99"] = done.latency->p99_ms;
        json["latency_ms"]["most"] = done.latency->most_ms;
    }
    json["entries_at_office"] = done.entries_at_office;
    json["entries_outside"] = done.entries_outside;
    json["books_compared"] = done.books_compared;
    json["branches"] = nlohmann::ordered_json::array();
    for (const auto& branch : done.branches) {
        nlohmann::ordered_json one;
        one["branch"] = branch.branch;
        one["sold_minor"] = branch.sold_minor;
        if (done.books_compared) {
            one["accepted_minor"] = branch.accepted_minor;
            one["set_aside_minor"] = branch.set_aside_minor;
            one["agrees"] = branch.agrees();
            one["differing_days"] = nlohmann::ordered_json::array();
            for (const auto& day : branch.differing)
                one["differing_days"].push_back(to_string(day));
        }
        json["branches"].push_back(std::move(one));
    }
    json["agrees"] = done.agrees();
    return json;
}

/// What was sold, and what the office's books say of it where they were seen.
void print_books(const simulate::LoadReport& done, std::ostream& out) {
    if (!done.books_compared) {
        Table table{{{"branch"}, {"sold", true}}, {}};
        for (const auto& branch : done.branches) {
            table.rows.push_back({branch.branch, std::to_string(branch.sold_minor)});
        }
        write_table(out, table);
        out << "What the office's takings say was not compared, only whether it has every entry: "
               "with --user and --password-file they are read from its pages.\n";
        return;
    }
    Table table{{{"branch"}, {"sold", true}, {"in the books", true}, {"set aside", true}, {""}},
                {}};
    for (const auto& branch : done.branches) {
        table.rows.push_back({branch.branch, std::to_string(branch.sold_minor),
                              std::to_string(branch.accepted_minor),
                              std::to_string(branch.set_aside_minor),
                              branch.agrees() ? "agrees" : "DIFFERS"});
    }
    write_table(out, table);
    for (const auto& branch : done.branches) {
        for (const auto& day : branch.differing) {
            out << fmt::format("{} differs on {}.\n", branch.branch, to_string(day));
        }
    }
}

void print(const simulate::LoadReport& done, const Options& options, std::ostream& out) {
    out << fmt::format("{} sold {}, {} in {} of {} bytes altogether.\n",
                       counted(options.load.tills, "till", "tills"),
                       counted(done.sales, "time", "times"),
                       counted(done.entries, "entry", "entries"),
                       counted(done.batches, "batch", "batches"), done.batch_bytes);
    if (done.latency && options.load.price_changes) {
        out << fmt::format(
            "From a price's change at the office to a till's catalogue: {:.0f} ms in the middle, "
            "{:.0f} ms of 99 in a hundred, {:.0f} ms until the last one had it.\n",
            done.latency->p50_ms, done.latency->p99_ms, done.latency->most_ms);
    } else if (done.latency) {
        out << fmt::format(
            "From a till's commit to the office's answer: {:.1f} ms in the middle, {:.1f} ms of "
            "95 in a hundred, {:.1f} ms of 99, {:.1f} ms at most.\n",
            done.latency->p50_ms, done.latency->p95_ms, done.latency->p99_ms,
            done.latency->most_ms);
    } else {
        out << fmt::format(
            "Sent in {:.2f} s: {:.0f} sales a second, {:.0f} bytes a sale.\n", done.seconds,
            a_second(done.sales, done),
            done.sales > 0 ? static_cast<double>(done.batch_bytes) / static_cast<double>(done.sales)
                           : 0.0);
    }
    if (done.retries > 0) {
        out << counted(done.retries, "batch was", "batches were") << " sent again.\n";
    }
    for (const auto& error : done.errors) out << "The office said: " << error << '\n';
    print_books(done, out);
    out << fmt::format("{} of {} entries are at the office, {} of them outside the books.\n",
                       done.entries_at_office, done.entries, done.entries_outside);
}

/// The file of baskets, read as `ring` reads its own, but that its columns are guessed; false if it
/// cannot be, which is reported.
bool read_baskets(Options& options, Context& context) {
    const auto said = mapping_of(options.baskets);
    if (!said) {
        report(context, said.error());
        return false;
    }
    auto file = open_file(options.baskets);
    if (!file) {
        report(context, file.error());
        return false;
    }
    // Amounts count in the office's currency, whichever that is.
    const core::ring::ReadOptions how{.mapping = core::ring::guess_sales(file->columns(), *said),
                                      .date_format = options.date_format,
                                      .currency = *pos::currency_of("EUR")};
    auto read = core::ring::read(*file, how, {});
    if (read) {
        options.load.baskets = std::move(*read);
        return true;
    }
    context.err << options.baskets.file << ": ";
    if (const auto* map = std::get_if<core::tabular::MapError>(&read.error())) {
        context.err << to_string(*map) << '\n';
        context.exit = map->is_of_an_empty_file() ? Exit::refused : Exit::usage;
    } else {
        context.err << "no baskets can be read from it; counterfoil ring says why.\n";
        context.exit = Exit::refused;
    }
    return false;
}

/// Where codes come from when the office's database is not at hand, and who looks at its books.
core::Outcome<void> read_codes(Options& options) {
    auto& load = options.load;
    if (!load.office_db.empty()) return {};
    if (options.codes.empty()) {
        return core::misuse(
            "Say where the tills get their codes: --office-db DB, where the office's database is "
            "at "
            "hand, or --codes FILE and --currency, with what counterfoil enrol-code --json printed "
            "at the office.");
    }
    if (load.where.zone.empty()) load.where.zone = core::system_zone();
    const auto text = read_whole(options.codes, kCodesBytesMax);
    if (!text) return std::unexpected{text.error()};
    auto places = simulate::read_places(*text);
    if (!places) return std::unexpected{places.error()};
    load.places = std::move(*places);
    if (options.tills->count() == 0) load.tills = static_cast<unsigned>(load.places.size());
    if (options.user.empty()) return {};
    auto password = read_secret_file(options.password_file);
    if (!password) return std::unexpected{password.error()};
    load.visitor = {load.office, options.user, std::move(*password)};
    return {};
}

void run(Options options, Context& context) {
    if (auto read = read_codes(options); !read) return report(context, read.error());
    if (!options.baskets.file.empty() && !read_baskets(options, context)) return;
    const auto done = simulate::run(options.load, context.clock, context.random,
                                    [&](const std::string& step) { context.err << step << '\n'; });
    if (!done) return report(context, done.error());
    if (options.json) {
        context.out << json_of(*done, options).dump(2) << '\n';
    } else {
        print(*done, options, context.out);
    }
    if (!done->agrees()) context.exit = Exit::refused;
}

/// Of an office whose database is somewhere else.
void add_remote(CLI::App& command, Options& options, CLI::Option& office_db) {
    auto& load = options.load;
    auto* const codes = command.add_option(
        "--codes", options.codes,
        "Instead of that: a code for each till, as enrol-code --json prints them one after the "
        "other; - is the input");
    auto* const currency =
        command.add_option("--currency", load.where.currency, "What the office counts in");
    codes->type_name("FILE")->excludes(&office_db)->needs(currency);
    currency->type_name("EUR")->needs(codes);
    command.add_option("--zone", load.where.zone, "The tills' time zone; else this machine's")
        ->type_name("ZONE")
        ->needs(codes);
    auto* const user = command.add_option(
        "--user", options.user, "Who signs in at the office's pages, where the books are compared");
    auto* const password = command.add_option("--password-file", options.password_file,
                                              "That person's password is this file's first line");
    user->type_name("NAME")->needs(codes)->needs(password);
    password->type_name("FILE")->needs(user);
}

}  // namespace

void add_simulate(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto& load = options->load;
    auto* command = program.add_subcommand(
        "simulate", "Load for a head office: many tills that join, sell and send");
    command->add_option("--office", load.office, "Its address, such as http://127.0.0.1:8443")
        ->required()
        ->type_name("URL");
    auto* const office_db = command->add_option(
        "--office-db", load.office_db,
        "Its database, where codes are made and the books are compared; a test one");
    office_db->type_name("DB");
    add_remote(*command, *options, *office_db);
    options->tills = command->add_option("--tills", load.tills, "How many join");
    options->tills->check(CLI::Range(1U, 100'000U))->capture_default_str();
    command->add_option("--days", load.days, "How many days each sells, one sent after the other")
        ->check(CLI::Range(1U, 366U))
        ->capture_default_str();
    command->add_option("--sales", load.sales, "How often each sells in a day")
        ->check(CLI::Range(0U, 100'000U))
        ->capture_default_str();
    command->add_option("--seed", load.seed, "What is bought, and when, follows from it")
        ->capture_default_str();
    auto* const baskets = command->add_option("--baskets", options->baskets.file,
                                              "Receipts as counterfoil ring reads; its columns are "
                                              "guessed");
    baskets->type_name("FILE");
    command
        ->add_option("--map", options->baskets.maps,
                     "field=Column of that file, once for each that is called otherwise")
        ->type_name("FIELD=COLUMN")
        ->needs(baskets);
    command->add_option("--date-format", options->date_format, "How that file writes times")
        ->capture_default_str();
    command->add_option("--threads", load.threads, "How many send at the same time")
        ->check(CLI::Range(1U, 256U))
        ->capture_default_str();
    command
        ->add_option("--online", load.online,
                     "Sell now instead: each till so often a minute, at random moments, and sends "
                     "at once")
        ->type_name("RATE")
        ->check(CLI::PositiveNumber);
    command->add_option("--seconds", load.seconds, "For how long, with --online")
        ->check(CLI::Range(1U, 86'400U))
        ->capture_default_str();
    command
        ->add_option(
            "--price-changes", load.price_changes,
            "Sell nothing: change a price at the office so often, each time when all tills "
            "have the one before, and say how long that takes")
        ->check(CLI::Range(1U, 1'000U))
        ->needs(office_db)
        ->excludes("--online");
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
