#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "app/core/failure.hpp"
#include "app/counterfoil/output.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"

namespace app::counterfoil {

/// What a command may use. Data comes from `in` and goes to `out`, messages go to `err`.
struct Context {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    pos::Clock& clock;
    pos::Random& random;
    Exit exit{Exit::done};
};

inline constexpr const char* kProgram = "counterfoil 0.1";

/// Carries out one command line, the program's name left out.
///
/// ensures: data and help on context.out, everything else on context.err
Exit run(std::span<const std::string> words, Context& context);

/// The program with all its commands; parsing runs the one that was asked for and leaves its exit
/// code in `context`.
void add_commands(CLI::App& program, Context& context);

// One a file.
void add_init(CLI::App& program, Context& context);
void add_import(CLI::App& program, Context& context);
void add_ring(CLI::App& program, Context& context);
void add_takings(CLI::App& program, Context& context);
void add_search(CLI::App& program, Context& context);
void add_item(CLI::App& program, Context& context);
void add_receipt(CLI::App& program, Context& context);
void add_logo(CLI::App& program, Context& context);
void add_paper(CLI::App& program, Context& context);
void add_verify(CLI::App& program, Context& context);
void add_backup(CLI::App& program, Context& context);
void add_restore(CLI::App& program, Context& context);
void add_gs1(CLI::App& program, Context& context);
void add_explain(CLI::App& program, Context& context);
void add_meter(CLI::App& program, Context& context);
void add_invoice(CLI::App& program, Context& context);
void add_badge(CLI::App& program, Context& context);
void add_labels(CLI::App& program, Context& context);
void add_scanner(CLI::App& program, Context& context);
void add_keys(CLI::App& program, Context& context);
void add_bench(CLI::App& program, Context& context);
void add_devices(CLI::App& program, Context& context);
void add_attach(CLI::App& program, Context& context);
void add_emulate(CLI::App& program, Context& context);
void add_branch(CLI::App& program, Context& context);
void add_enrol_code(CLI::App& program, Context& context);
void add_enrol(CLI::App& program, Context& context);
void add_replace(CLI::App& program, Context& context);
void add_sync(CLI::App& program, Context& context);
void add_attention(CLI::App& program, Context& context);
void add_parked(CLI::App& program, Context& context);
void add_price(CLI::App& program, Context& context);
void add_promotion(CLI::App& program, Context& context);
void add_settings(CLI::App& program, Context& context);
void add_tax(CLI::App& program, Context& context);
void add_terminal(CLI::App& program, Context& context);
void add_journal(CLI::App& program, Context& context);
void add_simulate(CLI::App& program, Context& context);
void add_user(CLI::App& program, Context& context);

/// `--db`, which every command has.
void add_db(CLI::App& command, std::string& where);
/// `--key`, which every command has that writes the journal.
void add_key(CLI::App& command, std::string& key_file);
/// `--profile`: a printer by its profile's name; for an unknown one the names are told.
CLI::Option* add_profile(CLI::App& command, std::string& name);
/// `--cashier`, of commands that journal who did it.
void add_cashier(CLI::App& command, std::string& name);
/// `--json`
void add_json(CLI::App& command, bool& json);

/// The words that an option takes and what each means.
template <class T, std::size_t N>
using Choices = std::array<std::pair<std::string_view, T>, N>;

/// An option that takes one of a few words; the help lists them.
template <class T, std::size_t N>
void add_choice(CLI::App& command, const std::string& name, T& into, const Choices<T, N>& choices,
                const std::string& words) {
    std::string known;
    std::string standard;
    for (const auto& [word, value] : choices) {
        known += (known.empty() ? "" : "|") + std::string{word};
        if (value == into) standard = word;
    }
    command
        .add_option_function<std::string>(
            name,
            [name, known, choices, &into](const std::string& given) {
                const auto* const found =
                    std::ranges::find(choices, given, &std::pair<std::string_view, T>::first);
                if (found == choices.end()) {
                    throw CLI::ValidationError(name, given + " is none of " + known);
                }
                into = found->second;
            },
            words)
        ->type_name(known)
        ->default_str(standard);
}

/// Says why something was not done and sets the exit code.
void report(Context& context, const core::Failure& failure);

}  // namespace app::counterfoil
