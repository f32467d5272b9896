#pragma once

#include <CLI/CLI.hpp>
#include <iosfwd>
#include <span>
#include <string>

#include "app/core/failure.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"

namespace app::office {

inline constexpr const char* kProgram = "counterfoil office 0.1";

/// What a command may use. Data comes from `in` and goes to `out`, messages go to `err`.
///
/// requires: clock and random may be asked from several threads at once
struct Context {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    pos::Clock& clock;
    pos::Random& random;
    int exit{0};  // as of every program: 0 done, 1 refused, 2 usage, 3 environment
};

/// Carries out one command line, the program's name left out, and answers its exit code.
int run(std::span<const std::string> words, Context& context);

// One a file.
void add_init(CLI::App& program, Context& context);
void add_serve(CLI::App& program, Context& context);

/// Says why something was not done and sets the exit code.
void report(Context& context, const core::Failure& failure);

}  // namespace app::office
