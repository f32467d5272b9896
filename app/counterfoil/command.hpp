#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <iosfwd>
#include <string>

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
void add_paper(CLI::App& program, Context& context);
void add_verify(CLI::App& program, Context& context);
void add_backup(CLI::App& program, Context& context);
void add_restore(CLI::App& program, Context& context);
void add_gs1(CLI::App& program, Context& context);

/// `--db`, which every command has.
void add_db(CLI::App& command, std::string& where);
/// `--json`
void add_json(CLI::App& command, bool& json);

/// Says why something was not done and sets the exit code.
void report(Context& context, const core::Failure& failure);

}  // namespace app::counterfoil
